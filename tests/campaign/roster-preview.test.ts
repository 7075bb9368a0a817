import { beforeEach, describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { town, townUsers } from "../support/town.ts";
import { type Driver, driver, hill } from "./driver.ts";

const { boss, north } = townUsers;
const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
const [unitsHeader = ""] = town.units;
const [peopleHeader = "", ...people] = town.people;

let place: World;
let admin: Driver;

/** An administrator of the campaign, who is none of the Slack workspace, at the form. */
beforeEach(async () => {
  place = await world();
  await place.db.person.updateMany({ where: { employeeNo: "1" }, data: { roles: ["unit_head"] } });
  await place.db.person.updateMany({
    where: { employeeNo: "2" },
    data: { roles: ["administrator", "unit_head"] },
  });
  admin = driver(place, north.id);
  await place.slack.as(north.id).command("/campaign language en", hill);
  await admin.open("roster");
});

const check = async (...rows: string[]) => {
  await admin.upload("people", lines(peopleHeader, ...rows));
  await admin.submit();
};
const person = (employeeNo: string) => place.db.person.findFirst({ where: { employeeNo } });
const staysOf = async (employeeNo: string) =>
  (
    await place.db.membership.findMany({
      where: { person: { employeeNo } },
      include: { unit: true },
      orderBy: { startsOn: "asc" },
    })
  ).map(({ unit, endsOn }) => [unit.code, endsOn?.toISOString().slice(0, 10)]);
const ends = (employeeNo: string, lastDay: string) =>
  place.db.membership.updateMany({ where: { person: { employeeNo } }, data: { endsOn: new Date(lastDay) } });
const choose = (employeeNo: string, answer: string) =>
  place.slack.as(north.id).fill(admin.view().id, `same.${employeeNo}`, "same", answer);
const idOf = async (employeeNo: string) => (await person(employeeNo))?.id ?? "";

describe("the preview", () => {
  it("names old and new values, and lost roles first", async () => {
    await admin.upload("units", lines(unitsHeader, "LAKE,Lake <School>,school,N,5"));
    await check("11,金永,HILL,主任,new@example.org,staff", "13,王小伟,LAKE,教师,wang@example.org,");
    const shown = admin.shown();
    expect(shown).toContain("*1 person loses roles:*\\n• 金永 (11): loses liaison, is then staff");
    expect(shown).toContain(
      "• Lake &lt;School&gt; (LAKE): Name: Lake School → Lake &lt;School&gt;; Study afternoon: Wed → Fri",
    );
    expect(shown).toContain("• 王小伟 (13): Name: 王伟 → 王小伟; HILL → LAKE");
    expect(shown).toContain(
      "• 金永 (11): Position: 教师 → 主任; E-mail: liaison@example.org → new@example.org; Roles: liaison → staff",
    );
    expect(shown.indexOf("loses roles")).toBeLessThan(shown.indexOf("unit* changed"));
  });

  it("fits Slack's sections however long names and values are, and says how many more there are", async () => {
    const long = "&".repeat(100);
    await check(...people.map((row) => row.replace(/^(\d+),[^,]*,(\w+),.*$/, `$1,${long},$2,${long},,`)));
    expect(admin.shown()).toMatch(/… and \d+ more/);
  });

  it("says who of the roster is left out, and where whoever has left is ended", async () => {
    await ends("22", "2026-10-01");
    await check("13,王伟,HILL,教师,wang@example.org,");
    expect(admin.shown()).toContain("There is nothing to change");
    // Thirteen others, one of whom has left.
    expect(admin.shown()).toContain(
      "*12 people of the roster are not in people.csv and stay as they are:* 顾力涵 (1), 许福全 (10)",
    );
    expect(admin.shown()).toContain("and 2 more");
    expect(admin.shown()).toContain("`/campaign people`");
    expect(admin.shown()).not.toContain("Lake Teacher");
  });

  it("says that somebody returns, since when they were gone, and with which roles", async () => {
    await ends("21", "2026-10-01");
    await check("21,Lake Liaison,LAKE,,,");
    expect(admin.shown()).toContain(
      "*1 person* returns today:\\n• Lake Liaison (21): Roles: staff → liaison; had left; the last day was 1 October 2026",
    );
    await admin.submit();
    expect(await staysOf("21")).toEqual([
      ["LAKE", "2026-10-01"],
      ["LAKE", undefined],
    ]);
  });
});

describe("the last administrator", () => {
  it("stays with blank roles, and is refused to step down in a file", async () => {
    await check("2,North Head,N,,,");
    expect(admin.shown()).toContain("There is nothing to change");
    await admin.press("campaign.rosterAgain");
    await admin.see("Units (units.csv)");
    await check("2,North Head,N,,,unit_head");
    expect(admin.shown()).toContain("line 2, roles: North Head is the last administrator");
  });

  it("may be taken the role by an administrator of the Slack workspace", async () => {
    const slackAdmin = driver(place, boss.id);
    await slackAdmin.open("roster");
    await slackAdmin.upload("people", lines(peopleHeader, "2,North Head,N,,,unit_head"));
    await slackAdmin.submit();
    expect(slackAdmin.shown()).toContain("失去管理员，此后为单位负责人");
    await slackAdmin.submit();
    expect(await person("2")).toMatchObject({ roles: ["unit_head"] });
  });
});

describe("a row that may be somebody of the roster with another number", () => {
  it("is asked about, and changes the number of whoever it is", async () => {
    const id = await idOf("13");
    await check("1013,王伟,HILL,,,");
    expect(admin.shown()).toContain(
      "In the file: *王伟*, Hill School, number 1013\\nOn the roster: *王伟*, Hill School, number 13",
    );
    expect(await person("1013")).toBeNull();
    await choose("1013", id);
    await admin.submit();
    expect(admin.shown()).toContain("• 王伟 (1013): Employee number: 13 → 1013");
    expect(await person("1013")).toBeNull();
    await admin.submit();
    expect(admin.shown()).toContain("*Imported.*");
    expect(await person("1013")).toMatchObject({ id, position: "教师", email: "wang@example.org" });
    expect(await place.db.person.count()).toBe(people.length);
    const entry = await place.db.auditEntry.findFirstOrThrow({
      where: { recordId: id },
      orderBy: { id: "desc" },
    });
    expect([entry.before, entry.after]).toEqual([{ employeeNo: "13" }, { employeeNo: "1013" }]);
  });

  it("is somebody new when that was said", async () => {
    await check("1013,王伟,HILL,,,");
    await choose("1013", "new");
    await admin.submit();
    expect(admin.shown()).toContain("*1 person* added");
    await admin.submit();
    expect(await place.db.person.count({ where: { name: "王伟" } })).toBe(2);
  });

  it("brings back who has left, today, with the records of before", async () => {
    const id = await idOf("13");
    await ends("13", "2026-10-01");
    await check("1013,王伟,LAKE,,wang@example.org,");
    expect(admin.shown()).toContain("number 13; the same e-mail address; has left, last day 1 October 2026");
    await choose("1013", id);
    await admin.submit();
    expect(admin.shown()).toContain(
      "returns today:\\n• 王伟 (1013): Employee number: 13 → 1013; HILL → LAKE; had left;",
    );
    await admin.submit();
    expect(await staysOf("1013")).toEqual([
      ["HILL", "2026-10-01"],
      ["LAKE", undefined],
    ]);
  });

  it("is refused for a second row of the same person, at that row", async () => {
    const id = await idOf("13");
    await check("1013,王伟,HILL,,,", "2013,王伟,HILL,,,");
    await choose("1013", id);
    await choose("2013", id);
    expect(await admin.refused()).toEqual({
      same: expect.stringContaining("1013 was said to be this person"),
    });
    await choose("2013", "new");
    await admin.submit();
    expect(admin.shown()).toContain("Employee number: 13 → 1013");
  });

  it("is asked about again when whom it named has changed since the preview", async () => {
    await check("1013,王伟,HILL,,,");
    await choose("1013", await idOf("13"));
    await admin.submit();
    await place.db.person.updateMany({ where: { employeeNo: "13" }, data: { name: "王维" } });
    await admin.submit();
    expect(admin.shown()).toContain("the roster has changed since you saw the preview");
    expect(await person("1013")).toBeNull();
  });

  it("is not asked about before what is wrong with the file is mended", async () => {
    await check("1013,王伟,HILL,,,", "50,X,NOWHERE,,,");
    expect(admin.shown()).toContain("there is no unit NOWHERE");
    expect(textOf(admin.view().view.blocks)).not.toContain("same.");
  });

  it("is asked about for twenty people at most", async () => {
    const many = Array.from({ length: 21 }, (_, at) => `${100 + at},Person ${at},HILL,,,`);
    await check(...many);
    await admin.submit();
    await admin.close();
    await admin.open("roster");
    await check(...many.map((row) => `9${row}`));
    expect(admin.shown()).toContain("21 people in people.csv may be on the roster already");
    expect(admin.shown()).toContain("down to line 21.");
    expect(await place.db.person.count()).toBe(people.length + 21);
  });
});
