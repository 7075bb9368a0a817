import { type FirstAndLast, periodOf } from "../db/dates.ts";
import type { Recorded } from "../org/recorded.ts";

/** Topics of people while they belonged to the units: they go where their people go. */
export const topicRecorded: Recorded = {
  follows: "person",
  async dates(reader, workspaceId, unitIds) {
    const [row] = await reader.$queryRaw<FirstAndLast[]>`
      SELECT min(greatest(t.registered_on, m.starts_on))::text AS first, max(greatest(t.registered_on, m.starts_on))::text AS last
      FROM membership m JOIN topic t ON t.person_id = m.person_id
      WHERE m.workspace_id = ${workspaceId}::uuid AND m.unit_id = ANY(${unitIds}::uuid[])
        AND (m.ends_on IS NULL OR m.ends_on >= t.registered_on)`;
    return periodOf(row);
  },
};
