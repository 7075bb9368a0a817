import { pino } from "pino";
import { afterEach } from "vitest";
import { attendanceDigest } from "../../src/attendance/digest.ts";
import { digestTexts } from "../../src/attendance/digest-texts.ts";
import { type IsoDate, todayIn } from "../../src/calendar.ts";
import { createDatabase, type Database } from "../../src/db/client.ts";
import { dayOf } from "../../src/db/dates.ts";
import { createWrite } from "../../src/db/write.ts";
import { digest } from "../../src/digest/index.ts";
import { texts as digestFeatureTexts } from "../../src/digest/texts.ts";
import type { Deps, Feature } from "../../src/feature.ts";
import { digestOf } from "../../src/figures/digest.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n, type I18n, type Language } from "../../src/i18n/index.ts";
import { organisation } from "../../src/org/index.ts";
import type { Unit } from "../../src/org/model.ts";
import type { Request, Viewer } from "../../src/org/request.ts";
import type { Role } from "../../src/org/scope.ts";
import { orgStore } from "../../src/org/store.ts";
import { numberTree } from "../../src/org/tree.ts";
import { freshDatabase } from "../support/database.ts";
import { fakeJobs } from "./fake-jobs.ts";
import { fakeSlack } from "./fake-slack.ts";

export const i18n: I18n = createI18n({
  common: commonTexts,
  digest: digestFeatureTexts,
  attendance: { en: { digest: digestTexts.en }, "zh-CN": { digest: digestTexts["zh-CN"] } },
});

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const unitRows = [
  { code: "B", name: "County Education Bureau", kind: "bureau", parentCode: null, sessionWeekday: null },
  { code: "N", name: "North District", kind: "district", parentCode: "B", sessionWeekday: null },
  { code: "HILL", name: "Hill School", kind: "school", parentCode: "N", sessionWeekday: 3 },
  { code: "LAKE", name: "Lake School", kind: "school", parentCode: "N", sessionWeekday: 3 },
  { code: "S", name: "South District", kind: "district", parentCode: "B", sessionWeekday: null },
  { code: "RIVER", name: "River School", kind: "school", parentCode: "S", sessionWeekday: 2 },
];

/** Those, and an office of the bureau's own, which then studies itself too. */
const withOffice = [
  ...unitRows.map((row) => (row.code === "B" ? { ...row, sessionWeekday: 4 } : row)),
  { code: "OFFICE", name: "Personnel Office", kind: "office", parentCode: "B", sessionWeekday: 4 },
];

/** Friday 23 October 2026, 15:00 in Shanghai, in week 43. */
export const fridayAfternoon = Temporal.Instant.from("2026-10-23T07:00:00Z");
export const zone = "Asia/Shanghai";
export const bureauChannel = "C0BUREAU";
export const northChannel = "C0NORTH";

export type County = Awaited<ReturnType<typeof county>>;

