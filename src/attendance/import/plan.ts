import { contains, type IsoDate, todayIn, weekOf } from "../../calendar.ts";
import type { ImportContext, KnownPerson, KnownUnit } from "../../files/file.ts";
import type { Report } from "../../files/problems.ts";
import type { Values } from "../../i18n/index.ts";
import type { AttendanceStatus, Counts } from "../model.ts";
import type { HeldSession } from "./store.ts";

/** Somebody's status in the file. `outsider` reports that they did not belong to the unit then. */
export type PlannedMark = { status: AttendanceStatus; line: number; outsider?: () => void };

/** A session of attendance.csv. `held` is what the database has of it, known once the file has been read. */
export type NamedSession = {
  unit: KnownUnit;
  date: IsoDate;
  line: number;
  marks: Map<KnownPerson, PlannedMark>;
  report: Report;
  held?: HeldSession | undefined;
  /** Somebody's status was changed here since, and stays so. */
  isKept?: boolean;
};

/** A line of headcounts.csv. */
export type CountedSession = {
  unit: KnownUnit;
  date: IsoDate;
  line: number;
  counts: Counts;
  report: Report;
  held?: HeldSession | undefined;
  /** It was changed here since, and stays so. */
  isKept?: boolean;
};

/** What the two files say, by session: attendance is reported by name or by head-count, never both. */
export type AttendancePlan = {
  named: Map<string, NamedSession>;
  counted: Map<string, CountedSession>;
  /** True for a date that may have a session; says what is wrong with another. */
  checkDate(date: IsoDate, report: Report): boolean;
};

const plans = new WeakMap<ImportContext, AttendancePlan>();

/** The plan of this import, shared by the two files. */
export function planOf(context: ImportContext): AttendancePlan {
  const plan = plans.get(context) ?? {
    named: new Map(),
    counted: new Map(),
    checkDate: dateCheck(context),
  };
  plans.set(context, plan);
  return plan;
}

export const sessionKey = (unit: KnownUnit, date: IsoDate): string => `${unit.id} ${date}`;

/** True when they belonged to the unit on that date, as far as is known. */
export function belonged(person: KnownPerson, unit: KnownUnit, date: IsoDate): boolean {
  if (!person.memberships) return true;
  return person.memberships.some(
    ({ unitId, from, to }) => unitId === unit.id && from <= date && (to === null || date <= to),
  );
}

function dateCheck(context: ImportContext): AttendancePlan["checkDate"] {
  type Wrong = { key: string; values: Values } | undefined;
  // A county has a hundred dates and a hundred thousand rows: each date is judged once.
  const seen = new Map<IsoDate, Wrong>();
  const wrong = (date: IsoDate): Wrong => {
    const { campaign, now } = context;
    if (!campaign) return undefined;
    const { from, to } = campaign.period;
    if (!contains(campaign.period, date))
      return { key: "records.outsideCampaign", values: { date, from, to } };
    const week = weekOf(date);
    if (campaign.weeksOff.includes(week)) return { key: "records.weekOff", values: { date, week } };
    const today = todayIn(now, campaign.timeZone);
    return date > today ? { key: "records.inFuture", values: { date, today } } : undefined;
  };
  return (date, report) => {
    if (!seen.has(date)) seen.set(date, wrong(date));
    const found = seen.get(date);
    if (found) report("date", found.key, found.values);
    return !found;
  };
}
