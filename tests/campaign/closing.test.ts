import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { isForm, textOf, top } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";
import { driver, hill } from "./driver.ts";

const { boss, liaison, wang } = townUsers;
const bureau = townChannels.bureau.id;
const coded = (code: string) => ({ code, name: code, name_en: `${code} in English` }) as never;

/** The town whose administrator reads English, and has a digest in the bureau's channel. */
async function running(): Promise<{ place: World; admin: ReturnType<typeof driver> }> {
  const place = await world({
    town: { campaign: { themes: [coded("T1")], directions: [coded("D1")] } },
  });
  const admin = driver(place, boss.id);
  await place.slack.as(boss.id).command("/campaign language en", hill);
  await place.slack.as(boss.id).command("/digest subscribe", bureau);
  await place.until(() => isForm(place.slack, boss.id));
  await admin.submit();
  await admin.close();
  await place.until(() => place.slack.messages(bureau).length === 1);
  return { place, admin };
}

async function closed() {
  const it = await running();
  await it.admin.open("close");
  await it.admin.name("Autumn study campaign");
  await it.admin.submit();
  await it.admin.close();
  return it;
}

describe("closing a campaign", () => {
  it("says what it ends, and ends it only once confirmed", async () => {
    const { place, admin } = await running();
    await admin.open("close");
    expect(admin.shown()).toContain("Close “Autumn study campaign”?");
    expect(admin.shown()).toContain("2 weeks can still be completed or corrected");
    expect(admin.shown()).toContain("1 channel gets no digest");
    await admin.close();
    expect(await place.db.campaign.findFirstOrThrow()).toMatchObject({ closedAt: null });
    await admin.open("close");
    await admin.name("Autumn");
    expect(await admin.refused()).toEqual({
      name: "That is not its name. Type “Autumn study campaign” if you mean to close it.",
    });
    expect(await place.db.campaign.findFirstOrThrow()).toMatchObject({ closedAt: null });
    await admin.name(" autumn study Campaign");
    await admin.submit();
    expect(admin.shown()).toContain("The campaign is closed.");
    const { id, closedAt } = await place.db.campaign.findFirstOrThrow();
    expect(closedAt).toEqual(new Date(place.clock.now().epochMilliseconds));
    const change = await place.db.auditEntry.findFirstOrThrow({ where: { recordId: id, actor: boss.id } });
    expect(change).toMatchObject({ before: { closedAt: null }, after: { closedAt: expect.any(String) } });
    await place.slack.redeliver();
    expect(await place.db.auditEntry.count({ where: { recordId: id, actor: boss.id } })).toBe(1);
  });

  it("is for administrators alone, also with another's form in hand", async () => {
    const { place, admin } = await running();
    const other = driver(place, wang.id);
    for (const word of ["close", "next", "setup", "roster", "settings"])
      expect(await other.say(word)).toContain("Only an administrator");
    await admin.open("close");
    await place.db.person.updateMany({ where: { employeeNo: "1" }, data: { roles: ["staff"] } });
    await place.db.slackUser.updateMany({ where: { slackId: boss.id }, data: { isAdmin: false } });
    await admin.name("Autumn study campaign");
    place.clock.set(place.clock.now().add({ seconds: 40 }));
    await admin.submit();
    expect(textOf(top(place.slack, boss.id)?.view)).toContain("Only an administrator");
    expect(await place.db.campaign.count({ where: { closedAt: null } })).toBe(1);
  });

  it("has no phase after its last day", async () => {
    const { admin } = await closed();
    const said = await admin.say("");
    expect(said).toContain("Study: 21 September 2026 – 21 October 2026");
    expect(said).not.toContain("Analysis");
  });

  it("leaves nothing to record or to change, and everything to read", async () => {
    const { place, admin } = await closed();
    const say = async (text: string) => textOf((await place.slack.as(liaison.id).command(text, hill)).body);
    expect(await say("/attendance all")).toContain("This campaign is closed");
    // Not after a form was filled in: none opens.
    expect(await say("/attendance")).toContain("This campaign is closed");
    expect(await say("/discussion")).toContain("This campaign is closed");
    expect(await say("/attendance status")).toContain("Hill School");
    const about = await say("/campaign");
    expect(about).toContain("This campaign is closed.");
    for (const words of ["(now)", "may record their own", "A week can be changed"])
      expect(about).not.toContain(words);
    expect(await say("/campaign holidays")).not.toContain("Add a day off");
    expect(await say("/campaign daysoff")).not.toContain("Add days off");
    expect(await admin.say("settings")).toContain("This campaign is closed.");
    expect(await admin.say("close")).toContain("This campaign is closed");
    expect(await place.db.session.count()).toBe(0);
    await admin.home("The campaign is closed.");
    for (const { id } of [liaison, boss]) {
      await place.slack.as(id).openHome();
      await place.until(() => textOf(place.slack.home(id)?.blocks).includes("closed"));
      // Nobody is asked for what cannot be given any more.
      const home = textOf(place.slack.home(id)?.blocks);
      expect(home).not.toMatch(/has not recorded|next session|Not reported/);
    }
  });

  it("stops the digests until the next one begins", async () => {
    const { place } = await closed();
    const { bot, clock, slack } = place;
    clock.set("2026-10-24T01:00:00Z");
    await bot.tick();
    clock.set("2026-10-31T01:00:00Z");
    await bot.tick();
    expect(await place.db.digestPost.count({ where: { state: { not: "silent" } } })).toBe(0);
    expect(slack.messages(bureau)).toHaveLength(1);
  });
});

