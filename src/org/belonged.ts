import type { IsoDate } from "../calendar.ts";
import { dayOf } from "../db/dates.ts";

/** SQL's `belonged`, as Prisma's condition on memberships and on roles held. */
export const belongedOn = (date: IsoDate) => ({
  startsOn: { lte: dayOf(date) },
  OR: [{ endsOn: null }, { endsOn: { gte: dayOf(date) } }],
});
