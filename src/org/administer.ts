import { addDays, type IsoDate, weekOf, weekPeriod } from "../calendar.ts";
import { UserError } from "../errors.ts";
import type { Asker } from "./asker.ts";
import { isLocked } from "./campaign/weeks.ts";
import { may } from "./scope.ts";

/** Rules that changes of people and of units share. Pure. */

/** A change can be planned for so many days ahead; a date further away is a slip of the finger. */
const mostDaysAhead = 366;

export const mayAdminister = (asker: Asker): boolean => may(asker.member, "configureCampaign", asker.unit);

/** @throws UserError for everybody but administrators */
export function assertAdministrator(asker: Asker): void {
  if (!mayAdminister(asker)) throw new UserError("org.refused.administratorsOnly");
}

/** The first date from which something can change: weeks that have locked keep what they had. */
export function firstOpenDay({ campaign, today }: Pick<Asker, "campaign" | "today">): IsoDate {
  return weekPeriod(weekOf(addDays(today, -campaign.lockDays))).from;
}

/**
 * The date from which a change holds: one before the campaign begins counts as its first day, since nobody belongs
 * anywhere before that.
 * @throws UserError (field "from") for a date in a locked week, or too far ahead
 */
export function changeDay(entered: IsoDate, asker: Asker): IsoDate {
  const { campaign, today, locale } = asker;
  const from = entered < campaign.period.from ? campaign.period.from : entered;
  if (isLocked(from, campaign, today)) {
    const values = { date: locale.date(from), first: locale.date(firstOpenDay(asker)) };
    throw new UserError("org.refused.lockedDate", values, "from");
  }
  const last = addDays(today, mostDaysAhead);
  if (from > last && from > campaign.period.from)
    throw new UserError("org.refused.tooFarAhead", { last: locale.date(last) }, "from");
  return from;
}
