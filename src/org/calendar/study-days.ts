import { addDays, type IsoDate, type IsoWeek, type Period } from "../../calendar.ts";
import type { Campaign } from "../campaign/model.ts";
import type { UnitTree } from "../tree.ts";
import { type DayOff, type Holiday, type Works, workDays } from "./works.ts";

/** The day on which a unit studies in a week in the place of its weekday. */
export type MakeUp = { unitId: string; week: IsoWeek; date: IsoDate };

/** What stands about the days of a period. */
export type CalendarRows = { holidays: Holiday[]; daysOff: DayOff[]; makeUps: MakeUp[] };

/** The one calendar of a campaign: who works when, and on which other days units chose to study. */
export type StudyDays = {
  campaign: Campaign;
  /** No weekend (unless worked), no holiday, no day or week off. */
  works: Works;
  /** A holiday, a day or a week off: a weekend like any other is neither worked nor a rest. */
  rests: Works;
  /** The day that the unit chose for that week. */
  madeUp(unitId: string, week: IsoWeek): IsoDate | undefined;
};

/** A session's working day before, and the one after, are looked for this far around the campaign. */
const marginDays = 31;

/** The days that a campaign's calendar knows. */
export const spanOf = ({ period }: Pick<Campaign, "period">): Period => ({
  from: addDays(period.from, -marginDays),
  to: addDays(period.to, marginDays),
});

export function studyDays(
  campaign: Campaign,
  { holidays, daysOff, makeUps }: CalendarRows,
  tree: Pick<UnitTree, "byId">,
): StudyDays {
  const chosen = new Map(makeUps.map(({ unitId, week, date }) => [`${unitId} ${week}`, date]));
  // Of no country: what an administrator entered still holds.
  const kept = holidays.filter(
    ({ source }) => campaign.holidayCountry !== null || source === "administrator",
  );
  return {
    campaign,
    ...workDays({ campaign, holidays: kept, daysOff, tree }),
    madeUp: (unitId, week) => chosen.get(`${unitId} ${week}`),
  };
}
