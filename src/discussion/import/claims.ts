import { z } from "zod";
import { type Entry, entriesOf } from "../../files/audit-store.ts";
import {
  type ChangedHere,
  type Claim,
  type Claimed,
  differing,
  gone,
  lastWords,
  settle,
  tell,
} from "../../files/changed-here.ts";
import type { ImportContext, KnownPerson } from "../../files/file.ts";
import type { PlannedDiscussion } from "./plan.ts";

/** What the files say otherwise than it was changed here since. */

const records = ["discussion"];

/** Leaves discussions as they stand where they were changed or taken back here. @param planned those that would change */
export async function settleDiscussions(context: ImportContext, planned: PlannedDiscussion[]): Promise<void> {
  const ids = planned.flatMap(({ id, held }) => (held?.isRemoved ? [id] : []));
  const words = lastWords(await entriesOf(context.reader, context.workspaceId, records, ids));
  for (const discussion of planned) {
    const removed = words.get(discussion.id)?.get(gone);
    if (!removed) continue;
    const place = { file: "discussions.csv", line: discussion.line, column: "discussion_no" };
    tell(context, place, "conflictGone", { what: whatOf(discussion) }, removed);
    discussion.isKept = !context.overwrite;
  }
  const standing = planned.filter(({ held }) => held && !held.isRemoved);
  await settle(context, "discussions.csv", standing.map(claimOf), { records });
}

const whatOf = ({ number, held, unit, date }: PlannedDiscussion) =>
  `${number} (${(held ?? { unit }).unit.code}, ${(held ?? { date }).date})`;

function claimOf(planned: PlannedDiscussion): Claim {
  const { id, line, held } = planned;
  const claimed = held ? differing(planned, held, columns) : [];
  return { id, line, what: whatOf(planned), claimed: claimed.map((one) => keepingNumber(one, planned)) };
}

const columns = [
  ["date", "date"],
  ["theme_code", "themeCode"],
  ["form", "form"],
  ["participant_count", "participantCount"],
] as const;

/** Where a number stays, or none does, the names in the other file are judged by that. */
const keepingNumber = (claimed: Claimed, planned: PlannedDiscussion): Claimed => ({
  ...claimed,
  keep() {
    claimed.keep();
    if (claimed.column === "participant_count") planned.isCountKept = true;
  },
});

/** The people whom the file adds to a discussion, with their lines. */
export type Added = { discussion: PlannedDiscussion; people: Map<KnownPerson, number> };

/**
 * Takes out of `people` whom the file would add although they were taken out here since, or their number was recorded
 * instead of names.
 */
export async function settleParticipants(context: ImportContext, added: Added[]): Promise<void> {
  const held = added.filter(({ discussion }) => discussion.held);
  const ids = held.map(({ discussion }) => discussion.id);
  const entries = await entriesOf(context.reader, context.workspaceId, records, ids);
  const words = lastWords(entries);
  const leavers = takenOut(entries);
  for (const { discussion, people } of held) {
    const { id, participantCount } = discussion;
    const counted = participantCount === null ? undefined : words.get(id)?.get("participantCount");
    const removed = discussion.held?.isRemoved ? words.get(id)?.get(gone) : undefined;
    for (const [person, line] of people) {
      const left = removed ?? leavers.get(id)?.get(person.id);
      if (!left && !counted) continue;
      const place = { file: "discussion_participants.csv", line, column: "employee_no" };
      const what = `${person.name} (${person.employeeNo}), ${whatOf(discussion)}`;
      if (left) tell(context, place, "conflictGone", { what }, left);
      else if (counted) tell(context, place, "conflictByCount", { what }, counted);
      if (!context.overwrite) people.delete(person);
    }
  }
}

const ids = z.array(z.string()).catch([]);
const told = z.object({ added: ids, removed: ids, joined: z.string().optional().catch(undefined) });

/** By discussion, the people who were taken out of it here. */
function takenOut(entries: Entry[]): Map<string, Map<string, ChangedHere>> {
  const out = new Map<string, Map<string, ChangedHere>>();
  for (const entry of entries) {
    const people = out.get(entry.recordId) ?? new Map<string, ChangedHere>();
    out.set(entry.recordId, people);
    const { added, removed, joined } = told.catch({ added: [], removed: [] }).parse(entry.after ?? {});
    for (const id of removed) if (entry.here) people.set(id, entry);
    for (const id of [...added, ...(joined === undefined ? [] : [joined])]) people.delete(id);
  }
  return out;
}
