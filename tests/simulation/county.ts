import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { pino } from "pino";
import { z } from "zod";
import { loadSample } from "../../sandbox/sample.ts";
import { type LocalUser, type OpenView, startLocalSlack } from "../../sandbox/slack/index.ts";
import { startBot } from "../../src/bot.ts";
import { createDatabase } from "../../src/db/client.ts";
import { chanceFrom } from "../model/chance.ts";
import { afterwards, standingClock } from "../support/bot.ts";
import { freshDatabase } from "../support/database.ts";

/** The sample county with its liaisons, heads and leaders in Slack, and the bot. */

const sample = fileURLToPath(new URL("../../sample/county/", import.meta.url));
/** Monday of the first week, and the Wednesday after the eighth: the last digests are posted by then. */
export const first = "2026-09-21";
export const last = "2026-11-18";
export const zone = "Asia/Shanghai";

const unitRow = z.object({ code: z.string(), parent_code: z.string(), session_weekday: z.coerce.number() });
const personRow = z.object({
  ...{ employee_no: z.string(), name: z.string(), unit_code: z.string(), position: z.string() },
  ...{ email: z.string(), roles: z.string() },
});
export type UnitRow = z.infer<typeof unitRow>;
export type PersonRow = z.infer<typeof personRow>;

async function rows<T>(file: string, shape: z.ZodType<T>): Promise<T[]> {
  return shape.array().parse(parse(await readFile(join(sample, file), "utf8"), { columns: true, bom: true }));
}

/** Those who get prompts or read digests have an account; everybody else is entered for. */
const withAccount = ({ email, roles }: PersonRow) =>
  email !== "" && /liaison|unit_head|leading_group|administrator/.test(roles);
export const slackId = (no: string): string => `U0${no.toUpperCase()}`;

async function folder(people: PersonRow[]): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "studyhall-county-"));
  const campaign = JSON.parse(await readFile(join(sample, "campaign.json"), "utf8"));
  await writeFile(
    join(made, "campaign.json"),
    JSON.stringify({ ...campaign, reminders: true, holiday_country: "CN" }),
  );
  const known = people.map((one) => (withAccount(one) ? one : { ...one, email: "" }));
  await writeFile(join(made, "people.csv"), stringify(known, { header: true }));
  for (const name of ["units.csv", "discussions.csv", "discussion_participants.csv", "topics.csv"])
    await copyFile(join(sample, name), join(made, name));
  return made;
}

/** Where people are: most at home, some elsewhere, some in a zone that Slack does not tell. */
const elsewhere = ["Asia/Urumqi", "Europe/London", "America/Los_Angeles", "Pacific/Auckland"];

export const channels = [
  { id: "C0BUREAU", name: "bureau", unit: "BUREAU", weekday: 5, time: "16:00", language: "zh-CN" },
  { id: "C0DISTRICT", name: "district", unit: "DIS01", weekday: 1, time: "09:00", language: "en" },
  { id: "C0SCHOOL", name: "school", unit: "SCH001", weekday: 4, time: "18:30", language: "zh-CN" },
];

export type County = Awaited<ReturnType<typeof county>>;

