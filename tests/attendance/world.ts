import { randomUUID } from "node:crypto";
import pino from "pino";
import { texts } from "../../src/attendance/texts.ts";
import { todayIn } from "../../src/calendar.ts";
import { createDatabase, type Database } from "../../src/db/client.ts";
import { dayOf } from "../../src/db/dates.ts";
import { createWrite, type OnRecords } from "../../src/db/write.ts";
import { createWriteMany } from "../../src/db/write-many.ts";
import type { Deps } from "../../src/feature.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n, type Language } from "../../src/i18n/index.ts";
import type { Campaign } from "../../src/org/campaign/model.ts";
import { organisation } from "../../src/org/index.ts";
import type { Request } from "../../src/org/request.ts";
import type { Role } from "../../src/org/scope.ts";
import type { SlackProfile } from "../../src/org/slack-profile.ts";
import { orgStore } from "../../src/org/store.ts";
import { numberTree } from "../../src/org/tree.ts";
import type { Message, View } from "../../src/slack/blocks.ts";
import type { SlackGateway } from "../../src/slack/gateway.ts";
import { texts as undoTexts } from "../../src/undo/texts.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";

/** A small made-up organisation on a database of its own, a clock to set, and a Slack that notes what it is told. */
export type World = Awaited<ReturnType<typeof createWorld>>;

export type UnitPlan = {
  code: string;
  name?: string;
  parent?: string;
  weekday?: number | null;
  hasRoster?: boolean;
};
export type PersonPlan = {
  no: string;
  name: string;
  unit: string;
  roles?: Role[];
  slack?: string;
  position?: string;
};

export const i18n = createI18n({ common: commonTexts, attendance: texts, undo: undoTexts });

const wednesday = "2026-10-21T08:00:00Z"; // 16:00 in Shanghai, week 43

export async function createWorld(plan: {
  units: UnitPlan[];
  people: PersonPlan[];
  campaign?: Partial<Campaign>;
  now?: string;
  onRecords?: OnRecords;
}) {
  const database: FreshDatabase = await freshDatabase();
  const db = createDatabase(database.url);
  let now = Temporal.Instant.from(plan.now ?? wednesday);
  const clock = { now: () => now };
  const ids = await fill(db, plan);
  const { workspaceId } = ids;
  const org = organisation({ store: orgStore(db, workspaceId), clock, rememberSeconds: 0 });
  const onRecords = plan.onRecords ?? (async () => undefined);
  const slack = fakeSlack();
  const jobs = fakeJobs();
  const deps: Deps & { writeMany: ReturnType<typeof createWriteMany> } = {
    workspaceId,
    clock,
    db,
    org,
    i18n,
    slack: slack.gateway,
    jobs: jobs.jobs,
    log: pino({ level: "silent" }),
    write: createWrite({ db, workspaceId, clock, onRecords }),
    writeMany: createWriteMany({ db, workspaceId, clock, onRecords }),
  };

  async function request(slackUserId: string, language: Language = "en"): Promise<Request> {
    const campaign = await org.campaign();
    const today = todayIn(now, campaign.timeZone);
    const staff = await org.staffOf(slackUserId, today);
    const viewer = { slackUserId, staff, isAdmin: false, language, locale: i18n.locale(language) };
    return { viewer, campaign, today, now, key: `test:${randomUUID()}` };
  }

  return {
    ...ids,
    db,
    deps,
    org,
    slack,
    jobs,
    request,
    setNow: (instant: string) => {
      now = Temporal.Instant.from(instant);
      org.forget();
    },
    async close() {
      await db.$disconnect();
      await database.drop();
    },
  };
}

async function fill(
  db: Database,
  plan: { units: UnitPlan[]; people: PersonPlan[]; campaign?: Partial<Campaign> },
) {
  const workspace = await db.workspace.create({ data: { slackTeamId: "T1", name: "County" } });
  const workspaceId = workspace.id;
  const { period = { from: "2026-09-21", to: "2027-01-31" }, ...more } = plan.campaign ?? {};
  await db.campaign.create({
    data: {
      workspaceId,
      name: "秋季学习活动",
      nameEn: "Autumn study campaign",
      timeZone: "Asia/Shanghai",
      startsOn: dayOf(period.from),
      endsOn: dayOf(period.to),
      topicRequiredOf: [],
      weeksOff: ["2026-W40"],
      selfCheckIn: true,
      ...more,
    },
  });
  const places = numberTree(plan.units.map(({ code, parent }) => ({ code, parentCode: parent ?? null })));
  const unitIds = new Map(plan.units.map(({ code }) => [code, randomUUID() as string]));
  const unit = (code: string) => unitIds.get(code) ?? "";
  await db.unit.createMany({
    data: plan.units.map(({ code, name, parent, weekday, hasRoster }) => ({
      id: unit(code),
      workspaceId,
      code,
      name: name ?? code,
      kind: "school",
      parentId: parent ? unit(parent) : null,
      sessionWeekday: weekday === undefined ? 3 : weekday,
      hasRoster: hasRoster ?? true,
      ...(places.get(code) ?? { treeFirst: 0, treeLast: 0, depth: 0 }),
    })),
  });
  const personIds = new Map(plan.people.map(({ no }) => [no, randomUUID() as string]));
  const person = (no: string) => personIds.get(no) ?? "";
  await db.person.createMany({
    data: plan.people.map(({ no, name, roles, position }) => ({
      id: person(no),
      workspaceId,
      employeeNo: no,
      name,
      position: position ?? null,
      roles: roles ?? ["staff"],
    })),
  });
  const member = ({ no, unit: code }: PersonPlan) => ({
    ...{ workspaceId, personId: person(no), unitId: unit(code), startsOn: dayOf(period.from) },
  });
  await db.membership.createMany({ data: plan.people.map(member) });
  await db.roleHeld.createMany({
    data: plan.people.flatMap((one) => (one.roles ?? ["staff"]).map((role) => ({ ...member(one), role }))),
  });
  await db.slackUser.createMany({
    data: plan.people.flatMap(({ no, slack }) =>
      slack ? [{ workspaceId, slackId: slack, personId: person(no), checkedAt: new Date(0) }] : [],
    ),
  });
  return { workspaceId, unit, person };
}

