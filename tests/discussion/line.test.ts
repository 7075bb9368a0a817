import { describe, expect, it } from "vitest";
import { addDays } from "../../src/calendar.ts";
import { textOf, top } from "../support/screen.ts";
import { boss, discussing, head, hill, lakeLiaison, liaison, stranger, wang } from "./town.ts";

describe("one line of /discussion", () => {
  it("records the whole unit, and says so in both languages", async () => {
    const { say, records } = await discussing();
    expect(await say(liaison.id, "T1 meeting all")).toContain(
      "Saved for *Hill School, Wed 21 Oct*: “Education ideas”, meeting, 6 people (",
    );
    expect(await say(boss.id, "T1 会议 全体")).toContain(
      "已保存 *县教育局 10月21日 周三*：“教育观念”座谈会，1 人参加",
    );
    const [first, second] = await records();
    expect(first).toMatchObject({ unit: "HILL", themeCode: "T1", form: "meeting", participantCount: null });
    expect(first?.names).toHaveLength(6);
    expect(second).toMatchObject({ unit: "B", names: ["顾力涵"] });
  });

  it("leaves out those whom it names, by name, number or mention", async () => {
    const { say, records } = await discussing();
    await say(liaison.id, "T1 forum all except @wang, 江文 and 15");
    expect((await records())[0]?.names).toEqual(["王伟民", "许福全", "金永"].sort());
  });

  it("takes a number, names alone, a day and a unit", async () => {
    const { say, records } = await discussing();
    expect(await say(liaison.id, "T2 forum 5 yesterday")).toContain("5 people.");
    await say(liaison.id, "T1 小组 王伟、江文");
    await say(boss.id, "for LAKE T1 online all 10-14");
    expect(await records()).toMatchObject([
      { unit: "HILL", date: "2026-10-20", participantCount: 5, names: [] },
      { unit: "HILL", form: "small_group", names: ["江文", "王伟"].sort() },
      { unit: "LAKE", date: "2026-10-14", form: "online" },
    ]);
  });

  it("escapes what users wrote", async () => {
    const { say } = await discussing();
    const answer = await say(liaison.id, "T2 meeting 15");
    expect(await say(liaison.id, "T2 meeting Li <b>Lei</b>")).not.toContain("<b>");
    expect(answer).toContain("Quality &lt;education&gt; &amp; more");
    expect(await say(liaison.id, "T2 meeting <!channel> & co")).not.toContain("<!channel>");
    expect(await say(liaison.id, "T9<!here> meeting all")).not.toContain("<!here>");
  });

  it("refuses with what to do: not understood, unknown theme, unknown name, nobody left", async () => {
    const { say, records } = await discussing();
    const understood = await say(liaison.id, "T1 all");
    expect(understood).toContain("Say how it was held");
    expect(understood).toContain("Themes: T1 Education ideas");
    expect(await say(liaison.id, "T7 meeting all")).toContain("“T7” is no theme of this campaign");
    expect(await say(liaison.id, "T1 meeting Zoë")).toContain("“Zoë” is not on the list");
    expect(await say(liaison.id, "T1 meeting 江文, 江文")).toContain("stands there twice");
    expect(await say(boss.id, "T1 会议 除顾力涵外，全体")).toContain("没有参加人员了");
    expect(await say(boss.id, "T1 全体")).toContain("请写明形式");
    expect(await records()).toEqual([]);
  });

  it("is for those who enter for the unit", async () => {
    const { say, records } = await discussing();
    expect(await say(wang.id, "T1 meeting all")).toContain(
      "You cannot enter for Hill School. Its liaison can: 金永",
    );
    expect(await say(liaison.id, "for LAKE T1 meeting all")).toContain("outside that");
    expect(await say(lakeLiaison.id, "for HILL T1 meeting all")).toContain("outside that");
    expect(await say(stranger.id, "T1 meeting all")).toContain("I don't know you yet");
    expect(await records()).toEqual([]);
  });

  it("knows days to come, days outside the campaign, and weeks off in which people discuss all the same", async () => {
    const { say, records } = await discussing();
    expect(await say(liaison.id, "T1 meeting all tomorrow")).toContain("is still to come");
    expect(await say(liaison.id, "T1 meeting all 2026-09-01")).toContain("outside the campaign");
    expect(await say(liaison.id, "T1 meeting all 2026-10-13")).toContain("Saved");
    expect(await records()).toHaveLength(1);
  });

  it("keeps a locked week for the head, who gives the reason on the form", async () => {
    const town = await discussing();
    const { say, records, slack, clock, until } = town;
    clock.set("2026-11-12T08:00:00Z");
    const locked = "2026-10-21";
    expect(await say(liaison.id, `T1 meeting all ${locked}`)).toContain("许福全 can still correct it");
    const answer = await say(head.id, `T1 meeting all except 江文 ${locked}`);
    expect(answer).toContain("a correction needs a reason");
    expect(await records()).toEqual([]);
    await slack
      .as(head.id)
      .press({ ephemeral: slack.ephemerals(head.id, hill).at(-1)?.ts ?? "" }, "discussion.record");
    await until(() => textOf(top(slack, head.id)).includes("Reason for the correction"));
    expect(textOf(top(slack, head.id))).toContain('"江文"');
    expect(textOf(top(slack, head.id))).not.toContain("unsaved draft");
    const view = top(slack, head.id);
    await slack.as(head.id).closeView(view?.id ?? "");
    await slack.as(head.id).shortcut("discussion.record");
    await until(() => textOf(top(slack, head.id)).includes("unsaved draft"));
  });

  it("is done once when Slack delivers it twice", async () => {
    const { say, records, slack } = await discussing();
    await say(liaison.id, "T1 meeting all");
    await slack.redeliver();
    expect(await records()).toHaveLength(1);
  });

  it("is refused by a closed campaign, and by one without themes", async () => {
    const closed = await discussing();
    await closed.db.campaign.updateMany({ data: { closedAt: new Date("2026-10-20T00:00:00Z") } });
    closed.clock.set("2026-10-21T08:01:00Z");
    expect(await closed.say(liaison.id, "T1 meeting all")).toContain("This campaign is closed");
    expect(await closed.say(liaison.id, "open T1")).toContain("This campaign is closed");
    expect(await closed.records()).toEqual([]);
  });

  it("without themes says who can add them", async () => {
    const { say } = await discussing({ town: { campaign: { themes: [] } } });
    expect(await say(liaison.id, "T1 meeting all")).toContain("has no themes yet");
  });

  it("knows the year around New Year, and the campaign's own day", async () => {
    const { say, records, clock } = await discussing({
      town: { campaign: { time_zone: "Pacific/Auckland" } },
    });
    clock.set("2026-12-31T12:30:00Z"); // 01:30 on 1 January in Auckland
    await say(liaison.id, "T1 meeting all 12-31");
    await say(liaison.id, "T1 meeting all");
    expect((await records()).map(({ date }) => date)).toEqual(["2026-12-31", addDays("2026-12-31", 1)]);
  });
});
