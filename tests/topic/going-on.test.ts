import { describe, expect, it } from "vitest";
import { messageProblems } from "../../sandbox/slack/limits/index.ts";
import { dayOf } from "../../src/db/dates.ts";
import type { Feature } from "../../src/feature.ts";
import { createI18n } from "../../src/i18n/index.ts";
import type { Campaign } from "../../src/org/campaign/model.ts";
import { orgStore } from "../../src/org/store.ts";
import { unitTree } from "../../src/org/tree.ts";
import { topicDigest } from "../../src/topic/digest.ts";
import type { TopicFigures } from "../../src/topic/figures.ts";
import { actions } from "../../src/topic/ids.ts";
import { texts } from "../../src/topic/texts.ts";
import type { World } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { people, register, screen, topicTown, untilDirect } from "./town.ts";

const { north, south, boss, head, wang, jiang } = people;
const feature = ({ bot }: World): Feature => {
  const found = bot.features.find(({ name }) => name === "topic");
  if (!found) throw new Error("no topics");
  return found;
};

async function campaignOf({ db }: World, id?: string): Promise<Campaign> {
  const row = await db.campaign.findFirstOrThrow({ where: id ? { id } : { closedAt: null } });
  const { startsOn, endsOn, closedAt, ...rest } = row;
  const iso = (day: Date) => day.toISOString().slice(0, 10);
  return { ...rest, period: { from: iso(startsOn), to: iso(endsOn) }, isClosed: closedAt !== null };
}
const always = () => true;

describe("the Home tab", () => {
  const home = async (town: World, user: string) => {
    await town.slack.as(user).openHome();
    await town.until(() => town.slack.home(user) !== undefined);
    return textOf(town.slack.home(user)?.blocks);
  };

  it("offers to register to those who owe a topic, and is silent to others", async () => {
    const town = await topicTown();
    expect(await home(town, head.id)).toContain("Register my topic");
    expect(await home(town, wang.id)).not.toContain("research topic:*");
    await town.slack.as(head.id).press("home", actions.open.id);
    await town.until(() => screen(town, head.id).includes("My research topic"));
  });

  it("shows one's topic with its next step, and what waits for one's approval", async () => {
    const town = await topicTown();
    await register(town, jiang.id, "乡村教师专业发展");
    expect(await home(town, jiang.id)).toContain("乡村教师专业发展");
    const leaders = await home(town, north.id);
    expect(leaders).toContain("*1 topic waits for your approval.*");
    // Before the leader's own next session.
    expect(leaders.indexOf("waits for your approval")).toBeLessThan(leaders.indexOf("This week at"));
    await town.slack.as(north.id).press("home", actions.openApprovals.id);
    await town.until(() => screen(town, north.id).includes("江文"));
    const { channelId, ts } = await untilDirect(town, north.id, 1);
    await town.slack.as(north.id).press({ channelId, ts }, actions.approve.id);
    const told = await untilDirect(town, jiang.id, 1);
    expect(told.text).toContain("North Head通过了您的课题");
    await town.slack.as(jiang.id).openHome();
    await town.until(() => textOf(town.slack.home(jiang.id)?.blocks).includes("开始调研"));
    await town.slack.as(jiang.id).press("home", actions.fieldwork.id);
    await town.until(async () => (await town.db.topic.findFirst())?.state === "fieldwork");
  });
});

describe("reminders", () => {
  async function due(town: World, today: string, more: { only?: Set<string>; works?: () => boolean } = {}) {
    const campaign = await campaignOf(town);
    const items = await feature(town).reminders?.due({ campaign, today, works: always, ...more });
    return items ?? [];
  }

  it("tell those without a topic from the third week on, once in two weeks", async () => {
    const town = await topicTown();
    const heads = { slackId: { in: [boss.id, north.id, south.id, head.id] }, personId: { not: null } };
    await town.until(async () => (await town.db.slackUser.count({ where: heads })) === 4);
    expect(await due(town, "2026-10-04")).toEqual([]);
    const first = await due(town, "2026-10-05");
    expect(first.map(({ slackUserId, kind }) => [slackUserId, kind]).sort()).toEqual(
      [boss.id, north.id, south.id, head.id].sort().map((id) => [id, "topic.missing"]),
    );
    const keys = (items: { key: string }[]) => items.map(({ key }) => key).sort();
    expect(keys(await due(town, "2026-10-18"))).toEqual(keys(first));
    const next = keys(await due(town, "2026-10-19"));
    expect(next.some((key) => keys(first).includes(key))).toBe(false);
    expect(await due(town, "2026-10-19", { only: new Set([head.id]) })).toHaveLength(1);
    expect(await due(town, "2026-10-19", { works: () => false })).toEqual([]);
    expect(await due(town, "2027-02-01")).toEqual([]);
    await register(town, head.id, "Food safety in canteens");
    expect(await due(town, "2026-10-21", { only: new Set([head.id]) })).toEqual([]);
  });

  it("tell an approver of what has waited for more than three days, once until another topic has", async () => {
    const town = await topicTown();
    await register(town, head.id, "Food safety in canteens");
    const waiting = async (today: string) =>
      (await due(town, today, { only: new Set([north.id]) })).filter(({ kind }) => kind === "topic.approval");
    expect(await waiting("2026-10-24")).toEqual([]);
    const [item, ...others] = await waiting("2026-10-25");
    expect([item?.slackUserId, others.length]).toEqual([north.id, 0]);
    expect((await waiting("2026-10-28")).map(({ key }) => key)).toEqual([item?.key]);
    town.clock.set("2026-10-23T08:00:00Z");
    await register(town, wang.id, "Sleep of pupils");
    const [more] = await waiting("2026-10-28");
    expect(more?.key).not.toBe(item?.key);
  });
});

