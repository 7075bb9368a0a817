import type { IsoDate } from "../calendar.ts";
import type { Change } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { Unit } from "../org/model.ts";
import type { WrittenBy } from "../undo/ids.ts";
import {
  type AttendanceStatus,
  type ByName,
  type Counts,
  countsOf,
  type Details,
  type Mark,
  total,
} from "./model.ts";
import type { LockedSession } from "./store.ts";

/** What an entry makes of a session, and what the audit says of it. Pure. */

/** What was saved, as the answer sums it up. `kept`: people whom others recorded meanwhile and whom this left alone. */
export type Saved = {
  unitId: string;
  date: IsoDate;
  counts: Counts;
  /** People expected who are still without a status. */
  silent: number;
  byHeadCount: boolean;
  late: string[];
  leave: string[];
  absent: string[];
  /** Those of `leave` who had announced it. */
  announced: string[];
  /** Why somebody was late, on leave or absent, as far as their liaison says so. */
  reasons: { name: string; reason: string }[];
  kept: string[];
  changed: number;
  /** What had been recorded otherwise before: the first of them, and how many they are. */
  replaced?: { people: Replaced[]; count: number; counts: Counts | null };
  /** What it can be taken back by; none where nothing changed. */
  written?: WrittenBy;
};
export type Replaced = { name: string; from: AttendanceStatus; to: AttendanceStatus | null };

export function checkRoster(session: LockedSession, counts: Counts, unit: Unit): void {
  // Leave that was announced is known by name before anybody records: it does not stand in the way of counts.
  if (session.rows.some((row) => row.status !== null && row.status !== "leave"))
    throw new UserError("attendance.refused.byName", { unit: unit.name });
  if (session.rows.length > 0 && total(counts) > session.rows.length)
    throw new UserError(
      "attendance.refused.overRoster",
      { count: total(counts), roster: session.rows.length, unit: unit.name },
      "present",
    );
}

export const noMark: Mark = { status: null, reason: null };

export type Marks = Map<string, Mark>;

/** Everybody's status as the entry wants it. @throws UserError for somebody who is not expected, or stands there twice */
export function marksOf(session: LockedSession, entry: ByName, since: Map<string, Mark["status"]>) {
  const wanted = new Map<string, ByName["exceptions"][number]>();
  const rows = new Map(session.rows.map((row) => [row.personId, row]));
  for (const exception of entry.exceptions) {
    const { personId, status } = exception;
    const row = rows.get(personId);
    if (!row) throw new UserError("attendance.refused.leftRoster", { unit: entry.unit.name }, status);
    if (wanted.has(personId)) throw new UserError("common.refused.twicePerson", { name: row.name }, status);
    wanted.set(personId, exception);
  }
  const keep = new Set<string | null>(entry.keep ?? []);
  const stays = (row: LockedSession["rows"][number]) =>
    entry.others === "asRecorded" ||
    keep.has(row.status) ||
    (entry.line !== undefined && row.announced && standing(row).status === "leave");
  const kept: string[] = [];
  const marks: Marks = new Map();
  for (const row of session.rows) {
    const named = wanted.get(row.personId);
    const status = named?.status ?? (stays(row) ? standing(row).status : "present");
    const earlier = since.get(row.personId);
    // The form says what it showed: somebody else's later record of this person is not to be undone by silence.
    const untouched = since.has(row.personId) && status === (earlier ?? "present") && row.status !== null;
    if (untouched && row.status !== status) kept.push(row.name);
    const result = untouched ? row.status : status;
    const reason = untouched ? undefined : named?.reason;
    marks.set(row.personId, {
      status: result,
      reason: reason ?? (result === standing(row).status ? standing(row).reason : null),
    });
  }
  return { marks, kept };
}

/** Beside head-counts leave that was announced stays a notice: whoever then records names finds it as their status. */
const standing = ({ status, reason, announced, announcedReason }: LockedSession["rows"][number]): Mark =>
  status === null && announced ? { status: "leave", reason: announcedReason } : { status, reason };

