import { z } from "zod";
import type { Reader } from "../../db/client.ts";
import type { CampaignRecord } from "../import-store.ts";
import { entryOf, type SetupEntry, type SetupField, setupEntry } from "./entry.ts";

/**
 * Two administrators may have the form open at once. A form carries how far the audit of its campaign stood when it
 * was opened (`seen`); what the audit has since then is what others changed while it was filled in.
 */

/** `taken`: fields not touched here, which have the others' value now; `differing`: changed by both, in two ways. */
export type Merged = { entry: SetupEntry; taken: SetupField[]; differing: SetupField[] };
/** `by`: who changed the campaign; `now`: what stands in it; `seen`: how far the audit is known with this. */
export type Meanwhile = Merged & { by: string[]; now: SetupEntry; seen: string };

/** Nothing is saved: the campaign has changed since the form was opened, and its user has not seen how. */
export class ChangedMeanwhile extends Error {
  readonly meanwhile: Meanwhile;
  constructor(meanwhile: Meanwhile) {
    super("the campaign was changed while the form was open");
    this.meanwhile = meanwhile;
  }
}

const names = z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() }));
/** What an entry of the audit may tell of a campaign; other fields of it are not in the form. */
const told = z
  .object({
    name: z.string(),
    nameEn: z.string(),
    timeZone: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    topicRequiredOf: z.array(z.string()),
    weeksOff: z.array(z.string()),
    selfCheckIn: z.boolean(),
    lockDays: z.number(),
    checkInMinutes: z.number(),
    reminders: z.boolean(),
    holidayCountry: z.string().nullable(),
    phases: z.array(
      z.object({ name: z.string(), nameEn: z.string(), startsOn: z.string(), endsOn: z.string() }),
    ),
    themes: names,
    directions: names,
  })
  .partial()
  .catch({});

/** How far the campaign's audit stands. */
export async function seenOf(reader: Reader, campaignId: string): Promise<string> {
  const [row] = await reader.$queryRaw<{ seen: bigint | null }[]>`
    SELECT max(id) AS seen FROM audit_entry e WHERE e.record = 'campaign' AND e.record_id = ${campaignId}
      AND e.workspace_id = (SELECT workspace_id FROM campaign WHERE id = ${campaignId}::uuid)`;
  return String(row?.seen ?? 0);
}

/** What others changed since `seen` that the form's user has not seen; undefined where nothing of it matters here. */
export async function meanwhile(
  reader: Reader,
  { current, typed, seen }: { current: CampaignRecord; typed: SetupEntry; seen: string },
): Promise<Meanwhile | undefined> {
  const rows = await reader.$queryRaw<{ id: bigint; actor: string; before: unknown }[]>`
    SELECT e.id, coalesce(p.name, e.actor) AS actor, e.before
    FROM audit_entry e LEFT JOIN person p ON p.id = e.person_id
    WHERE e.record = 'campaign' AND e.record_id = ${current.id} AND e.id > ${BigInt(seen)}
      AND e.workspace_id = (SELECT workspace_id FROM campaign WHERE id = ${current.id}::uuid)
    ORDER BY e.id DESC`;
  // Newest first: what stood there before the oldest of them is what the form began with.
  const opened = rows.reduce<CampaignRecord>(
    (record, { before }) => Object.assign(record, told.parse(before ?? {})),
    { ...current },
  );
  const now = entryOf(current);
  const merged = merge({ opened: entryOf(opened), typed, now });
  if (merged.taken.length + merged.differing.length === 0) return undefined;
  const by = [...new Set(rows.map(({ actor }) => actor))];
  return { ...merged, by, now, seen: String(rows[0]?.id ?? seen) };
}

/** What is typed, and what others changed where nothing was typed. Pure. */
export function merge(of: Record<"opened" | "typed" | "now", SetupEntry>): Merged {
  const { opened, typed, now } = of;
  const changed = setupEntry
    .keyof()
    .options.filter((field) => !isSame(now[field], opened[field]) && !isSame(now[field], typed[field]));
  const taken = changed.filter((field) => isSame(typed[field], opened[field]));
  const entry = setupEntry.parse({
    ...typed,
    ...Object.fromEntries(taken.map((field) => [field, now[field]])),
  });
  return { entry, taken, differing: changed.filter((field) => !taken.includes(field)) };
}

type Value = SetupEntry[SetupField];
// Slack gives boxes in the order in which they were ticked.
const plain = (value: Value) => (Array.isArray(value) ? value.toSorted().join() : value);
const isSame = (one: Value, other: Value): boolean => plain(one) === plain(other);
