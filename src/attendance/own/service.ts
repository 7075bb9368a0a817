import type { IsoDate, Period } from "../../calendar.ts";
import type { Change, Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import { settle } from "../../line/doubt.ts";
import type { Asker } from "../../org/asker.ts";
import { checkStudyDate } from "../../org/campaign/weeks.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import type { WrittenBy } from "../../undo/ids.ts";
import type { Asked, RequestService, Said } from "../request/service.ts";
import { checkDate, isSessionDay, nextSessionDay } from "../rules.ts";
import { OwnDoubtful, type OwnEntry, type OwnReading, type OwnStatus } from "./model.ts";
import type { OwnRecorder, Recorded } from "./record.ts";
import { ownSpans, type SpanOutcome, type Withdrawn } from "./span.ts";
import type { OwnStore } from "./store.ts";

/** A press on a check-in message of the presser's unit. */
export type Press = { checkInId: string; date: IsoDate; status: OwnStatus };
/** `next`: the unit's next session day, where the date announced is none of its usual ones. */
export type Announced = {
  kind: "announced";
  date: IsoDate;
  reason: string | null;
  next?: IsoDate;
  written?: WrittenBy;
};
export type OwnOutcome = Recorded | Announced | SpanOutcome | Asked;

export type OwnService = ReturnType<typeof ownService>;

/** Checking in by oneself, and leave in advance. */
export function ownService(deps: {
  own: OwnStore;
  /** Records many at once (record.ts). */
  recorder: OwnRecorder;
  requests: Pick<RequestService, "ask">;
  write: Write;
  org: Organisation;
}) {
  const { own, recorder, requests, write, org } = deps;
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

  /** Recorded, or asked for where somebody else has recorded another status. */
  async function recordAt(asker: Asker, said: Said, checkInId?: string): Promise<Recorded | Asked> {
    const { actor, key, campaign } = asker;
    const { unit, date, personId, status, reason } = said;
    const done = await recorder.record({
      ...{ actor, key, unitId: unit.id, date, personId, mark: { status, reason }, checkInId },
      ...{ campaignId: campaign.id, now: new Date(asker.now.epochMilliseconds) },
    });
    if (done.kind === "recorded") return done;
    if (done.kind === "byOther") return requests.ask(asker, said);
    throw new UserError(`attendance.refused.${done.kind}`, { date: asker.locale.day(date) });
  }

  /** One's own entry is one's own on the day itself, and while a check-in of that session takes presses. */
  const isOpen = async (asker: Asker, unit: Unit, date: IsoDate): Promise<boolean> =>
    date === asker.today ||
    (await own.isCheckInOpen({ unitId: unit.id, date }, new Date(asker.now.epochMilliseconds)));

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
    const words = entry.reason?.trim() || null;
    const reading = { status, reason: status === "present" ? null : words, date };
    return { said: { ...reading, unit, personId, words }, reading, isAhead };
  }

  return {
    /** @returns the asker's person. @throws UserError where people do not record themselves */
    assertOwn,

    /**
     * Records the asker's own status: today's where the unit studies today, or that of the date given; leave for a
     * session to come is announced, of a span for each session day in it. What is over, or recorded otherwise by
     * somebody else, is asked for.
     * @throws UserError where the campaign leaves it to the liaisons, for days without a session, and where nobody
     * can be asked
     */
    async recordOwn(asker: Asker, entry: OwnEntry): Promise<OwnOutcome> {
      const { date: from, until } = entry;
      if (from !== undefined && until !== undefined)
        return spans.record(asker, await assertOwn(asker), { ...entry, date: from, until });
      const { said, reading, isAhead } = await read(asker, entry);
      settle(new OwnDoubtful(reading, entry.doubts ?? []), entry.sure);
      if (isAhead) return announce(asker, said.personId, said.date, said.reason);
      return (await isOpen(asker, said.unit, said.date)) ? recordAt(asker, said) : requests.ask(asker, said);
    },

    /** What `recordOwn` would record. @throws UserError as it does */
    readOwn: async (asker: Asker, entry: OwnEntry): Promise<OwnReading> => (await read(asker, entry)).reading,

    /**
     * A press on a check-in message: the same button twice counts once, another button changes it; what somebody else
     * has recorded otherwise is asked for.
     * @throws UserError when it has closed, or the presser is not expected there
     */
    async press(asker: Asker, { date, status, checkInId }: Press): Promise<Recorded | Asked> {
      const personId = await assertOwn(asker);
      const said = { unit: asker.unit, date, personId, status, reason: null, words: null };
      return recordAt(asker, said, checkInId);
    },

    /** Takes back leave announced for those days, as far as they are not gone by. @throws UserError for nobody of the roster */
    async withdrawLeave(asker: Asker, days: Period): Promise<Withdrawn> {
      if (asker.personId === null) throw new UserError("common.notOnRoster");
      return spans.withdraw(asker, asker.personId, days);
    },
  };
}
