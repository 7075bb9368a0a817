import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rateOf } from "../../src/attendance/figures.ts";
import { addDays, type IsoDate, type Period } from "../../src/calendar.ts";
import { dayOf } from "../../src/db/dates.ts";
import { figureSources } from "../../src/features.ts";
import { askFigures } from "../../src/figures/ask.ts";
import type { Unit } from "../../src/org/model.ts";
import { orgStore } from "../../src/org/store.ts";
import { unitTree } from "../../src/org/tree.ts";
import {
  attendanceHeader,
  countsHeader,
  csv,
  type Importer,
  importer,
  peopleHeader,
  unitsHeader,
  valley,
} from "../files/support.ts";

const statuses = ["present", "late", "leave", "absent"] as const;
const firstDay = "2025-03-03";
const days = 20;

/** A county drawn at random: parents by position, a home for each person, sessions by name or by head-count. */
type County = {
  parents: number[];
  homes: number[];
  sessions: {
    unit: number;
    day: number;
    counts: [number, number, number, number] | null;
    statuses: number[];
  }[];
};

const county: fc.Arbitrary<County> = fc.record({
  parents: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
  homes: fc.array(fc.nat(), { maxLength: 20 }),
  sessions: fc.uniqueArray(
    fc.record({
      unit: fc.nat({ max: 12 }),
      day: fc.nat({ max: days - 1 }),
      counts: fc.option(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(9), fc.nat(9), fc.nat(9))),
      statuses: fc.array(fc.nat({ max: 4 }), { minLength: 20, maxLength: 20 }),
    }),
    { maxLength: 25, selector: ({ unit, day }) => `${unit} ${day}` },
  ),
});

const codeOf = (unit: number) => `u${unit}`;
const parentOf = ({ parents }: County, unit: number) => (unit === 0 ? null : (parents[unit] ?? 0) % unit);
const homeOf = ({ homes, parents }: County, person: number) => (homes[person] ?? 0) % parents.length;
const dateOf = (day: number): IsoDate => addDays(firstDay, day);

/** What somebody has in a session; undefined where the file leaves them out. */
const statusOf = (session: County["sessions"][number], person: number) =>
  statuses[session.statuses[person] ?? 4];

function filesOf(drawn: County) {
  const people = drawn.homes.map((_, person) => person);
  const sessions = drawn.sessions.filter(({ unit }) => unit < drawn.parents.length);
  const names = sessions.flatMap((session) =>
    session.counts
      ? []
      : people
          .filter((person) => homeOf(drawn, person) === session.unit && statusOf(session, person))
          .map(
            (person) =>
              `${codeOf(session.unit)},${dateOf(session.day)},p${person},${statusOf(session, person)}`,
          ),
  );
  const counted = sessions.flatMap(({ unit, day, counts }) =>
    counts ? [`${codeOf(unit)},${dateOf(day)},${counts.join(",")}`] : [],
  );
  return {
    "campaign.json": valley["campaign.json"],
    "units.csv": csv(
      unitsHeader,
      ...drawn.parents.map((_, unit) => {
        const parent = parentOf(drawn, unit);
        return `${codeOf(unit)},Unit ${unit},unit,${parent === null ? "" : codeOf(parent)},`;
      }),
    ),
    "people.csv": csv(
      peopleHeader,
      ...people.map((person) => `p${person},Person,${codeOf(homeOf(drawn, person))},,,`),
    ),
    "attendance.csv": csv(attendanceHeader, ...names),
    "headcounts.csv": csv(countsHeader, ...counted),
  };
}

/** The same figures, counted the long way. */
function naive(drawn: County, root: number, { from, to }: Period) {
  const inScope = (unit: number): boolean => {
    if (unit === root) return true;
    const parent = parentOf(drawn, unit);
    return parent !== null && inScope(parent);
  };
  const sum = { present: 0, late: 0, leave: 0, absent: 0 };
  const reporting = new Set<number>();
  let sessions = 0;
  for (const session of drawn.sessions) {
    const { unit, day, counts } = session;
    const date = dateOf(day);
    if (unit >= drawn.parents.length || !inScope(unit) || date < from || date > to) continue;
    const given = drawn.homes.flatMap((_, person) =>
      !counts && homeOf(drawn, person) === unit ? (statusOf(session, person) ?? []) : [],
    );
    if (!counts && given.length === 0) continue;
    for (const status of given) sum[status]++;
    for (const [at, status] of statuses.entries()) sum[status] += counts?.[at] ?? 0;
    sessions++;
    reporting.add(unit);
  }
  const attended = sum.present + sum.late;
  const expected = attended + sum.leave + sum.absent;
  const units = drawn.parents.filter((_, unit) => inScope(unit)).length;
  return {
    units: { total: units },
    people: { total: drawn.homes.filter((_, person) => inScope(homeOf(drawn, person))).length },
    attendance: {
      unitsReported: reporting.size,
      unitsTotal: units,
      sessions,
      ...sum,
      attended,
      expected,
      rate: expected === 0 ? null : Number((Math.round((attended / expected) * 1e4 + 1e-7) / 1e4).toFixed(4)),
    },
  };
}

