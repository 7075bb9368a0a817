import { describe, expect, it } from "vitest";
import { actions, fields, views } from "../../src/reminders/ids.ts";
import { textsEn } from "../../src/reminders/texts-en.ts";
import { textsZh } from "../../src/reminders/texts-zh.ts";
import { chooseDay } from "../../src/slack/choose-day.ts";
import { told, town, viewOf } from "./world.ts";

const thursday = "2026-10-22T02:00:00Z";

describe("/campaign reminders", () => {
  it("switches one's own off and on, once however often Slack delivers it, and audits that", async () => {
    const place = await town();
    expect(told(await place.command("ULIAISON", "reminders"))).toContain(
      "*Reminders to you are on.* At most one message a day and 3 a week",
    );
    expect(told(await place.command("ULIAISON", "reminders", "off"))).toContain(
      "*Reminders to you are off.*",
    );
    expect(told(await place.command("ULIAISON", "提醒", "关", "zh-CN"))).toContain("*您的提醒已关闭。*");
    expect(await place.db.auditEntry.findMany({ where: { record: "reminders" } })).toMatchObject([
      { before: { remindersOff: false }, after: { remindersOff: true }, actor: "ULIAISON" },
    ]);
    const page = await place.press("ULIAISON", actions.switch.id, actions.switch.write({ on: true }));
    expect(page.kind).toBe("replace");
    expect(told(page)).toContain("are on");
  });

  it("offers liaisons, and nobody else, the reminder before the session", async () => {
    const place = await town();
    expect(JSON.stringify(await place.command("ULIAISON", "reminders"))).toContain(actions.before.id);
    expect(JSON.stringify(await place.command("UTEACHER", "reminders"))).not.toContain(actions.before.id);
    expect(told(await place.command("ULIAISON", "reminders", "before"))).toContain(
      "before your unit's session too",
    );
    expect(told(await place.command("ULIAISON", "reminders", "before off"))).toContain(
      "after your unit's session only",
    );
  });

  it("says what one got, and what never arrived is not among it", async () => {
    const place = await town();
    await place.at(thursday);
    expect(told(await place.command("ULIAISON", "reminders"))).toContain(
      "Thu 22 Oct · Qingxi Primary, week 43 (19–25 Oct): to the liaison",
    );
    await place.db.dailyPrompt.updateMany({ data: { state: "failed" } });
    expect(told(await place.command("ULIAISON", "reminders"))).toContain("You got no reminder");
  });

  it("shows leaders how many prompts each unit got, those sent by hand included", async () => {
    const place = await town();
    await place.at(thursday);
    await place.at("2026-10-23T02:00:00Z");
    const { workspaceId, unit } = place;
    await place.db.reminder.create({
      data: {
        ...{
          workspaceId,
          unitId: unit("S2"),
          week: "2026-W43",
          kind: "attendance",
          causedBy: "UADMIN",
          sentTo: "ULIAISON2",
        },
        sentAt: new Date(thursday),
      },
    });
    const page = told(await place.command("UDISTRICT", "reminders"));
    expect(page).toContain("*North*, week 43 (19–25 Oct): 4 prompts to 2 of 3 units.");
    expect(page).toContain("*Qingxi Primary*: 2 prompts (1 to the liaison, 1 to the unit's head)");
    expect(page).toContain(
      "*Meiling &lt;Primary&gt; &amp; Co*: 2 prompts (1 sent by somebody, 1 to the liaison)",
    );
    expect(told(await place.command("UADMIN", "提醒", "S1", "zh-CN"))).toContain("收到提醒 2 条");
  });

  it("counts the units that took part in the week", async () => {
    const place = await town();
    await place.at(thursday);
    const { db, unit, org } = place;
    const days = { endsOn: new Date("2026-10-22"), mergedIntoId: unit("S1") };
    await db.unit.update({ where: { id: unit("S2") }, data: days });
    org.forget();
    expect(told(await place.command("UDISTRICT", "reminders"))).toContain(" of 2 units.");
  });

  it("shows nobody what is outside their scope, nor staff what they do not cause", async () => {
    const place = await town();
    await expect(place.command("ULIAISON", "reminders", "S2")).rejects.toMatchObject({
      key: "common.refused.notSeen",
    });
    await expect(place.command("UTEACHER", "reminders", "S1")).rejects.toMatchObject({
      key: "reminders.refused.notYourBurden",
    });
    const forged = actions.burden.write({ unitId: place.unit("S2"), week: "2026-W43" });
    await expect(place.press("ULIAISON", actions.burden.id, forged)).rejects.toMatchObject({
      key: "common.refused.notSeen",
    });
  });

  it("is paged where many units were prompted", async () => {
    const many = Array.from({ length: 45 }, (_, index) => ({
      ...{ code: `X${index}`, name: `School ${index} ${"&".repeat(60)}`, parent: "BUR" },
    }));
    const place = await town({
      units: [{ code: "BUR", name: "Bureau", weekday: 4 }, ...many],
      people: [{ no: "B1", name: "顾力涵", unit: "BUR", roles: ["leading_group"], slack: "UADMIN" }],
    });
    const { workspaceId, unit } = place;
    await place.db.reminder.createMany({
      data: many.map(({ code }) => ({
        ...{
          workspaceId,
          unitId: unit(code),
          week: "2026-W43",
          kind: "attendance",
          causedBy: "U1",
          sentTo: "U2",
        },
        sentAt: new Date("2026-10-21T02:00:00Z"),
      })),
    });
    expect(told(await place.command("UADMIN", "reminders"))).toContain("45 prompts to 45 of 46 units");
    const next = actions.burdenNext.write({ unitId: unit("BUR"), week: "2026-W43", page: 2 });
    const last = told(await place.press("UADMIN", actions.burdenNext.id, next));
    expect(last).toContain("School 44");
    expect(last).not.toContain("School 39 ");
  });

  it("adds one line to the Home tab of those above units", async () => {
    const place = await town();
    await place.at(thursday);
    const home = async (user: string) => {
      const request = await place.request(user);
      const { staff } = request.viewer;
      if (!staff) throw new Error("not of the roster");
      return JSON.stringify(
        await place.feature.homeBelow?.({ ...request, viewer: { ...request.viewer, staff } }),
      );
    };
    expect(await home("UDISTRICT")).toContain("Prompts this week: 1 prompt to 1 unit.");
    expect(await home("ULIAISON")).toBe("[]");
    const open = actions.openBurden.write({ unitId: place.unit("DIS"), week: "2026-W43" });
    expect(viewOf(await place.press("UDISTRICT", actions.openBurden.id, open)).callback_id).toBe(views.page);
  });
});

