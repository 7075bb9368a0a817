import type { IsoDate } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import type { Change, Json, Write } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Organisation } from "../org/index.ts";
import type { Unit } from "../org/model.ts";
import { type Asker, assertMayEnter } from "./asker.ts";
import { type ByCount, type ByName, type Counts, countsOf, type Details, type Mark, total } from "./model.ts";
import { checkDate, isLocked } from "./rules.ts";
import type { AttendanceStore, LockedSession } from "./store.ts";

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
  kept: string[];
  changed: number;
};

export type AttendanceService = ReturnType<typeof attendanceService>;

/** Recording a unit's session for everybody. Each call is one transaction, done once per `asker.key`. */
export function attendanceService(deps: { store: AttendanceStore; write: Write; org: Organisation }) {
  const { store, write, org } = deps;

  /** Everything that can be refused before the database is touched. @returns the reason, trimmed, where one was given */
  async function allowed(asker: Asker, entry: { unit: Unit; date: IsoDate; reason?: string }) {
    checkDate(entry.date, asker);
    await assertMayEnter(asker, entry.unit, entry.date, org);
    const reason = entry.reason?.trim() ?? "";
    if (reason === "" && isLocked(entry.date, asker.campaign, asker.today))
      throw new UserError(
        "attendance.refused.reasonMissing",
        { date: asker.locale.day(entry.date) },
        "correction",
      );
    return reason === "" ? {} : { reason };
  }

  async function within(tx: Tx, asker: Asker, { unit, date }: { unit: Unit; date: IsoDate }) {
    const now = new Date(asker.now.epochMilliseconds);
    return store.lock(tx, { unitId: unit.id, date }, asker.campaign.id, now);
  }

  async function checkLeader(tx: Tx, details: Details | undefined) {
    if (details?.ledById && !(await store.isPerson(tx, details.ledById)))
      throw new UserError("attendance.refused.unknownLeader", {}, "ledBy");
  }

  return {
    /** @throws UserError when nothing can be recorded for that date, or not by the asker */
    async assertMay(asker: Asker, unit: Unit, date: IsoDate): Promise<void> {
      checkDate(date, asker);
      await assertMayEnter(asker, unit, date, org);
    },

    /**
     * Everybody expected was present, except those named. Head-counts reported before are replaced.
     * @throws UserError; field is one of unit, date, late, leave, absent, ledBy, correction
     */
    async recordByName(asker: Asker, entry: ByName): Promise<Saved> {
      const { unit, date } = entry;
      const why = await allowed(asker, entry);
      if (!unit.hasRoster) throw new UserError("attendance.refused.noRoster", { unit: unit.name });
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const session = await within(tx, asker, entry);
        if (session.rows.length === 0)
          throw new UserError("attendance.refused.noRoster", { unit: unit.name });
        await checkLeader(tx, entry.details);
        const since =
          entry.seen === undefined
            ? new Map()
            : await store.before(tx, { unitId: unit.id, date }, entry.seen);
        const { marks, kept } = marksOf(session, entry, since);
        const changed = changedMarks(session, marks);
        await store.setMarks(tx, session.id, changed);
        const details = entry.details ?? session.details;
        await store.setSession(tx, session.id, details, null);
        const about = { unitId: unit.id, date, ...why };
        const changes = [
          ...markChanges(session, changed, about),
          ...sessionChange(session, details, null, about),
        ];
        return { outcome: savedByName(session, marks, kept, about, changes.length), changes };
      });
    },

    /**
     * Head-counts: for a unit without a list of people, or from a unit with one as long as nobody is recorded by
     * name; a later entry by name replaces them.
     * @throws UserError; field is one of unit, date, present, ledBy, correction
     */
    async recordCounts(asker: Asker, entry: ByCount): Promise<Saved> {
      const { unit, date, counts } = entry;
      const why = await allowed(asker, entry);
      if (total(counts) === 0) throw new UserError("attendance.refused.nobody", {}, "present");
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const session = await within(tx, asker, entry);
        if (unit.hasRoster) checkRoster(session, counts, unit);
        await checkLeader(tx, entry.details);
        const details = entry.details ?? session.details;
        await store.setSession(tx, session.id, details, counts);
        const cleared = session.rows
          .filter((row) => row.status !== null)
          .map((row) => ({ personId: row.personId, ...noMark }));
        await store.setMarks(tx, session.id, cleared);
        const about = { unitId: unit.id, date, ...why };
        const replaced = session.fresh ? [] : markChanges(session, cleared, about);
        const changes = [...replaced, ...sessionChange(session, details, counts, about)];
        const none = { late: [], leave: [], absent: [], kept: [] };
        const outcome = {
          unitId: unit.id,
          date,
          counts,
          silent: 0,
          byHeadCount: true,
          ...none,
          changed: changes.length,
        };
        return { outcome, changes };
      });
    },
  };
}

function checkRoster(session: LockedSession, counts: Counts, unit: Unit): void {
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

const noMark: Mark = { status: null, reason: null };

type Marks = Map<string, Mark>;

/** Everybody's status as the entry wants it. @throws UserError for somebody who is not expected, or stands there twice */
function marksOf(session: LockedSession, entry: ByName, since: Map<string, Mark["status"]>) {
  const wanted = new Map<string, ByName["exceptions"][number]["status"]>();
  const rows = new Map(session.rows.map((row) => [row.personId, row]));
  for (const { personId, status } of entry.exceptions) {
    const row = rows.get(personId);
    if (!row) throw new UserError("attendance.refused.leftRoster", { unit: entry.unit.name }, status);
    if (wanted.has(personId))
      throw new UserError("attendance.refused.twicePerson", { name: row.name }, status);
    wanted.set(personId, status);
  }
  const keep = new Set<string | null>(entry.keep ?? []);
  const kept: string[] = [];
  const marks: Marks = new Map();
  for (const row of session.rows) {
    const named = wanted.get(row.personId);
    const status = named ?? (keep.has(row.status) ? row.status : "present");
    const earlier = since.get(row.personId);
    // The form says what it showed: somebody else's later record of this person is not to be undone by silence.
    const untouched = since.has(row.personId) && status === (earlier ?? "present") && row.status !== null;
    if (untouched && row.status !== status) kept.push(row.name);
    const result = untouched ? row.status : status;
    marks.set(row.personId, { status: result, reason: result === row.status ? row.reason : null });
  }
  return { marks, kept };
}

function changedMarks(session: LockedSession, marks: Marks): (Mark & { personId: string })[] {
  return session.rows.flatMap((row) => {
    const mark = marks.get(row.personId);
    const same =
      mark === undefined || (mark.status === row.status && mark.reason === row.reason && !session.fresh);
    return same ? [] : [{ personId: row.personId, ...mark }];
  });
}

type About = { unitId: string; date: IsoDate; reason?: string };

function markChanges(
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
function sessionChange(
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

function savedByName(
  session: LockedSession,
  marks: Marks,
  kept: string[],
  about: About,
  changed: number,
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
    kept: kept.slice(0, mostNames),
    changed,
  };
}

/** Names kept in an outcome: an answer does not list more. */
const mostNames = 20;
