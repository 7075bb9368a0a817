import { addDays, type IsoDate, type Period } from "../../calendar.ts";
import type { Change, Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import { settle } from "../../line/doubt.ts";
import type { Asker } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { WrittenBy } from "../../undo/ids.ts";
import { isSessionDay, nextSessionDay, weekdayOf } from "../rules.ts";
import { OwnDoubtful, type OwnEntry } from "./model.ts";
import type { OwnRecorder, Recorded } from "./record.ts";
import type { OwnStore } from "./store.ts";

/** Leave on the session days of a span: `today` as recorded where one of them is today's, `days` as announced. */
export type SpanOutcome = Period & {
  kind: "span";
  today: Recorded | null;
  days: IsoDate[];
  reason: string | null;
  written?: WrittenBy;
};
/** The days of which announced leave was withdrawn; `isOnLeave`: today's session has them on leave all the same. */
export type Withdrawn = { days: IsoDate[]; isOnLeave: boolean; written?: WrittenBy };

type Span = OwnEntry & { date: IsoDate; until: IsoDate };

/** One's own leave for more than a day, and its end. Each call is one write, which [Undo] takes back whole. */
export function ownSpans(deps: {
  own: OwnStore;
  recorder: OwnRecorder;
  write: Write;
  org: Pick<Organisation, "days">;
}) {
  const { own, recorder, write, org } = deps;

  /**
   * The unit's session days in the span.
   * @throws UserError where there is none, where one of them is gone by, and where the unit has no weekday
   */
  async function daysOf(asker: Asker, { date, until }: Span): Promise<IsoDate[]> {
    const { unit, campaign, today, locale } = asker;
    if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
    if (weekdayOf(unit) === undefined)
      throw new UserError("attendance.refused.spanNoWeekday", { unit: unit.name }, "date");
    const isOn = date <= today && today <= until && (await own.isOn({ unitId: unit.id, date: today }));
    const studyDays = await org.days(campaign);
    const days = datesOf({ from: date, to: until }, campaign.period).filter(
      (day) => isSessionDay(unit, studyDays, day) || (day === today && isOn),
    );
    const gone = days.find((day) => day < today);
    if (gone !== undefined)
      throw new UserError("attendance.refused.spanPast", { date: locale.day(gone), example: gone }, "date");
    if (days.length > 0) return days;
    const next = nextSessionDay(unit, studyDays, until < today ? today : until);
    const values = { from: locale.day(date), to: locale.day(until), next: next ? locale.day(next) : "" };
    throw new UserError(`attendance.refused.spanEmpty${next === undefined ? "Last" : ""}`, values, "date");
  }

  const noticeOf = ({ unit }: Asker, personId: string, date: IsoDate) => ({
    ...{ record: "leaveNotice", recordId: `${personId}/${date}`, unitId: unit.id, date },
  });

  return {
    /** @throws UserError for a span that holds no session day to come; Doubtful as it is asked about */
    async record(asker: Asker, personId: string, entry: Span): Promise<SpanOutcome> {
      const { actor, key, unit, campaign, today } = asker;
      const days = await daysOf(asker, entry);
      const reason = entry.reason?.trim() || null;
      const { date: from, until: to } = entry;
      settle(
        new OwnDoubtful({ status: "leave", reason, date: from, until: to, days }, entry.doubts ?? []),
        entry.sure,
      );
      const now = new Date(asker.now.epochMilliseconds);
      const place = { unitId: unit.id, date: today, personId, checkInId: undefined };
      const piece = {
        ...place,
        actor,
        key,
        mark: { status: "leave" as const, reason },
        campaignId: campaign.id,
        now,
      };
      return recorder.again(() =>
        write({ actor, key }, async (tx) => {
          const done = days.includes(today) ? await recorder.within(tx, piece) : undefined;
          const recorded = done?.outcome ?? null;
          if (recorded && recorded.kind !== "recorded")
            throw new UserError(`attendance.refused.${recorded.kind}`, { date: asker.locale.day(today) });
          const changes: Change[] = [...(done?.changes ?? [])];
          const ahead = days.filter((day) => day > today);
          for (const day of ahead) {
            const before = await own.announce(tx, personId, day, reason, now);
            // Announced once more as it was, nothing has changed.
            if (before === null || before.reason !== reason)
              changes.push({ ...noticeOf(asker, personId, day), before, after: { reason } });
          }
          const outcome: SpanOutcome = {
            ...{ kind: "span", from, to, today: recorded, days: ahead, reason },
            ...(changes.length > 0 && { written: writtenBy(asker, days) }),
          };
          return { outcome, changes };
        }),
      );
    },

    /** Withdraws leave that was announced for those days, as far as they are not gone by. */
    async withdraw(asker: Asker, personId: string, { from, to }: Period): Promise<Withdrawn> {
      const { actor, key, today } = asker;
      return write({ actor, key }, async (tx) => {
        const gone = await own.withdrawBetween(tx, personId, { from: from < today ? today : from, to });
        const days = gone.map(({ date }) => date);
        const stands = from <= today && today <= to ? await own.own(personId, today, tx) : undefined;
        const isOnLeave = stands?.status === "leave";
        const changes = gone.map(({ date, reason }) => ({
          ...noticeOf(asker, personId, date),
          ...{ before: { reason }, after: null },
        }));
        return {
          outcome: { days, isOnLeave, ...(days.length > 0 && { written: writtenBy(asker, days) }) },
          changes,
        };
      });
    },
  };
}

function writtenBy({ unit, key }: Asker, days: IsoDate[]): WrittenBy {
  const [first = "", last = first] = [days[0], days.at(-1)];
  return { unitId: unit.id, date: first, key, ...(last > first && { until: last }) };
}

/** The dates of a span that are the campaign's, in order. */
function datesOf({ from, to }: Period, period: Period): IsoDate[] {
  const last = to < period.to ? to : period.to;
  const dates: IsoDate[] = [];
  for (let day = from > period.from ? from : period.from; day <= last; day = addDays(day, 1)) dates.push(day);
  return dates;
}
