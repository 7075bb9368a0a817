import { campaign } from "./town.ts";

/** The model's own calendar: written without the bot's, so that the two can disagree. */

const plain = (date: string) => Temporal.PlainDate.from(date);
export const plus = (date: string, days: number): string => plain(date).add({ days }).toString();
export const weekday = (date: string): number => plain(date).dayOfWeek;
export const isoWeek = (date: string): string => {
  const day = plain(date);
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, "0")}`;
};
export const todayAt = (now: Temporal.Instant): string =>
  now.toZonedDateTimeISO(campaign.timeZone).toPlainDate().toString();

export const isOff = (date: string): boolean => campaign.weeksOff.includes(isoWeek(date));
export const isOutside = (date: string): boolean => date < campaign.from || date > campaign.to;
const isStudy = (date: string) => !isOff(date) && !isOutside(date);

/** The last day on which those who enter for a unit may change that date. */
export const openUntil = (date: string, lockDays: number): string => plus(date, 7 - weekday(date) + lockDays);

/** The study day on or before a date; undefined without a weekday, or where there has been none. */
export function studyDayBefore(on: number | null, date: string): string | undefined {
  for (let day = date; on !== null && day >= campaign.from; day = plus(day, -1))
    if (weekday(day) === on && isStudy(day)) return day;
  return undefined;
}

/** The first study day after a date. */
export function studyDayAfter(on: number | null, date: string): string | undefined {
  for (let day = plus(date, 1); on !== null && day <= campaign.to; day = plus(day, 1))
    if (weekday(day) === on && isStudy(day)) return day;
  return undefined;
}

export const isStudyDay = (on: number | null, date: string): boolean => weekday(date) === on && isStudy(date);
