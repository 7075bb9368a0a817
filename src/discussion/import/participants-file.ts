import { z } from "zod";
import type { Change } from "../../db/write.ts";
import { code } from "../../files/fields.ts";
import { type ImportContext, isDoubtful, type KnownPerson, recordFile } from "../../files/file.ts";
import { type Report, shown } from "../../files/problems.ts";
import { personOf } from "../../files/references.ts";
import { type Added, settleParticipants } from "./claims.ts";
import { type DiscussionPlan, type PlannedDiscussion, planOf } from "./plan.ts";
import { heldParticipants, writeParticipants } from "./store.ts";

const schema = z.object({ discussion_no: code, employee_no: code });

/** The people whom the file names in one discussion, with their lines. */
type Named = { discussion: PlannedDiscussion; people: Map<KnownPerson, number>; report: Report };

/**
 * discussion_participants.csv: who took part, by name. Participants whom the file leaves out stay. Somebody of another
 * unit may have been a guest: nobody is refused for their unit.
 */
export const participantsFile = recordFile({
  name: "discussion_participants.csv",
  needed: false,
  schema,
  async open(context) {
    const plan = planOf(context);
    const named = new Map<string, Named>();
    let added: NewPeople[] = [];
    return {
      held: false,
      row(row, line, report) {
        const discussion = discussionOf(plan, row.discussion_no, report);
        const person = personOf(context, row.employee_no, report);
        if (!discussion || !person) return;
        const own = named.get(row.discussion_no) ?? { discussion, people: new Map(), report };
        named.set(row.discussion_no, own);
        const other = own.people.get(person);
        if (other === undefined) own.people.set(person, line);
        else report("employee_no", "records.participantTwice", { line: String(other) });
      },
      async end() {
        added = await compare(context, plan, named);
      },
      pending: () => added.reduce((sum, { personIds }) => sum + personIds.length, 0),
      async write(tx, done) {
        const rows = added.flatMap(({ discussion, personIds }) =>
          personIds.map((personId) => ({ discussionId: discussion.id, personId })),
        );
        await writeParticipants(tx, rows);
        done(rows.length);
        return added.map(changeOf);
      },
    };
  },
});

function discussionOf(plan: DiscussionPlan, number: string, report: Report): PlannedDiscussion | undefined {
  const discussion = plan.discussions.get(number);
  if (!discussion && !isDoubtful(plan.doubtful, number))
    report("discussion_no", "records.unknownDiscussion", { number: shown(number) });
  return discussion;
}

type NewPeople = Added & { personIds: string[]; before: number };

/** Reports discussions with names and a count at once; finds the people whom the database does not have yet. */
async function compare(
  context: ImportContext,
  { discussions }: DiscussionPlan,
  named: Map<string, Named>,
): Promise<NewPeople[]> {
  const ids = [...discussions.values()].flatMap(({ id, held }) => (held ? [id] : []));
  const held = await heldParticipants(context.reader, ids);
  for (const { number, id, participantCount, report, line, isCountKept } of discussions.values()) {
    if (participantCount === null || line === undefined || isCountKept) continue;
    if (named.has(number))
      report?.("participant_count", "records.namedAndNumbered", { number: shown(number) });
    else if (held.has(id)) report?.("participant_count", "records.heldWithNames", { number: shown(number) });
  }
  const knownIn = ({ id }: PlannedDiscussion) => held.get(id) ?? new Set();
  const added = [...named.values()].map(({ discussion, people, report }) => {
    const fresh = [...people].filter(([person]) => !knownIn(discussion).has(person.id));
    return { discussion, people: new Map(fresh), report };
  });
  await settleParticipants(context, added);
  return added.flatMap(({ discussion, people, report }) => {
    if (people.size === 0) return [];
    const { line, participantCount, number } = discussion;
    if (line === undefined && participantCount !== null)
      report("discussion_no", "records.heldWithCount", { number: shown(number) });
    const personIds = [...people.keys()].map((person) => person.id);
    return [{ discussion, people, personIds, before: knownIn(discussion).size }];
  });
}

/** How many took part, not who: the list itself stands in the records. */
function changeOf({ discussion, personIds, before }: NewPeople): Change {
  return {
    record: "discussion",
    recordId: discussion.id,
    before: before === 0 ? null : { people: before },
    after: { people: before + personIds.length },
    unitId: discussion.unit.id,
    date: discussion.date,
  };
}
