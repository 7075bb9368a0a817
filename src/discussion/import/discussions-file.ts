import { randomUUIDv7 } from "node:crypto";
import { z } from "zod";
import type { Change } from "../../db/write.ts";
import { code, date, optionalCount, unitCode, word } from "../../files/fields.ts";
import { doubt, type ImportContext, recordFile } from "../../files/file.ts";
import { type Report, shown } from "../../files/problems.ts";
import { unitOf } from "../../files/references.ts";
import type { Json } from "../../json.ts";
import { forms } from "../model.ts";
import { settleDiscussions } from "./claims.ts";
import { checkDate, type PlannedDiscussion, planOf } from "./plan.ts";
import { heldDiscussions, writeDiscussions } from "./store.ts";

const schema = z.object({
  discussion_no: code,
  unit_code: unitCode,
  date,
  theme_code: code,
  form: word(forms),
  // Empty where the participants are named.
  participant_count: optionalCount,
});
type Row = z.output<typeof schema>;

/** discussions.csv: what was discussed where and when. Discussions that the file leaves out stay as they are. */
export const discussionsFile = recordFile({
  name: "discussions.csv",
  needed: false,
  schema,
  async open(context) {
    const { discussions, doubtful } = planOf(context);
    for (const held of await heldDiscussions(context.reader, context.campaign?.id))
      discussions.set(held.number, { ...held, held, line: undefined, report: undefined });
    const changed = () => [...discussions.values()].filter(isChanged);
    return {
      held: false,
      row(row, line, report) {
        const known = discussions.get(row.discussion_no);
        if (known?.line !== undefined)
          return report("discussion_no", "records.discussionTwice", {
            number: shown(row.discussion_no),
            line: String(known.line),
          });
        const made = planned(row, known, context, report);
        if (made) discussions.set(row.discussion_no, { ...made, line });
        else doubtful.codes.add(row.discussion_no);
      },
      refused: (fields) => doubt(doubtful, fields, "discussion_no"),
      end: () => settleDiscussions(context, changed()),
      pending: () => changed().length,
      async write(tx, done) {
        const { campaign, workspaceId, now } = context;
        if (!campaign) throw new Error("discussions are written without a campaign");
        const rows = changed();
        await writeDiscussions(tx, { workspaceId, campaignId: campaign.id, now }, rows);
        done(rows.length);
        return rows.map(changeOf);
      },
    };
  },
});

function planned(
  row: Row,
  known: PlannedDiscussion | undefined,
  context: ImportContext,
  report: Report,
): PlannedDiscussion | undefined {
  const unit = unitOf(context, row.unit_code, report);
  const possible = checkDate(context, row.date, report);
  const themes = context.campaign?.themes;
  const isTheme = themes?.includes(row.theme_code) ?? true;
  if (!isTheme)
    report("theme_code", "records.unknownTheme", {
      code: shown(row.theme_code),
      codes: (themes ?? []).map(shown).join(", "),
    });
  if (!unit || !possible || !isTheme) return undefined;
  return {
    id: known?.id ?? randomUUIDv7(),
    number: row.discussion_no,
    unit,
    date: row.date,
    themeCode: row.theme_code,
    form: row.form,
    participantCount: row.participant_count,
    line: undefined,
    report,
    held: known?.held,
  };
}

function isChanged({ held, line, ...planned }: PlannedDiscussion): boolean {
  if (line === undefined || planned.isKept) return false;
  return !held || held.isRemoved || JSON.stringify(fieldsOf(held)) !== JSON.stringify(fieldsOf(planned));
}

type Fields = Pick<PlannedDiscussion, "unit" | "date" | "themeCode" | "form" | "participantCount">;

const fieldsOf = ({ unit, date: day, themeCode, form, participantCount }: Fields) => ({
  unitId: unit.id,
  date: day,
  themeCode,
  form,
  participantCount,
});

function changeOf({ held, ...planned }: PlannedDiscussion): Change {
  const before: Json = held && !held.isRemoved ? fieldsOf(held) : null;
  const after = { ...fieldsOf(planned), number: planned.number };
  return {
    ...{ record: "discussion", recordId: planned.id, before, after },
    ...{ unitId: planned.unit.id, date: planned.date },
  };
}
