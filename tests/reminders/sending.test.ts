import { describe, expect, it } from "vitest";
import { Mrkdwn } from "../../src/i18n/mrkdwn.ts";
import { section } from "../../src/slack/blocks.ts";
import { SlackRefused, SlackUnreachable } from "../../src/slack/gateway.ts";
import type { ReminderItem } from "../../src/slack/reminder.ts";
import { people, type Town, told, town } from "./world.ts";

/** Thursday and Friday of week 43, 10:00 in Shanghai; Qingxi's session was on Wednesday. */
const thursday = "2026-10-22T02:00:00Z";
const friday = "2026-10-23T02:00:00Z";
const who = (sent: (readonly [string, unknown])[]) => sent.map(([slackId]) => slackId);

/** A thing of another feature's to be told, as long as it is in the list. */
function thing(place: Town, slackUserId: string, key: string): ReminderItem {
  const text = Mrkdwn.escape(`Do ${key} & <!channel>`);
  return {
    ...{ key, slackUserId, unitId: place.unit("S1"), week: "2026-W43", kind: "other.thing" },
    show: () => ({ text, blocks: [section(text)] }),
  };
}
function withThings(place: Town, things: ReminderItem[]): ReminderItem[] {
  place.other.push({ due: async ({ only }) => things.filter((one) => !only || only.has(one.slackUserId)) });
  return things;
}

describe("the day's message", () => {
  it("goes up the ladder a person and day at a time, with the buttons that do the thing", async () => {
    const place = await town();
    const [first, ...others] = await place.at(thursday);
    expect(others).toEqual([]);
    expect(first?.[0]).toBe("ULIAISON");
    expect(first?.[1].text).toContain("Qingxi Primary* has no attendance yet for week 43");
    expect(JSON.stringify(first?.[1].blocks)).toMatch(
      /attendance\.record.*attendance\.noSession.*attendance\.acknowledge/,
    );
    expect(who(await place.at(friday))).toEqual(["ULIAISON2", "UHEAD"].sort());
    // Meiling has no head with an account; the district and the bureau have no liaison.
    const [[to, last] = [], ...more] = await place.at("2026-10-26T02:00:00Z");
    expect([to, more]).toEqual(["UDISTRICT", []]);
    expect(last?.text).toContain(
      "2 of the 2 units right below have not reported yet: Qingxi Primary and Meiling &lt;Primary&gt; &amp; Co.",
    );
  });

  it("is one, however often and by however many is looked for it", async () => {
    const place = await town();
    const second = place.another();
    place.setNow(thursday);
    await Promise.all([place.feature.tick?.(), second.tick?.()]);
    await Promise.all([place.work(), place.work(second)]);
    place.setNow("2026-10-22T05:00:00Z");
    await place.feature.tick?.();
    await second.tick?.();
    await place.work(second, true);
    expect(who(place.sent())).toEqual(["ULIAISON"]);
    expect(await place.prompts()).toMatchObject([
      { slackId: "ULIAISON", state: "posted", reminders: [{ kind: "attendance.after" }] },
    ]);
  });

  it("leaves out what was done since it was planned, and is none when nothing is left", async () => {
    const place = await town();
    place.setNow(thursday);
    await place.feature.tick?.();
    await place.report("S1", "2026-10-21");
    await place.work();
    expect(place.sent()).toEqual([]);
    expect(await place.prompts()).toMatchObject([{ state: "silent", reminders: [] }]);
    expect(await place.db.reminder.count()).toBe(0);
  });

  it("names no more than five things, and keeps the others for another day", async () => {
    const place = await town();
    const things = withThings(
      place,
      Array.from({ length: 6 }, (_, index) => thing(place, "UTEACHER", `thing ${index + 1}`)),
    );
    const [[, message] = []] = (await place.at(thursday)).filter(([slackId]) => slackId === "UTEACHER");
    expect(message?.text).toContain("5 things are waiting");
    expect(message?.text).toContain("And 1 more");
    expect(message?.text).toContain("thing 5 &amp; &lt;!channel&gt;");
    expect(message?.text).not.toContain("thing 6");
    const [[, next] = []] = (await place.at(friday)).filter(([slackId]) => slackId === "UTEACHER");
    expect(next?.text).toContain("thing 6");
    expect(next?.text).not.toContain("thing 1");
    things.length = 0;
  });

  it("comes three times a week at most", async () => {
    const place = await town();
    const things = withThings(place, []);
    const days = ["2026-10-19", "2026-10-20", "2026-10-21", "2026-10-22", "2026-10-23", "2026-10-26"];
    const got: string[] = [];
    for (const day of days) {
      things.push(thing(place, "UTEACHER", day));
      if (who(await place.at(`${day}T02:00:00Z`)).includes("UTEACHER")) got.push(day);
    }
    expect(got).toEqual(["2026-10-19", "2026-10-20", "2026-10-21", "2026-10-26"]);
  });

  it("is in the person's language", async () => {
    const place = await town();
    await place.user("ULIAISON", { language: "zh-CN" });
    const [[, message] = []] = await place.at(thursday);
    expect(message?.text).toContain("有 1 件事等您办理");
    expect(JSON.stringify(message?.blocks)).toContain("登记考勤");
  });

  it("is kept from nobody by a feature that fails", async () => {
    const place = await town();
    let fails = true;
    place.other.push({
      due: async () => {
        if (fails) throw new Error("broken");
        return [];
      },
    });
    place.setNow(thursday);
    await place.feature.tick?.();
    fails = false;
    await place.work();
    expect(who(place.sent())).toEqual(["ULIAISON"]);
  });
});

