import { z } from "zod";
import { type IsoDate, isDate } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { FormValues } from "../../slack/requests.ts";
import { type AttendanceStatus, type Counts, exceptions, type Sheet, statuses } from "../model.ts";

/** What stands in the form for a unit and date, as typed and picked. A list that the form did not show is missing. */
export const formEntry = z.object({
  late: z.array(z.string()).optional(),
  leave: z.array(z.string()).optional(),
  absent: z.array(z.string()).optional(),
  counts: z.partialRecord(z.enum(statuses), z.string()).optional(),
  material: z.string().optional(),
  ledBy: z.string().optional(),
  correction: z.string().optional(),
  /** Why somebody has a status that a line said, by person; the form shows no reasons, and keeps them with the status. */
  reasons: z.record(z.string(), z.object({ status: z.enum(exceptions), reason: z.string() })).optional(),
});
export type FormEntry = z.infer<typeof formEntry>;

/**
 * What the view carries. `seen`: how far the audit had come when its sheet was read. `fill` counts how often the
 * inputs were filled anew: Slack keeps what was typed as long as a block's id stays.
 */
export const formPlace = z.object({
  unitId: z.uuid(),
  date: z.string().refine(isDate),
  seen: z.string().regex(/^\d{1,19}$/),
  fill: z.int().min(0),
  /** The entry's, which no input holds. */
  reasons: formEntry.shape.reasons,
});
export type FormPlace = z.infer<typeof formPlace>;
export const placeIn = (viewData: string): FormPlace => formPlace.parse(JSON.parse(viewData));

const names = [
  "unit",
  "date",
  "late",
  "leave",
  "absent",
  "material",
  "ledBy",
  "correction",
  ...statuses.map((status) => `count-${status}` as const),
] as const;
export type FieldName = (typeof names)[number];

/** The id of an input's block: of this unit and date only, so that another's does not inherit what was typed. */
export const blockOf = (name: FieldName, { unitId, date, fill }: FormPlace): string =>
  `${name}.${unitId}.${date}.${fill}`;

/** What the form holds. `unitId` and `date` are what is picked there, which the place may not have followed yet. */
export function readForm(
  values: FormValues,
  place: FormPlace,
): { unitId: string; date: IsoDate; entry: FormEntry } {
  const held = (name: FieldName) => values[blockOf(name, place)];
  const text = (name: FieldName) => {
    const value = held(name);
    return typeof value === "string" ? value : undefined;
  };
  const entry: FormEntry = {};
  for (const status of exceptions) {
    const picked = held(status);
    if (picked !== undefined) entry[status] = [picked ?? []].flat();
  }
  const counts = statuses.flatMap((status) => {
    const typed = text(`count-${status}`);
    return typed === undefined ? [] : [[status, typed] as const];
  });
  if (counts.length > 0) entry.counts = Object.fromEntries(counts);
  for (const name of ["material", "ledBy", "correction"] as const) {
    const value = text(name);
    if (value !== undefined) entry[name] = value;
  }
  if (place.reasons) entry.reasons = place.reasons;
  return { unitId: text("unit") ?? place.unitId, date: text("date") ?? place.date, entry };
}

type Marked = { personId: string; status: AttendanceStatus | null; reason?: string | null };

/** The most names that a multi-select can show as chosen. */
export const mostChosen = 100;

/** The most characters of reasons that a form can carry along. */
const mostReasons = 2000;

/**
 * What the form shows of a sheet, or of one on which others were there than it says, perhaps for a reason.
 * @throws UserError for more reasons than a form can carry
 */
export function entryOf({ session, expected }: Sheet, marked?: Marked[]): FormEntry {
  const entry: FormEntry = {};
  const reasons = Object.fromEntries(
    (marked ?? []).flatMap(({ personId, status, reason }) =>
      reason && status && status !== "present" ? [[personId, { status, reason }]] : [],
    ),
  );
  if (JSON.stringify(reasons).length > mostReasons) throw new UserError("common.refused.longLine");
  if (Object.keys(reasons).length > 0) entry.reasons = reasons;
  for (const status of exceptions) {
    const people = (marked ?? expected)
      .filter((person) => person.status === status)
      .map((person) => person.personId);
    if (people.length <= mostChosen) entry[status] = people;
  }
  if (session?.headCounts) entry.counts = textCounts(session.headCounts);
  if (session?.material) entry.material = session.material;
  if (session?.ledBy) entry.ledBy = session.ledBy.personId;
  return entry;
}

export const textCounts = (counts: Counts) =>
  Object.fromEntries(statuses.map((status) => [status, String(counts[status])]));

/** True when saving the entry would record something else than the sheet has; a list not shown counts as unchanged. */
export function differs(entry: FormEntry, sheet: Sheet): boolean {
  const shown = entryOf(sheet);
  const list = (people: string[] | undefined) => [...(people ?? [])].sort().join();
  return (
    exceptions.some((status) => entry[status] !== undefined && list(entry[status]) !== list(shown[status])) ||
    statuses.some((status) => (entry.counts?.[status] ?? "") !== (shown.counts?.[status] ?? "")) ||
    (entry.material ?? "") !== (shown.material ?? "") ||
    (entry.ledBy ?? "") !== (shown.ledBy ?? "") ||
    (entry.correction ?? "") !== "" ||
    sheet.expected.some(({ personId, reason }) => (entry.reasons?.[personId]?.reason ?? reason) !== reason)
  );
}

/** What saving the entry would change of the sheet; `others`: more people become present. Head-counts instead of names. */
export type Wanted = {
  people: { name: string; from: AttendanceStatus | null; to: AttendanceStatus }[];
  others: boolean;
  counts: Counts | undefined;
};

export function wantedOf(entry: FormEntry, { expected }: Sheet): Wanted {
  if (entry.counts) {
    const number = (status: AttendanceStatus) => Number(entry.counts?.[status] ?? "0") || 0;
    const [present, late, leave, absent] = statuses.map(number);
    const counts = { present: present ?? 0, late: late ?? 0, leave: leave ?? 0, absent: absent ?? 0 };
    return { people: [], others: false, counts };
  }
  const changed = expected.flatMap(({ personId, name, status: from }) => {
    const listed = exceptions.find((status) => entry[status]?.includes(personId));
    const stays = exceptions.find((status) => status === from && entry[status] === undefined);
    const to: AttendanceStatus = listed ?? stays ?? "present";
    return to === from ? [] : [{ name, from, to }];
  });
  const people = changed.filter(({ from, to }) => from !== null || to !== "present");
  return { people, others: changed.length > people.length, counts: undefined };
}
