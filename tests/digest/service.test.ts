import { describe, expect, it } from "vitest";
import { messageProblems, viewProblems } from "../../sandbox/slack/limits/index.ts";
import { UserError } from "../../src/errors.ts";
import type { Answer } from "../../src/slack/answer.ts";
import type { FormValues } from "../../src/slack/requests.ts";
import { bureauChannel, type County, county, northChannel } from "./county.ts";

type Who = Parameters<County["viewer"]>[0];

async function command(
  it: County,
  who: Who,
  text: string,
  channelId = bureauChannel,
  language: "en" | "zh-CN" = "en",
) {
  const request = await it.request(await it.viewer(who, language));
  const run = it.feature.commands?.["/digest"]?.run;
  if (!run) throw new Error("no command");
  return run({ ...request, text, channelId });
}

/** Types that the channel's digest is to end, and says yes to what is asked. */
async function remove(it: County, who: Who, text = "remove") {
  await command(it, who, text);
  const [subscription] = await it.db.digestSubscription.findMany({ where: { removedAt: null } });
  const press = it.feature.actions?.["digest.removeYes"]?.run;
  const more = { values: {}, viewData: "", callbackId: undefined, messageTs: undefined };
  const value = JSON.stringify({ subscriptionId: subscription?.id });
  return press?.({ ...(await it.request(await it.viewer(who))), ...more, channelId: bureauChannel, value });
}

async function submit(it: County, who: Who, unit: string, more: FormValues = {}, channelId = bureauChannel) {
  const request = await it.request(await it.viewer(who));
  const values = { unit: it.unit(unit).id, weekday: "5", time: "16:00", language: "en", ...more };
  const view = it.feature.views?.["digest.form"];
  return view?.submit?.({ ...request, values, viewData: JSON.stringify({ channelId }) });
}

const textOf = (answer: Answer | undefined) => JSON.stringify(answer);

async function refusal(work: Promise<unknown>): Promise<{ key: string; field: string | undefined }> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw new Error(`no refusal: ${String(error)}`);
  return { key: error.key, field: error.field };
}

