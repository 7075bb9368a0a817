import { entriesAt } from "../../files/audit-store.ts";
import { type ChangedHere, changedIn, newest, tell } from "../../files/changed-here.ts";
import type { ImportContext } from "../../files/file.ts";
import { type Counts, statuses } from "../model.ts";
import type { CountedSession, NamedSession } from "./plan.ts";

/** What the files say otherwise than it was changed here since. Sessions of one unit and date are one thing, though they may be taken back and recorded anew. */

/** Of a session: the people, by id, and the head-counts whose last word was said here. */
export type SaidHere = { people: Map<string, ChangedHere>; counts: ChangedHere | undefined };

/** What was said here of sessions, by key, also of those that were taken back. Ask for some hundred at a time. */
export async function saidHere(
  { reader, workspaceId }: ImportContext,
  sessions: Pick<NamedSession, "unit" | "date">[],
): Promise<Map<string, SaidHere>> {
  const said = new Map<string, SaidHere>();
  const at = sessions.map(({ unit, date }) => ({ unitId: unit.id, date }));
  for (const entry of await entriesAt(reader, workspaceId, ["session", "attendance"], at)) {
    const key = `${entry.unitId} ${entry.date}`;
    const session = said.get(key) ?? { people: new Map(), counts: undefined };
    said.set(key, session);
    const changed = changedIn(entry);
    const [, personId] = entry.recordId.split("/");
    if (personId !== undefined) {
      if (entry.here) session.people.set(personId, entry);
      else session.people.delete(personId);
    } else if (changed.includes("byName")) session.people.clear();
    else if (statuses.some((status) => changed.includes(status)))
      session.counts = entry.here ? entry : undefined;
  }
  return said;
}

const anything = (here: SaidHere | undefined) => here && newest([...here.people.values(), here.counts]);

const whatOf = ({ unit, date }: NamedSession | CountedSession) => `${unit.name} (${unit.code}), ${date}`;

/** Settles a session of attendance.csv: what is kept is taken out of its marks. */
export function settleNames(context: ImportContext, session: NamedSession, here: SaidHere | undefined): void {
  const { line, marks, held } = session;
  const what = whatOf(session);
  if (!held || held.counts) {
    const before = held ? here?.counts : anything(here);
    if (!before) return;
    const place = { file: "attendance.csv", line, column: "unit_code" };
    tell(context, place, held ? "conflictByCount" : "conflictGone", { what }, before);
    if (!context.overwrite) marks.clear();
    return;
  }
  for (const [person, mark] of marks) {
    const changed = here?.people.get(person.id);
    const stands = held.marks.get(person.id)?.status ?? "";
    if (!changed || stands === mark.status) continue;
    const about = { what: `${person.name} (${person.employeeNo}), ${what}`, stands, says: mark.status };
    tell(context, { file: "attendance.csv", line: mark.line, column: "status" }, "conflict", about, changed);
    if (context.overwrite) continue;
    marks.delete(person);
    session.isKept = true;
  }
}

/** Settles a line of headcounts.csv. @returns whether what stands is kept */
export function settleCounts(
  context: ImportContext,
  session: CountedSession,
  here: SaidHere | undefined,
): boolean {
  const { line, held, counts } = session;
  const isNamed = held && [...held.marks.values()].some(({ status }) => status !== null);
  const before = held?.counts ? here?.counts : anything(here);
  if (!before) return false;
  const place = { file: "headcounts.csv", line, column: statuses.join(", ") };
  const about = { what: whatOf(session), stands: textOf(held?.counts), says: textOf(counts) };
  const key = held?.counts ? "conflict" : isNamed ? "conflictByName" : "conflictGone";
  tell(context, place, key, about, before);
  return !context.overwrite;
}

/** As the file has them, in its columns. */
const textOf = (counts: Counts | null | undefined) =>
  counts ? statuses.map((status) => counts[status]).join(", ") : "";
