import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { kinds } from "../../src/features.ts";
import type { ImportOutcome } from "../../src/files/import.ts";
import type { Field, Value } from "../../src/kind/fields.ts";
import { columnOf, type Kind } from "../../src/kind/kind.ts";
import { recordsOf } from "../../src/kind/store.ts";
import { csv, type Importer, importer, valley } from "../files/support.ts";

let into: Importer;
beforeEach(async () => {
  into = await importer();
});
afterEach(() => into.close());

const named = (name: string): Kind => {
  const kind = kinds.find((one) => one.name === name);
  if (!kind) throw new Error(`no kind ${name}`);
  return kind;
};

/** The lines of a kind's file, from what stands in its cells by column. */
function fileOf(kind: Kind, rows: Record<string, string>[]): Record<string, string> {
  const unit = "column" in kind.unit ? [kind.unit.column] : [];
  const columns = [...unit, ...Object.values(kind.file.columns)];
  const lines = rows.map((row) => columns.map((column) => row[column] ?? "").join(","));
  return { [kind.file.name]: csv(columns.join(","), ...lines) };
}

const problemsOf = (outcome: ImportOutcome) =>
  outcome.kind === "refused"
    ? outcome.problems.map(({ line, column, key }) => [line, column, key])
    : outcome.kind;

describe.each(kinds.map((kind) => [kind.name, kind] as const))("the kind %s", (_, kind) => {
  it("is declared as its table is", async () => {
    const columns = await into.db.$queryRaw<{ name: string; type: string; optional: boolean }[]>`
      SELECT column_name AS name, data_type AS type, is_nullable = 'YES' AS optional
      FROM information_schema.columns WHERE table_name = ${kind.table} AND table_schema = 'public' ORDER BY 1`;
    const own = columns.filter(
      ({ name }) =>
        !["id", "workspace_id", "campaign_id", "unit_id", "created_at", "updated_at"].includes(name),
    );
    const declared = Object.entries<Field>(kind.fields).map(([field, { cell, sql }]) => ({
      name: columnOf(kind, field),
      type: sql,
      optional: cell.safeParse("").success,
    }));
    expect(own).toEqual(declared.sort((a, b) => (a.name < b.name ? -1 : 1)));
    expect(columns.length).toBe(own.length + 6);
  });

  it("comes out of its file as it went in, whatever it holds, and a second time changes nothing", async () => {
    await into.import(valley);
    await fc.assert(
      fc.asyncProperty(fc.array(rowOf(kind), { minLength: 1, maxLength: 12 }), async (drawn) => {
        await into.db.$executeRawUnsafe(`DELETE FROM "${kind.table}"`);
        const rows = kind.again === "refused" ? onceEach(kind, drawn) : drawn;
        const files = fileOf(kind, rows);
        expect(await into.import(files)).toMatchObject({ kind: "written" });
        const campaign = await into.db.campaign.findFirstOrThrow();
        const records = await recordsOf(into.db, kind, campaign.id);
        expect(await Promise.all(records.map(({ values }) => cellsOf(kind, values))).then(sorted)).toEqual(
          sorted(rows.map((row) => Object.values(kind.file.columns).map((column) => row[column] ?? ""))),
        );
        expect(await into.import(files)).toMatchObject({ kind: "unchanged" });
      }),
      { numRuns: 4 },
    );
  });
});

const sorted = (lines: string[][]) => lines.map((line) => line.join("|")).sort();

/** One row a unit and key: a second one would be refused. */
function onceEach(kind: Kind, rows: Record<string, string>[]) {
  const column = "column" in kind.unit ? [kind.unit.column] : [];
  const keys = [...column, ...kind.key.map((field) => kind.file.columns[field] ?? "")];
  return [...new Map(rows.map((row) => [keys.map((key) => row[key]).join("|"), row])).values()];
}

/** A record's values as its file writes them. */
async function cellsOf(kind: Kind, values: Record<string, Value>): Promise<string[]> {
  const cells = Object.keys(kind.file.columns).map(async (field) => {
    const value = values[field];
    const { refers } = kind.fields[field] ?? {};
    if (value === null || value === undefined) return "";
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (refers === "person")
      return (await into.db.person.findUniqueOrThrow({ where: { id: String(value) } })).employeeNo;
    if (refers === "unit")
      return (await into.db.unit.findUniqueOrThrow({ where: { id: String(value) } })).code;
    return String(value);
  });
  return Promise.all(cells);
}

