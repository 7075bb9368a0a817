import { z } from "zod";
import type { HistoryEntry, Kinds } from "../../history/store.ts";

export const discussionKinds: Kinds = { discussion: null };

/** What was done to a discussion: `before` and `after` are the fields that changed; `actor` is null where they are hidden. */
export type DiscussionChange = Pick<HistoryEntry, "at" | "reason"> & {
  actor: string | null;
  before: HistoryFields | null;
  after: HistoryFields | null;
};

const fields = z.object({
  date: z.string().optional(),
  themeCode: z.string().optional(),
  form: z.string().optional(),
  participantCount: z.number().nullish(),
  confirmed: z.boolean().nullish(),
  added: z.array(z.string()).default([]),
  removed: z.array(z.string()).default([]),
  joined: z.string().optional(),
  people: z.number().optional(),
  opened: z.string().optional(),
});
export type HistoryFields = z.output<typeof fields>;

const read = (value: unknown) => (value === null ? null : fields.parse(value));

/** The audit's entry as a change of the discussion. */
export const changeOf = ({ at, actor, reason, before, after }: HistoryEntry): DiscussionChange => ({
  ...{ at, actor, reason },
  ...{ before: read(before), after: read(after) },
});