describe("quiet time", () => {
  it.each([
    ["before nine", "2026-10-22T00:59:00Z"],
    ["from six in the evening", "2026-10-22T10:00:00Z"],
    ["at night", "2026-10-21T18:00:00Z"],
    ["on a weekend", "2026-10-24T02:00:00Z"],
  ])("%s nobody is written to", async (_, instant) => {
    const place = await town();
    expect(await place.at(instant)).toEqual([]);
    expect(await place.prompts()).toEqual([]);
  });

  it("is by the person's own clock", async () => {
    const place = await town();
    await place.user("ULIAISON", { timeZone: "America/New_York" });
    expect(await place.at(thursday)).toEqual([]);
    // 8:59 and 9:00 of Thursday in New York: evening in Shanghai.
    expect(await place.at("2026-10-22T12:59:00Z")).toEqual([]);
    expect(who(await place.at("2026-10-22T13:00:00Z"))).toEqual(["ULIAISON"]);
    expect((await place.prompts())[0]?.date.toISOString()).toContain("2026-10-22");
    // The head in Shanghai hears of it a working day later, not the same evening.
    expect(who(await place.at(friday))).toContain("UHEAD");
  });

  it("is the campaign's where Slack names a zone that does not exist", async () => {
    const place = await town();
    await place.user("ULIAISON", { timeZone: "Nowhere/Else" });
    expect(who(await place.at(thursday))).toEqual(["ULIAISON"]);
  });

  it("is on a public holiday, in a week off and on the unit's or its district's days off", async () => {
    const place = await town({ campaign: { holidayCountry: "CN" } });
    const { db, workspaceId, unit } = place;
    const date = new Date("2026-10-22");
    await db.holiday.create({
      data: { workspaceId, date, source: "calendar", working: false, name: "x / x", origin: "CN test" },
    });
    expect(await place.at(thursday)).toEqual([]);
    await db.unitDayOff.create({
      data: {
        workspaceId,
        unitId: unit("DIS"),
        startsOn: date,
        endsOn: new Date("2026-10-23"),
        bySlack: "U1",
      },
    });
    expect(await place.at(friday)).toEqual([]);
    // The days of Meiling and of the district rested: they owe nothing that week, also when work goes on.
    expect(who(await place.at("2026-10-26T02:00:00Z"))).toEqual(["ULIAISON"]);
  });

  it("is on a public holiday, and the unit that chose another day is told before that one, and after it", async () => {
    const place = await town({ campaign: { holidayCountry: "CN" } });
    const { db, workspaceId, unit } = place;
    const holiday = { source: "calendar", working: false, name: "x / x", origin: "CN test" };
    await db.holiday.create({ data: { workspaceId, date: new Date("2026-10-22"), ...holiday } });
    const chosen = { week: "2026-W43", date: new Date("2026-10-23"), bySlack: "ULIAISON2" };
    await db.makeUpDay.create({ data: { workspaceId, unitId: unit("S2"), ...chosen } });
    await place.user("ULIAISON2", { remindBefore: true });
    const ofMeiling = (sent: Awaited<ReturnType<typeof place.at>>) =>
      sent.filter(([slackId]) => slackId === "ULIAISON2").map(([, message]) => message.text);
    expect(ofMeiling(await place.at("2026-10-21T02:00:00Z")).join()).toContain("studies on *Fri 23 Oct*");
    expect(ofMeiling(await place.at(friday))).toEqual([]);
    expect(ofMeiling(await place.at("2026-10-26T02:00:00Z")).join()).toContain("planned for Fri 23 Oct");
  });

  it("begins while a message waits: then it is not sent, and told the next day", async () => {
    const place = await town();
    place.setNow("2026-10-22T09:59:00Z");
    await place.feature.tick?.();
    place.setNow("2026-10-22T10:01:00Z");
    await place.work();
    expect(place.sent()).toEqual([]);
    expect(await place.prompts()).toMatchObject([{ state: "silent" }]);
    expect(who(await place.at(friday))).toContain("ULIAISON");
  });

  it("is always for a campaign that sends none, or was closed, and for those who switched reminders off", async () => {
    const none = await town({ campaign: { reminders: false } });
    expect(await none.at(thursday)).toEqual([]);
    const closed = await town();
    await closed.db.campaign.updateMany({ data: { closedAt: new Date() } });
    expect(await closed.at(thursday)).toEqual([]);
    const off = await town();
    await off.user("ULIAISON", { remindersOff: true });
    expect(who(await off.at(thursday))).toEqual(["UHEAD"]);
  });

  it("of somebody who switches reminders off while a message waits keeps it from them", async () => {
    const place = await town();
    place.setNow(thursday);
    await place.feature.tick?.();
    await place.user("ULIAISON", { remindersOff: true });
    await place.work();
    expect(place.sent()).toEqual([]);
  });
});

