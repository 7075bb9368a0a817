import { describe, expect, it } from "vitest";
import { viewProblems } from "../../sandbox/slack/limits/index.ts";
import { aboutMeView, recordBlocks } from "../../src/attendance/home/record-view.ts";
import type { HomeAttendance, MyRecord, WeekFacts } from "../../src/attendance/home/service.ts";
import type { AboutMe } from "../../src/attendance/home/store.ts";
import { todoBlocks, weekBlocks } from "../../src/attendance/home/view.ts";
import { statuses } from "../../src/attendance/model.ts";
import { texts as attendanceTexts } from "../../src/attendance/texts.ts";
import type { IsoWeek } from "../../src/calendar.ts";
import { listBlocks } from "../../src/digest/home.ts";
import { texts as digestTexts } from "../../src/digest/texts.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n, languages } from "../../src/i18n/index.ts";
import type { Unit } from "../../src/org/model.ts";
import { asModal, pageOf, pageSize } from "../../src/slack/page.ts";

const i18n = createI18n({ common: commonTexts, attendance: attendanceTexts, digest: digestTexts });
const longest = ["<县&教育局>", "名", "𠮷", "&"].map((part) =>
  part.repeat(Math.floor(100 / part.length)).padEnd(100, "&"),
);
const id = "00000000-0000-4000-8000-000000000000";
const date = "2026-10-21";
const week: IsoWeek = "2026-W43";
const unitOf = (name: string): Unit => ({
  ...{ id, code: "U".repeat(40), name, kind: "school", parentId: null, sessionWeekday: 3, hasRoster: true },
  ...{ depth: 0, treeFirst: 1, treeLast: 5000, startsOn: null, endsOn: null, mergedIntoId: null },
});
const counts = { present: 4_000_000, late: 1, leave: 2, absent: 3 };
const session = {
  ...{ id, date, material: longest[0] ?? "", ledBy: longest[1] ?? "", counts, silent: 5, byHeadCount: false },
  ...{ late: longest, leave: longest, absent: longest },
};
const below = {
  ...{ unitsReported: 0, unitsTotal: 5000, sessions: 0, ...counts },
  ...{ attended: 4_000_001, expected: 4_000_006, rate: 0.9999, off: 5000 },
};
const factsOf = (name: string): WeekFacts => ({
  ...{
    unit: unitOf(name),
    week,
    when: "week",
    weekOff: false,
    off: undefined,
    isClosed: false,
    sessions: [],
    answer: undefined,
    sessionDay: date,
    isAhead: false,
  },
  ...{ next: "2026-10-28", below, mayEnter: true, isOwed: false, mine: undefined },
});
const about: AboutMe[] = Array.from({ length: pageSize }, (_, index) => ({
  ...{ at: Temporal.Instant.from("2026-10-21T08:00:00Z"), date, byMyself: index === 0 },
  ...{ from: statuses[index % 4] ?? null, to: statuses[(index + 1) % 4] ?? null },
  ...{ actor: longest[index % longest.length] ?? "", reason: "因".repeat(200) },
}));

describe.each(languages)("with the longest names, in %s, Slack takes", (language) => {
  const locale = i18n.locale(language);
  const problems = (blocks: unknown[]) => viewProblems({ type: "home", blocks: blocks as never });

  it.each(longest)("a unit's week, whatever is known of it (%#)", (name) => {
    const mine = [undefined, ...statuses, null].flatMap((status) =>
      [true, false].map((flag) =>
        status === undefined ? undefined : { date, isToday: flag, status, announced: !flag },
      ),
    );
    for (const own of mine)
      for (const more of [
        {},
        { isOwed: true },
        { sessions: [session, session, session, session] },
        { weekOff: true },
        { off: { restDay: date } },
      ])
        expect(problems(weekBlocks({ ...factsOf(name), ...more, mine: own }, locale))).toEqual([]);
  });

  it.each(longest)("what a unit owes, and who below it (%#)", (name) => {
    const owed = Array.from({ length: 26 }, () => ({ week, date }));
    const silent = { off: 5000, due: 5000, ahead: 5000, without: 5000, overdue: 5000 };
    for (const known of [silent, undefined])
      expect(problems(todoBlocks({ unit: unitOf(name), week, owed, silent: known }, locale))).toEqual([]);
  });

  it("one's own record, and the list of what was entered", () => {
    const record: MyRecord = { counts, about: about.slice(0, 3), total: 5000 };
    expect(problems(recordBlocks(record, locale))).toEqual([]);
    for (const page of [0, 1, 249]) {
      const facts: Awaited<ReturnType<HomeAttendance["aboutMe"]>> = {
        entries: about,
        page: { ...pageOf(page, 5000), total: 5000 },
      };
      expect(viewProblems(asModal(aboutMeView(facts, "Asia/Shanghai", locale), "x", locale))).toEqual([]);
    }
  });

  it("the channels that get a digest", () => {
    const channels = longest.map((name, index) => ({
      unit: unitOf(name),
      subscription: {
        ...{
          id,
          channelId: `C0LONG${index}`,
          unitId: id,
          language,
          createdBySlack: "U1",
          weekday: 5 as const,
        },
        ...{ time: "16:00", createdAt: about[0]?.at ?? Temporal.Instant.fromEpochMilliseconds(0) },
        ...{ paused: index % 2 === 0, removed: false },
      },
    }));
    expect(problems(listBlocks([...channels, ...channels], locale))).toEqual([]);
  });
});

describe("one's own record", () => {
  const locale = i18n.locale("en");
  it("is left out while there is none, and stands without a rate where nothing was expected", () => {
    const none = { present: 0, late: 0, leave: 0, absent: 0 };
    expect(recordBlocks({ counts: none, about: [], total: 0 }, locale)).toEqual([]);
    const [first] = recordBlocks({ counts: none, about: about.slice(0, 1), total: 1 }, locale);
    expect(JSON.stringify(first)).toContain("Attendance –.");
  });

  it("names whoever changed it, in words that Slack does not read as commands", () => {
    const entry = { ...about[0], byMyself: false, actor: "<!channel> & co", reason: "<@U1>" };
    const blocks = recordBlocks({ counts, about: [entry as AboutMe], total: 1 }, locale);
    expect(JSON.stringify(blocks)).toContain("by &lt;!channel&gt; &amp; co");
    expect(JSON.stringify(blocks)).not.toMatch(/<!channel|<@U1>/);
  });
});
