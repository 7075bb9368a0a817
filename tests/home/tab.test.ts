import { describe, expect, it } from "vitest";
import type { Deps, Feature } from "../../src/feature.ts";
import { home } from "../../src/home/index.ts";
import { texts } from "../../src/home/texts.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n } from "../../src/i18n/index.ts";
import { Mrkdwn } from "../../src/i18n/mrkdwn.ts";
import { organisation } from "../../src/org/index.ts";
import type { Request } from "../../src/org/request.ts";
import { orgStore } from "../../src/org/store.ts";
import { section } from "../../src/slack/blocks.ts";
import { fakeJobs } from "../digest/fake-jobs.ts";
import { standingClock, testLog, townAndSlack } from "../support/bot.ts";

/** The tab of North's head, made of these parts. */
async function tabOf(parts: Partial<Feature>[], { isAdmin = false } = {}): Promise<string> {
  const clock = standingClock();
  const { db } = await townAndSlack({ clock });
  const workspaceId = (await db.workspace.findFirstOrThrow()).id;
  const org = organisation({ store: orgStore(db, workspaceId), clock });
  const i18n = createI18n({ common: commonTexts, home: texts });
  const person = await db.person.findFirstOrThrow({ where: { employeeNo: "2" } });
  const user = { workspaceId, slackId: "U0NORTH", personId: person.id, checkedAt: new Date(0) };
  await db.slackUser.create({ data: user });
  const staff = await org.staffOf("U0NORTH", "2026-10-21");
  const deps = { workspaceId, clock, db, org, i18n, jobs: fakeJobs().queue, log: testLog } as unknown as Deps;
  const { home: tab } = home({
    ...deps,
    parts: () => parts,
    administrators: async () => [],
    chosenLanguage: async () => null,
  });
  const request: Request = {
    viewer: { slackUserId: "U0NORTH", staff, isAdmin, language: "en", locale: i18n.locale("en") },
    ...{ campaign: await org.campaign(), today: "2026-10-21", now: clock.now(), key: "k" },
  };
  return JSON.stringify((await tab?.view(request))?.blocks);
}

const says = (text: string) => async () => [section(Mrkdwn.escape(text))];

describe("the Home tab is made of the features' parts", () => {
  it("what waits for them first, then their week, what administrators look after, then what can wait", async () => {
    const parts = [
      { homeBelow: says("my record"), homeBlocks: says("my week") },
      { homeFirst: says("approve this"), homeBlocks: says("my topic"), homeAdministration: says("set-up") },
    ];
    const home = await tabOf(parts, { isAdmin: true });
    const found = [
      ...["*Needs you*", "approve this", "my week", "my topic"],
      "*For administrators*",
      "set-up",
      "my record",
      "What you can type",
    ];
    expect(
      found.map((text) => home.indexOf(text)).every((at, index, all) => at > (all[index - 1] ?? 0)),
    ).toBe(true);
    expect(await tabOf(parts)).not.toContain("set-up");
  });

  it("and of use where one of them fails", async () => {
    const fails = () => Promise.reject(new Error("broken"));
    const home = await tabOf([{ homeBlocks: fails }, { homeBlocks: says("my topic") }]);
    expect(home).toContain("Something belongs here that I can't show at the moment.");
    expect(home).toContain("my topic");
  });

  it("and says so as a whole where the records cannot be reached", async () => {
    const away = () => Promise.reject(Object.assign(new Error("gone"), { code: "ECONNREFUSED" }));
    await expect(tabOf([{ homeBlocks: away }, { homeBlocks: says("my topic") }])).rejects.toThrow("gone");
  });

  it("and leaves room for each where one is long", async () => {
    const long = async () => Array.from({ length: 300 }, () => section(Mrkdwn.escape("of many")));
    const home = await tabOf([
      { homeBlocks: long },
      { homeBlocks: says("my topic"), homeBelow: says("below") },
    ]);
    for (const text of ["of many", "There is more than fits here", "my topic", "below", "What you can type"])
      expect(home).toContain(text);
    expect(JSON.parse(home)).toHaveLength(100);
  });
});