describe("a message that Slack", () => {
  const failing = (place: Town, error: Error, times = 1) => {
    const direct = place.slack.gateway.direct;
    let left = times;
    place.slack.gateway.direct = async (...to) => {
      if (left-- > 0) throw error;
      return direct(...to);
    };
  };

  it("takes no more of for now is sent later, once", async () => {
    const place = await town();
    failing(place, new SlackRefused("ratelimited", 5));
    place.setNow(friday);
    await place.feature.tick?.();
    await place.work();
    expect(place.sent()).toEqual([]);
    expect(place.jobs.queued).toMatchObject([{ name: "reminders.send", how: { afterSeconds: 6 } }]);
    await place.work();
    const before = who(place.sent());
    expect(before).toHaveLength(2);
    await place.work(undefined, true);
    expect(place.sent()).toEqual([]);
  });

  it("did not answer is not sent again, and the others wait", async () => {
    const place = await town();
    failing(place, new SlackUnreachable(new Error("reset")));
    place.setNow(friday);
    await place.feature.tick?.();
    await place.work();
    expect(place.jobs.queued).toMatchObject([{ how: { afterSeconds: 60 } }]);
    await place.work();
    expect(place.sent()).toHaveLength(1);
    expect((await place.prompts()).map(({ state }) => state)).toEqual(["posted", "posted"]);
  });

  it("will not deliver is given up, and the ladder goes on", async () => {
    const place = await town();
    failing(place, new SlackRefused("user_disabled"));
    expect(await place.at(thursday)).toEqual([]);
    expect(await place.prompts()).toMatchObject([{ state: "failed" }]);
    expect(who(await place.at(friday))).toContain("UHEAD");
  });

  it("will not deliver is no sign that a liaison was asked: the head reads that it did not arrive", async () => {
    const place = await town();
    failing(place, new SlackRefused("restricted_action"));
    await place.at(thursday);
    const head = (await place.at(friday)).find(([slackId]) => slackId === "UHEAD")?.[1].text;
    expect(head).toContain("Not reached: 张三 (Slack did not deliver the message)");
    expect(head).not.toContain("I asked the liaison");
    expect(told(await place.command("UHEAD", "reminders", "Qingxi Primary"))).not.toContain("to the liaison");
  });

  it("was about to be asked for when the process ended is not sent twice", async () => {
    const place = await town();
    place.setNow(thursday);
    await place.feature.tick?.();
    const [job] = [...place.jobs.queued];
    await place.db.dailyPrompt.updateMany({ data: { claimedAt: new Date(thursday) } });
    await place.work();
    expect(place.sent()).toEqual([]);
    expect(await place.prompts()).toMatchObject([{ state: "posted" }]);
    if (job) place.jobs.queued.push(job);
    await place.work();
    expect(place.sent()).toEqual([]);
  });

  it("was planned for, but whose job died before it began, is sent by the job's next try", async () => {
    const place = await town();
    place.setNow(thursday);
    await place.feature.tick?.();
    const job = [...place.jobs.queued];
    const waiting = place.db.dailyPrompt;
    expect(await waiting.count({ where: { state: "posting" } })).toBe(1);
    place.jobs.queued.push(...job);
    await place.work();
    expect(who(place.sent())).toEqual(["ULIAISON"]);
  });
});