export function changedMarks(session: LockedSession, marks: Marks): (Mark & { personId: string })[] {
  return session.rows.flatMap((row) => {
    const mark = marks.get(row.personId);
    const same =
      mark === undefined || (mark.status === row.status && mark.reason === row.reason && !session.fresh);
    return same ? [] : [{ personId: row.personId, ...mark }];
  });
}

export type About = { unitId: string; date: IsoDate; reason?: string };

export function markChanges(
  session: LockedSession,
  changed: (Mark & { personId: string })[],
  about: About,
): Change[] {
  const rows = new Map(session.rows.map((row) => [row.personId, row]));
  const old = (personId: string) => (session.fresh ? undefined : rows.get(personId));
  return changed.map(({ personId, status, reason }) =>
    markChange(session.id, personId, old(personId), { status, reason }, about),
  );
}

/** The audit's entry of one person's status; `before` is null where nothing was recorded. */
export function markChange(
  sessionId: string,
  personId: string,
  old: Mark | undefined,
  mark: Mark,
  about: About,
): Change {
  const before: Json = old && old.status !== null ? { status: old.status, reason: old.reason } : null;
  const after: Json = mark.status === null ? null : { status: mark.status, reason: mark.reason };
  return { record: "attendance", recordId: `${sessionId}/${personId}`, before, after, ...about };
}

/** The audit's entry of what is not about single people: material, who led, head-counts. */
export function sessionChange(
  session: LockedSession,
  details: Details,
  headCounts: Counts | null,
  about: About,
): Change[] {
  const shape = (one: Details, counts: Counts | null): Json =>
    counts
      ? { material: one.material, ledById: one.ledById, ...counts }
      : { material: one.material, ledById: one.ledById };
  const before = shape(session.details, session.headCounts);
  const after = shape(details, headCounts);
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ record: "session", recordId: session.id, before, after, ...about }];
}

export function savedByName(
  session: LockedSession,
  marks: Marks,
  kept: string[],
  about: About,
  { changed, key }: { changed: number; key: string },
): Saved {
  const mark = (personId: string) => marks.get(personId)?.status ?? null;
  const { silent, ...counts } = countsOf(session.rows.map((row) => ({ status: mark(row.personId) })));
  const named = (status: Mark["status"]) =>
    session.rows
      .filter((row) => mark(row.personId) === status)
      .map((row) => row.name)
      .slice(0, mostNames);
  return {
    unitId: about.unitId,
    date: about.date,
    counts,
    silent,
    byHeadCount: false,
    late: named("late"),
    leave: named("leave"),
    absent: named("absent"),
    announced: session.rows
      .filter((row) => row.announced && mark(row.personId) === "leave")
      .map((row) => row.name)
      .slice(0, mostNames),
    reasons: session.rows.flatMap((row) => reasonOf(row, marks.get(row.personId))).slice(0, mostNames),
    kept: kept.slice(0, mostNames),
    changed,
    ...replacedBy(session, marks, null),
    ...(changed > 0 ? { written: { unitId: about.unitId, date: about.date, key } } : {}),
  };
}

/** What had been recorded before and is not so any more; leave that was only announced had not been recorded. */
export function replacedBy(
  session: LockedSession,
  marks: Marks,
  counts: Counts | null,
): Pick<Saved, "replaced"> {
  const people = session.rows.flatMap(({ personId, name, status: from }): Replaced[] => {
    const mark = marks.get(personId);
    return session.fresh || from === null || mark === undefined || mark.status === from
      ? []
      : [{ name, from, to: mark.status }];
  });
  const was = session.headCounts;
  const isSame = JSON.stringify(was) === JSON.stringify(counts);
  if (people.length === 0 && (isSame || was === null)) return {};
  const replaced = { people: people.slice(0, mostNames), count: people.length, counts: isSame ? null : was };
  return { replaced };
}

/** What people wrote themselves when they announced their leave is not repeated. */
function reasonOf(row: LockedSession["rows"][number], mark: Mark | undefined) {
  const reason = mark?.reason ?? null;
  const isTheirs = row.announced && reason === standing(row).reason;
  return reason === null || isTheirs ? [] : [{ name: row.name, reason }];
}

/** Names kept in an outcome: an answer does not list more. */
const mostNames = 20;
