import { type Claimed, settle } from "../files/changed-here.ts";
import type { ImportContext } from "../files/file.ts";
import type { CampaignRecord } from "./import-store.ts";

/** The columns of campaign.json that stand for themselves, by the record's names. */
const columns = {
  name: "name",
  nameEn: "name_en",
  timeZone: "time_zone",
  topicRequiredOf: "topic_required_of",
  weeksOff: "weeks_off",
  selfCheckIn: "self_check_in",
  lockDays: "lock_days",
  checkInMinutes: "check_in_minutes",
  reminders: "reminders",
  holidayCountry: "holiday_country",
  themes: "themes",
  directions: "directions",
} as const satisfies Partial<Record<keyof CampaignRecord, string>>;
const names = Object.keys(columns) as (keyof typeof columns)[];

/** First and last day and the phases between them stand or fall together: each alone may not fit the others. */
const frame = ["startsOn", "endsOn", "phases"] as const;

/**
 * Leaves the campaign as it stands where it was changed here since.
 * @param wanted what the file says; what is kept is put into it
 */
export async function settleCampaign(
  context: ImportContext,
  held: CampaignRecord,
  wanted: CampaignRecord,
): Promise<void> {
  const differs = (name: keyof CampaignRecord) => lines(held[name]).join() !== lines(wanted[name]).join();
  const keep = (kept: readonly (keyof CampaignRecord)[]) =>
    void Object.assign(wanted, Object.fromEntries(kept.map((name) => [name, held[name]])));
  const claimed: Claimed[] = names.filter(differs).map((name) => ({
    ...{ column: columns[name], fields: [name] },
    ...{ stands: only(held[name], wanted[name]), says: only(wanted[name], held[name]) },
    keep: () => keep([name]),
  }));
  const moved = frame.filter(differs);
  if (moved.length > 0)
    claimed.push({
      ...{ column: "start, end, phases", fields: [...frame] },
      stands: moved.map((name) => only(held[name], wanted[name])).join("; "),
      says: moved.map((name) => only(wanted[name], held[name])).join("; "),
      keep: () => keep(frame),
    });
  const claim = { id: held.id, line: undefined, what: held.name, claimed };
  await settle(context, "campaign.json", [claim], { records: ["campaign"] });
}

/** A value's parts as lines: of a list each of its own, in one order where the order means nothing. */
function lines(value: CampaignRecord[keyof CampaignRecord]): string[] {
  if (!Array.isArray(value)) return value === null ? [] : [String(value)];
  return value.map((part) => (typeof part === "string" ? part : lineOf(part))).toSorted();
}

const lineOf = (part: CampaignRecord["phases"][number] | CampaignRecord["themes"][number]): string =>
  "code" in part
    ? [part.code, part.name, part.nameEn].join(" ")
    : [part.name, part.nameEn, part.startsOn, part.endsOn].join(" ");

/** What the first has and the second has not. */
const only = (value: CampaignRecord[keyof CampaignRecord], other: typeof value): string => {
  const there = new Set(lines(other));
  return lines(value)
    .filter((line) => !there.has(line))
    .join("; ");
};
