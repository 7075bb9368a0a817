import { isDate } from "../../calendar.ts";
import { reportIssues } from "../../files/file.ts";
import type { Values } from "../../i18n/index.ts";
import { type CampaignDocument, campaignDocument, checkOrder } from "../document.ts";
import type { CampaignRecord } from "../import-store.ts";
import type { SetupEntry, SetupField } from "./entry.ts";
import { type Lines, readCoded, readPhases, readWeeks } from "./lines.ts";

/** Something wrong in the form: at which field, in which of its lines. */
export type SetupProblem = { field: SetupField; line?: number; key: string; values: Values };

/** What is typed in the form cannot be saved as it is. */
export class SetupProblems extends Error {
  readonly problems: SetupProblem[];
  constructor(problems: SetupProblem[]) {
    super(problems.map(({ field, key }) => `${field}: ${key}`).join(", "));
    this.name = "SetupProblems";
    this.problems = problems;
  }
}

const fieldOf: Record<keyof CampaignDocument, SetupField> = {
  name: "name",
  name_en: "nameEn",
  time_zone: "timeZone",
  start: "start",
  end: "end",
  phases: "phases",
  themes: "themes",
  directions: "directions",
  topic_required_of: "roles",
  weeks_off: "weeksOff",
  self_check_in: "selfCheckIn",
  lock_days: "lockDays",
  check_in_minutes: "checkInMinutes",
  reminders: "reminders",
  holiday_country: "holidayCountry",
};

type Read = {
  document: Record<string, unknown>;
  problems: SetupProblem[];
  lines: Record<string, Lines<object>>;
};

/**
 * Checks what is typed by the rules of campaign.json.
 * @param before where lists come from that were too long to be typed
 * @returns the document, undefined when it cannot be read as one; and everything that is wrong
 */
export function checkEntry(
  entry: SetupEntry,
  before: CampaignRecord | undefined,
): { document: CampaignDocument | undefined; problems: SetupProblem[]; place: Place } {
  const read = readEntry(entry, before);
  const place = placeOf(read.lines);
  const problems = [...read.problems];
  const report = (column: string | undefined, key: string, values: Values = {}) =>
    problems.push({ ...place(column), key, values });
  const checked = campaignDocument.safeParse(read.document, { reportInput: true });
  if (!checked.success) reportIssues(checked.error, report);
  // Dates are compared although something else is wrong: its page may not have been reached yet.
  const enough = checked.success ? checked.data : campaignDocument.safeParse(patched(read.document)).data;
  if (enough) checkOrder(enough, report);
  // With a line that cannot be read the lists are not what was meant.
  return { document: read.problems.length === 0 ? checked.data : undefined, problems, place };
}

/** The field, and the line of it, that a path of the document is about ("phases.2.start"). */
export type Place = (column: string | undefined) => { field: SetupField; line?: number };

const placeOf =
  (lines: Read["lines"]): Place =>
  (column) => {
    const [list = "name", at] = (column ?? "").split(".");
    const key = Object.keys(fieldOf).find((each): each is keyof CampaignDocument => each === list) ?? "name";
    const line = at === undefined ? undefined : lines[key]?.items[Number(at) - 1]?.line;
    return { field: fieldOf[key], ...(line === undefined ? {} : { line }) };
  };

function readEntry(entry: SetupEntry, before: CampaignRecord | undefined): Read {
  const phases = entry.phases === null ? keptPhases(before) : readPhases(entry.phases);
  const themes = entry.themes === null ? keptCodes(before?.themes) : readCoded(entry.themes);
  const directions = entry.directions === null ? keptCodes(before?.directions) : readCoded(entry.directions);
  const { start, end } = entry;
  const period = isDate(start) && isDate(end) && start <= end ? { from: start, to: end } : undefined;
  const weeks = readWeeks(entry.weeksOff, period);
  const lines = { phases, themes, directions };
  const problems: SetupProblem[] = [
    ...Object.entries(lines).flatMap(([field, list]) =>
      list.problems.map((problem) => ({ field: field as "phases" | "themes" | "directions", ...problem })),
    ),
    ...weeks.problems.map((problem) => ({ field: "weeksOff" as const, ...problem })),
  ];
  const number = (text: string) => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : text);
  const values = (list: Lines<object>) => list.items.map(({ value }) => value);
  return {
    problems,
    lines,
    document: {
      name: entry.name,
      // One name will do: it stands for both. Where that one is missing too, saying so once is enough.
      name_en: entry.nameEn.trim() || entry.name.trim() || "–",
      time_zone: entry.timeZone,
      start,
      end,
      phases: values(phases),
      themes: values(themes),
      directions: values(directions),
      topic_required_of: entry.roles,
      weeks_off: weeks.weeks,
      self_check_in: entry.selfCheckIn,
      lock_days: number(entry.lockDays),
      check_in_minutes: number(entry.checkInMinutes),
      reminders: entry.reminders,
      holiday_country: entry.holidayCountry,
    },
  };
}

/** In place of whatever is wrong something that is not, except for dates. */
function patched(document: Record<string, unknown>): Record<string, unknown> {
  const plain = { name: "–", name_en: "–", time_zone: "UTC", phases: [], themes: [], directions: [] };
  const harmless: Record<string, unknown> = { ...plain, topic_required_of: [], weeks_off: [] };
  return Object.fromEntries(
    Object.entries(document).flatMap(([key, value]) => {
      const { shape } = campaignDocument;
      const known = Object.hasOwn(shape, key) ? shape[key as keyof typeof shape] : undefined;
      if (known?.safeParse(value).success) return [[key, value]];
      if (key === "start" || key === "end") return [[key, value]];
      return Object.hasOwn(harmless, key) ? [[key, harmless[key]]] : [];
    }),
  );
}

function keptPhases(before: CampaignRecord | undefined): Lines<object> {
  const items = (before?.phases ?? []).map(({ name, nameEn, startsOn, endsOn }, at) => ({
    line: at + 1,
    value: { name, name_en: nameEn, start: startsOn, end: endsOn },
  }));
  return { items, problems: [] };
}

function keptCodes(list: CampaignRecord["themes"] = []): Lines<object> {
  const items = list.map(({ code, name, nameEn }, at) => ({
    line: at + 1,
    value: { code, name, name_en: nameEn },
  }));
  return { items, problems: [] };
}
