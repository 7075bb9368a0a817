import type { IsoDate, Period } from "../../calendar.ts";
import { checkStudyDate, isLocked } from "../../campaign/weeks.ts";
import type { Change, Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import { settle } from "../../line/doubt.ts";
import type { Asker } from "../../org/asker.ts";
import { LockedWeek } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import type { WrittenBy } from "../../undo/ids.ts";
import type { Mark } from "../model.ts";
import { checkDate, isSessionDay, nextSessionDay } from "../rules.ts";
import { OwnDoubtful, type OwnEntry, type OwnReading, type OwnStatus } from "./model.ts";
import type { OwnRecorder, Recorded } from "./record.ts";
import { ownSpans, type SpanOutcome, type Withdrawn } from "./span.ts";
import type { OwnStore } from "./store.ts";

/** A press on a check-in message. */
export type Press = { checkInId: string; unitId: string; date: IsoDate; status: OwnStatus };
/** `next`: the unit's next session day, where the date announced is none of its usual ones. */
export type Announced = {
  kind: "announced";
  date: IsoDate;
  reason: string | null;
  next?: IsoDate;
  written?: WrittenBy;
};
export type OwnOutcome = Recorded | Announced | SpanOutcome;

export type OwnService = ReturnType<typeof ownService>;

/** Checking in by oneself, and leave in advance. */
export function ownService(deps: {
  own: OwnStore;
  /** Records many at once (own-record.ts). */
  recorder: OwnRecorder;
  write: Write;
  org: Organisation;
}) {
  const { own, recorder, write, org } = deps;
  const spans = ownSpans(deps);

  async function assertOwn(asker: Asker): Promise<string> {
    if (asker.personId === null) throw new UserError("common.notOnRoster");
    if (asker.campaign.selfCheckIn && asker.unit.hasRoster) return asker.personId;
    const liaisons = await org.holders(asker.unit.id, "liaison", asker.today);
    const values = {
      unit: asker.unit.name,
      liaisons: asker.locale.list(liaisons.map((person) => person.name)),
    };
    throw new UserError(`attendance.refused.${liaisons.length > 0 ? "noSelf" : "noSelfNoLiaison"}`, values);
  }

  /** The date that "here" or "leave" is about, and whether the unit has a session then. */
  async function dateOf(
    asker: Asker,
    unit: Unit,
    entry: OwnEntry,
  ): Promise<{ date: IsoDate; isOn: boolean }> {
    const { campaign, today } = asker;
    const date = entry.date ?? today;
    if (date > today) return { date, isOn: false };
    const days = await org.days(campaign);
    if (isSessionDay(unit, days, date) || (await own.isOn({ unitId: unit.id, date })))
      return { date, isOn: true };
    if (entry.status === "leave" && date === today) {
      const next = entry.date ?? nextSessionDay(unit, days, today);
      if (next !== undefined) return { date: next, isOn: false };
    }
    return { date, isOn: false };
  }

  /** Nothing is held on that date: says when the next session is. */
  async function notOn(asker: Asker, unit: Unit, date: IsoDate): Promise<UserError> {
    const { campaign, today, locale } = asker;
    const next = nextSessionDay(unit, await org.days(campaign), today);
    if (next === undefined)
      return new UserError("attendance.refused.noSession", { date: locale.day(date) }, "date");
    return new UserError(
      "attendance.refused.noSessionThen",
      { date: locale.day(date), next: locale.day(next) },
      "date",
    );
  }

  async function recordAt(
    asker: Asker,
    personId: string,
    place: { unitId: string; date: IsoDate },
    mark: Mark & { status: OwnStatus },
    checkInId?: string,
  ) {
    const { actor, key, campaign } = asker;
    const now = new Date(asker.now.epochMilliseconds);
    const done = await recorder.record({
      actor,
      key,
      ...place,
      personId,
      mark,
      checkInId,
      campaignId: campaign.id,
      now,
    });
    if (done.kind === "recorded") return done;
    throw new UserError(`attendance.refused.${done.kind}`, { date: asker.locale.day(place.date) });
  }

  async function announce(
    asker: Asker,
    personId: string,
    date: IsoDate,
    reason: string | null,
  ): Promise<OwnOutcome> {
    const { unit, campaign, today } = asker;
    const days = await org.days(campaign);
    const next = isSessionDay(unit, days, date) ? undefined : nextSessionDay(unit, days, today);
    return write({ actor: asker.actor, key: asker.key }, async (tx) => {
      const before = await own.announce(tx, personId, date, reason, new Date(asker.now.epochMilliseconds));
      const about = { record: "leaveNotice", recordId: `${personId}/${date}`, unitId: asker.unit.id, date };
      // Announced once more as it was, nothing has changed.
      const isNew = before === null || before.reason !== reason;
      const changes: Change[] = isNew ? [{ ...about, before, after: { reason } }] : [];
      const written = { unitId: asker.unit.id, date, key: asker.key };
      const outcome: Announced = {
        ...{ kind: "announced", date, reason },
        ...(next === undefined ? {} : { next }),
        ...(isNew ? { written } : {}),
      };
      return { outcome, changes };
    });
  }

  /** What an entry means, and whether it is leave announced for a day to come; refused where it cannot be recorded. */
  async function read(asker: Asker, entry: OwnEntry) {
    const personId = await assertOwn(asker);
    const { status } = entry;
    const then =
      entry.date && entry.date < asker.today ? await org.staffOf(asker.slackUserId, entry.date) : undefined;
    const unit = then?.unit ?? asker.unit;
    const { date, isOn } = await dateOf(asker, unit, entry);
    const isAhead =
      status === "leave" && date >= asker.today && !isOn && (entry.date !== undefined || date > asker.today);
    if (isAhead) checkStudyDate(date, asker);
    else checkDate(date, asker);
    if (!isAhead && !isOn) throw await notOn(asker, unit, date);
    if (!isAhead && isLocked(date, asker.campaign, asker.today))
      throw new LockedWeek(unit, date, await org.holders(unit.id, "unit_head", asker.today), asker);
    const reason = status === "present" ? null : entry.reason?.trim() || null;
    const reading: OwnReading = { status, reason, date };
    return { personId, unit, reading, isAhead };
  }

  return {
    /** @returns the asker's person. @throws UserError where people do not record themselves */
    assertOwn,

    /**
     * Records the asker's own status: today's where the unit studies today, or that of the date given; leave for a
     * session to come is announced, of a span for each session day in it.
     * @throws UserError where the campaign leaves it to the liaisons, and for days without a session
     */
    async recordOwn(asker: Asker, entry: OwnEntry): Promise<OwnOutcome> {
      const { date: from, until } = entry;
      if (from !== undefined && until !== undefined)
        return spans.record(asker, await assertOwn(asker), { ...entry, date: from, until });
      const { personId, unit, reading, isAhead } = await read(asker, entry);
      const { status, reason, date } = reading;
      settle(new OwnDoubtful(reading, entry.doubts ?? []), entry.sure);
      if (isAhead) return announce(asker, personId, date, reason);
      return recordAt(asker, personId, { unitId: unit.id, date }, { status, reason });
    },

    /** What `recordOwn` would record. @throws UserError as it does */
    readOwn: async (asker: Asker, entry: OwnEntry): Promise<OwnReading> => (await read(asker, entry)).reading,

    /**
     * A press on a check-in message: the same button twice counts once, another button changes it.
     * @throws UserError when it has closed, or the presser is not expected there
     */
    async press(asker: Asker, press: Press): Promise<Recorded> {
      const personId = await assertOwn(asker);
      const { unitId, date, status, checkInId } = press;
      return recordAt(asker, personId, { unitId, date }, { status, reason: null }, checkInId);
    },

    /** Takes back leave announced for those days, as far as they are not gone by. @throws UserError for nobody of the roster */
    async withdrawLeave(asker: Asker, days: Period): Promise<Withdrawn> {
      if (asker.personId === null) throw new UserError("common.notOnRoster");
      return spans.withdraw(asker, asker.personId, days);
    },
  };
}