describe("the next campaign", () => {
  it("begins with what goes on, after the one before", async () => {
    const { place, admin } = await closed();
    const { db, clock } = place;
    const former = await db.campaign.findFirstOrThrow();
    const person = await db.person.findFirstOrThrow({ where: { employeeNo: "10" } });
    await db.topic.create({
      data: {
        ...{ workspaceId: former.workspaceId, campaignId: former.id, personId: person.id },
        ...{ directionCode: "D1", title: "Reading aloud", titleGrams: [], state: "approved" },
        registeredOn: new Date("2026-10-14"),
      },
    });
    clock.set("2026-12-30T08:00:00Z");
    await admin.open("next");
    expect(admin.shown()).toContain("Autumn study campaign");
    await admin.fill({ start: "2026-10-21", end: "2027-06-30" });
    expect((await admin.refused()).start).toBe(
      "The campaign before this one goes until 21 October 2026; this one must begin after it.",
    );
    await admin.fill({ nameEn: "Spring campaign", start: "2026-12-28" });
    await admin.submit();
    expect(admin.shown()).toContain("T1 | T1 | T1 in English");
    expect(admin.shown()).not.toContain("Analysis");
    await admin.submit();
    await admin.submit();
    expect(admin.shown()).toContain("The next campaign is there.");
    expect(admin.shown()).toContain("1 channel goes on getting its weekly digest.");
    expect(admin.shown()).toMatch(/1 (research )?topic/);
    const next = await db.campaign.findFirstOrThrow({
      where: { closedAt: null },
      include: { themes: true, phases: true, topics: true },
    });
    expect(next).toMatchObject({
      ...{ nameEn: "Spring campaign", weeksOff: [], lockDays: 7, selfCheckIn: true },
      ...{ phases: [], themes: [{ code: "T1" }] },
      topics: [{ personId: person.id, title: "Reading aloud" }],
    });
    expect(await db.topic.count({ where: { campaignId: former.id } })).toBe(1);
    expect(await db.digestSubscription.findFirst()).toMatchObject({ campaignId: next.id });
    const hands = place.slack.as(liaison.id);
    expect(textOf((await hands.command("/attendance all", hill)).body)).toContain("Saved");
    expect(await db.session.findFirst()).toMatchObject({ campaignId: next.id });
  });

  it("gets its own digests, week 53 and the turn of the year included", async () => {
    const { place, admin } = await closed();
    const { bot, clock, slack, db, until } = place;
    clock.set("2026-12-27T08:00:00Z");
    await admin.open("next");
    await admin.fill({ start: "2026-12-28", end: "2027-06-30" });
    await admin.submit();
    await admin.submit();
    await admin.submit();
    clock.set("2027-01-02T08:00:00Z");
    await bot.tick();
    await until(async () => (await db.digestPost.count({ where: { state: "posted" } })) === 1);
    expect(slack.messages(bureau).at(-1)?.text).toContain("week 53");
    expect(await db.digestPost.findFirst({ where: { state: "posted" } })).toMatchObject({ week: "2026-W53" });
  });

  it("leaves the digests of the one before their campaign while they are brought up to date", async () => {
    const { place, admin } = await running();
    const { bot, clock, slack, db, until } = place;
    clock.set("2026-10-23T09:00:00Z");
    await bot.tick();
    await until(async () => (await db.digestPost.count({ where: { state: "posted" } })) === 1);
    const digest = () => slack.messages(bureau).at(-1)?.text ?? "";
    expect(digest()).toContain("Autumn study campaign");
    await admin.open("close");
    await admin.name("Autumn study campaign");
    await admin.submit();
    await admin.close();
    await admin.open("next");
    await admin.fill({ nameEn: "Spring campaign", start: "2026-10-26", end: "2027-06-30" });
    await admin.submit();
    await admin.submit();
    await admin.submit();
    await db.unit.updateMany({ where: { code: "B" }, data: { name: "County Bureau" } });
    clock.set("2026-10-26T09:00:00Z");
    await bot.tick();
    await until(() => digest().includes("County Bureau"));
    expect(digest()).toContain("Autumn study campaign");
    expect(digest()).toContain("week 43");
  });

  it("leaves the weeks of the one before to be looked at, and only that", async () => {
    const { place, admin } = await running();
    const { clock, slack } = place;
    const hands = slack.as(liaison.id);
    const say = async (text: string) => textOf((await hands.command(text, hill)).body);
    expect(await say("/attendance all")).toContain("Saved");
    expect(await say("/discussion T1 forum 4")).toContain("Saved");
    await admin.open("close");
    await admin.name("Autumn study campaign");
    await admin.submit();
    await admin.close();
    clock.set("2026-12-29T08:00:00Z");
    await admin.open("next");
    await admin.fill({ start: "2026-12-28", end: "2027-06-30" });
    await admin.submit();
    await admin.submit();
    await admin.submit();

    const status = await say("/attendance status 2026-W43");
    expect(status).toContain("Hill School");
    expect(status).toContain("All 6 present.");
    expect(status).not.toContain("Change");
    expect(await say("/attendance missing 2026-W43")).toContain("week 43 (19–25 Oct)");
    const boss43 = textOf((await slack.as(boss.id).command("/attendance missing 2026-W43", hill)).body);
    expect(boss43).not.toContain("Remind");
    const discussions = await say("/discussion status 2026-W43");
    expect(discussions).toContain("T1 in English");
    expect(discussions).not.toContain("Record a discussion");
    // Between the two, and beyond both: no campaign's.
    expect(await say("/attendance status 2026-W50")).toContain("outside");
    expect(await say("/attendance status 2027-W40")).toContain("outside");
  });

  it("takes nothing of the week that it shares with the one before for its own", async () => {
    const { place, admin } = await running();
    const { clock, slack } = place;
    const hands = slack.as(liaison.id);
    expect(textOf((await hands.command("/attendance all", hill)).body)).toContain("Saved");
    await admin.open("close");
    await admin.name("Autumn study campaign");
    await admin.submit();
    await admin.close();
    await admin.open("next");
    await admin.fill({ start: "2026-10-22", end: "2027-06-30" });
    await admin.submit();
    await admin.submit();
    await admin.submit();
    clock.set("2026-10-22T08:00:00Z");
    for (const { id } of [liaison, boss]) {
      await slack.as(id).openHome();
      await place.until(() => textOf(slack.home(id)?.blocks).includes("week 43"));
      expect(textOf(slack.home(id)?.blocks)).not.toMatch(/present, 0 late|1 of \d+ units reported/);
    }
    const status = textOf((await hands.command("/attendance status", hill)).body);
    expect(status).toContain("All 6 present.");
    expect(status).not.toContain('"Change"');
  });

  it("waits until the one before is closed", async () => {
    const { admin } = await running();
    expect(await admin.say("next")).toContain("End it with `/campaign close` first");
  });
});
