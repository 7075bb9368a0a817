import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csv, type Importer, importer, valley } from "../files/support.ts";

const header = "employee_no,direction_code,title,state,registered_on";
const topics = (...lines: string[]) => ({ ...valley, "topics.csv": csv(header, ...lines) });

let into: Importer;
beforeAll(async () => {
  into = await importer();
});
afterAll(() => into.close());

const held = async () => {
  const rows = await into.db.topic.findMany({ include: { person: true }, orderBy: { registeredOn: "asc" } });
  return rows.map(({ person, title, state, directionCode, returnedReason }) => ({
    no: person.employeeNo,
    title,
    state,
    directionCode,
    returnedReason,
  }));
};

describe("topics.csv", () => {
  it("is imported, changed by a corrected file, and changes nothing the second time", async () => {
    const first = await into.import(
      topics("1,W1,Reading at home,registered,2025-04-01", "3,W1,Reading <aloud> & more,returned,2025-04-02"),
    );
    expect(first).toMatchObject({ kind: "written" });
    expect(await held()).toEqual([
      { no: "1", title: "Reading at home", state: "registered", directionCode: "W1", returnedReason: null },
      {
        no: "3",
        title: "Reading <aloud> & more",
        state: "returned",
        directionCode: "W1",
        returnedReason: "–",
      },
    ]);
    const entries = await into.db.auditEntry.findMany({ where: { record: "topic" } });
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({
      before: null,
      after: { title: "Reading at home", state: "registered" },
    });
    expect(entries.every(({ unitId, date }) => unitId !== null && date !== null)).toBe(true);

    await into.db.topic.updateMany({ where: { state: "returned" }, data: { returnedReason: "too wide" } });
    const again = await into.import(
      topics("1,W1,Reading at school,approved,2025-04-01", "3,W1,Reading <aloud> & more,returned,2025-04-02"),
    );
    expect(again).toMatchObject({ kind: "written" });
    expect(await held()).toMatchObject([
      { no: "1", title: "Reading at school", state: "approved" },
      { no: "3", returnedReason: "too wide" },
    ]);
    expect(await into.db.auditEntry.count({ where: { record: "topic" } })).toBe(3);
    const third = await into.import(
      topics("1,W1,Reading at school,approved,2025-04-01", "3,W1,Reading <aloud> & more,returned,2025-04-02"),
    );
    expect(third).toMatchObject({ kind: "unchanged" });
    expect(await into.db.auditEntry.count({ where: { record: "topic" } })).toBe(3);
  });

  it("is refused with each thing that is wrong in it, and nothing is written", async () => {
    const before = await held();
    const outcome = await into.import(
      topics(
        "1,W9,A title,registered,2025-04-01",
        "99,W1,A title,registered,2025-04-01",
        "2,W1,,registered,2025-04-01",
        "2,W1,!!!,registered,2025-04-01",
        "3,W1,A title,thought,2025-04-01",
        "3,W1,A title,approved,2025-02-01",
        "4,W1,A title,approved,2025-06-01",
        "4,W1,Another,approved,2025-04-01",
      ),
    );
    if (outcome.kind !== "refused") throw new Error("it was imported");
    expect(outcome.problems.map(({ line, column, key }) => [line, column, key])).toEqual([
      [2, "direction_code", "records.unknownWord"],
      [3, "employee_no", "records.unknownPerson"],
      [4, "title", "records.empty"],
      [5, "title", "records.empty"],
      [6, "state", "records.unknownWord"],
      [7, "registered_on", "records.outsideCampaign"],
      [8, "registered_on", "records.inFuture"],
      [9, "employee_no", "records.personTwice"],
    ]);
    expect(await held()).toEqual(before);
  });
});
