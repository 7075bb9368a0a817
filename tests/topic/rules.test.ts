import { describe, expect, it } from "vitest";
import { typing } from "../../src/topic/form/typing.ts";
import { parseTopic } from "../../src/topic/parse.ts";
import { approversOf, type Leader } from "../../src/topic/rules.ts";

const parents: Record<string, string | null> = { B: null, N: "B", HILL: "N", LAKE: "N" };
const tree = {
  byId: (id: string) => (id in parents ? ({ id, parentId: parents[id] ?? null } as never) : undefined),
};
const leader = (
  name: string,
  unitId: string,
  roles: string[],
  slackUserId: string | null = `U${name}`,
): Leader => ({
  ...{ personId: name, name, unitId, roles, slackUserId },
});
const bureauHead = leader("Bo", "B", ["unit_head", "administrator"]);
const northHead = leader("Nora", "N", ["unit_head"]);
const hillHead = leader("Hal", "HILL", ["unit_head"]);
const names = (personId: string, unitId: string | undefined, leaders: Leader[]) =>
  approversOf({ personId, unitId }, tree, leaders).map(({ name }) => name);

describe("who approves a topic", () => {
  const all = [bureauHead, northHead, hillHead];
  it("is the head of the unit above, for the head of a unit and everybody in it", () => {
    expect(names("Hal", "HILL", all)).toEqual(["Nora"]);
    expect(names("Tess", "HILL", all)).toEqual(["Nora"]);
    expect(names("Nora", "N", all)).toEqual(["Bo"]);
  });
  it("is further up where the unit above has no head, or only oneself", () => {
    expect(names("Hal", "HILL", [bureauHead, hillHead])).toEqual(["Bo"]);
    expect(names("Nora", "HILL", all)).toEqual(["Bo"]);
  });
  it("is in the root its head, for the head the others of its leading group, else its administrators", () => {
    const member = leader("Mia", "B", ["leading_group"]);
    const admin = leader("Ada", "B", ["administrator"]);
    expect(names("Tess", "B", [...all, member])).toEqual(["Bo"]);
    expect(names("Bo", "B", [...all, member, admin])).toEqual(["Mia"]);
    expect(names("Bo", "B", [...all, admin])).toEqual(["Ada"]);
  });
  it("is any administrator where there is nobody else, and nobody where there is not even one", () => {
    expect(names("Bo", "B", [...all, leader("Lee", "LAKE", ["administrator"])])).toEqual(["Lee"]);
    expect(names("Bo", "B", all)).toEqual([]);
    expect(names("Gone", undefined, [northHead])).toEqual([]);
  });
  it("are those further up as well where nobody on the way can press a button", () => {
    expect(names("Hal", "HILL", [bureauHead, leader("Nils", "N", ["unit_head"], null)])).toEqual([
      "Nils",
      "Bo",
    ]);
  });
  it("is every head of a unit that has two", () => {
    expect(names("Hal", "HILL", [...all, leader("Ned", "N", ["unit_head"])])).toEqual(["Nora", "Ned"]);
  });
});

describe("the line behind /topic", () => {
  it.each([
    ["", { kind: "form" }],
    ["  申报 ", { kind: "form" }],
    ["status", { kind: "status" }],
    ["ＳＴＡＴＵＳ Hill School", { kind: "status", unit: "Hill School" }],
    ["状态", { kind: "status" }],
    ["状态青溪小学", { kind: "status", unit: "青溪小学" }],
    ["status River &lt;School&gt; &amp; Co", { kind: "status", unit: "River <School> & Co" }],
    ["missing N", { kind: "missing", unit: "N" }],
    ["未报 青溪", { kind: "missing", unit: "青溪" }],
    ["未申报", { kind: "missing" }],
    ["审批", { kind: "approvals" }],
    ["approvals now", { kind: "help", word: "now" }],
    ["help", { kind: "help" }],
    ["help me", { kind: "help", word: "me" }],
    ["?", { kind: "help" }],
    ["帮助", { kind: "help" }],
    ["constructor", { kind: "help", word: "constructor" }],
    ["my topic", { kind: "help", word: "my" }],
  ])("“%s” is understood", (line, command) => {
    expect(parseTopic(line)).toEqual(command);
  });
});

describe("look-ups of a title that is being typed", () => {
  it("show the last one only, and nothing that is shown already", () => {
    const titles = typing();
    const first = titles.typed("U1");
    const second = titles.typed("U1");
    expect(first.shows("a", "")).toBe(false);
    expect(second.shows("a", "")).toBe(true);
    expect(titles.typed("U1").shows("a", "a")).toBe(false);
    // The view of the last one had not arrived yet when this letter was typed.
    expect(titles.typed("U1").shows("", "")).toBe(true);
    expect(titles.typed("U2").shows("", "")).toBe(false);
  });
  it("show nothing any more once the form was submitted", () => {
    const titles = typing();
    const late = titles.typed("U1");
    titles.begin("U1");
    expect(late.shows("a", "")).toBe(false);
  });
});
