import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { town, townUsers } from "../support/town.ts";
import { driver, hill } from "./driver.ts";

const { boss, north } = townUsers;
const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
const [peopleHeader = "", ...people] = town.people;

/** Somebody's position is changed, as it is done in Slack. */
async function promote({ db }: World, employeeNo: string, position = "副校长"): Promise<void> {
  const person = await db.person.findFirstOrThrow({ where: { employeeNo } });
  await db.person.update({ where: { id: person.id }, data: { position } });
  const change = { before: { position: person.position }, after: { position } };
  const about = { workspaceId: person.workspaceId, actor: north.id, record: "person", recordId: person.id };
  await db.auditEntry.create({ data: { ...about, ...change, at: new Date("2026-10-20T01:00:00Z") } });
}
const positions = async ({ db }: World, ...numbers: string[]) => {
  const rows = await db.person.findMany({
    where: { employeeNo: { in: numbers } },
    orderBy: { employeeNo: "asc" },
  });
  return rows.map(({ position }) => position);
};

/** The town in which 金永 and 江文 have risen, and an administrator who uploads the old list. */
async function changedTown(also: string[] = []) {
  const place = await world();
  await promote(place, "11");
  await promote(place, "12", "主任 & more");
  const admin = driver(place, boss.id);
  await place.slack.as(boss.id).command("/campaign language en", hill);
  await admin.open("roster");
  await admin.upload("people", lines(peopleHeader, ...people, ...also));
  await admin.submit();
  return { ...place, admin };
}

describe("an upload of what was changed here since", () => {
  it("shows who, both values and by whom, and imports only the rest", async () => {
    const place = await changedTown(["40,Newcomer,HILL,,,"]);
    const shown = place.admin.shown();
    expect(shown).toContain("*1 person* added");
    expect(shown).toContain("*2 values were entered or changed in Slack* and stay as they are:");
    expect(shown).toContain("金永 (11): “副校长” here since 2026-10-20 (U0NORTH), “教师” in the file.");
    expect(shown).toContain(
      "江文 (12): “主任 &amp; more” here since 2026-10-20 (U0NORTH), “教师” in the file.",
    );
    await place.admin.submit();
    expect(place.admin.shown()).toContain("people.csv: 1 record made or changed");
    expect(await positions(place, "11", "12")).toEqual(["副校长", "主任 & more"]);
  });

  it("has nothing to import where that is all, unless the file's word is taken", async () => {
    const place = await changedTown();
    const { admin } = place;
    expect(admin.shown()).toContain("There is nothing else to change");
    expect(admin.view().view).not.toHaveProperty("submit");
    await admin.press("campaign.rosterOverwrite");
    await admin.see("Importing puts the files' values in their place");
    expect(admin.shown()).toContain("*2 people* changed");
    await admin.press("campaign.rosterOverwrite");
    await admin.see("There is nothing else to change");
    await admin.press("campaign.rosterOverwrite");
    await admin.see("*2 people* changed");
    await admin.submit();
    expect(admin.shown()).toContain("people.csv: 2 records made or changed");
    expect(await positions(place, "11", "12")).toEqual(["教师", "教师"]);
    // An upload is an import: what it wrote is the file's word, and the same again finds nothing.
    await admin.close();
    await admin.open("roster");
    await admin.upload("people", lines(peopleHeader, ...people));
    await admin.submit();
    expect(admin.shown()).toContain("There is nothing to change: everything in these files");
  });

  it("is shown again when somebody changed more of it since the preview", async () => {
    const place = await changedTown();
    await place.admin.press("campaign.rosterOverwrite");
    await place.admin.see("*2 people* changed");
    await promote(place, "13");
    await place.admin.submit();
    expect(place.admin.shown()).toContain("the roster has changed since you saw the preview");
    expect(place.admin.shown()).toContain("*3 values were entered or changed in Slack.*");
    expect(await positions(place, "12")).toEqual(["主任 & more"]);
    await place.admin.submit();
    expect(await positions(place, "13")).toEqual(["教师"]);
  });

  it("is sent whole where it is too long for the preview", async () => {
    const place = await changedTown();
    for (const no of ["13", "14", "15", "22", "31"]) await promote(place, no);
    await place.admin.press("campaign.rosterOverwrite");
    await place.admin.see("*7 values were entered or changed in Slack.*");
    expect(place.admin.shown()).toContain("… and 1 more");
    await place.admin.press("campaign.rosterList");
    await place.admin.see("The whole list is in your direct messages");
    const direct = textOf(place.slack.messages(place.slack.directChannel(boss.id)).at(-1));
    expect(direct).toContain("River Liaison (31): “副校长” here");
  });

  it("does not hold up somebody who left in Slack and is said to be the one with a new number", async () => {
    const place = await world();
    const { db, slack } = place;
    const { id, workspaceId } = await db.person.findFirstOrThrow({ where: { employeeNo: "13" } });
    await db.membership.updateMany({ where: { personId: id }, data: { endsOn: new Date("2026-10-01") } });
    const stay = { unit: "HILL", from: "2026-09-21" };
    const change = { before: [{ ...stay, to: null }], after: [{ ...stay, to: "2026-10-01" }] };
    const about = { workspaceId, actor: north.id, record: "membership", recordId: id };
    await db.auditEntry.create({ data: { ...about, ...change, at: new Date("2026-10-02T01:00:00Z") } });
    const admin = driver(place, boss.id);
    await slack.as(boss.id).command("/campaign language en", hill);
    await admin.open("roster");
    await admin.upload("people", lines(peopleHeader, "1013,王伟,HILL,校长,,"));
    await admin.submit();
    await slack.as(boss.id).fill(admin.view().id, "same.1013", "same", id);
    await admin.submit();
    expect(admin.shown()).toContain("*1 person* returns today:");
    expect(admin.shown()).not.toContain("changed in Slack");
  });
});
