import { addDays, type IsoDate } from "../../calendar.ts";

/** That somebody belongs to a unit, from a day to a last day (null: still). In order of time, they never overlap. */
export type Stay = { unitId: string; from: IsoDate; to: IsoDate | null };

/** Where somebody belongs on that date. */
export const stayOn = (stays: Stay[], date: IsoDate): Stay | undefined =>
  stays.find(({ from, to }) => from <= date && (to === null || to >= date));

/** What has not begun yet. */
export const plannedStay = (stays: Stay[], today: IsoDate): Stay | undefined =>
  stays.find(({ from }) => from > today);

/**
 * They belong to the unit from that day on: the stay of that time ends the day before, earlier ones stay as they were.
 * A stay that begins that very day is corrected. Nothing may begin after that day.
 */
export function transferred(stays: Stay[], unitId: string, from: IsoDate): Stay[] {
  const then = stayOn(stays, from);
  if (!then) return [...stays, { unitId, from, to: null }];
  const before = stays.filter((stay) => stay.from < from);
  const ended = before.map((stay) => (stay === then ? { ...stay, to: addDays(from, -1) } : stay));
  const last = ended.at(-1);
  // Back where they were the day before: that was no stay of its own.
  if (last?.unitId === unitId && last.to === addDays(from, -1))
    return [...ended.slice(0, -1), { ...last, to: then.to }];
  return [...ended, { unitId, from, to: then.to }];
}

/** They belong to nobody from that day on. Nothing may begin on that day or later. */
export const left = (stays: Stay[], from: IsoDate): Stay[] =>
  stays.map((stay) => (stay.to === null || stay.to >= from ? { ...stay, to: addDays(from, -1) } : stay));

/** Without what is planned for after today: a transfer, or leaving. Undefined where nothing is planned. */
export function undone(stays: Stay[], today: IsoDate): Stay[] | undefined {
  const last = stays.at(-1);
  if (!last) return undefined;
  const before = stays.at(-2);
  if (last.from > today && before) {
    const joined = before.to === addDays(last.from, -1) ? { ...before, to: last.to } : before;
    return [...stays.slice(0, -2), joined];
  }
  if (last.to !== null && last.to >= today) return [...stays.slice(0, -1), { ...last, to: null }];
  return undefined;
}

/** From that day on the second unit stands for the first one. */
export function mergedStays(stays: Stay[], units: { unitId: string; intoId: string }, from: IsoDate): Stay[] {
  return stays.flatMap((stay) => {
    if (stay.unitId !== units.unitId || (stay.to !== null && stay.to < from)) return [stay];
    if (stay.from >= from) return [{ ...stay, unitId: units.intoId }];
    return [
      { ...stay, to: addDays(from, -1) },
      { unitId: units.intoId, from, to: stay.to },
    ];
  });
}
