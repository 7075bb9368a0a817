import { rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { createWrite } from "../../src/db/write.ts";
import { recordedByAll, recordFiles } from "../../src/features.ts";
import { importRecords } from "../../src/files/import.ts";
import { silent } from "../../src/files/progress.ts";
import { press, submit, suggest } from "../bot/craft.ts";
import { type World, world } from "../support/bot.ts";
import { textOf, top } from "../support/screen.ts";
import { town as plan, townChannels, townFolder, townUsers } from "../support/town.ts";
import { hands } from "./driver.ts";

const { liaison, wang, south, stranger } = townUsers;
const hill = townChannels.hill.id;
const [open, locked] = ["2026-10-14", "2026-10-07"];

/** People as the town has them, and a clerk of the northern district. */
const before = [...plan.people, "40,A Clerk,N,科员,stranger@example.org,"];
/** What becomes of each of them: another unit, and other roles there. */
const moves = [
  { no: "13", name: "13", user: wang, unit: "LAKE", roles: ["liaison"] },
  { no: "11", name: "11", user: liaison, unit: "LAKE", roles: [] },
  { no: "40", name: "40", user: stranger, unit: "RIVER", roles: ["unit_head"] },
  { no: "3", name: "South Head", user: south, unit: "LAKE", roles: [] },
];

/** By the command line's import: a process of its own, which the bot only hears of through the database. */
async function byFile(town: World): Promise<void> {
  const people = before.map((line) => {
    const [no, name, , position, email] = line.split(",");
    const move = moves.find((one) => one.no === no);
    return move ? [no, name, move.unit, position, email, move.roles.join(";") || "staff"].join(",") : line;
  });
  await imported(town, people);
}

async function imported({ db, clock }: World, people: string[]): Promise<void> {
  const folder = await townFolder({ people });
  const { id: workspaceId } = await db.workspace.findFirstOrThrow();
  const write = createWrite({ db, workspaceId, clock, onRecords: async () => undefined });
  const deps = {
    db,
    workspaceId,
    clock,
    write,
    files: recordFiles,
    recorded: recordedByAll,
    progress: silent,
  };
  const outcome = await importRecords(deps, folder);
  expect(outcome).toMatchObject({ kind: "written" });
  await rm(folder, { recursive: true });
}

async function byForm(town: World): Promise<void> {
  const at = hands(town);
  for (const { no, name, unit, roles } of moves) {
    await at.command(`people ${name}`, `职工号：${no}`);
    await at.press("transfer", "人员调动");
    await at.fill({ unit: await at.idOf("unit", unit), from: "2026-10-21" });
    await at.submitted("2026年10月21日起");
    await at.press("roles", "在活动中的身份");
    await at.fill({ roles });
    await at.submitted("已保存");
  }
}

/** Whether somebody gets a record of the unit and date in, by line, by the form's button and by what the form sends. */
async function writes(town: World, userId: string, code: string, date: string) {
  const { slack, db } = town;
  const unit = await db.unit.findFirstOrThrow({ where: { code } });
  const line = textOf((await slack.as(userId).command(`/attendance ${date} for ${code} all`, hill)).body);
  const value = JSON.stringify({ unitId: unit.id, date });
  const opened = textOf((await press(town, userId, { id: "attendance.record", value })).body);
  const material = `by ${userId}`;
  const fields = { unit: unit.id, date, late: [], leave: [], absent: [], material, correction: "why" };
  const values = Object.fromEntries(
    Object.entries(fields).map(([block, held]) => [`${block}.${unit.id}.${date}.0`, held]),
  );
  const data = JSON.stringify({ unitId: unit.id, date, seen: "9999999", fill: 0 });
  const sent = textOf((await submit(town, userId, { callbackId: "attendance.form", data, values })).body);
  const session = await db.session.findFirst({ where: { unitId: unit.id, date: new Date(date) } });
  const named = textOf(
    (
      await suggest(
        town,
        userId,
        "attendance.pickAbsent",
        { callbackId: "attendance.form", data, values },
        "",
      )
    ).body,
  );
  return {
    said: `${line}\n${opened}\n${sent}`,
    byLine: /Saved for|needs a reason/.test(line),
    byForm: session?.material === material,
    sees: named.includes('"value"'),
  };
}

describe.each([
  ["by file", byFile],
  ["by form", byForm],
])("after a transfer %s", (_, transfer) => {
  it("nobody writes or reads at their old unit by what they are at another", {
    timeout: 120_000,
  }, async () => {
    const town = await world({ town: { people: before } });
    const { slack, db } = town;
    // Known to the bot before: what it remembers of them must not outlive the transfer.
    for (const { user } of moves) await slack.as(user.id).command("/attendance status", hill);
    await transfer(town);
    await town.until(async () =>
      textOf((await slack.as(wang.id).command("/attendance status", hill)).body).includes("Lake School"),
    );
    const table: [string, string, string, string, boolean][] = [
      ["the teacher who is liaison elsewhere", wang.id, "HILL", open, false],
      ["the same, a locked week", wang.id, "HILL", locked, false],
      ["the same, their new unit's past", wang.id, "LAKE", open, true],
      ["the liaison who is plain elsewhere: their last sessions", liaison.id, "HILL", open, true],
      ["the same, a locked week", liaison.id, "HILL", locked, false],
      ["the same, at the new unit", liaison.id, "LAKE", open, false],
      ["the clerk who is head elsewhere, a school below", stranger.id, "HILL", open, false],
      ["the same, a locked week", stranger.id, "HILL", locked, false],
      ["the same, at the new unit, a locked week", stranger.id, "RIVER", "2026-10-06", true],
      ["the district's head who is plain elsewhere, a school below", south.id, "RIVER", "2026-10-13", false],
      ["the same, a locked week", south.id, "RIVER", "2026-10-06", false],
      ["the same, the district's own session", south.id, "S", "2026-10-16", true],
    ];
    for (const [who, userId, code, date, may] of table) {
      const told = await writes(town, userId, code, date);
      const { byLine, byForm, sees } = told;
      expect({ byLine, byForm, sees }, `${who}: ${told.said}`).toEqual({
        byLine: may,
        byForm: may,
        sees: may,
      });
    }
    const read = async (userId: string, text: string) =>
      textOf((await slack.as(userId).command(text, hill)).body);
    for (const text of ["/attendance status HILL", "/discussion status HILL", "/topic status HILL"])
      for (const user of [wang, liaison, stranger])
        expect(await read(user.id, text), `${user.name} ${text}`).toContain("Hill School is outside that");
    await slack.as(stranger.id).command("/campaign people", hill);
    await town.until(() => textOf(top(slack, stranger.id)?.view).includes("River Head"));
    expect(textOf(top(slack, stranger.id)?.view)).not.toContain("江文");
    const held = { person: { employeeNo: "11" }, endsOn: null, role: { not: "staff" } };
    expect(await db.roleHeld.count({ where: held })).toBe(0);
  });
});

describe("after a merger", () => {
  it("what somebody becomes at the other unit says nothing of the one that has ended", async () => {
    const town = await world({ town: { people: before } });
    const at = hands(town);
    await at.command("units HILL", "Hill School");
    await at.press("mergeUnit", "单位合并");
    await at.fill({ into: await at.idOf("unit", "LAKE"), from: "2026-10-21" });
    await at.submitted("已合并");
    await at.command("people 13", "职工号：13");
    await at.press("roles", "在活动中的身份");
    await at.fill({ roles: ["liaison"] });
    await at.submitted("已保存");
    const held = await town.db.roleHeld.findMany({
      where: { role: "liaison", person: { employeeNo: { in: ["11", "13"] } } },
      include: { unit: true, person: true },
      orderBy: [{ startsOn: "asc" }, { personId: "asc" }],
    });
    const told = held.map(
      ({ person, unit, startsOn, endsOn }) =>
        `${person.employeeNo} ${unit.code} ${startsOn.toISOString().slice(0, 10)} ${endsOn?.toISOString().slice(0, 10) ?? ""}`,
    );
    expect(told.sort()).toEqual([
      "11 HILL 2026-09-21 2026-10-20",
      "11 LAKE 2026-10-21 ",
      "13 LAKE 2026-10-21 ",
    ]);
    expect(await writes(town, wang.id, "HILL", open)).toMatchObject({ byLine: false, byForm: false });
    expect(await writes(town, liaison.id, "HILL", open)).toMatchObject({ byLine: true, byForm: true });
  });
});

describe("a role that an import took away", () => {
  it("ends at once, although the bot had just met who held it", async () => {
    const town = await world({ town: {} });
    const { slack } = town;
    const line = async () => textOf((await slack.as(liaison.id).command("/attendance all", hill)).body);
    expect(await line()).toContain("Saved for");
    await imported(
      town,
      plan.people.map((one) => one.replace("liaison@example.org,liaison", "liaison@example.org,staff")),
    );
    // The clock stands still: nothing that was remembered has run out.
    await town.until(async () => !(await line()).includes("Saved for"));
    expect(await line()).toContain("Hill School");
  });
});