describe("/campaign holidays", () => {
  const range = { [fields.from]: "2026-12-24", [fields.to]: "2026-12-25", [fields.name]: "Fair <!here>" };

  it("is corrected by administrators, who can take that back", async () => {
    const place = await town();
    const form = viewOf(await place.press("UADMIN", actions.addRest.id, "{}"));
    expect(form.callback_id).toBe(views.correction);
    await place.submit("UADMIN", views.correction, range, form.private_metadata);
    const page = await place.command("UADMIN", "holidays");
    expect(told(page)).toContain("*Thu 24 Dec* – day off, set here: Fair &lt;!here&gt;");
    const back = actions.takeBack.write({ date: "2026-12-24", page: 0 });
    expect(told(await place.press("UADMIN", actions.takeBack.id, back))).not.toContain("Thu 24 Dec");
    expect(await place.db.auditEntry.count({ where: { record: "holiday" } })).toBe(3);
    await place.press("UADMIN", actions.takeBack.id, back);
    expect(await place.db.auditEntry.count({ where: { record: "holiday" } })).toBe(3);
  });

  it("is looked at by everybody and changed by administrators alone", async () => {
    const place = await town();
    expect(JSON.stringify(await place.command("ULIAISON", "假日", "", "zh-CN"))).not.toContain(
      actions.addRest.id,
    );
    const refused = { key: "reminders.refused.administratorsOnly" };
    await expect(place.press("UHEAD", actions.addWork.id, "{}")).rejects.toMatchObject(refused);
    await expect(place.submit("UHEAD", views.correction, range, '{"working":true}')).rejects.toMatchObject(
      refused,
    );
    await expect(
      place.press("UHEAD", actions.takeBack.id, actions.takeBack.write({ date: "2026-12-24", page: 0 })),
    ).rejects.toMatchObject(refused);
    await expect(place.submit("UHEAD", views.country, { [fields.country]: "CN" })).rejects.toMatchObject(
      refused,
    );
  });

  it.each([
    ["no date", { [fields.from]: null }, fields.from],
    ["the last day first", { [fields.from]: "2026-12-26" }, fields.to],
    ["half a year", { [fields.from]: "2026-10-01", [fields.to]: "2027-02-20" }, fields.to],
    ["another year", { [fields.from]: "2036-12-24", [fields.to]: null }, fields.to],
    ["a long name", { [fields.name]: "x".repeat(61) }, fields.name],
  ])("refuses %s at its field", async (_, wrong, field) => {
    const place = await town();
    await expect(
      place.submit("UADMIN", views.correction, { ...range, ...wrong }, '{"working":true}'),
    ).rejects.toMatchObject({ problems: [{ field }] });
  });

  it("lists the country's, days in a row together, and says where a year is not decided yet", async () => {
    const place = await town({
      campaign: { holidayCountry: "CN", period: { from: "2026-09-21", to: "2027-01-31" } },
    });
    const { db, workspaceId } = place;
    const rows = [
      ["2026-10-01", false],
      ["2026-10-02", false],
      ["2026-10-10", true],
      ["2027-01-01", false],
    ] as const;
    await db.holiday.createMany({
      data: rows.map(([date, working]) => ({
        ...{ workspaceId, date: new Date(date), working, source: "calendar", origin: "CN test" },
        name: "National Day / 国庆节",
      })),
    });
    const page = told(await place.command("UTEACHER", "holidays"));
    expect(page).toContain("*Thu 1 Oct – Fri 2 Oct* – day off: National Day");
    expect(page).toContain("*Sat 10 Oct* – working day (for National Day)");
    expect(page).toContain("The working weekends of 2027 are not announced yet");
    expect(page).not.toContain("of 2026 are not");
    expect(told(await place.command("UTEACHER", "假日", "", "zh-CN"))).toContain(
      "*10月10日周六* 上班（国庆节调休）".replace("日周", "日 周"),
    );
  });

  it("takes the chosen country's from a list that is searched in both languages", async () => {
    const place = await town();
    const asking = { ...(await place.request("UADMIN")), values: {}, viewData: "" };
    const offered = async (query: string) =>
      (await place.feature.options?.[fields.country]?.({ ...asking, query }))?.options?.slice(0, 2);
    expect(await offered("德国")).toMatchObject([{ value: "DE", text: { text: "Germany (DE)" } }]);
    // Enter takes the first one: what was typed, and nobody's only where nothing was.
    expect(await offered("china")).toMatchObject([{ value: "CN" }, { value: "HK" }]);
    expect(await offered("")).toMatchObject([{ value: "none" }, {}]);
    expect(await offered("nobody")).toMatchObject([{ value: "none" }]);
    expect(JSON.stringify(await place.submit("UADMIN", views.country, { [fields.country]: "DE" }))).toContain(
      "Germany",
    );
    expect(place.jobs.queued).toMatchObject([{ name: "reminders.holidays" }]);
    expect(await place.db.campaign.findFirst()).toMatchObject({ holidayCountry: "DE" });
    await expect(place.submit("UADMIN", views.country, { [fields.country]: "ZZ" })).rejects.toMatchObject({
      field: fields.country,
    });
    await place.submit("UADMIN", views.country, { [fields.country]: "none" });
    expect(await place.db.campaign.findFirst()).toMatchObject({ holidayCountry: null });
  });
});

