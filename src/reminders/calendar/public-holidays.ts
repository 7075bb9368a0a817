import type { IsoDate } from "../../calendar.ts";

/**
 * Public holidays by country and year, from two maintained data sets: `chinese-days` for the years that China's
 * State Council has decided (days off and the weekends worked for them), `date-holidays` for everything else. The
 * latter takes some 50 MB when loaded, so this module runs in a short-lived process (process.ts), never in the bot.
 */

/** A date that differs from its weekday, with its name in English and in Chinese. */
export type PublicHoliday = { date: IsoDate; working: boolean; en: string; zh: string };

/** @returns the year's public holidays in order; none for a country that the data do not know */
export async function publicHolidays(country: string, year: number): Promise<PublicHoliday[]> {
  const decided = country === "CN" ? await decidedInChina(year) : [];
  return decided.length > 0 ? decided : foundByRule(country, year);
}

/** What China has decided for that year; nothing while it has not. */
async function decidedInChina(year: number): Promise<PublicHoliday[]> {
  const { default: chinese } = await import("chinese-days");
  const decided = datesOf(year).flatMap((date): PublicHoliday[] => {
    // A date of the decision is called "National Day,国庆节,3", every other one by its weekday.
    const { name, work } = chinese.getDayDetail(date);
    const [en, zh] = name.split(",");
    return en && zh ? [{ date, working: work, en, zh }] : [];
  });
  // It takes a year that it does not know for one without holidays, save for days that the year before borrowed.
  return decided.some(({ date, working }) => date === `${year}-10-01` && !working) ? decided : [];
}

/**
 * Rules of the data set that give a day off to some, though it has them as everybody's. China's Children's Day is for
 * children alone (Regulation on Public Holidays for National Annual Festivals and Memorial Days, article 3).
 */
const forSomeOnly: Record<string, string[]> = { CN: ["06-01"] };

/** "清明节 清明節", once in each script, is "清明节". */
const inOneScript = (name: string): string => name.replace(/^(\p{Script=Han}+) \p{Script=Han}+$/u, "$1");

async function foundByRule(country: string, year: number): Promise<PublicHoliday[]> {
  const { default: Holidays } = await import("date-holidays");
  const calendar = new Holidays(country);
  const named = new Map<IsoDate, PublicHoliday>();
  const chinese = calendar.getHolidays(year, "zh").filter(({ name }) => /\p{Script=Han}/u.test(name));
  const inChinese = new Map(chinese.map(({ date, rule, name }) => [`${date} ${rule}`, inOneScript(name)]));
  for (const { type, date, start, end, name, rule } of calendar.getHolidays(year, "en")) {
    if (type !== "public" || forSomeOnly[country]?.includes(rule)) continue;
    const hours = (end.getTime() - start.getTime()) / 3_600_000;
    for (const day of wholeDays(date, hours, year))
      if (!named.has(day))
        named.set(day, { date: day, working: false, en: name, zh: inChinese.get(`${date} ${rule}`) ?? name });
  }
  return [...named.values()].sort((a, b) => a.date.localeCompare(b.date));
}

/** The days whose office hours a holiday covers: one may begin at noon, or at the sunset before. */
function wholeDays(begins: string, hours: number, year: number): IsoDate[] {
  const from = Temporal.PlainDateTime.from(begins.slice(0, 19).replace(" ", "T"));
  const to = from.add({ minutes: Math.round(hours * 60) });
  const days: IsoDate[] = [];
  for (
    let day = from.toPlainDate();
    Temporal.PlainDate.compare(day, to.toPlainDate()) <= 0;
    day = day.add({ days: 1 })
  )
    if (
      day.year === year &&
      Temporal.PlainDateTime.compare(from, day.toPlainDateTime("09:00")) <= 0 &&
      Temporal.PlainDateTime.compare(to, day.toPlainDateTime("17:00")) >= 0
    )
      days.push(day.toString());
  return days;
}

function datesOf(year: number): IsoDate[] {
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  return Array.from({ length: first.daysInYear }, (_, days) => first.add({ days }).toString());
}
