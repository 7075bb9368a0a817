import { z } from "zod";
import type { Database } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import type { FormValues } from "../../slack/requests.ts";

/** What was typed about somebody new and not saved, by field. */
export type NewPersonDraft = z.infer<typeof shape>;
export type Drafts = ReturnType<typeof draftStore>;

const form = "org.newPerson";
const fields = z.enum(["employeeNo", "name", "unit", "from", "position", "email", "roles"]);
const shape = z.partialRecord(fields, z.union([z.string(), z.array(z.string())]));
/** A draft is offered for so long; what it held is hardly remembered after that. */
const draftDays = 14;

/** The form of a new person, closed by mistake; no record, so it leaves no audit. One a Slack user. */
export function draftStore(db: Database, workspaceId: string) {
  const of = (slackId: string) => ({ workspaceId, slackId, form });
  return {
    async get(slackId: string, now: Temporal.Instant): Promise<NewPersonDraft | undefined> {
      const since = momentOf(now.subtract({ hours: 24 * draftDays }));
      const row = await db.draft.findFirst({ where: { ...of(slackId), updatedAt: { gte: since } } });
      return shape.safeParse(row?.values).data;
    },

    /** Keeps what the form's blocks hold; a form in which nothing was written is nothing to keep. */
    async keep(slackId: string, values: FormValues, now: Temporal.Instant): Promise<void> {
      const held = Object.entries(values).map(([block, value]) => [block.split(".")[0], value]);
      // The form may hold a question as well, with what was chosen of it.
      const isField = ([field, value]: unknown[]) => value !== null && fields.safeParse(field).success;
      const typed = shape.safeParse(Object.fromEntries(held.filter(isField)));
      if (!typed.success || !(typed.data.employeeNo || typed.data.name)) return;
      const kept = { values: typed.data, updatedAt: momentOf(now) };
      await db.draft.upsert({
        where: { workspaceId_slackId_form: of(slackId) },
        create: { ...of(slackId), ...kept },
        update: kept,
      });
    },

    async forget(slackId: string): Promise<void> {
      await db.draft.deleteMany({ where: of(slackId) });
    },
  };
}
