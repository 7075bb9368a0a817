import { type IsoDate, type Period, weekdayOf, weekOf } from "../../calendar.ts";
import type { Campaign } from "../campaign/model.ts";
import type { UnitTree } from "../tree.ts";

/** A date on which work rests although it is a weekday, or does not although it is a weekend. */
export type Holiday = {
  date: IsoDate;
  /** `calendar`: public holiday data; `administrator`: a correction of them. */
  source: "calendar" | "administrator";
  working: boolean;
  name: string;
};
/** Days on which one unit, and all below it, rest by themselves. */
export type DayOff = { id: string; unitId: string; period: Period; reason: string | null };

export type Works = (unitId: string, date: IsoDate) => boolean;

/**
 * Whether a unit works on a date, and whether it rests. Nobody works in a campaign's week off, nor a unit on its own
 * days off or those of a unit above it; else a correction by an administrator decides, then the public holidays, then
 * the weekday. A weekend like any other is not worked, and is no rest either: a unit may study on Saturdays.
 */
export function workDays(facts: {
  campaign: Pick<Campaign, "weeksOff">;
  holidays: Holiday[];
  daysOff: DayOff[];
  tree: Pick<UnitTree, "byId">;
}): { works: Works; rests: Works } {
  const { campaign, tree } = facts;
  const corrections = new Map<IsoDate, boolean>();
  const calendar = new Map<IsoDate, boolean>();
  for (const { source, date, working } of facts.holidays)
    (source === "administrator" ? corrections : calendar).set(date, working);
  const daysOff = Map.groupBy(facts.daysOff, ({ unitId }) => unitId);
  const everywhere = new Map<IsoDate, { works: boolean; rests: boolean }>();

  /** Of everybody, their own days off aside. */
  function general(date: IsoDate): { works: boolean; rests: boolean } {
    const known = everywhere.get(date);
    if (known) return known;
    const isOff = campaign.weeksOff.includes(weekOf(date));
    // Undefined where nothing but the weekday decides.
    const decided = isOff ? false : (corrections.get(date) ?? calendar.get(date));
    const found = { works: decided ?? weekdayOf(date) <= 5, rests: decided === false };
    everywhere.set(date, found);
    return found;
  }
  function isOwnDayOff(unitId: string | null, date: IsoDate): boolean {
    if (unitId === null || daysOff.size === 0) return false;
    const own = daysOff.get(unitId)?.some(({ period }) => period.from <= date && date <= period.to) ?? false;
    return own || isOwnDayOff(tree.byId(unitId)?.parentId ?? null, date);
  }
  return {
    works: (unitId, date) => general(date).works && !isOwnDayOff(unitId, date),
    rests: (unitId, date) => general(date).rests || isOwnDayOff(unitId, date),
  };
}

/** A `calendar` row keeps both names in one text. */
export const bothNames = ({ en, zh }: { en: string; zh: string }): string => `${en} / ${zh}`;

/** The name in a language, of a row from either source. */
export function holidayName({ source, name }: Pick<Holiday, "source" | "name">, language: string): string {
  if (source === "administrator") return name;
  const [en = name, zh = en] = name.split(" / ");
  return language === "en" ? en : zh;
}