describe("what Slack said of somebody", () => {
  const gone = { standing: "deactivated" } as const;

  it("is asked anew before they are written to: a deactivated liaison is not, and the head reads so", async () => {
    const place = await town();
    place.slack.profiles.set("ULIAISON", gone);
    expect(await place.at(thursday)).toEqual([]);
    const head = (await place.at("2026-10-22T03:00:00Z")).find(([slackId]) => slackId === "UHEAD")?.[1];
    expect(head?.text).toContain("Not reached: 张三 (Slack account deactivated)");
    expect(head?.text).not.toContain("I asked the liaison");
    expect(await place.prompts()).toMatchObject([
      { slackId: "UHEAD", state: "posted" },
      { slackId: "ULIAISON", state: "silent", reminders: [] },
    ]);
  });

  it("is asked anew before they are written to: nobody gets a message at night after they moved", async () => {
    const place = await town();
    // 21:00 in New York.
    place.slack.profiles.set("ULIAISON", { timeZone: "America/New_York" });
    expect(await place.at("2026-10-22T01:00:00Z")).toEqual([]);
  });

  it("holds for a day, and where Slack gives no answer", async () => {
    const place = await town();
    let asked = 0;
    place.slack.gateway.profile = async () => {
      asked++;
      throw new SlackUnreachable(new Error("reset"));
    };
    await place.db.slackUser.updateMany({ data: { checkedAt: new Date("2026-10-21T09:00:00Z") } });
    expect(who(await place.at(thursday))).toEqual(["ULIAISON"]);
    expect(asked).toBe(0);
    expect(who(await place.at(friday))).toEqual(["UHEAD", "ULIAISON2"]);
    expect(asked).toBe(2);
  });

  it("is waited for while Slack wants no more calls", async () => {
    const place = await town();
    const { profile } = place.slack.gateway;
    place.slack.gateway.profile = async () => {
      throw new SlackRefused("ratelimited", 5);
    };
    expect(await place.at(thursday)).toEqual([]);
    expect(place.jobs.queued).toMatchObject([{ name: "reminders.send", how: { afterSeconds: 6 } }]);
    place.slack.gateway.profile = profile;
    await place.work();
    expect(who(place.sent())).toEqual(["ULIAISON"]);
  });

  it("tells a head which liaison has no account at all", async () => {
    const alone = people.map(({ slack, ...one }) => (slack && one.no !== "L1" ? { ...one, slack } : one));
    const place = await town({ people: alone });
    await place.user("UHEAD", { language: "zh-CN" });
    const [[to, message] = []] = await place.at(thursday);
    expect(to).toBe("UHEAD");
    expect(message?.text).toContain("联系不上：张三（没有 Slack 账号）");
  });
});
