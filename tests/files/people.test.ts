import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ImportedMeanwhile } from "../../src/files/import.ts";
import { csv, type Importer, importer, peopleHeader, unitsHeader, valley } from "./support.ts";

let into: Importer;
beforeEach(async () => {
  into = await importer();
  await into.import(valley);
});
afterEach(() => into.close());

const people = (...rows: string[]) => ({ "people.csv": csv(peopleHeader, ...rows) });
const person = (employeeNo: string) => into.db.person.findFirst({ where: { employeeNo } });
const unchanged = { kind: "unchanged" };
const everybody = () => into.db.person.findMany({ orderBy: { id: "asc" } });
/** Ends somebody's last stay on that day. */
const leaves = (employeeNo: string, lastDay: string) =>
  into.db.membership.updateMany({ where: { person: { employeeNo } }, data: { endsOn: new Date(lastDay) } });

describe("a blank cell", () => {
  it("takes neither roles nor position nor address from somebody who is there", async () => {
    const before = await everybody();
    expect(await into.import(people("1,Ada,amt,,,", "3,Cy,k-7,,,;"))).toMatchObject(unchanged);
    expect(await everybody()).toEqual(before);
  });

  it("is empty where somebody is new", async () => {
    await into.import(people("9,Eve,k-7,,,"));
    expect(await person("9")).toMatchObject({ position: null, email: null, roles: [] });
  });

  it("leaves a role to be taken by naming what stays", async () => {
    await into.import(people("3,Cy,k-7,,,staff"));
    expect(await person("3")).toMatchObject({ position: "Cook", email: "cy@k7.test", roles: ["staff"] });
  });

  it("takes neither weekday nor parent from a unit that is there", async () => {
    const units = { "units.csv": csv(unitsHeader, "nord,Nordtal,valley,,", "k-8,Krippe,nursery,süd,") };
    expect(await into.import(units)).toMatchObject(unchanged);
  });

  it("says which unit comes to the top where the one at the top goes below it", async () => {
    const units = { "units.csv": csv(unitsHeader, "nord,Nordtal,valley,,", "amt,Schulamt,office,nord,") };
    expect(await into.import(units, { restate: true })).toMatchObject({ kind: "written" });
    const [top] = await into.db.unit.findMany({ orderBy: { treeFirst: "asc" } });
    expect(top).toMatchObject({ code: "nord", parentId: null });
  });
});

describe("the last administrator", () => {
  it("stays: the row that would take the role is refused", async () => {
    expect(await into.import(people("1,Ada,amt,Head,,unit_head"))).toMatchObject({
      kind: "refused",
      problems: [{ line: 2, column: "roles", key: "records.lastAdministrator", values: { name: "Ada" } }],
    });
    expect(await person("1")).toMatchObject({ roles: ["unit_head", "administrator"] });
  });

  it("may step down for another one in the same file, unless that one has left", async () => {
    await leaves("4", "2025-05-01");
    await into.import(people("9,Eve,k-7,,,"));
    await into.db.person.updateMany({ where: { employeeNo: "4" }, data: { roles: ["administrator"] } });
    const stepDown = "1,Ada,amt,Head,,unit_head";
    expect(await into.import(people(stepDown))).toMatchObject({ kind: "refused" });
    expect(await into.import(people(stepDown, "9,Eve,k-7,,,administrator"))).toMatchObject({
      kind: "written",
    });
  });
});

describe("administrators who step down at once", () => {
  it("leave one: the file gives way where the other did so in Slack while it was read", async () => {
    await into.import(people("2,Bo,k-7,,,administrator"));
    into.beforeNextWrite(() =>
      into.db.person.updateMany({ where: { employeeNo: "2" }, data: { roles: [] } }),
    );
    await expect(into.import(people("1,Ada,amt,,,unit_head"))).rejects.toThrow(ImportedMeanwhile);
    expect(await person("1")).toMatchObject({ roles: ["unit_head", "administrator"] });
  });
});

describe("a number that nobody has", () => {
  const sameName = { line: 2, column: "employee_no", key: "records.sameName", values: { known: "3" } };

  it.each([
    ["the name and unit of somebody whom the file leaves out", "30,Cy,k-7,,,", sameName],
    ["the name in other letters and width", "30,ｃｙ,k-7,,,", sameName],
    [
      "the address of somebody whom the file leaves out",
      "30,Cyrus,amt,,CY@k7.test,",
      { key: "records.sameEmail" },
    ],
  ])("with %s is refused, and imported as somebody new when told so", async (_what, row, problem) => {
    const files = people(row);
    expect(await into.import(files)).toMatchObject({ kind: "refused", count: 1, problems: [problem] });
    expect(await person("30")).toBeNull();
    const outcome = await into.import(files, { newPeople: true });
    // An address is one person's, whoever says what.
    if (row.includes("@")) expect(outcome).toMatchObject({ problems: [{ key: "records.emailTakenHeld" }] });
    else expect(await into.db.person.count({ where: { name: row.split(",")[1] ?? "" } })).toBeGreaterThan(0);
  });

  it("with the name of somebody who left that unit is refused", async () => {
    await leaves("3", "2025-05-01");
    expect(await into.import(people("30,Cy,k-7,,,"))).toMatchObject({
      kind: "refused",
      problems: [sameName],
    });
    expect(await into.import(people("30,Cy,amt,,,"))).toMatchObject({ kind: "written" });
  });

  it.each([
    ["somebody whom the file names too", ["3,Cy,k-7,,,", "30,Cy,k-7,,,"]],
    ["somebody of the file with another number", ["30,Eve,k-7,,,", "31,Eve,k-7,,,"]],
    ["somebody of another unit", ["30,Cy,amt,,,"]],
  ])("with the name of %s is of somebody new", async (_whom, rows) => {
    expect(await into.import(people(...rows))).toMatchObject({ kind: "written" });
    expect(await person("30")).not.toBeNull();
  });
});
