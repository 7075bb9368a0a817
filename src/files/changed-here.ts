import { todayIn } from "../calendar.ts";
import type { Json } from "../json.ts";
import { type Entry, entriesOf } from "./audit-store.ts";
import type { ImportContext } from "./file.ts";
import { type Problem, shown } from "./problems.ts";

/*
 * A file says what was so when it was written; people have gone on since, in Slack. Where the last word about a field
 * of a record was said there and not by an import, a file that says otherwise is a conflict: it is told, and the
 * record stays as it stands unless the file's word was asked for (`context.overwrite`).
 */

/** Who changed something here, and when. */
export type ChangedHere = Pick<Entry, "by" | "at">;

/**
 * By record, the fields whose last word was said here. Of a record that was taken back, the field `gone`.
 * @param entries in the order of the audit
 * @param fieldsOf the fields that an entry is about
 */
export function lastWords(
  entries: Entry[],
  fieldsOf: (entry: Entry) => string[] = changedIn,
): Map<string, Map<string, ChangedHere>> {
  const words = new Map<string, Map<string, ChangedHere>>();
  for (const entry of entries) {
    const { recordId, here, after } = entry;
    const fields = words.get(recordId) ?? new Map<string, ChangedHere>();
    words.set(recordId, fields);
    // What is changed is there again.
    fields.delete(gone);
    for (const field of after === null ? [gone] : fieldsOf(entry))
      if (here) fields.set(field, entry);
      else fields.delete(field);
  }
  return words;
}

export const gone = "(gone)";

/** The fields that an entry changed; some name others as well, which stayed. */
export function changedIn({ before, after }: Pick<Entry, "before" | "after">): string[] {
  const [was, is] = [fieldsIn(before), fieldsIn(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]),
  );
}

const fieldsIn = (value: Json): { [key: string]: Json } =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};

/** A record that a file would change. `what` names it to people. */
export type Claim = { id: string; line: number | undefined; what: string; claimed: Claimed[] };
/**
 * What the file would change: its column, the audit's names for it, and both values as a file would write them.
 * `keep` leaves it as it stands.
 */
export type Claimed = {
  column: string;
  fields: string[];
  stands: string;
  says: string;
  keep(): void;
};

type Value = string | number | null | string[];

/**
 * What a record as a file plans it has otherwise than it stands.
 * @param columns of the file, with the record's name for each, and the audit's where that is another
 */
export function differing<K extends string>(
  planned: Record<K, Value>,
  held: Record<K, Value>,
  columns: readonly (readonly [column: string, name: K, audited?: string])[],
): Claimed[] {
  return columns.flatMap(([column, name, audited = name]) => {
    const [stands, says] = [textOf(held[name]), textOf(planned[name])];
    const keep = () => void Object.assign(planned, { [name]: held[name] });
    return stands === says ? [] : [{ column, fields: [audited], stands, says, keep }];
  });
}

/** As a file has it: several words are joined, in whatever order they came. */
const textOf = (value: Value): string =>
  Array.isArray(value) ? value.toSorted().join(";") : String(value ?? "");

/**
 * Tells what a file would change although its last word was said here, and keeps it unless the file's is to count.
 * @param records the audit's kinds of record that tell of it
 */
export async function settle(
  context: ImportContext,
  file: string,
  claims: Claim[],
  { records, fieldsOf }: { records: string[]; fieldsOf?: (entry: Entry) => string[] },
): Promise<void> {
  const made = claims.filter(({ claimed }) => claimed.length > 0);
  if (made.length === 0) return;
  const ids = made.map(({ id }) => id);
  const words = lastWords(await entriesOf(context.reader, context.workspaceId, records, ids), fieldsOf);
  for (const { id, line, what, claimed } of made)
    for (const { column, fields, stands, says, keep } of claimed) {
      const changed = newest(fields.map((field) => words.get(id)?.get(field)));
      if (!changed) continue;
      tell(context, { file, line, column }, "conflict", { what, stands, says }, changed);
      if (!context.overwrite) keep();
    }
}

/** The latest of them, if there is one. */
export function newest(changes: (ChangedHere | undefined)[]): ChangedHere | undefined {
  const made = changes.filter((one) => one !== undefined);
  return made.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)).at(-1);
}

type Place = Pick<Problem, "file" | "line" | "column">;

/** How the file and what stands here go apart; `conflictGone`: it was taken back here, and the file still has it. */
export type Apart = "conflict" | "conflictGone" | "conflictByName" | "conflictByCount";

/** Tells a conflict. `what` names the record to people; values are as a file would write them. */
export function tell(
  context: ImportContext,
  place: Place,
  apart: Apart,
  { what, stands, says }: { what: string; stands?: string; says?: string },
  { by, at }: ChangedHere,
): void {
  const date = todayIn(at, context.campaign?.timeZone ?? "UTC");
  const values = { what: shown(what), stands: shown(stands || "–"), says: shown(says || "–") };
  context.conflicts.add({ ...place, key: `records.${apart}`, values: { ...values, by: shown(by), date } });
}
