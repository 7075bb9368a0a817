import type { IsoDate } from "../../calendar.ts";
import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import { isLocked } from "../../org/campaign/weeks.ts";
import { assertMayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { type Counts, countsOf } from "../model.ts";
import { checkDate, lastSessionDay } from "../rules.ts";
import type { AttendanceStore } from "../store.ts";
import type { UndoStore } from "./store.ts";
import { removalOf } from "./taken-back.ts";

export type RemovalService = ReturnType<typeof removalService>;

/** What would be taken back. `seen`: how far the audit had come when it was read. */
export type Removal = {
  unit: Unit;
  date: IsoDate;
  counts: Counts;
  silent: number;
  byHeadCount: boolean;
  needsReason: boolean;
  seen: string;
};

/** Taking back a whole session that was recorded by mistake: whoever may correct it may, as long as they may. */
export function removalService(deps: {
  store: AttendanceStore;
  undos: UndoStore;
  write: Write;
  org: Organisation;
}) {
  const { store, undos, write, org } = deps;

  async function checked(asker: Asker, unitId: string, date: IsoDate): Promise<Unit> {
    const unit = (await org.units()).byId(unitId);
    if (!unit) throw new UserError("common.outOfDate");
    checkDate(date, asker);
    await assertMayEnter(asker, unit, date, org);
    return unit;
  }

  const notRecorded = (unit: Unit, date: IsoDate, { locale }: Asker) =>
    new UserError("attendance.undo.notRecorded", { unit: unit.name, date: locale.day(date) });

  return {
    /** The session that is meant where no date is given: the last one recorded. One in a locked week has to be named. */
    async meant({ campaign, today }: Asker, unit: Unit): Promise<IsoDate> {
      const last = await undos.lastRecorded(unit.id, { from: campaign.period.from, to: today });
      const isOpen = last !== undefined && !isLocked(last, campaign, today);
      return isOpen ? last : lastSessionDay(unit, await org.days(campaign), today);
    },

    /** @throws UserError for who may not correct that session, and where nothing is recorded */
    async facts(asker: Asker, { unitId, date }: { unitId: string; date: IsoDate }): Promise<Removal> {
      const unit = await checked(asker, unitId, date);
      const { session, expected, seen } = await store.sheet({ unitId, date });
      if (!session || !(await undos.lastRecorded(unitId, { from: date, to: date })))
        throw notRecorded(unit, date, asker);
      const { silent, ...counts } = countsOf(expected);
      const byHeadCount = session.headCounts !== null;
      return {
        ...{ unit, date, counts: session.headCounts ?? counts, silent: byHeadCount ? 0 : silent },
        ...{ byHeadCount, needsReason: isLocked(date, asker.campaign, asker.today), seen },
      };
    },

    /**
     * Takes the session back: nothing of it counts any more, its history stays, and leave announced for that day stands
     * as announced. Recorded anew, it is as the first time.
     * @param wanted `seen` as the facts had it: what others recorded since is not taken back unseen
     * @throws UserError; field is correction where a locked week's reason is missing
     */
    async remove(
      asker: Asker,
      wanted: { unitId: string; date: IsoDate; seen: string },
      given: string | undefined,
    ): Promise<{ unitId: string; date: IsoDate }> {
      const { unitId, date, seen } = wanted;
      const unit = await checked(asker, unitId, date);
      const reason = given?.trim() ?? "";
      if (reason === "" && isLocked(date, asker.campaign, asker.today))
        throw new UserError(
          "attendance.refused.reasonMissing",
          { date: asker.locale.day(date) },
          "correction",
        );
      const about = { unitId, date, ...(reason === "" ? {} : { reason }) };
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const id = await undos.idOf(tx, { unitId, date });
        const session = id === undefined ? undefined : await undos.hold(tx, id);
        if (!session) throw notRecorded(unit, date, asker);
        if ((await undos.seen(tx, { unitId, date })) !== seen)
          throw new UserError("attendance.undo.changedMeanwhile", {
            unit: unit.name,
            date: asker.locale.day(date),
          });
        await undos.remove(tx, session);
        return { outcome: { unitId, date }, changes: removalOf(session, about) };
      });
    },
  };
}