describe("/digest subscribe", () => {
  it("opens a form with the asker's own unit", async () => {
    const it = await county();
    const answer = await command(it, "northHead", "subscribe");
    expect(it.feature.commands?.["/digest"]?.opens?.("subscribe")).toBe(true);
    expect(it.feature.commands?.["/digest"]?.opens?.("list")).toBe(false);
    expect(answer.kind).toBe("openView");
    expect(answer.kind === "openView" && viewProblems(answer.view)).toEqual([]);
    expect(textOf(answer)).toContain("North District");
  });

  it("keeps what was chosen, tells when the first comes, and lets the channel know who set it up", async () => {
    const it = await county();
    const answer = await submit(it, "bureauHead", "B");
    expect(textOf(answer)).toContain("23 Oct, 16:00");
    expect(answer?.kind === "updateView" && viewProblems(answer.view)).toEqual([]);
    await it.work();
    expect(it.slack.messages).toHaveLength(1);
    expect(it.slack.messages[0]?.message.text).toContain("*County Education Bureau*");
    expect(it.slack.messages[0]?.message.text).toContain("Set up by 张三.");
    expect(it.slack.messages[0]?.message.text).not.toContain("<@");
  });

  it("tells the channel once although Slack's answer was lost", async () => {
    const it = await county();
    await submit(it, "bureauHead", "B");
    it.slack.trouble("post", "answer lost");
    await expect(it.work()).rejects.toThrow("Slack did not answer");
    await it.work();
    expect(it.slack.messages).toHaveLength(1);
  });

  it("shows and changes the one that is there", async () => {
    const it = await county();
    await submit(it, "bureauHead", "B");
    expect(textOf(await command(it, "bureauHead", "订阅"))).toContain("already gets a digest");
    await submit(it, "bureauHead", "N", { weekday: "1", time: "08:30", language: "zh-CN" });
    const rows = await it.db.digestSubscription.findMany();
    expect(rows).toMatchObject([{ unitId: it.unit("N").id, weekday: 1, time: "08:30", language: "zh-CN" }]);
    const audit = await it.db.auditEntry.findMany({ where: { record: "digest" }, orderBy: { id: "asc" } });
    expect(audit).toMatchObject([
      { before: null },
      { before: { weekday: 5 }, after: { weekday: 1 }, actor: "U0HEAD" },
    ]);
  });

  it("keeps one subscription when two submit at once", async () => {
    const it = await county();
    await Promise.all([submit(it, "bureauHead", "B"), submit(it, "administrator", "N")]);
    expect(await it.db.digestSubscription.count()).toBe(1);
    expect(await it.db.auditEntry.count({ where: { record: "digest" } })).toBe(2);
  });

  it.each<[Who, string, string]>([
    ["northHead", "B", "digest.refused.notCovered"],
    ["northHead", "RIVER", "digest.refused.notCovered"],
    ["hillLiaison", "LAKE", "digest.refused.notCovered"],
    ["hillTeacher", "HILL", "digest.refused.notCovered"],
    ["stranger", "HILL", "common.notOnRoster"],
  ])("refuses %s for %s", async (who, unit, key) => {
    const it = await county();
    expect(await refusal(submit(it, who, unit))).toEqual({
      key,
      field: key.startsWith("common") ? undefined : "unit",
    });
    expect(await it.db.digestSubscription.count()).toBe(0);
  });

  it.each<[Who, string]>([
    ["northHead", "HILL"],
    ["hillLiaison", "HILL"],
    ["administrator", "B"],
    ["owner", "B"],
  ])("lets %s set one up for %s", async (who, unit) => {
    const it = await county();
    await submit(it, who, unit);
    expect(await it.db.digestSubscription.count()).toBe(1);
  });

  it("does not let somebody take a channel's digest away from a unit above theirs", async () => {
    const it = await county();
    await submit(it, "bureauHead", "B");
    expect(await refusal(submit(it, "northHead", "N"))).toMatchObject({ key: "digest.refused.notYours" });
    expect(await refusal(command(it, "northHead", "subscribe"))).toMatchObject({
      key: "digest.refused.notYours",
    });
    for (const text of ["pause", "remove", "now"])
      expect(await refusal(command(it, "northHead", text))).toMatchObject({ key: "digest.refused.notYours" });
  });

  it("says how to invite the bot where it is not a member", async () => {
    const it = await county();
    it.slack.channels.set(bureauChannel, { isMember: false });
    expect(await refusal(command(it, "bureauHead", "subscribe"))).toMatchObject({
      key: "digest.refused.notInChannel",
    });
    expect(await refusal(submit(it, "bureauHead", "B"))).toMatchObject({
      key: "digest.refused.notInChannel",
    });
    expect(await refusal(command(it, "bureauHead", "subscribe", "C0NOWHERE"))).toMatchObject({
      key: "digest.refused.notInChannel",
    });
    expect(it.deps.i18n.locale("en").t("digest.refused.notInChannel")).toContain("/invite @Studyhall");
  });

  it.each([
    ["unit", "not a unit"],
    ["weekday", "8"],
    ["time", "25:00"],
    ["language", "fr"],
  ])("says at the field that %s is wrong", async (field, value) => {
    const it = await county();
    expect(await refusal(submit(it, "bureauHead", "B", { [field]: value }))).toMatchObject({ field });
  });

  it("offers only units that the asker may choose", async () => {
    const it = await county();
    const suggest = async (who: Who, query: string) => {
      const request = await it.request(await it.viewer(who));
      const found = await it.feature.options?.["digest.unit"]?.({
        ...request,
        query,
        values: {},
        viewData: "",
      });
      return found?.options.map(({ text }) => text.text);
    };
    expect(await suggest("northHead", "")).toEqual([
      "North District · County Education Bu…",
      "Hill School · North District",
      "Lake School · North District",
    ]);
    expect(await suggest("northHead", "River")).toEqual([]);
    expect(await suggest("bureauHead", "river")).toEqual(["River School · South District"]);
    await it.db.unit.update({
      where: { id: it.unit("RIVER").id },
      data: { endsOn: new Date("2026-10-01"), mergedIntoId: it.unit("HILL").id },
    });
    it.org.forget();
    expect(await suggest("bureauHead", "river")).toEqual([]);
  });
});

