import { describe, expect, it } from "vitest";
import { dayOf } from "../../src/db/dates.ts";
import { actions, inputs } from "../../src/discussion/ids.ts";
import { textOf, top, untilForm } from "../support/screen.ts";
import { town as everyUnit, townChannels } from "../support/town.ts";
import {
  blockIn,
  boss,
  discussing,
  head,
  hill,
  jiang,
  lakeLiaison,
  liaison,
  north,
  south,
  type Town,
  wang,
} from "./town.ts";

const bureau = townChannels.bureau.id;
const shown = (town: Town, userId: string) => textOf(top(town.slack, userId)?.view);
const answer = (town: Town, userId: string, channel = hill) => ({
  ephemeral: town.slack.ephemerals(userId, channel).at(-1)?.ts ?? "",
});

async function county() {
  const town = await discussing();
  await town.say(liaison.id, "T1 meeting all");
  await town.say(liaison.id, "T2 forum 王伟、江文 2026-10-13");
  await town.agree(lakeLiaison.id, "T1 online 40");
  return town;
}

describe("/discussion status", () => {
  it("shows a unit's discussions, people once, and the themes not yet covered", async () => {
    const town = await county();
    const own = await town.say(liaison.id, "status");
    expect(own).toContain("*Hill School · the campaign so far*");
    expect(own).toContain("*2 discussions* · 6 people");
    expect(own).toContain("*Wed 21 Oct* “Education ideas” · meeting · 6 people");
    expect(own).toContain("Every theme has been discussed.");
    expect(await town.say(lakeLiaison.id, "status")).toContain(
      "Not yet discussed: “Quality &lt;education&gt; &amp; more”",
    );
  });

  it("asks of a unit that was merged into another what was discussed until its end", async () => {
    const town = await county();
    await town.db.unit.updateMany({ where: { code: "LAKE" }, data: { endsOn: dayOf("2026-10-21") } });
    town.clock.set("2026-10-23T08:00:00Z");
    const ended = await town.say(boss.id, "统计 LAKE");
    expect(ended).toContain("尚未讨论：“素质教育”");
    expect(ended).not.toContain("全部主题");
  });

  it("lists the bureau's own offices as one row that opens", async () => {
    const town = await discussing({ town: { units: [...everyUnit.units, "O,Office,office,B,4"] } });
    expect(await town.say(boss.id, "统计")).not.toContain("Office");
    const shown = town.slack.ephemerals(boss.id, hill).at(-1)?.blocks ?? [];
    const row = shown.find((block) => textOf(block).includes("*县教育局本级及直属单位* · 没有讨论"));
    await town.slack.as(boss.id).press(answer(town, boss.id), actions.browse.id, undefined, row?.block_id);
    const page = () => textOf(town.slack.ephemerals(boss.id, hill).at(-1));
    await town.until(() => page().includes("*县教育局本级及直属单位 · 活动开展以来*"));
    expect(page()).toContain("*Office*");
    expect(page()).not.toContain("North District");
  });

  it("drills down from the bureau to a discussion with its names", async () => {
    const town = await county();
    const whole = await town.say(boss.id, "统计");
    expect(whole).toContain("*3 场讨论* · 46 人参加");
    expect(whole).toContain("尚未讨论：“素质教育”（5 个单位）、“教育观念”（4 个单位）");
    const at = answer(town, boss.id);
    const row = town.slack
      .ephemerals(boss.id, hill)
      .at(-1)
      ?.blocks?.find((block) => textOf(block).includes("North District"));
    await town.slack.as(boss.id).press(at, "discussion.browse", undefined, row?.block_id);
    const district = () => textOf(town.slack.ephemerals(boss.id, hill).at(-1));
    await town.until(() => district().includes("*North District · 活动开展以来*"));
    const school = town.slack
      .ephemerals(boss.id, hill)
      .at(-1)
      ?.blocks?.find((block) => textOf(block).includes("Hill School"));
    await town.slack.as(boss.id).press(at, "discussion.browse", undefined, school?.block_id);
    await town.until(() => district().includes("*Hill School · 活动开展以来*"));
    await town.slack.as(boss.id).press(at, "discussion.browseUp");
    await town.until(() => district().includes("*North District ·"));
  });

  it("lists a unit that was merged up to then only, and offers it for the dates before", async () => {
    const town = await county();
    const [lake, into] = await Promise.all(
      ["LAKE", "HILL"].map((code) => town.db.unit.findFirstOrThrow({ where: { code } })),
    );
    const data = { endsOn: dayOf("2026-10-17"), mergedIntoId: into?.id ?? "" };
    await town.db.unit.update({ where: { id: lake?.id ?? "" }, data });
    // What the bot remembers of the units is a minute old by now.
    town.clock.set("2026-10-21T08:01:00Z");
    expect(await town.say(north.id, "status")).not.toContain("Lake School*");
    expect(await town.say(north.id, "status 2026-10-12 to 2026-10-16")).toContain("Lake School*");
    const form = await untilForm(town, boss.id, () => town.slack.as(boss.id).command("/discussion", hill));
    const actor = town.slack.as(boss.id);
    const offered = async () => {
      const found = await actor.suggest(form.id, blockIn(town, boss.id, "unit"), inputs.unit, "Lake");
      return found.map(({ text }) => text.text);
    };
    expect(await offered()).toEqual([]);
    await actor.fill(form.id, blockIn(town, boss.id, "date"), inputs.date, "2026-10-14");
    await town.until(async () => (await offered()).length === 1);
  });

  it("answers a week and days, and turns to the week before", async () => {
    const town = await county();
    expect(await town.say(liaison.id, "status this week")).toContain("*1 discussion* · 6 people");
    expect(await town.say(liaison.id, "status 2026-10-12 2026-10-14")).toContain("*1 discussion* · 2 people");
    await town.say(north.id, "status HILL week 43");
    await town.slack.as(north.id).press(answer(town, north.id), "discussion.browseEarlier");
    const page = () => textOf(town.slack.ephemerals(north.id).at(-1));
    await town.until(() => page().includes("*Hill School · week 42 (12–18 Oct)*"));
    expect(page()).toContain("*1 discussion* · 2 people");
    expect(page()).toContain("Not yet discussed: “Education ideas”");
  });

  it("keeps names from staff, and everything from other units", async () => {
    const town = await county();
    await town.say(wang.id, "status");
    await town.slack.as(wang.id).press(answer(town, wang.id), "discussion.show");
    await town.until(() => shown(town, wang.id).includes("You took part."));
    expect(shown(town, wang.id)).not.toContain("江文");
    expect(await town.say(wang.id, "status LAKE")).toContain("outside that");
    await town.say(head.id, "status");
    await town.slack.as(head.id).press(answer(town, head.id), "discussion.show");
    await town.until(() => shown(town, head.id).includes("Li &lt;b&gt;Lei&lt;/b&gt;"));
  });

  it("hides in the history from staff whom a change concerned", async () => {
    const town = await county();
    await town.say(liaison.id, "open T2");
    await town.until(() => town.slack.messages(hill).length > 0);
    const where = { channelId: hill, ts: town.slack.messages(hill).at(-1)?.ts ?? "" };
    await town.slack.as(jiang.id).press(where, "discussion.join");
    const { id } = await town.db.discussion.findFirstOrThrow({ where: { themeCode: "T2", form: "online" } });
    const value = JSON.stringify({ discussionId: id, page: 0 });
    await town.say(wang.id, "status");
    const message = town.slack.ephemerals(wang.id, hill).at(-1);
    const open = message?.blocks?.flatMap((block) => [block.accessory]).find((one) => one !== undefined) as {
      action_id: string;
      value: string;
    };
    // A button that was never offered: the service says what is seen.
    open.action_id = "discussion.history";
    open.value = value;
    await town.slack.as(wang.id).press({ ephemeral: message?.ts ?? "" }, "discussion.history");
    await town.until(() => shown(town, wang.id).includes("took part"));
    expect(shown(town, wang.id)).toContain("Somebody: took part");
    expect(shown(town, wang.id)).not.toContain("江文");
  });
});