let into: Importer;
beforeAll(async () => {
  into = await importer();
});
afterAll(() => into.close());

const ask = (questions: { unit: Unit; period: Period }[]) =>
  askFigures(figureSources, into.db, into.workspaceId, questions);
const unitsNow = async () => unitTree(await orgStore(into.db, into.workspaceId).units());

async function unitNow(code: string): Promise<Unit> {
  const unit = (await unitsNow()).byCode(code);
  if (!unit) throw new Error(`no unit ${code}`);
  return unit;
}

async function empty(): Promise<void> {
  await into.db.$executeRaw`
    DO $$ BEGIN ALTER TABLE audit_entry DISABLE TRIGGER USER;
      TRUNCATE campaign, phase, theme, direction, unit, person, membership, session, attendance, audit_entry, request_key CASCADE;
      ALTER TABLE audit_entry ENABLE TRIGGER USER; END $$`;
}

describe("figures", () => {
  it("agree with a count by hand, for any tree, sessions and periods, many questions at once", async () => {
    await fc.assert(
      fc.asyncProperty(county, async (drawn) => {
        await empty();
        expect(await into.import(filesOf(drawn))).toMatchObject({ kind: "written" });
        const units = await unitsNow();
        const periods = [
          { from: firstDay, to: dateOf(days) },
          { from: dateOf(4), to: dateOf(11) },
          { from: dateOf(7), to: dateOf(7) },
        ];
        const asked = drawn.parents.flatMap((_, root) => periods.map((period) => ({ root, period })));
        const questions = asked.flatMap(({ root, period }) => {
          const unit = units.byCode(codeOf(root));
          return unit ? [{ unit, period }] : [];
        });
        const answers = await ask(questions);
        // What other features count has tests of its own.
        expect(answers.map(({ units, people, attendance }) => ({ units, people, attendance }))).toEqual(
          asked.map(({ root, period }) => naive(drawn, root, period)),
        );
      }),
      { numRuns: 25 },
    );
  });

  it("do not count a session whose people are listed but have no status", async () => {
    await empty();
    await into.import(valley);
    const unit = await unitNow("k-7");
    const campaign = await into.db.campaign.findFirstOrThrow();
    const person = await into.db.person.findFirstOrThrow({ where: { employeeNo: "3" } });
    const { workspaceId } = into;
    await into.db.session.create({
      data: {
        workspaceId,
        campaignId: campaign.id,
        unitId: unit.id,
        date: dayOf("2025-05-07"),
        attendances: { create: { personId: person.id, workspaceId, status: null } },
      },
    });
    const [week] = await ask([{ unit, period: { from: "2025-05-05", to: "2025-05-11" } }]);
    expect(week?.attendance).toMatchObject({ sessions: 0, unitsReported: 0, expected: 0, rate: null });
  });

  it("count people as of the period's last day, or the campaign's first when it ends earlier", async () => {
    await empty();
    await into.import(valley);
    const unit = await unitNow("amt");
    const totals = await ask([
      { unit, period: { from: "2025-01-01", to: "2025-01-31" } },
      { unit, period: { from: "2025-01-01", to: "2030-01-31" } },
    ]);
    expect(totals.map(({ people }) => people)).toEqual([{ total: 4 }, { total: 4 }]);
  });

  it("see nothing of another workspace on the same database", async () => {
    await empty();
    await into.import(valley);
    const unit = await unitNow("amt");
    const other = await into.db.workspace.create({ data: { slackTeamId: "T2", name: "Other" } });
    const question = { unit, period: { from: "2025-03-03", to: "2025-06-29" } };
    const [answer] = await askFigures(figureSources, into.db, other.id, [question]);
    expect(answer).toMatchObject({ units: { total: 0 }, people: { total: 0 }, attendance: { sessions: 0 } });
  });

  it("answer no question with nothing", async () => {
    expect(await ask([])).toEqual([]);
  });
});

describe("a rate", () => {
  it("is rounded half up at the fourth decimal", () => {
    expect([
      rateOf(1, 3),
      rateOf(2, 3),
      rateOf(1, 20_000),
      rateOf(3, 20_000),
      rateOf(1, 1),
      rateOf(0, 7),
    ]).toEqual([0.3333, 0.6667, 0.0001, 0.0002, 1, 0]);
  });
});