/** A small county on a database of its own, its digest feature, and Slack and the job queue in memory. */
export async function county(options: { lockDays?: number; weeksOff?: string[]; office?: boolean } = {}) {
  let at = fridayAfternoon;
  const clock = { now: () => at };
  const fresh = await freshDatabase();
  stops.push(fresh.drop);
  const db = createDatabase(fresh.url);
  stops.push(() => db.$disconnect());
  const workspaceId = (await db.workspace.create({ data: { slackTeamId: "T0COUNTY", name: "County" } })).id;
  const campaignId = (
    await db.campaign.create({
      data: {
        ...{
          workspaceId,
          name: "秋季学习活动",
          nameEn: "Autumn study campaign",
          timeZone: zone,
          topicRequiredOf: [],
        },
        ...{
          startsOn: dayOf("2026-09-21"),
          endsOn: dayOf("2027-01-31"),
          weeksOff: options.weeksOff ?? ["2026-W40"],
        },
        ...{ lockDays: options.lockDays ?? 7 },
      },
    })
  ).id;
  await createUnits(db, workspaceId, options.office ? withOffice : unitRows);
  const slack = fakeSlack(clock.now);
  slack.channels.set(bureauChannel, { isMember: true });
  slack.channels.set(northChannel, { isMember: true });
  const jobs = fakeJobs();
  const org = organisation({ store: orgStore(db, workspaceId), clock });
  const units = await org.units();
  const unit = (code: string): Unit => {
    const found = units.byCode(code);
    if (!found) throw new Error(`no unit ${code}`);
    return found;
  };
  const listening: Feature[] = [];
  const write = createWrite({
    ...{ db, workspaceId, clock },
    onRecords: async (tx, changes) => {
      for (const feature of listening) await feature.onRecords?.(tx, changes);
    },
  });
  const log = pino({ level: "silent" });
  const deps: Deps = {
    ...{ workspaceId, clock, db, write, org, log, i18n },
    jobs: jobs.queue,
    slack: slack.gateway,
  };
  const sources = () => [{ digest: digestOf(attendanceDigest(deps)) }];
  /** A bot of its own on the same database, as a second instance would be. */
  const instance = (more: Partial<Deps> = {}) => digest({ ...deps, ...more, sources });
  const feature = instance();
  listening.push(feature);
  let requests = 0;
  const staff = await createStaff(db, workspaceId, unit);

  return {
    ...{
      db,
      workspaceId,
      campaignId,
      slack,
      jobs,
      org,
      unit,
      deps,
      feature,
      instance,
      sources,
      staff,
      clock,
    },
    setClock(instant: Temporal.Instant | string) {
      at = Temporal.Instant.from(instant);
    },
    /** Runs all jobs that wait. */
    work: (of: Feature = feature) => jobs.drain(of.jobs ?? []),
    tick: (of: Feature = feature) => of.tick?.() ?? Promise.resolve(),
    async viewer(who: keyof typeof staff | "stranger" | "owner", language: Language = "en"): Promise<Viewer> {
      const known = who === "stranger" || who === "owner" ? undefined : staff[who];
      const slackUserId = known?.slackUserId ?? "U0UNKNOWN";
      const member = known && (await org.staffOf(slackUserId, todayIn(at, zone)));
      return {
        slackUserId,
        staff: member,
        isAdmin: who === "owner",
        language,
        locale: i18n.locale(language),
      };
    },
    async request(viewer: Viewer): Promise<Request> {
      requests += 1;
      const key = `request ${requests}`;
      return {
        viewer,
        campaign: await org.campaign(),
        today: todayIn(at, zone),
        now: at,
        key,
      };
    },
    /** Reports a session by head-counts, as a liaison would. */
    report: (code: string, date: IsoDate, present: number, absent = 0) =>
      write({ actor: { name: "test" }, key: `report ${code} ${date} ${present} ${absent}` }, async (tx) => {
        const of = unit(code);
        const counts = { present, late: 0, leave: 0, absent };
        const session = await tx.session.upsert({
          where: { unitId_date: { unitId: of.id, date: dayOf(date) } },
          create: { workspaceId, campaignId, unitId: of.id, date: dayOf(date), ...counts },
          update: counts,
        });
        const change = {
          record: "session",
          recordId: session.id,
          before: null,
          after: counts,
          unitId: of.id,
          date,
        };
        return { outcome: null, changes: [change] };
      }),
    /** A subscription that is there since the campaign began: Fridays at 16:00. */
    subscribe: (
      code: string,
      channelId: string,
      more: { weekday?: number; time?: string; language?: string; createdAt?: string } = {},
    ) =>
      db.digestSubscription.create({
        data: {
          ...{ workspaceId, campaignId, channelId, unitId: unit(code).id, createdBySlack: "U0HEAD" },
          ...{ weekday: 5, time: "16:00", language: "en", ...more },
          createdAt: new Date(more.createdAt ?? "2026-09-21T00:00:00Z"),
        },
      }),
    posts: () => db.digestPost.findMany({ orderBy: [{ week: "asc" }, { channelId: "asc" }] }),
  };
}

async function createUnits(db: Database, workspaceId: string, rows: typeof withOffice): Promise<void> {
  const places = numberTree(rows);
  const ids = new Map(rows.map(({ code }) => [code, crypto.randomUUID()]));
  for (const { code, parentCode, ...row } of rows) {
    const place = places.get(code);
    const id = ids.get(code);
    if (!place || !id) throw new Error(`no place for ${code}`);
    const parentId = parentCode === null ? null : (ids.get(parentCode) ?? null);
    // They report by head-count.
    await db.unit.create({ data: { ...row, ...place, id, code, parentId, workspaceId, hasRoster: false } });
  }
}

/** Somebody of each kind who may ask. */
async function createStaff(db: Database, workspaceId: string, unit: (code: string) => Unit) {
  const make = async (slackUserId: string, name: string, code: string, role: Role) => {
    const person = await db.person.create({
      data: { workspaceId, employeeNo: slackUserId, name, roles: [role] },
    });
    const startsOn = dayOf("2026-09-21");
    await db.membership.create({
      data: { workspaceId, personId: person.id, unitId: unit(code).id, startsOn },
    });
    const checkedAt = new Date("2026-10-01T00:00:00Z");
    await db.slackUser.create({
      data: { workspaceId, slackId: slackUserId, personId: person.id, checkedAt },
    });
    return { slackUserId, personId: person.id };
  };
  return {
    bureauHead: await make("U0HEAD", "张三", "B", "unit_head"),
    northHead: await make("U0NORTH", "North Head", "N", "unit_head"),
    hillLiaison: await make("U0HILL", "Hill <Liaison>", "HILL", "liaison"),
    hillTeacher: await make("U0TEACH", "Hill Teacher", "HILL", "staff"),
    administrator: await make("U0ADMIN", "Administrator", "RIVER", "administrator"),
  };
}
