import type { IsoDate } from "../calendar.ts";

/** A date as Prisma wants a `@db.Date`: midnight UTC. */
export const dayOf = (date: IsoDate): Date => new Date(`${date}T00:00:00.000Z`);

/** A `@db.Date` of Prisma's as a date. */
export const isoOf = (day: Date): IsoDate => day.toISOString().slice(0, 10);

/** A `timestamptz` of Prisma's as an instant. */
export const instantOf = (moment: Date): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime());

/** An instant as Prisma wants a `timestamptz`; what is finer than a millisecond is dropped. */
export const momentOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);
