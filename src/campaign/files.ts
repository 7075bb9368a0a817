import { randomUUIDv7 } from "node:crypto";
import { z } from "zod";
import { contains, isWeek, todayIn, weekOf } from "../calendar.ts";
import { roles } from "../org/scope.ts";
import { code, date, name } from "../records/fields.ts";
import { type ImportContext, type KnownCampaign, recordFile } from "../records/file.ts";
import { type Report, shown } from "../records/problems.ts";
import {
  type CampaignRecord,
  campaignChange,
  loadCampaign,
  sessionDates,
  writeCampaign,
} from "./import-store.ts";

const named = { name, name_en: name };
const coded = z.array(z.strictObject({ code, ...named }), "records.wrongType");
const whole = (min: number, max: number) =>
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

const schema = z.strictObject({
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
  // A week stays open for at most a year; a check-in message for at most a day.
  lock_days: whole(0, 365).optional(),
  check_in_minutes: whole(1, 1440).optional(),
  reminders: z.boolean().optional(),
  // ISO 3166-1; "" for no country's holidays.
  holiday_country: z
    .string("records.notText")
    .regex(/^([A-Z]{2})?$/, "records.notCountry")
    .optional(),
});
type Document = z.output<typeof schema>;

/**
 * campaign.json: the campaign's frame and choices. `self_check_in`, `lock_days`, `check_in_minutes`, `reminders` and
 * `holiday_country` may be missing: then what was chosen before stays (false, 7, 30, true and none in a new campaign).
 */
export const campaignFile = recordFile({
  name: "campaign.json",
  needed: true,
  schema,
  async open(context) {
    const held = await loadCampaign(context.reader, context.workspaceId);
    let wanted: CampaignRecord | undefined;
    let refused = false;
    const change = () => wanted && campaignChange(held, wanted);
    return {
      held: held !== undefined,
      row(document, _line, report) {
        checkOrder(document, report);
        wanted = recordOf(document, held);
      },
      refused() {
        refused = true;
      },
      async end() {
        if (!refused) context.campaign = knownCampaign(wanted ?? held, held);
        if (wanted && held) await checkHeldSessions(context, wanted);
      },
      pending: () => (change() ? 1 : 0),
      async write(tx, done) {
        const made = change();
        if (!made || !wanted) return [];
        await writeCampaign(tx, context.workspaceId, held, wanted);
        done(1);
        return [{ record: "campaign", recordId: wanted.id, ...made }];
      },
    };
  },
});

function recordOf(document: Document, held: CampaignRecord | undefined): CampaignRecord {
  const { name_en, time_zone, start, end, topic_required_of, weeks_off, phases, themes, directions } =
    document;
  const english = <T extends { name_en: string }>({ name_en: nameEn, ...rest }: T) => ({ ...rest, nameEn });
  return {
    id: held?.id ?? randomUUIDv7(),
    name: document.name,
    nameEn: name_en,
    timeZone: time_zone,
    startsOn: start,
    endsOn: end,
    topicRequiredOf: [...new Set(topic_required_of)],
    weeksOff: [...new Set(weeks_off)].sort(),
    selfCheckIn: document.self_check_in ?? held?.selfCheckIn ?? false,
    lockDays: document.lock_days ?? held?.lockDays ?? 7,
    checkInMinutes: document.check_in_minutes ?? held?.checkInMinutes ?? 30,
    reminders: document.reminders ?? held?.reminders ?? true,
    holidayCountry: (document.holiday_country ?? held?.holidayCountry ?? "") || null,
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
function checkOrder(document: Document, report: Report): void {
  const { start, end, phases } = document;
  if (end < start) report("end", "records.endBeforeStart", { start, end });
  for (const [at, phase] of phases.entries()) {
    const place = `phases.${at + 1}`;
    if (phase.end < phase.start)
      report(`${place}.end`, "records.endBeforeStart", { start: phase.start, end: phase.end });
    if (phase.start < start || phase.end > end) report(place, "records.phaseOutside", { start, end });
    const other = phases.findIndex((each) => each.start <= phase.end && phase.start <= each.end);
    if (other !== -1 && other < at)
      report(place, "records.phasesOverlap", { other: phases[other]?.name ?? "" });
  }
  for (const list of ["themes", "directions"] as const)
    for (const [at, { code: own }] of document[list].entries())
      if (document[list].findIndex((each) => each.code === own) < at)
        report(`${list}.${at + 1}.code`, "records.codeTwice", { code: shown(own) });
}

/** A campaign that is made shorter must still hold what was recorded in it. */
async function checkHeldSessions(context: ImportContext, wanted: CampaignRecord): Promise<void> {
  const period = { from: wanted.startsOn, to: wanted.endsOn };
  const dates = await sessionDates(context.reader, context.workspaceId);
  for (const held of dates)
    if (!contains(period, held) || wanted.weeksOff.includes(weekOf(held)))
      context.problems.add({ file: "campaign.json", key: "records.sessionLeftOut", values: { date: held } });
}

function knownCampaign(
  wanted: CampaignRecord | undefined,
  held: CampaignRecord | undefined,
): KnownCampaign | undefined {
  if (!wanted) return undefined;
  const { id, timeZone: zone, startsOn, endsOn, weeksOff } = wanted;
  const formerStart = held && startsOn < held.startsOn ? held.startsOn : undefined;
  return {
    id,
    timeZone: zone,
    period: { from: startsOn, to: endsOn },
    weeksOff,
    themes: wanted.themes.map(codeOf),
    directions: wanted.directions.map(codeOf),
    formerStart,
  };
}

const codeOf = (listed: { code: string }) => listed.code;

/** A zone of the tz database ("Asia/Shanghai"), as `Temporal` knows it. */
function isTimeZone(text: string): boolean {
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
