import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nameKey } from "../../src/i18n/names.ts";
import { askerOf } from "../../src/org/asker.ts";
import { findPeople } from "../../src/org/find-people.ts";
import { unitNamed } from "../../src/org/named.ts";
import { type Listed, peopleNamed, search } from "../../src/org/people.ts";
import { rosterStore } from "../../src/roster/people/store.ts";
import { createWorld, i18n, type World } from "../attendance/world.ts";

const uyghur = [
  "阿依古丽•买买提",
  "阿依古丽．买买提",
  "阿依古丽・买买提",
  "阿依古丽‧买买提",
  "阿依古丽买买提",
  "阿依\u200d古丽 ·买买提",
];
const spellings = {
  阿依古丽·买买提: uyghur,
  "O’Brien": ["O'Brien", "Oʼbrien", "O＇BRIEN", "O‘Brien", "O`Brien", "O´Brien", "OBrien"],
  "Mary-Jane": ["Mary‑Jane", "Mary–Jane", "mary jane", "ＭａｒｙＪａｎｅ", "Mary\u00adJane"],
};

describe("the key of a name", () => {
  it("is the same for every spelling of it, and another for another name", () => {
    for (const [name, others] of Object.entries(spellings))
      for (const other of others) expect(nameKey(other), other).toBe(nameKey(name));
    expect(nameKey("阿依古丽買買提")).not.toBe(nameKey("阿依古丽买买提"));
    expect(nameKey("R&D")).not.toBe(nameKey("RD"));
  });

  it("is never empty for a name: one of signs alone is its own", () => {
    expect([nameKey(" ·"), nameKey("-"), nameKey("  ")]).toEqual(["·", "-", ""]);
  });
});

describe("people named on a line", () => {
  const list = (...names: string[]): Listed[] =>
    names.map((name, index) => ({ personId: `${index}`, name, employeeNo: `A-${index}`, position: null }));
  const found = (typed: string, among: Listed[]) =>
    peopleNamed([{ who: { name: typed } }], among, new Map(), i18n.locale("en")).map(
      ({ personId }) => personId,
    );

  it("are found in every spelling, several in one as well", () => {
    const among = list("阿依古丽·买买提", "O’Brien", "Mary-Jane");
    for (const [index, name] of among.map((person) => person.name).entries())
      for (const typed of spellings[name as keyof typeof spellings])
        expect(found(typed, among), typed).toEqual([`${index}`]);
    expect(found("阿依古丽•买买提和O'Brien", among)).toEqual(["0", "1"]);
  });

  it("are told apart by number where their keys are equal; a number's own hyphens count", () => {
    const among = list("Li’an", "Lian");
    expect(() => found("Lian", among)).toThrow("common.refused.ambiguousName");
    expect(found("a-1", among)).toEqual(["1"]);
    expect(() => found("a1", among)).toThrow("common.refused.unknown");
  });

  it("are never suggested by the name that was typed", () => {
    const among = list("阿依古丽·买买提", "马明天");
    expect(found("马 明天", among)).toEqual(["1"]);
    for (const part of ["马明", "明天", "阿依古丽"])
      expect(() => found(part, among)).toThrow("common.refused.unknownNear");
  });

  it("are found while typing in a field", async () => {
    const among = list("阿依古丽·买买提", "O’Brien");
    for (const query of ["阿依古丽买", "丽．买", "o'b", "obri"])
      expect(await search(among, query)).toHaveLength(1);
  });
});

describe("the roster and the tree", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({
      units: [
        { code: "B", name: "County" },
        { code: "S", name: "St. Mary’s School", parent: "B" },
      ],
      people: [
        { no: "1", name: "顾力涵", unit: "B", roles: ["leading_group"], slack: "UADMIN" },
        { no: "2", name: "阿依古丽·买买提", unit: "S" },
        { no: "3", name: "Ann O’Brien", unit: "S", slack: "UANN" },
        { no: "4", name: "ＬＩ Lei", unit: "B" },
      ],
    });
  });
  afterAll(() => world.close());
  const asking = async (slackUserId: string) =>
    askerOf(await world.request(slackUserId), await world.org.units());

  it("find people in every spelling: by a part within one's scope, by the whole name beyond it", async () => {
    const find = findPeople(world.db, world.workspaceId);
    const names = async (who: string, query: string) =>
      (await find(await asking(who), query, 10)).map(({ name }) => name);
    for (const query of ["阿依古丽买", "古丽•买", ...uyghur])
      expect(await names("UADMIN", query), query).toEqual(["阿依古丽·买买提"]);
    expect(await names("UADMIN", "o'brien")).toEqual(["Ann O’Brien"]);
    expect(await names("UANN", "li-lei")).toEqual(["ＬＩ Lei"]);
    expect(await names("UANN", "顾力")).toEqual([]);
  });

  it("list people in every spelling", async () => {
    const roster = rosterStore(world.db, world.workspaceId);
    const wanted = { scope: { treeFirst: 1, treeLast: 2 }, date: "2026-10-21", unmatched: false };
    for (const query of uyghur)
      expect((await roster.find({ ...wanted, query, offset: 0, limit: 9 })).total, query).toBe(1);
  });

  it("find a unit in every spelling", async () => {
    for (const typed of ["St Mary's School", "st mary’s", "ST. MARYS SCHOOL", "s"])
      expect((await unitNamed(await asking("UADMIN"), typed, world.org)).code, typed).toBe("S");
  });
});