const days = ["2025-03-03", "2025-03-30", "2025-04-14", "2025-05-20"];

/** A row that can be: people and units of the valley, days of its campaign, states that fit their dates. */
function rowOf(kind: Kind): fc.Arbitrary<Record<string, string>> {
  const unit =
    "column" in kind.unit ? { [kind.unit.column]: fc.constantFrom("amt", "nord", "k-7", "k-8") } : {};
  const cells = Object.entries(kind.file.columns).map(
    ([field, column]) => [column, cellOf(kind.fields[field])] as const,
  );
  const row = fc.record({ ...unit, ...Object.fromEntries(cells) });
  return kind.name === "issue" ? row.map(inOrder) : row;
}

function inOrder(row: Record<string, string>): Record<string, string> {
  const [raised = "", answered = "", settled = ""] = ["raised_on", "answered_on", "settled_on"]
    .map((column) => row[column] ?? "")
    .filter((day) => day !== "")
    .sort();
  const state = settled ? "settled" : answered ? "answered" : "open";
  return { ...row, raised_on: raised, answered_on: answered, settled_on: settled, state };
}

function cellOf(field: Field | undefined): fc.Arbitrary<string> {
  if (!field) throw new Error("no such field");
  const optional = field.cell.safeParse("").success ? [""] : [];
  if (field.refers === "person") return fc.constantFrom("1", "2", "3", "4");
  if (field.refers === "unit") return fc.constantFrom("amt", "nord", "k-7", "k-8", "süd");
  if (field.sql === "date") return fc.constantFrom(...days, ...optional);
  if (field.sql === "integer") return fc.constantFrom("0", "7", "203", ...optional);
  if (field.sql === "boolean") return fc.constantFrom("yes", "no");
  const known = field.cell.safeParse("M1");
  // A field of certain words names them when it refuses another.
  const words = known.success
    ? ["M1", "第2册", "T-3"]
    : String(Object(known.error.issues[0]).params?.words ?? "").split(", ");
  return fc.constantFrom(...words, ...optional);
}

