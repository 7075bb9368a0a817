import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageProblems } from "../../sandbox/slack/limits/index.ts";
import { help as attendance } from "../../src/attendance/help.ts";
import { parseAttendance } from "../../src/attendance/parse.ts";
import { texts as attendanceTexts } from "../../src/attendance/texts.ts";
import { help as discussion } from "../../src/discussion/help.ts";
import { texts as discussionTexts } from "../../src/discussion/texts.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n, type Language } from "../../src/i18n/index.ts";
import { Mrkdwn } from "../../src/i18n/mrkdwn.ts";
import { distance, nearest } from "../../src/line/nearest.ts";
import type { Viewer } from "../../src/org/request.ts";
import type { Role } from "../../src/org/scope.ts";
import { type Help, helpMessage, notUnderstood } from "../../src/slack/help.ts";

const i18n = createI18n({
  common: commonTexts,
  attendance: attendanceTexts,
  discussion: discussionTexts,
});
const unit = {
  ...{ id: "u", treeFirst: 1, treeLast: 1, code: "U", name: "U", kind: "school", parentId: null, depth: 0 },
  ...{ sessionWeekday: null, hasRoster: true, startsOn: null, endsOn: null, mergedIntoId: null },
};

function viewerOf(roles: Role[], language: Language = "en", isAdmin = false): Viewer {
  const person = { id: "p", employeeNo: "1", name: "P", position: null, email: null, slackUserId: "U1" };
  const staff = { ...person, roles, unit, member: { personId: "p", roles, unit } };
  return { slackUserId: "U1", staff, isAdmin, language, locale: i18n.locale(language) };
}
const teacher = viewerOf([]);
const liaison = viewerOf(["liaison"]);
const why = Mrkdwn.escape("Not understood.");
const answer = (help: Help, text: string, viewer: Viewer, word?: string) =>
  notUnderstood(help, { text, why, ...(word === undefined ? {} : { word }) }, viewer).text;
const discussing = (viewer: Viewer) =>
  discussion([{ code: "T1", name: "教育观念", nameEn: "education-ideas" }], viewer.locale);

describe("a line that was not understood", () => {
  it.each<[string, string | undefined, string]>([
    ["statsu", undefined, "/attendance status"],
    ["sattus W43", undefined, "/attendance status W43"],
    ["帮住", undefined, "/attendance 帮助"],
    ["hlep", undefined, "/attendance help"],
    ["状太 青溪小学", undefined, "/attendance 状态 青溪小学"],
    ["状太青溪小学", undefined, "/attendance 状态青溪小学"],
    ["histroy 10-14", undefined, "/attendance history 10-14"],
    ["ＳＴＡＴＳＵ", undefined, "/attendance status"],
    ["all excpet 王伟", "excpet", ""],
  ])("%s is asked back as a line to copy", (text, word, meant) => {
    const said = answer(attendance, text, liaison, word);
    if (meant === "") expect(said).not.toContain("Did you mean");
    else expect(said).toContain(`Did you mean \`${meant}\`?`);
  });

  it("proposes no line that would not be understood either", () => {
    const said = (text: string, word: string) => {
      const reads = (line: string) => parseAttendance(line, { today: "2026-11-26" }).ok;
      return notUnderstood(attendance, { text, word, why, reads }, liaison).text;
    };
    expect(said("缺王伟", "缺王伟")).not.toContain("Did you mean");
    expect(said("今天周五学习全到", "周五")).not.toContain("Did you mean");
    expect(said("状太 清溪小学", "状太")).toContain("Did you mean `/attendance 状态 清溪小学`?");
  });

  it("runs nothing: the answer has no button", () => {
    const message = notUnderstood(attendance, { text: "statsu", why }, liaison);
    expect(message.blocks.map(({ type }) => type)).toEqual(["section", "section", "context"]);
  });

  it("gets the two lines that are nearest, not the whole help", () => {
    const said = answer(attendance, "statsu", liaison);
    expect(said).toContain("`/attendance status [unit] [week]`");
    expect(said).not.toContain("`/attendance open`");
    expect(said).not.toContain("full-width");
    expect(said.split("\n")).toHaveLength(5);
    expect(answer(discussing(liaison), "undo", liaison)).toContain(
      "open one there to change it or take it back",
    );
  });

  it("is not asked back about words that are like none, or that are right", () => {
    for (const text of ["xyz", "王伟", "status", "到", "ok", "", "   ", "constructor"])
      expect(answer(attendance, text, liaison)).not.toContain("Did you mean");
  });

  it("tells a teacher nothing that is the liaison's", () => {
    expect(answer(attendance, "opne", teacher)).not.toContain("/attendance open");
    expect(answer(attendance, "latte", teacher)).toContain("Did you mean `/attendance late`?");
  });

  it("is quoted so that nothing of it becomes markup", () => {
    const said = answer(attendance, "statsu `<!channel>` &lt;!here&gt;", liaison);
    expect(said).not.toMatch(/<!|`</);
    expect(said).toContain("Did you mean `/attendance status '&lt;!channel&gt;'");
  });

  it("is answered whatever it is, within Slack's limits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const message = notUnderstood(discussing(liaison), { text, word: text, why }, liaison);
        expect(messageProblems(message)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the whole help", () => {
  const shown = (help: Help, viewer: Viewer) => helpMessage(help, viewer).text;

  it.each<Language>(["en", "zh-CN"])(
    "has a text for every line, and says once what a full-width slash does (%s)",
    (language) => {
      const viewer = viewerOf(["administrator"], language, true);
      for (const help of [attendance, discussing(viewer)]) {
        const message = helpMessage(help, viewer);
        expect(messageProblems(message)).toEqual([]);
        expect(message.text).not.toMatch(/(?:attendance|discussion|common)\.\w+/);
        expect(message.text.split("／")).toHaveLength(2);
      }
    },
  );

  it("shows a teacher what a teacher can do, and a liaison the liaison's lines too", () => {
    expect(shown(attendance, teacher)).toContain("is for yourself");
    for (const part of ["/attendance all", "/attendance open", "/attendance missing"]) {
      expect(shown(attendance, teacher)).not.toContain(part);
      expect(shown(attendance, liaison)).toContain(part);
    }
    expect(shown(discussing(teacher), teacher)).not.toContain("forum 23");
    expect(shown(discussing(teacher), teacher)).toContain("/discussion status");
    expect(shown(discussing(liaison), liaison)).toContain("T1 forum 23");
  });
});

describe("how far two words are apart", () => {
  it.each([
    ["status", "status", 0],
    ["statsu", "status", 1],
    ["sattus", "status", 1],
    ["stats", "status", 1],
    ["帮住", "帮助", 1],
    ["", "late", 4],
    ["late", "", 4],
    ["ca", "abc", 3],
  ])("%s and %s: %i changes", (a, b, changes) => {
    expect(distance(a, b)).toBe(changes);
  });

  it("is the same in both directions, and no more than the longer one has letters", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "统", "计"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance(a, b) === 0).toBe(a === b);
      }),
    );
  });

  it("decides which word was meant, and none that is too far", () => {
    expect(nearest("statsu", ["late", "status"])).toEqual({ word: "status", length: 6 });
    expect(nearest("状太第一小学", ["状态"])).toEqual({ word: "状态", length: 2 });
    expect(nearest("状态第一小学", ["状态"])).toBeUndefined();
    expect(nearest("me", ["now"])).toBeUndefined();
  });
});