describe("discussions on a digest", () => {
  it("have one line, with the change and the least covered theme, in both languages", async () => {
    const town = await county();
    // The Monday after.
    town.clock.set("2026-10-26T08:00:00Z");
    const english = await town.slack.as(north.id).command("/digest preview W43", bureau);
    await town.until(() =>
      textOf([english.body, town.slack.ephemerals(north.id)]).includes("Discussion this week: *2* held"),
    );
    const text = textOf([english.body, town.slack.ephemerals(north.id)]);
    expect(text).toContain(
      "*46 people* (+44); theme “Quality &lt;education&gt; &amp; more” not yet discussed in 2 units",
    );
    const chinese = await town.slack.as(boss.id).command("/digest preview W43", bureau);
    await town.until(() =>
      textOf([chinese.body, town.slack.ephemerals(boss.id)]).includes("大讨论：本周举行 2 场"),
    );
    expect(textOf([chinese.body, town.slack.ephemerals(boss.id)])).toContain(
      "；主题“素质教育”尚有 5 个单位未讨论",
    );
  });

  it("need whoever leads where an unconfirmed count is larger than the unit's people", async () => {
    const town = await county();
    const preview = async () => {
      const { body } = await town.slack.as(north.id).command("/digest preview W43", bureau);
      const said = () => textOf([body, town.slack.ephemerals(north.id).at(-1)]);
      await town.until(() => said().includes("*46 people*"));
      return said();
    };
    // As an import leaves it: nobody was asked.
    await town.db.discussion.updateMany({ data: { confirmed: null } });
    const first = await preview();
    expect(first).toContain(
      "Lake School recorded 40 people in its discussion of Wed 21 Oct but has 3 on its list: is that right?",
    );
    expect(first).not.toContain("Hill School recorded");
    await town.db.discussion.updateMany({ data: { confirmed: true } });
    expect(await preview()).not.toContain("on its list");
    await town.db.discussion.updateMany({ data: { confirmed: null } });
    await town.db.unit.updateMany({ where: { code: "LAKE" }, data: { hasRoster: false } });
    expect(await preview()).not.toContain("on its list");
  });

  it("take no line where nothing was discussed", async () => {
    const town = await county();
    const preview = await town.slack.as(south.id).command("/digest preview W43", bureau);
    await town.until(() =>
      textOf([preview.body, town.slack.ephemerals(south.id)]).includes("South District"),
    );
    expect(textOf([preview.body, town.slack.ephemerals(south.id)])).not.toContain("Discussion this week");
  });
});
