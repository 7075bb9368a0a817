import { afterEach, describe, expect, it } from "vitest";
import { attendanceStore } from "../../src/attendance/store.ts";
import { dayOf } from "../../src/db/dates.ts";
import { attendanceHeader, csv, peopleHeader } from "../records/support.ts";
import { type Office, office } from "./office.ts";

let at: Office;
afterEach(() => at.into.close());

/** Records everybody expected at the unit's session as one status, as a liaison's form does. @returns their names */
async function record(code: string, date: string, status: "present" | "late" = "present"): Promise<string[]> {
  const store = attendanceStore(at.db, at.workspaceId);
  const key = { unitId: await at.unit(code), date };
  const campaignId = (await at.db.campaign.findFirstOrThrow()).id;
  return at.db.$transaction(async (tx) => {
    const { id, rows } = await store.lock(tx, key, campaignId, new Date(0));
    const marks = rows.map(({ personId }) => ({ personId, status, reason: null }));
    await store.setMarks(tx, { id, date }, marks);
    return rows.map(({ name }) => name);
  });
}

async function expected(code: string, date: string): Promise<string[]> {
  const sheet = await attendanceStore(at.db, at.workspaceId).sheet({ unitId: await at.unit(code), date });
  return sheet.expected.map(({ name }) => name);
}

async function transfer(no: string, code: string, from: string) {
  return at.moving.transfer(await at.asker(), {
    personId: await at.person(no),
    unitId: await at.unit(code),
    from,
  });
}

const statuses = async () =>
  (
    await at.db.attendance.findMany({
      where: { session: { date: { gte: dayOf("2025-05-01") } } },
      include: { person: true, session: { include: { unit: true } } },
    })
  )
    .map(({ person, status, session }) => `${person.name} ${session.unit.code} ${status}`)
    .toSorted();

const today = "2025-05-20";

describe("somebody recorded by one unit", () => {
  it("is not expected by the other one to which they are transferred that day", async () => {
    at = await office();
    expect(await record("k-7", today)).toEqual(["Bo", "Cy"]);
    await transfer("3", "k-8", today);
    expect(await expected("k-8", today)).toEqual(["Di"]);
    expect(await record("k-8", today)).toEqual(["Di"]);
    expect(await statuses()).toEqual(["Bo k-7 present", "Cy k-7 present", "Di k-8 present"]);
    expect(await expected("k-8", "2025-05-21")).toEqual(["Cy", "Di"]);
  });

  it("does not join the list that the other one had fixed before a transfer that is dated back", async () => {
    at = await office();
    await record("k-7", "2025-05-14", "late");
    await record("k-8", "2025-05-14");
    await transfer("3", "k-8", "2025-05-12");
    expect(await record("k-8", "2025-05-14")).toEqual(["Di"]);
    expect(await statuses()).toEqual(["Bo k-7 late", "Cy k-7 late", "Di k-8 present"]);
  });

  it("is recorded by no file a second time", async () => {
    at = await office();
    await record("k-7", "2025-05-14", "late");
    await transfer("3", "k-8", "2025-05-12");
    const file = {
      "attendance.csv": csv(attendanceHeader, "k-8,2025-05-14,4,present", "k-8,2025-05-14,3,present"),
    };
    expect(await at.into.import(file)).toMatchObject({
      kind: "refused",
      problems: [
        {
          line: 3,
          column: "employee_no",
          key: "records.recordedElsewhere",
          values: { code: "3", unit: "k-7" },
        },
      ],
    });
    expect(await statuses()).toEqual(["Bo k-7 late", "Cy k-7 late"]);
  });

  it("leaves the list of the old unit, and joins the new one's, when a file transfers them", async () => {
    at = await office();
    await record("k-7", today);
    await record("k-8", today);
    const cy = { personId: await at.person("3") };
    await at.db.attendance.updateMany({ where: cy, data: { status: null } });
    await at.into.import({
      "people.csv": csv(peopleHeader, "3,Cy,k-8,Cook,cy@k7.test,liaison", "5,Ed,k-8,,,"),
    });
    expect(await statuses()).toEqual(["Bo k-7 present", "Cy k-8 null", "Di k-8 present", "Ed k-8 null"]);
  });

  it("has one status whoever writes first, when a session is recorded while they are transferred", async () => {
    at = await office();
    await Promise.allSettled([record("k-7", today), record("k-8", today), transfer("3", "k-8", today)]);
    await record("k-7", today);
    await record("k-8", today);
    expect((await statuses()).filter((one) => one.startsWith("Cy"))).toHaveLength(1);
  });
});
