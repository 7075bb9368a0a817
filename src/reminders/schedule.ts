import { type IsoDate, todayIn } from "../calendar.ts";

/** When a person may be written to. Pure. */

/** Nobody is written to before 9:00 or from 18:00 on, by their own clock. */
export const officeHours = { from: 9, to: 18 };
/** A person gets one message a day at most, and in an ISO week no more than these; what is still due then waits. */
export const mostPerWeek = 3;
/** One message tells no more than these; the others come on another day. */
export const mostItems = 5;
/** How often is looked for what has fallen due. */
export const planMinutes = 15;

/** A zone that the machine knows; the campaign's where Slack named none, or one that does not exist. */
export function zoneOf(timeZone: string | null, campaignZone: string): string {
  if (timeZone === null) return campaignZone;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return timeZone;
  } catch {
    return campaignZone;
  }
}

/** The date on the clocks of that zone while they show office hours; undefined while they do not. */
export function openDay(now: Temporal.Instant, timeZone: string): IsoDate | undefined {
  const { hour } = now.toZonedDateTimeISO(timeZone);
  return officeHours.from <= hour && hour < officeHours.to ? todayIn(now, timeZone) : undefined;
}