describe("/digest pause, resume, remove", () => {
  it("owes nothing for what fell due meanwhile", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await command(it, "bureauHead", "pause");
    it.setClock("2026-10-24T01:00:00Z");
    await it.tick();
    await command(it, "bureauHead", "resume");
    await it.tick();
    await it.work();
    expect(it.slack.digests(bureauChannel)).toEqual([]);
    it.setClock("2026-10-30T08:00:00Z");
    await it.tick();
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
  });

  it("begins anew after it was removed, without the weeks before", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await remove(it, "bureauHead", "取消");
    it.setClock("2026-10-24T01:00:00Z");
    await submit(it, "bureauHead", "B");
    await it.tick();
    await it.work();
    expect(it.slack.digests(bureauChannel)).toEqual([]);
    expect(await it.db.digestSubscription.count()).toBe(1);
  });

  it("asks before it ends one that was typed away, as its button in the list does", async () => {
    const it = await county();
    const { id } = await it.subscribe("B", bureauChannel);
    const asked = await command(it, "bureauHead", "取消");
    expect(textOf(asked)).toContain("gets no digest any more. What was posted stays.");
    expect(await it.db.digestSubscription.findFirst({ where: { id } })).toMatchObject({ removedAt: null });
    expect(await refusal(command(it, "hillLiaison", "remove"))).toMatchObject({
      key: "digest.refused.notYours",
    });
    expect(textOf(await remove(it, "bureauHead"))).toContain("*Removed.*");
  });

  it("says that there is none", async () => {
    const it = await county();
    for (const text of ["pause", "resume", "remove", "now"])
      expect(await refusal(command(it, "bureauHead", text))).toMatchObject({ key: "digest.refused.none" });
  });

  it("works by the list's buttons, and only for those who may", async () => {
    const it = await county();
    const { id } = await it.subscribe("B", bureauChannel);
    const press = async (who: Who, action: string) => {
      const request = await it.request(await it.viewer(who));
      const value = JSON.stringify({ subscriptionId: id });
      const more = {
        values: {},
        viewData: "",
        callbackId: undefined,
        channelId: bureauChannel,
        messageTs: undefined,
      };
      return it.feature.actions?.[action]?.run({ ...request, ...more, value });
    };
    expect(await refusal(press("hillLiaison", "digest.pause"))).toMatchObject({
      key: "digest.refused.notYours",
    });
    const answer = await press("bureauHead", "digest.pause");
    expect(answer?.kind).toBe("replace");
    expect(textOf(answer)).toContain("*paused*");
    expect(textOf(await press("bureauHead", "digest.remove"))).toContain("gets no digest yet");
  });
});

describe("/digest list", () => {
  it("shows this channel's, and the others of the asker's units only", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await it.subscribe("N", northChannel);
    await it.subscribe("RIVER", "C0RIVER");
    const answer = await command(it, "northHead", "list");
    expect(textOf(answer)).toContain("C0BUREAU");
    expect(textOf(answer)).toContain("C0NORTH");
    expect(textOf(answer)).not.toContain("C0RIVER");
    // The bureau's is only shown to them: no button to stop it.
    expect(textOf(answer).match(/"digest\.pause"/g)).toHaveLength(1);
    expect(answer.kind === "ephemeral" && messageProblems(answer.message)).toEqual([]);
  });

  it("says why the last one failed", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock("2026-10-23T08:00:00Z");
    it.slack.trouble("post", { refuse: "is_archived" });
    await it.tick();
    await it.work();
    expect(textOf(await command(it, "bureauHead", "list"))).toContain("could not be posted (is_archived)");
  });
});