describe("/campaign daysoff", () => {
  const range = { [fields.from]: "2026-11-02", [fields.to]: "2026-11-04", [fields.reason]: "期中考试 <@U1>" };
  const forUnit = (unitId: string) => JSON.stringify({ unitId });

  it("sets a unit's days off and takes them back, by its liaison and by those above", async () => {
    const place = await town();
    const add = actions.addDayOff.write({ unitId: place.unit("S1") });
    expect(viewOf(await place.press("ULIAISON", actions.addDayOff.id, add)).callback_id).toBe(views.dayOff);
    await place.submit("ULIAISON", views.dayOff, range, forUnit(place.unit("S1")));
    await place.submit(
      "UDISTRICT",
      views.dayOff,
      { ...range, [fields.to]: null },
      forUnit(place.unit("DIS")),
    );
    const page = told(await place.command("UHEAD", "daysoff"));
    expect(page).toContain("• *Mon 2 Nov – Wed 4 Nov*: 期中考试 &lt;@U1&gt;");
    expect(page).toContain("• *Mon 2 Nov*: 期中考试 &lt;@U1&gt; (as all of North)");
    const { id } = await place.db.unitDayOff.findFirstOrThrow({ where: { unitId: place.unit("S1") } });
    const remove = actions.removeDayOff.write({ unitId: place.unit("S1"), id });
    expect(told(await place.press("UDISTRICT", actions.removeDayOff.id, remove))).not.toContain("Wed 4 Nov");
    expect(
      await place.db.auditEntry.findMany({ where: { record: "unit_day_off" }, orderBy: { id: "asc" } }),
    ).toMatchObject([
      { before: null, after: { from: "2026-11-02", to: "2026-11-04" } },
      { before: null },
      { before: { from: "2026-11-02" }, after: null },
    ]);
  });

  it("shows on which days the unit studies instead, to those who enter for it with the way to choose", async () => {
    const place = await town();
    const { db, workspaceId, unit } = place;
    const chosen = { week: "2026-W44", date: new Date("2026-10-29"), bySlack: "ULIAISON" };
    await db.makeUpDay.create({ data: { workspaceId, unitId: unit("S1"), ...chosen } });
    const page = await place.command("ULIAISON", "daysoff");
    expect(told(page)).toContain("It studies on *Thu 29 Oct* in week 44");
    expect(JSON.stringify(page)).toContain(chooseDay.id);
    const above = await place.command("UDISTRICT", "休息日", "S1", "zh-CN");
    expect(told(above)).toContain("改在 *10月29日 周四* 学习");
    expect(JSON.stringify(above)).not.toContain(chooseDay.id);
  });

  it("is refused to staff, to other units and for a unit's day off that is not that unit's", async () => {
    const place = await town();
    const own = forUnit(place.unit("S1"));
    await expect(place.submit("UTEACHER", views.dayOff, range, own)).rejects.toMatchObject({
      key: "reminders.refused.notYourUnit",
    });
    await expect(place.submit("ULIAISON2", views.dayOff, range, own)).rejects.toMatchObject({
      key: "common.refused.notSeen",
    });
    await expect(place.submit("ULIAISON", views.dayOff, range, forUnit(place.unit("DIS")))).rejects.toThrow();
    await place.submit("ULIAISON", views.dayOff, range, own);
    const { id } = await place.db.unitDayOff.findFirstOrThrow();
    await place.press(
      "ULIAISON2",
      actions.removeDayOff.id,
      actions.removeDayOff.write({ unitId: place.unit("S2"), id }),
    );
    expect(await place.db.unitDayOff.count()).toBe(1);
  });

  it("keeps the same days once", async () => {
    const place = await town();
    for (const user of ["ULIAISON", "UHEAD"])
      await place.submit(user, views.dayOff, range, forUnit(place.unit("S1")));
    expect(await place.db.unitDayOff.count()).toBe(1);
  });
});

it("has the same texts in both languages", () => {
  const keysOf = (tree: object, path = ""): string[] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "object"
        ? keysOf(value, `${path}${key}.`)
        : [`${path}${key.replace(/_(one|other)$/, "")}`],
    );
  expect([...new Set(keysOf(textsZh))].sort()).toEqual([...new Set(keysOf(textsEn))].sort());
});
