import { z } from "zod";
import { isWeek, todayIn } from "../calendar.ts";
import { code, date, name } from "../files/fields.ts";
import { type Report, shown } from "../files/problems.ts";
import { roles } from "../org/scope.ts";
import type { CampaignRecord } from "./import-store.ts";

/** What a campaign may say of itself, whoever says it: campaign.json, the set-up form or the settings. */

/** A week stays open for at most a year; a check-in message for at most a day. The database knows these limits too. */
export const limits = { lockDays: [0, 366], checkInMinutes: [1, 1440] } as const;

const named = { name, name_en: name };
const coded = z.array(z.strictObject({ code, ...named }), "records.wrongType");
const whole = ([min, max]: readonly [number, number]) =>
  z.unknown().transform((value, context) => {
    if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
    context.addIssue({ code: "custom", message: "records.notBetween", params: { min, max } });
    return z.NEVER;
  });

const timeZone = name.refine(isTimeZone, "records.unknownTimeZone");
const week = name.refine(isWeek, "records.notWeek");
const role = z.string("records.notText").refine(isRole, {
  message: "records.unknownRole",
  params: { words: roles.join(", ") },
});

export const campaignDocument = z.strictObject({
  ...named,
  time_zone: timeZone,
  start: date,
  end: date,
  phases: z.array(z.strictObject({ ...named, start: date, end: date })),
  themes: coded,
  directions: coded,
  topic_required_of: z.array(role),
  weeks_off: z.array(week),
  self_check_in: z.boolean().optional(),
  lock_days: whole(limits.lockDays).optional(),
  check_in_minutes: whole(limits.checkInMinutes).optional(),
  reminders: z.boolean().optional(),
  // ISO 3166-1; "" for no country's holidays.
  holiday_country: z
    .string("records.notText")
    .regex(/^([A-Z]{2})?$/, "records.notCountry")
    .optional(),
});
export type CampaignDocument = z.output<typeof campaignDocument>;

/**
 * The campaign that the document describes. What it leaves out stays as it was `before` (false, 7, 30, true and none
 * where nothing was).
 */
export function recordOf(
  document: CampaignDocument,
  id: string,
  before: CampaignRecord | undefined,
): CampaignRecord {
  const { name_en, time_zone, start, end, topic_required_of, weeks_off, phases, themes, directions } =
    document;
  const english = <T extends { name_en: string }>({ name_en: nameEn, ...rest }: T) => ({ ...rest, nameEn });
  return {
    id,
    name: document.name,
    nameEn: name_en,
    timeZone: time_zone,
    startsOn: start,
    endsOn: end,
    topicRequiredOf: [...new Set(topic_required_of)],
    weeksOff: [...new Set(weeks_off)].sort(),
    selfCheckIn: document.self_check_in ?? before?.selfCheckIn ?? false,
    lockDays: document.lock_days ?? before?.lockDays ?? 7,
    checkInMinutes: document.check_in_minutes ?? before?.checkInMinutes ?? 30,
    reminders: document.reminders ?? before?.reminders ?? true,
    holidayCountry: (document.holiday_country ?? before?.holidayCountry ?? "") || null,
    phases: phases.map((phase) => ({
      name: phase.name,
      nameEn: phase.name_en,
      startsOn: phase.start,
      endsOn: phase.end,
    })),
    themes: themes.map(english),
    directions: directions.map(english),
  };
}

/** Dates in order, phases inside the campaign one after the other, codes once. */
export function checkOrder(document: CampaignDocument, report: Report): void {
  const { start, end, phases } = document;
  if (end < start) report("end", "records.endBeforeStart", { start, end });
  for (const [at, phase] of phases.entries()) {
    const place = `phases.${at + 1}`;
    if (phase.end < phase.start)
      report(`${place}.end`, "records.endBeforeStart", { start: phase.start, end: phase.end });
    // With an end before the start no phase could be inside: that is told already.
    if (start <= end && (phase.start < start || phase.end > end))
      report(place, "records.phaseOutside", { start, end });
    const other = phases.findIndex((each) => each.start <= phase.end && phase.start <= each.end);
    if (other !== -1 && other < at)
      report(place, "records.phasesOverlap", { other: phases[other]?.name ?? "" });
  }
  for (const list of ["themes", "directions"] as const)
    for (const [at, { code: own }] of document[list].entries())
      if (document[list].findIndex((each) => each.code === own) < at)
        report(`${list}.${at + 1}.code`, "records.codeTwice", { code: shown(own) });
}

/** A zone of the tz database ("Asia/Shanghai"), as `Temporal` knows it. */
export function isTimeZone(text: string): boolean {
  try {
    // An offset such as "+08:00" would do for Temporal, but it knows no summer time.
    return /^[A-Za-z]/.test(text) && todayIn(Temporal.Instant.fromEpochMilliseconds(0), text) !== "";
  } catch {
    return false;
  }
}

function isRole(text: string): boolean {
  return roles.some((known) => known === text);
}