describe("a kind's file", () => {
  beforeEach(async () => void (await into.import(valley)));

  it("counts identical lines each, and changes the one that says otherwise", async () => {
    const note = named("note");
    const row = { employee_no: "2", material_code: "M1", date: "2025-03-12", checked: "no" };
    await into.import(fileOf(note, [row, row]));
    expect(await into.import(fileOf(note, [row, { ...row, checked: "yes" }]))).toMatchObject({
      kind: "written",
      files: [{ name: "notes.csv", records: 1 }],
    });
    expect(await into.db.note.count()).toBe(2);
    expect(await into.db.note.count({ where: { checked: true } })).toBe(1);
  });

  it("leaves records alone that it does not name", async () => {
    const plan = named("plan");
    const of = (unit_code: string, state: string) => ({ unit_code, state, submitted_on: "2025-03-12" });
    await into.import(fileOf(plan, [of("k-7", "submitted"), of("k-8", "submitted")]));
    await into.import(fileOf(plan, [of("k-8", "approved")]));
    const states = await into.db.plan.findMany({
      include: { unit: true },
      orderBy: { unit: { code: "asc" } },
    });
    expect(states.map(({ unit, state }) => [unit.code, state])).toEqual([
      ["k-7", "submitted"],
      ["k-8", "approved"],
    ]);
    expect(
      await into.db.auditEntry.findMany({ where: { record: "plan" }, orderBy: { id: "asc" } }),
    ).toMatchObject([
      { before: null, after: { state: "submitted" }, actor: "import" },
      { before: null, after: { state: "submitted" }, actor: "import" },
      { before: { state: "submitted" }, after: { state: "approved" }, actor: "import" },
    ]);
  });

  it.each([
    [
      "the same unit twice",
      "plan",
      [plan("k-7", "submitted"), plan("k-7", "approved")],
      [[3, undefined, "records.recordTwice"]],
    ],
    ["a state that there is not", "plan", [plan("k-7", "lost")], [[2, "state", "records.unknownWord"]]],
    ["an unknown unit", "plan", [plan("k-0", "submitted")], [[2, "unit_code", "records.unknownUnit"]]],
    [
      "a day outside the campaign",
      "plan",
      [{ ...plan("k-7", "submitted"), submitted_on: "2024-12-31" }],
      [[2, "submitted_on", "records.outsideCampaign"]],
    ],
    [
      "a day to come",
      "plan",
      [{ ...plan("k-7", "submitted"), submitted_on: "2025-06-01" }],
      [[2, "submitted_on", "records.inFuture"]],
    ],
    [
      "nobody",
      "group",
      [{ unit_code: "k-7", chair_employee_no: "99" }],
      [[2, "chair_employee_no", "records.unknownPerson"]],
    ],
    [
      "a word for a number",
      "mobilization",
      [{ unit_code: "k-7", date: "2025-03-12", chair_employee_no: "2", attendees: "all" }],
      [[2, "attendees", "records.notWhole"]],
    ],
    [
      "an answer before the issue",
      "issue",
      [issue({ state: "answered", answered_on: "2025-03-11" })],
      [[2, "answered_on", "records.issueAnsweredEarly"]],
    ],
    [
      "a state without its day",
      "issue",
      [issue({ state: "settled", answered_on: "2025-03-14" })],
      [[2, "state", "records.issueStateOtherwise"]],
    ],
  ])("refuses %s, at its cell", async (_what, kind, rows, problems) => {
    expect(problemsOf(await into.import(fileOf(named(kind), rows)))).toEqual(problems);
    expect(await into.db.auditEntry.count({ where: { record: kind } })).toBe(0);
  });

  it("counts what somebody did for the unit to which they belonged that day", async () => {
    const home = async (code: string) => (await into.db.unit.findFirstOrThrow({ where: { code } })).id;
    const [old, now] = [await home("k-7"), await home("k-8")];
    const cy = await into.db.person.findFirstOrThrow({ where: { employeeNo: "3" } });
    await into.db.$executeRaw`UPDATE membership SET ends_on = '2025-04-06' WHERE person_id = ${cy.id}::uuid`;
    await into.db.membership.create({
      data: { workspaceId: into.workspaceId, personId: cy.id, unitId: now, startsOn: new Date("2025-04-08") },
    });
    const on = (date: string) => ({ employee_no: "3", material_code: "M1", date, checked: "no" });
    const moved = { "people.csv": valley["people.csv"].replace("3,Cy,k-7", "3,Cy,k-8") };
    const outcome = await into.import({
      ...moved,
      ...fileOf(named("note"), [on("2025-04-06"), on("2025-04-08")]),
    });
    expect(outcome).toMatchObject({ kind: "written" });
    const notes = await into.db.note.findMany({ orderBy: { date: "asc" } });
    expect(notes.map(({ unitId }) => unitId)).toEqual([old, now]);
    const nowhere = await into.import({ ...moved, ...fileOf(named("note"), [on("2025-04-07")]) });
    expect(problemsOf(nowhere)).toEqual([[2, "date", "records.nowhereThen"]]);
  });
});

function plan(unit_code: string, state: string) {
  return { unit_code, state, submitted_on: "2025-03-12" };
}

function issue(more: Record<string, string>) {
  const plain = { issue_no: "I1", unit_code: "k-7", raised_on: "2025-03-12", due_on: "", state: "open" };
  return { ...plain, answered_on: "", settled_on: "", text: "Lamp", ...more };
}

it("nothing in the engine asks which kind it is", () => {
  const engine = fileURLToPath(new URL("../../src/kind", import.meta.url));
  const texts = readdirSync(engine).map((file) => readFileSync(join(engine, file), "utf8"));
  expect(texts.length).toBeGreaterThan(0);
  expect(
    texts.filter((text) => /\bname\s*(===|!==)|switch \((kind\.)?name|case "(group|plan|note)"/.test(text)),
  ).toEqual([]);
});