export async function county(seed: number) {
  const chance = chanceFrom(seed);
  const clock = standingClock(Temporal.PlainDateTime.from(`${last}T22:00`).toZonedDateTime(zone).toInstant());
  const units = await rows("units.csv", unitRow);
  const people = await rows("people.csv", personRow);
  const database = await freshDatabase();
  afterwards(database.drop);
  const db = createDatabase(database.url);
  afterwards(() => db.$disconnect());
  const made = await folder(people);
  const troubles: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => void troubles.push(line) });
  // What was discussed later than the first week is in the files already, so they are read at the end of time.
  await loadSample(db, made, clock, log);
  await rm(made, { recursive: true });
  clock.set(Temporal.PlainDateTime.from(`${first}T06:30`).toZonedDateTime(zone).toInstant());

  const users = people.filter(withAccount).map(
    (one): LocalUser => ({
      ...{ id: slackId(one.employee_no), name: one.employee_no.toLowerCase(), realName: one.name },
      ...{ email: one.email, locale: chance.of(80) ? "zh-CN" : "en-US" },
      timeZone: chance.of(88) ? zone : chance.one(elsewhere),
      ...(one.roles.includes("administrator") ? { admin: true } : {}),
    }),
  );
  const slack = await startLocalSlack({
    ...{ users, team: { id: "T0COUNTY", name: "County" }, now: () => clock.now().epochMilliseconds },
    channels: channels.map(({ id, name }) => ({
      ...{ id, name, botMember: true, members: users.map((one) => one.id) },
    })),
  });
  afterwards(() => slack.close());
  await settle(db, users, chance);

  const { botToken, signingSecret } = slack.credentials;
  const bot = await startBot(
    {
      ...{ databaseUrl: database.url, dataDir: "", port: 0 },
      slack: { botToken, apiUrl: slack.apiUrl, mode: { kind: "http", signingSecret } },
    },
    log,
    { clock },
  );
  afterwards(bot.stop);
  slack.deliverOverHttp(`http://127.0.0.1:${bot.port}/slack/events`);
  /** Resolves once that is to be seen in Slack. */
  async function shown(condition: () => boolean): Promise<void> {
    while (!condition())
      await new Promise<void>((resolve) => {
        const forget = slack.onChange(() => {
          forget();
          resolve();
        });
      });
  }
  /** The user's top modal, once it is that one. */
  async function screen(user: string, callbackId: string): Promise<OpenView> {
    await shown(() => slack.views(user).at(-1)?.view.callback_id === callbackId);
    return slack.views(user).at(-1) as OpenView;
  }
  return { chance, clock, units, people, users, db, slack, bot, troubles, shown, screen };
}

/** Who is who in Slack, who wants no reminders or early ones, which units rest when, and the channels' digests. */
async function settle(
  db: ReturnType<typeof createDatabase>,
  users: LocalUser[],
  chance: ReturnType<typeof chanceFrom>,
): Promise<void> {
  const campaign = await db.campaign.findFirstOrThrow();
  const { workspaceId } = campaign;
  const people = new Map((await db.person.findMany()).map((one) => [one.employeeNo, one.id]));
  const checkedAt = new Date(Date.UTC(2026, 8, 20));
  await db.slackUser.createMany({
    data: users.map(({ id, locale, timeZone, admin }) => ({
      ...{ workspaceId, slackId: id, locale, timeZone: timeZone ?? null, checkedAt, isAdmin: admin ?? false },
      personId: people.get(id.slice(2)) ?? null,
      ...{ remindersOff: chance.of(6), remindBefore: chance.of(12) },
    })),
  });
  const units = await db.unit.findMany();
  const schools = units.filter(({ kind }) => kind === "school");
  await db.unit.updateMany({
    where: { id: { in: chance.some(schools, 20).map(({ id }) => id) } },
    data: { hasRoster: false },
  });
  const day = (date: string) => new Date(`${date}T00:00:00Z`);
  const rests = [...chance.some(schools, 15), ...units.filter(({ code }) => code === "DIS03")];
  await db.unitDayOff.createMany({
    data: rests.map(({ id: unitId }) => {
      const startsOn = Temporal.PlainDate.from(first).add({ days: chance.whole(0, 50) });
      const endsOn = startsOn.add({ days: chance.whole(0, 4) });
      return {
        ...{ workspaceId, unitId, bySlack: "U0E1001", reason: "examination" },
        ...{ startsOn: day(startsOn.toString()), endsOn: day(endsOn.toString()) },
      };
    }),
  });
  await db.digestSubscription.createMany({
    data: channels.map(({ id, unit, weekday, time, language }) => ({
      ...{ workspaceId, campaignId: campaign.id, channelId: id, weekday, time, language },
      unitId: units.find(({ code }) => code === unit)?.id ?? "",
      ...{ createdBySlack: "U0E1001", createdAt: checkedAt },
    })),
  });
}
