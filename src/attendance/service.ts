import type { IsoDate } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import type { Write } from "../db/write.ts";
import { UserError } from "../errors.ts";
import { settle } from "../line/doubt.ts";
import type { Asker } from "../org/asker.ts";
import { isLocked } from "../org/campaign/weeks.ts";
import { assertMayEnter } from "../org/entering.ts";
import type { Organisation } from "../org/index.ts";
import type { Unit } from "../org/model.ts";
import { doubtsOf, onLeaveDoubt, SessionDoubtful } from "./doubts.ts";
import {
  changedMarks,
  checkRoster,
  markChanges,
  marksOf,
  noMark,
  replacedBy,
  type Saved,
  savedByName,
  sessionChange,
} from "./entries.ts";
import { type ByCount, type ByName, type Details, total } from "./model.ts";
import { checkDate } from "./rules.ts";
import type { AttendanceStore } from "./store.ts";

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
      const days = await org.days(asker.campaign);
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
        await store.setMarks(tx, { id: session.id, date }, changed);
        const details = entry.details ?? session.details;
        await store.setSession(tx, session.id, details, null);
        const about = { unitId: unit.id, date, ...why };
        const changes = [
          ...markChanges(session, changed, about),
          ...sessionChange(session, details, null, about),
        ];
        const outcome = savedByName(session, marks, kept, about, {
          changed: changes.length,
          key: asker.key,
        });
        const doubts = doubtsOf(session, entry, changes.length, { ...asker, days });
        settle(new SessionDoubtful(outcome, marks, doubts), entry.sure);
        return { outcome, changes };
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
      const days = await org.days(asker.campaign);
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const session = await within(tx, asker, entry);
        if (unit.hasRoster) checkRoster(session, counts, unit);
        await checkLeader(tx, entry.details);
        const details = entry.details ?? session.details;
        await store.setSession(tx, session.id, details, counts);
        const cleared = session.rows
          .filter((row) => row.status !== null)
          .map((row) => ({ personId: row.personId, ...noMark }));
        await store.setMarks(tx, { id: session.id, date }, cleared);
        const about = { unitId: unit.id, date, ...why };
        const replaced = session.fresh ? [] : markChanges(session, cleared, about);
        const changes = [...replaced, ...sessionChange(session, details, counts, about)];
        const none = { late: [], leave: [], absent: [], announced: [], reasons: [], kept: [] };
        const nobody = new Map(cleared.map(({ personId }) => [personId, noMark]));
        const written = { unitId: unit.id, date, key: asker.key };
        const outcome = {
          unitId: unit.id,
          date,
          counts,
          silent: 0,
          byHeadCount: true,
          ...none,
          changed: changes.length,
          ...replacedBy(session, nobody, counts),
          ...(changes.length > 0 ? { written } : {}),
        };
        const doubts = [
          ...doubtsOf(session, entry, changes.length, { ...asker, days }),
          ...onLeaveDoubt(session, counts),
        ];
        settle(new SessionDoubtful(outcome, new Map(), doubts), entry.sure);
        return { outcome, changes };
      });
    },
  };
}
