import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Period } from "../../src/calendar.ts";
import { dayOf } from "../../src/db/dates.ts";
import { orgStore } from "../../src/org/store.ts";
import { unitTree } from "../../src/org/tree.ts";
import { topicFigures } from "../../src/topic/figures.ts";
import { csv, type Importer, importer, peopleHeader, valley } from "../files/support.ts";

const county = fileURLToPath(new URL("../../sample/county", import.meta.url));
const expected = z.array(
  z.object({
    ...{ unit: z.string(), from: z.string(), to: z.string() },
    figures: z.object({ topic: z.unknown() }),
  }),
);

let into: Importer;
let used: Importer[] = [];
async function begin(): Promise<void> {
  into = await importer();
  used.push(into);
}
beforeAll(begin);
afterAll(async () => {
  for (const one of used) await one.close();
  used = [];
});

async function ask(asked: ({ unit: string } & Period)[]) {
  const tree = unitTree(await orgStore(into.db, into.workspaceId).units());
  const questions = asked.map(({ unit: code, from, to }) => {
    const unit = tree.byCode(code);
    if (!unit) throw new Error(`no unit ${code}`);
    return { unit, period: { from, to } };
  });
  return topicFigures.answer(into.db, into.workspaceId, questions);
}

describe("the topic's figures", () => {
  it("are those of the sample county, asked in one statement", async () => {
    into.setNow("2026-11-02T00:00:00Z");
    await into.importFolder(county);
    const questions = expected.parse(JSON.parse(await readFile(`${county}/expected.json`, "utf8")));
    expect(questions.length).toBe(19);
    expect(await ask(questions)).toEqual(questions.map(({ figures }) => figures.topic));
    expect(await ask([])).toEqual([]);
  });

  it("count people by the unit they belong to on the last day, and nobody's topic who owes none", async () => {
    await begin();
    await into.import({
      ...valley,
      "people.csv": csv(peopleHeader, "1,Ada,amt,,,unit_head", "2,Bo,k-7,,,unit_head", "3,Cy,k-7,,,staff"),
      "attendance.csv": csv("unit_code,date,employee_no,status"),
      "topics.csv": csv(
        "employee_no,direction_code,title,state,registered_on",
        "2,W1,One,registered,2025-04-10",
        "3,W1,Two,registered,2025-04-10",
      ),
    });
    const bo = await into.db.person.findFirstOrThrow({ where: { employeeNo: "2" } });
    const unit = await into.db.unit.findFirstOrThrow({ where: { code: "k-8" } });
    const moved = { personId: bo.id, workspaceId: into.workspaceId };
    await into.db.membership.updateMany({ where: moved, data: { endsOn: dayOf("2025-04-30") } });
    await into.db.membership.create({ data: { ...moved, unitId: unit.id, startsOn: dayOf("2025-05-01") } });
    const at = (unitCode: string, to: string) => ({ unit: unitCode, from: "2025-03-03", to });
    expect(
      await ask([
        at("amt", "2025-04-09"),
        at("amt", "2025-04-10"),
        at("k-7", "2025-04-30"),
        at("k-7", "2025-05-01"),
        at("k-8", "2025-05-01"),
        at("amt", "2024-01-01"),
      ]),
    ).toEqual([
      { required: 2, registered: 0, byDirection: { W1: 0 } },
      { required: 2, registered: 1, byDirection: { W1: 1 } },
      { required: 1, registered: 1, byDirection: { W1: 1 } },
      { required: 0, registered: 0, byDirection: { W1: 0 } },
      { required: 1, registered: 1, byDirection: { W1: 1 } },
      { required: 2, registered: 0, byDirection: { W1: 0 } },
    ]);
  });

  it("are of the campaign that the last day falls into, else of the one that began last before it", async () => {
    const { db, workspaceId } = into;
    await db.campaign.updateMany({ data: { closedAt: new Date("2025-07-01T00:00:00Z") } });
    const next = await db.campaign.create({
      data: {
        ...{ workspaceId, name: "Zwei", nameEn: "Two", timeZone: "Europe/Berlin", weeksOff: [] },
        ...{ startsOn: dayOf("2025-09-01"), endsOn: dayOf("2025-12-31"), topicRequiredOf: ["staff"] },
        directions: { create: [{ code: "Z1", name: "Ziel", nameEn: "Aim" }] },
      },
    });
    const cy = await db.person.findFirstOrThrow({ where: { employeeNo: "3" } });
    const topic = { directionCode: "Z1", title: "Three", titleGrams: ["three"], state: "registered" };
    await db.topic.create({
      data: {
        ...topic,
        workspaceId,
        campaignId: next.id,
        personId: cy.id,
        registeredOn: dayOf("2025-09-02"),
      },
    });
    const at = (to: string) => ({ unit: "amt", from: to, to });
    expect(await ask([at("2025-08-15"), at("2025-09-01"), at("2026-03-01")])).toEqual([
      { required: 2, registered: 1, byDirection: { W1: 1 } },
      { required: 1, registered: 0, byDirection: { Z1: 0 } },
      { required: 1, registered: 1, byDirection: { Z1: 1 } },
    ]);
  });
});
