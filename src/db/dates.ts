import type { IsoDate, Period } from "../calendar.ts";

/** A date as Prisma wants a `@db.Date`: midnight UTC. */
export const dayOf = (date: IsoDate): Date => new Date(`${date}T00:00:00.000Z`);

/** A `@db.Date` of Prisma's as a date. */
export const isoOf = (day: Date): IsoDate => day.toISOString().slice(0, 10);

/** A `timestamptz` of Prisma's as an instant. */
export const instantOf = (moment: Date): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime());

/** An instant as Prisma wants a `timestamptz`; what is finer than a millisecond is dropped. */
export const momentOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);

/** The first and the last date of some rows, as SQL's min and max give them in text. */
export type FirstAndLast = { first: IsoDate | null; last: IsoDate | null };

/** The same as a period; undefined where there was no row. */
export function periodOf(row: FirstAndLast | undefined): Period | undefined {
  const { first, last } = row ?? { first: null, last: null };
  return first === null || last === null ? undefined : { from: first, to: last };
}