describe("/digest preview", () => {
  it("shows the channel's page in its language to the asker only, and posts nothing", async () => {
    const it = await county();
    await it.subscribe("N", bureauChannel, { language: "zh-CN" });
    await it.report("HILL", "2026-10-21", 18, 2);
    const answer = await command(it, "northHead", "preview");
    expect(answer.kind).toBe("ephemeral");
    expect(textOf(answer)).toContain("秋季学习活动 · 第43周");
    expect(textOf(answer)).toContain("预览，仅您可见");
    expect(answer.kind === "ephemeral" && messageProblems(answer.message)).toEqual([]);
    expect(it.slack.messages).toEqual([]);
    expect(await it.posts()).toEqual([]);
  });

  it("shows another week, and the asker's own unit where the channel has none", async () => {
    const it = await county();
    const answer = await command(it, "hillTeacher", "preview W42");
    expect(textOf(answer)).toContain("week 42 (12–18 Oct) · Hill School");
  });

  it.each([
    ["preview W40", "digest.refused.weekOff"],
    ["preview W20", "digest.refused.weekOutside"],
    ["preview 2027-W43", "digest.refused.weekOutside"],
  ])("%s is refused: %s", async (text, key) => {
    const it = await county();
    expect(await refusal(command(it, "bureauHead", text))).toMatchObject({ key });
  });

  it("is not for those who may not see the unit", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    expect(await refusal(command(it, "hillTeacher", "preview"))).toMatchObject({
      key: "digest.refused.notSeen",
    });
  });
});

describe("what the channel is told", () => {
  const said = (it: County) => it.slack.messages.map(({ message }) => message.text);

  it.each([
    ["pause", "paused, by 张三"],
    ["remove", "Removed by 张三"],
  ])("is who used %s, mentioning nobody", async (verb, told) => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await (verb === "remove" ? remove(it, "bureauHead") : command(it, "bureauHead", verb));
    await it.work();
    expect(said(it)).toEqual([expect.stringContaining(told)]);
    expect(said(it)[0]).not.toContain("<@");
    expect(messageProblems(it.slack.messages[0]?.message ?? { text: "", blocks: [] })).toEqual([]);
  });

  it("is nothing when nothing changed", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await command(it, "bureauHead", "resume");
    for (const verb of ["pause", "pause", "resume"]) await command(it, "bureauHead", verb);
    await it.work();
    expect(said(it)).toEqual([
      expect.stringContaining("paused, by 张三"),
      expect.stringContaining("again, every Fri, 16:00 (Asia/Shanghai). Resumed by 张三."),
    ]);
  });

  it("is in its digest's language, whoever did it", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel, { language: "zh-CN" });
    await remove(it, "owner");
    await it.work();
    expect(said(it)).toEqual([expect.stringContaining("已由 管理员 取消")]);
  });
});

describe("/digest now", () => {
  it("posts the week's page, then brings the same message up to date", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    expect(textOf(await command(it, "bureauHead", "now"))).toContain("will appear in this channel");
    await it.work();
    await it.report("HILL", "2026-10-21", 18, 2);
    it.jobs.waiting.length = 0;
    expect(textOf(await command(it, "bureauHead", "now"))).toContain("bringing it up to date");
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
    expect(it.slack.digests(bureauChannel)[0]?.message.text).toContain("*1 of 6 units reported*");
  });

  it("posts one that failed, and one that was passed over while paused", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    it.setClock("2026-10-23T08:00:00Z");
    it.slack.trouble("post", { refuse: "is_archived" });
    await it.tick();
    await it.work();
    await command(it, "bureauHead", "now");
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
    expect(await it.posts()).toMatchObject([{ state: "posted", error: null }]);
  });

  it("works while the digest is paused", async () => {
    const it = await county();
    await it.subscribe("B", bureauChannel);
    await command(it, "bureauHead", "pause");
    await command(it, "bureauHead", "立即");
    await it.work();
    expect(it.slack.digests(bureauChannel)).toHaveLength(1);
  });

  it("leaves a locked week's message as it is", async () => {
    const it = await county({ lockDays: 0 });
    await it.subscribe("B", bureauChannel);
    it.setClock("2026-10-23T08:00:00Z");
    await it.tick();
    await it.work();
    it.setClock("2026-10-27T08:00:00Z");
    expect(await refusal(command(it, "bureauHead", "now"))).toMatchObject({ key: "digest.refused.locked" });
  });
});

describe("/digest help", () => {
  it.each([
    ["en", "All that I understand"],
    ["zh-CN", "查看全部用法"],
  ] as const)("answers what is not understood with what is nearest in %s", async (language, example) => {
    const it = await county();
    const answer = await command(it, "stranger", "what?", bureauChannel, language);
    expect(textOf(answer)).toContain(example);
    expect(answer.kind === "ephemeral" && messageProblems(answer.message)).toEqual([]);
  });
});