function fakeJobs() {
  const queued: { name: string; data: object; how?: unknown }[] = [];
  return {
    queued,
    jobs: {
      async enqueue(name: string, data: object, how?: { key?: string }) {
        if (
          how?.key !== undefined &&
          queued.some((job) => job.name === name && JSON.stringify(job.data) === JSON.stringify(data))
        )
          return;
        queued.push({ name, data, how });
      },
      start: async () => undefined,
      stop: async () => undefined,
      failed: async () => [],
      retry: async () => false,
    },
  };
}

function fakeSlack() {
  const posted: { channelId: string; message: Message; metadata?: unknown; ts: string }[] = [];
  const updated: { channelId: string; ts: string; message: Message }[] = [];
  const direct: { slackUserId: string; message: Message }[] = [];
  /** What Slack says of users, beyond that they are members. */
  const profiles = new Map<string, Partial<SlackProfile>>();
  const views: View[] = [];
  const channels = new Map<string, { name: string; isMember: boolean; isPrivate: boolean }>([
    ["C1", { name: "school", isMember: true, isPrivate: false }],
  ]);
  const notAsked = async () => {
    throw new Error("not asked in these tests");
  };
  const gateway: SlackGateway = {
    identity: async () => ({ botUserId: "UBOT", teamId: "T1", teamName: "County" }),
    async post(channelId, message, metadata) {
      const ts = `1.${posted.length + 1}`;
      posted.push({ channelId, message, metadata, ts });
      return { ts };
    },
    async update(channelId, ts, message) {
      updated.push({ channelId, ts, message });
    },
    findByMetadata: async (channelId, metadata) =>
      posted.find(
        (one) => one.channelId === channelId && JSON.stringify(one.metadata) === JSON.stringify(metadata),
      ),
    async direct(slackUserId, message) {
      direct.push({ slackUserId, message });
      return { channelId: `D${slackUserId}`, ts: `${direct.length}.0` };
    },
    ephemeral: notAsked,
    openView: notAsked,
    pushView: notAsked,
    updateView: notAsked,
    publishHome: notAsked,
    permalink: notAsked,
    file: notAsked,
    download: notAsked,
    profile: async (slackUserId) => ({
      ...{ slackUserId, email: null, locale: null, timeZone: null, isAdmin: false, isBot: false },
      ...{ standing: "member", ...profiles.get(slackUserId) },
    }),
    userByEmail: async () => undefined,
    channel: async (channelId) => channels.get(channelId),
    ping: async () => undefined,
  };
  return { gateway, posted, updated, direct, profiles, views, channels };
}

/** A school of the given size with a liaison, a head and teachers; a bureau and a district above it, a sibling beside. */
export function school(size = 4): { units: UnitPlan[]; people: PersonPlan[] } {
  return {
    units: [
      { code: "BUR", name: "Bureau", weekday: 4 },
      { code: "DIS", name: "North", parent: "BUR", weekday: 5 },
      { code: "S1", name: "Qingxi Primary", parent: "DIS" },
      { code: "S2", name: "Meiling Primary", parent: "DIS", hasRoster: false },
    ],
    people: [
      { no: "B1", name: "顾力涵", unit: "BUR", roles: ["administrator", "leading_group"], slack: "UADMIN" },
      { no: "D1", name: "陈东", unit: "DIS", roles: ["leading_group"], slack: "UDISTRICT" },
      { no: "L1", name: "张三", unit: "S1", roles: ["liaison"], slack: "ULIAISON" },
      { no: "H1", name: "赵敏", unit: "S1", roles: ["unit_head"], slack: "UHEAD" },
      ...Array.from({ length: Math.max(0, size - 2) }, (_, index) => ({
        no: `T${index + 1}`,
        name: index === 0 ? "王伟" : index === 1 ? "李雷" : `老师${index + 1}`,
        unit: "S1",
        slack: `UT${index + 1}`,
      })),
      { no: "L2", name: "周联", unit: "S2", roles: ["liaison"], slack: "ULIAISON2" },
    ],
  };
}