describe("the digest", () => {
  it("has a line and what is missing, and nothing where nobody owes a topic", async () => {
    const town = await topicTown();
    const campaign = await campaignOf(town);
    expect(feature(town).digest).toBeDefined();
    const { root } = unitTree(
      await orgStore(town.db, (await town.db.workspace.findFirstOrThrow()).id).units(),
    );
    if (!root) throw new Error("no unit");
    const i18n = createI18n({ topic: texts });
    type Facts = Omit<TopicFigures, "byDirection">;
    const byDirection = {};
    const part = async (now: Facts, before: Facts | null, language: "en" | "zh-CN" = "en") => {
      const asked = {
        unit: root,
        week: "2026-W43",
        campaign,
        today: "2026-10-25",
        locale: i18n.locale(language),
      };
      const found = await topicDigest.part({
        ...asked,
        now: { ...now, byDirection },
        before: before && { ...before, byDirection },
      });
      return [found.lines.map(({ text }) => text), found.needs.map(({ text }) => text)];
    };
    const now = { required: 192, registered: 151 };
    expect(await part(now, { required: 192, registered: 133 })).toEqual([
      ["Topics: 151 of 192 registered (+18)"],
      ["41 people have no topic yet"],
    ]);
    expect(await part(now, null, "zh-CN")).toEqual([
      ["课题：应申报 192 人，已申报 151 人"],
      ["41 人尚未申报课题"],
    ]);
    expect(await part({ required: 0, registered: 0 }, null)).toEqual([[], []]);
    expect(await part({ required: 2, registered: 2 }, { required: 2, registered: 2 })).toEqual([
      ["Topics: 2 of 2 registered (±0)"],
      [],
    ]);
  });
});

describe("carrying over into the next campaign", () => {
  it("takes what is not concluded along as it stands, once", async () => {
    const town = await topicTown();
    const { db } = town;
    await register(town, head.id, "Food safety in canteens", {
      why: "Fridges",
      coResearchers: ["江文"],
      units: ["Lake School"],
    });
    await register(town, wang.id, "Sleep of pupils");
    await register(town, jiang.id, "乡村教师专业发展");
    const stateOf = (title: string, data: object) => db.topic.updateMany({ where: { title }, data });
    await stateOf("Sleep of pupils", { state: "returned", returnedReason: "too wide" });
    await stateOf("乡村教师专业发展", { state: "concluded" });
    const from = await campaignOf(town);
    await db.campaign.updateMany({ data: { closedAt: new Date("2026-10-21T09:00:00Z") } });
    const { id: _, ...frame } = await db.campaign.findFirstOrThrow();
    const days = { startsOn: dayOf("2027-02-01"), endsOn: dayOf("2027-06-30") };
    const made = await db.campaign.create({ data: { ...frame, ...days, closedAt: null } });
    const to = await campaignOf(town, made.id);
    const carry = () => db.$transaction(async (tx) => feature(town).carryOver?.(tx, { from, to }));

    const first = await carry();
    expect(first?.records).toBe(2);
    expect(first?.changes).toHaveLength(2);
    expect(first?.changes.every(({ date, unitId }) => date === "2027-02-01" && unitId !== undefined)).toBe(
      true,
    );
    const rows = await db.topic.findMany({
      where: { campaignId: to.id },
      include: { coResearchers: true, unitsToVisit: true },
      orderBy: { title: "asc" },
    });
    expect(rows).toMatchObject([
      {
        title: "Food safety in canteens",
        state: "registered",
        why: "Fridges",
        registeredOn: dayOf("2027-02-01"),
      },
      { title: "Sleep of pupils", state: "returned", returnedReason: "too wide" },
    ]);
    expect(rows.every(({ carriedFromId }) => carriedFromId !== null)).toBe(true);
    expect([rows[0]?.coResearchers.length, rows[0]?.unitsToVisit.length]).toEqual([1, 1]);
    expect((await carry())?.records).toBe(0);
    expect(await db.topic.count()).toBe(5);
  });
});

describe("what is shown of the longest names and titles", () => {
  it("stays within Slack's limits, page after page", async () => {
    const long = "&".repeat(100);
    const staff = Array.from(
      { length: 45 },
      (_, index) => `s${index},${"<".repeat(96)}${index},HILL,,,unit_head`,
    );
    const town = await topicTown({
      people: [
        "employee_no,name,unit_code,position,email,roles",
        "1,顾力涵,B,局长,boss@example.org,leading_group;unit_head;administrator",
        "2,North Head,N,主任,north@example.org,unit_head",
        ...staff,
      ],
    });
    const persons = await town.db.person.findMany({ where: { employeeNo: { startsWith: "s" } } });
    const campaign = await campaignOf(town);
    const base = { workspaceId: persons[0]?.workspaceId ?? "", campaignId: campaign.id, directionCode: "D1" };
    await town.db.topic.createMany({
      data: persons.slice(0, 30).map(({ id: personId }) => ({
        ...{ ...base, personId, title: long, titleGrams: ["x"], state: "registered" },
        registeredOn: dayOf("2026-10-01"),
      })),
    });
    for (const line of ["status", "status HILL", "missing", "approvals"]) {
      const { body } = await town.slack.as(north.id).command(`/topic ${line}`, "C0HILL");
      expect(messageProblems(body as never), line).toEqual([]);
    }
    const ts = town.slack.ephemerals(north.id).at(-1)?.ts ?? "";
    await town.slack.as(north.id).press({ ephemeral: ts }, actions.approvalsNext.id);
    await town.until(() => textOf(town.slack.ephemerals(north.id).at(-1)).includes("Page 2 of 3"));
    await town.slack.as(north.id).openHome();
    await town.until(() => textOf(town.slack.home(north.id)?.blocks).includes("30 topics wait"));
  });
});
