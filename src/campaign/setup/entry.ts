import { z } from "zod";
import type { FormValues } from "../../slack/requests.ts";
import type { CampaignRecord } from "../import-store.ts";
import { codedText, phasesText } from "./lines.ts";

/** What stands in the set-up form, as it was typed. A list of null is too long to be typed here: it stays as it is. */
export const setupEntry = z.object({
  name: z.string(),
  nameEn: z.string(),
  timeZone: z.string(),
  start: z.string(),
  end: z.string(),
  phases: z.string().nullable(),
  themes: z.string().nullable(),
  directions: z.string().nullable(),
  roles: z.array(z.string()),
  weeksOff: z.string(),
  selfCheckIn: z.boolean(),
  lockDays: z.string(),
  checkInMinutes: z.string(),
  reminders: z.boolean(),
  holidayCountry: z.string(),
});
export type SetupEntry = z.infer<typeof setupEntry>;
export type SetupField = keyof SetupEntry;

/** The pages and their inputs; the roster's page comes after these. */
export const pages = [
  ["name", "nameEn", "timeZone", "start", "end"],
  ["phases", "themes", "directions", "roles", "weeksOff"],
  ["selfCheckIn", "lockDays", "checkInMinutes", "reminders", "holidayCountry"],
] as const satisfies SetupField[][];
export type SetupPage = 0 | 1 | 2;

/** Which campaign the form is about: a first one, the one that is open, or the next after the one that was closed. */
export const base = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("new") }),
  z.object({ kind: z.literal("edit"), id: z.uuid() }),
  z.object({ kind: z.literal("next"), id: z.uuid() }),
]);
export type Base = z.infer<typeof base>;

/**
 * What the form's view carries. `seen`: how far the audit of the campaign that it changes stood when it was opened
 * (see meanwhile.ts). `fill` counts how often it was filled anew: Slack keeps what was typed in a block of
 * the same id.
 */
const place = z.object({
  base,
  page: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  seen: z.string().optional(),
  fill: z.int().default(0),
});
export type SetupPlace = z.infer<typeof place>;
export const placeIn = (viewData: string): SetupPlace => place.parse(JSON.parse(viewData));

export const blockOf = (field: SetupField, { fill }: Pick<SetupPlace, "fill">): string => `${field}.${fill}`;

/** The entry with what stands in the page's inputs. */
export function readPage(values: FormValues, at: SetupPlace, before: SetupEntry): SetupEntry {
  const text = (field: SetupField, was: string | null) => {
    const value = values[blockOf(field, at)];
    // An input that is not there says nothing; an empty one says so with null.
    return value === undefined ? was : typeof value === "string" ? value : "";
  };
  const chosen = (field: SetupField, was: string[]) => {
    const value = values[blockOf(field, at)];
    return value === undefined ? was : [value ?? []].flat();
  };
  const on = (field: "selfCheckIn" | "reminders") =>
    chosen(field, before[field] ? ["on"] : []).includes("on");
  const typed = (field: "name" | "nameEn" | "timeZone" | "start" | "end" | "weeksOff") =>
    text(field, before[field]) ?? "";
  return {
    name: typed("name"),
    nameEn: typed("nameEn"),
    timeZone: typed("timeZone"),
    start: typed("start"),
    end: typed("end"),
    phases: text("phases", before.phases),
    themes: text("themes", before.themes),
    directions: text("directions", before.directions),
    roles: chosen("roles", before.roles),
    weeksOff: typed("weeksOff"),
    selfCheckIn: on("selfCheckIn"),
    lockDays: text("lockDays", before.lockDays) ?? "",
    checkInMinutes: text("checkInMinutes", before.checkInMinutes) ?? "",
    reminders: on("reminders"),
    holidayCountry: text("holidayCountry", before.holidayCountry) ?? "",
  };
}

/** The campaign as it stands in the form. */
export function entryOf(record: CampaignRecord): SetupEntry {
  return {
    name: record.name,
    nameEn: record.nameEn,
    timeZone: record.timeZone,
    start: record.startsOn,
    end: record.endsOn,
    phases: phasesText(record.phases),
    themes: codedText(record.themes),
    directions: codedText(record.directions),
    roles: record.topicRequiredOf,
    weeksOff: record.weeksOff.join(", "),
    selfCheckIn: record.selfCheckIn,
    lockDays: String(record.lockDays),
    checkInMinutes: String(record.checkInMinutes),
    reminders: record.reminders,
    holidayCountry: record.holidayCountry ?? "",
  };
}
