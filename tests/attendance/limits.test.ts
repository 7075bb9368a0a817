import { describe, expect, it } from "vitest";
import { messageProblems, viewProblems } from "../../sandbox/slack/limits/index.ts";
import { checkInMessage, closedMessage } from "../../src/attendance/checkin/view.ts";
import type { AttendanceFigures } from "../../src/attendance/figures.ts";
import { entryOf } from "../../src/attendance/form/entry.ts";
import { askButtons, type FormFacts, formView } from "../../src/attendance/form/view.ts";
import { help, problemText } from "../../src/attendance/help.ts";
import { actions } from "../../src/attendance/ids.ts";
import { askMessage, missingView, reminderMessage, remindReach } from "../../src/attendance/missing/view.ts";
import { type Expected, statuses } from "../../src/attendance/model.ts";
import { ownBlocks } from "../../src/attendance/own/view.ts";
import { savedBlocks, savedText } from "../../src/attendance/phrases.ts";
import type { SessionChange } from "../../src/attendance/status/history.ts";
import { historyView } from "../../src/attendance/status/history-view.ts";
import type { StatusFacts } from "../../src/attendance/status/service.ts";
import { statusView } from "../../src/attendance/status/view.ts";
import { languages } from "../../src/i18n/index.ts";
import { remindedPage, remindQuestion } from "../../src/messages/by-hand-edge.ts";
import type { Person, Unit } from "../../src/org/model.ts";
import { helpMessage, notUnderstood } from "../../src/slack/help.ts";
import { asModal, messageOf, type PageView, pageOf, pageSize } from "../../src/slack/page.ts";
import { i18n } from "./world.ts";

/** The longest names that an import takes: 100 characters, of several bytes, or escaped, or in pairs. */
const longest = ["<县&教育局>", "名", "𠮷", "&"].map((part) =>
  part.repeat(Math.floor(100 / part.length)).padEnd(100, "&"),
);
const name = (index: number) => longest[index % longest.length] ?? "";
const id = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
const sizes = [1, 100, 5000];
const cases = languages.flatMap((language) => sizes.map((size) => ({ language, size })));

const unit = (index: number, hasRoster = true): Unit => ({
  id: id(index),
  code: `U${index}`.padEnd(40, "X"),
  name: name(index),
  kind: "school",
  parentId: id(9999),
  sessionWeekday: 3,
  hasRoster,
  startsOn: null,
  endsOn: null,
  mergedIntoId: null,
  depth: 1,
  treeFirst: index + 1,
  treeLast: index + 1,
});
const person = (index: number): Expected => ({
  announced: false,
  personId: id(index),
  name: name(index),
  employeeNo: `E${index}`.padEnd(40, "9"),
  position: name(index + 1),
  status: (["late", "leave", "absent", "present", null] as const)[index % 5] ?? null,
  reason: "因".repeat(200),
});
const head = (index: number): Person => ({
  ...{
    id: id(index),
    employeeNo: `H${index}`,
    name: name(index),
    position: null,
    email: null,
    roles: ["unit_head"],
  },
  slackUserId: `U${index}HEAD`,
});
const figures = (size: number): AttendanceFigures => ({
  ...{
    unitsReported: size - 1,
    unitsTotal: size,
    sessions: size,
    present: 4_000_000,
    late: 1,
    leave: 2,
    absent: 3,
  },
  ...{ attended: 4_000_001, expected: 4_000_006, rate: 0.9999 },
});
const people = (size: number) => Array.from({ length: size }, (_, index) => person(index));
const names = (size: number) => people(size).map((one) => one.name);
const week = "2026-W43";
const date = "2026-10-21";
const now = Temporal.Instant.from("2026-10-21T08:00:00Z");

function expectPage(page: PageView, language: (typeof languages)[number]) {
  expect(messageProblems(messageOf(page.text, page.blocks))).toEqual([]);
  expect(viewProblems(asModal(page, "x", i18n.locale(language)))).toEqual([]);
}

describe.each(cases)("Slack accepts, in $language with $size people or units,", ({ language, size }) => {
  const locale = i18n.locale(language);

  it("the form: by name, by head-counts, with a draft, in a locked week, with everything refused", () => {
    const expected = people(size);
    const session = {
      id: id(1),
      material: "材".repeat(500),
      ledBy: { personId: id(2), name: name(2) },
      headCounts: null,
    };
    const sheet = { session, expected, seen: "9223372036854775807" };
    const facts: FormFacts = {
      place: { unitId: id(0), date, seen: sheet.seen, fill: 1000 },
      unit: unit(0),
      sheet,
      entry: { ...entryOf(sheet), correction: "因".repeat(300) },
      leaderName: name(2),
      anyUnit: true,
      lock: undefined,
      draft: { unitId: id(1), date, unitName: name(1), at: locale.moment(now, "Asia/Shanghai") },
      note: locale.md("common.refused.unknownName", { name: name(0), names: names(10).join() }),
    };
    const headCounts = { present: 100_000, late: 100_000, leave: 100_000, absent: 100_000 };
    const counted = { session: { ...session, headCounts }, expected: [], seen: "0" };
    const lock = { until: date, mayCorrect: true, heads: [] };
    const heads = Array.from({ length: 12 }, (_, index) => head(index));
    const variants: FormFacts[] = [
      facts,
      { ...facts, lock },
      { ...facts, lock: { ...lock, mayCorrect: false, heads } },
      {
        ...facts,
        entry: {},
        sheet: { ...sheet, session: undefined },
        draft: undefined,
        note: undefined,
        anyUnit: false,
      },
      { ...facts, sheet: counted, entry: entryOf(counted), unit: unit(1, false) },
    ];
    for (const variant of variants) expect(viewProblems(formView(variant, locale))).toEqual([]);
  });

  it("what was saved, and what is said of oneself", () => {
    const all = names(Math.min(size, 20));
    const counts = { present: size, late: size, leave: size, absent: size };
    const saved = {
      unitId: id(0),
      date,
      counts,
      silent: size,
      late: all,
      leave: all,
      absent: all,
      kept: all,
      announced: all,
      reasons: all.map((name) => ({ name, reason: name })),
      changed: size,
    };
    for (const byHeadCount of [true, false]) {
      const facts = { ...saved, byHeadCount };
      expect(
        messageProblems(
          messageOf(savedText(facts, unit(0), locale), savedBlocks(facts, unit(0), locale, false)),
        ),
      ).toEqual([]);
      const page = {
        title: "–",
        text: savedText(facts, unit(0), locale),
        blocks: savedBlocks(facts, unit(0), locale, true),
      };
      expectPage(page, language);
    }
    const outcome = { kind: "announced" as const, date, reason: "因".repeat(200) };
    expectPage(
      { title: "–", text: locale.md("attendance.late"), blocks: ownBlocks(outcome, locale) },
      language,
    );
  });

  it("the status of a unit with so many below, on its first and last page", () => {
    const all = names(Math.min(size, 50));
    const counts = { present: size, late: size, leave: size, absent: size };
    const held = { id: id(1), date, material: "材".repeat(500), ledBy: name(1), counts, silent: size };
    const answer = { kind: "no_session" as const, reason: "<&>".repeat(70), by: name(1), bySlack: "U1" };
    const children = Array.from({ length: size }, (_, index) => ({
      unit: unit(index),
      // Half of them have not reported, and said why.
      facts: index % 2 === 0 ? { ...figures(1), unitsReported: 0, off: 0 } : { ...figures(5000), off: 9 },
      answer,
    }));
    for (const page of [pageOf(0, size), pageOf(1000, size)]) {
      const facts: StatusFacts = {
        unit: unit(0),
        parent: unit(1),
        week,
        campaignPeriod: { from: "2026-09-21", to: "2027-01-31" },
        weekOff: false,
        notBegun: false,
        silent: { off: size, due: size, ahead: size, without: size, overdue: size },
        off: undefined,
        isOwn: false,
        own: { units: size, facts: { ...figures(size), off: size } },
        isAhead: false,
        merged: undefined,
        facts: { ...figures(size + 1), off: size },
        answer,
        sessions: Array.from({ length: 7 }, () => ({
          ...held,
          byHeadCount: false,
          late: all,
          leave: all,
          absent: all,
        })),
        namesShown: true,
        sessionDay: date,
        mayEnter: true,
        children: children.slice(page.page * pageSize, (page.page + 1) * pageSize),
        page,
        earlier: "2026-W42",
        later: "2026-W44",
      };
      for (const variant of [
        facts,
        { ...facts, sessions: [] },
        { ...facts, sessions: [], answer: undefined, off: { restDay: date } },
        { ...facts, weekOff: true },
        { ...facts, isOwn: true, own: undefined, silent: undefined },
      ])
        expectPage(statusView(variant, locale), language);
    }
  });

  it("the units without a report, the reminders and their answer", () => {
    const liaisons = Array.from({ length: 9 }, (_, index) => ({
      name: name(index),
      slackId: "U1",
      language,
    }));
    const row = (index: number) => ({
      unitId: id(index),
      liaisons,
      prompts: 99,
      promptedToday: true,
      unit: unit(index),
      owing: { state: "ahead" as const, day: date },
    });
    const rows = Array.from({ length: Math.min(size, pageSize) }, (_, index) => row(index));
    for (const page of [pageOf(0, size), pageOf(1000, size), pageOf(0, 0)])
      for (const weekOff of [true, false])
        expectPage(
          missingView(
            {
              unit: unit(0),
              week,
              weekOff,
              notBegun: false,
              rows: page.total === 0 ? [] : rows,
              unitsTotal: size,
              off: size,
              page,
              mayRemind: true,
            },
            locale,
          ),
          language,
        );
    const ids = Array.from({ length: size }, (_, index) => id(index));
    const changed = names(size).map((one) => ({ name: one, from: "late" as const, to: "absent" as const }));
    const wanted = { people: changed, others: true, counts: undefined };
    const done = {
      week,
      liaisons: size,
      going: ids.map((unitId) => ({ unitId, prompts: 99 })),
      answered: size,
      already: size,
      ahead: size,
      off: size,
      unreachable: ids,
    };
    const none = { ...done, going: [], already: 0, ahead: 0, off: 0, unreachable: [] };
    const nameOf = (unitId: string) => name(Number(unitId.slice(-4)));
    const { remindYes } = actions;
    const yes = { id: remindYes.id, value: remindYes.write({ unitId: unit(0).id, week }) };
    for (const one of [done, none]) {
      const facts = { done: one, unit: unit(0), nameOf };
      expectPage(remindedPage(remindReach(facts, "sending", locale), locale), language);
      expectPage(remindQuestion(remindReach(facts, "ask", locale), yes, locale), language);
    }
    expect(
      messageProblems(reminderMessage({ unit: unit(0), week, date, asker: name(0), count: 99 }, locale)),
    ).toEqual([]);
    expect(
      messageProblems(askMessage({ unit: unit(0), date, asker: name(0), by: "U123ABCDE", wanted }, locale)),
    ).toEqual([]);
  });

  it("the history of a session", () => {
    const whats: SessionChange["what"][] = [
      {
        kind: "people",
        from: "absent",
        to: "leave",
        because: "因".repeat(200),
        names: names(10),
        people: size + 10,
      },
      { kind: "leave", announced: true, names: names(1), people: 1, because: null },
      { kind: "leave", announced: true, names: [], people: size, because: null },
      { kind: "session", material: "材".repeat(500), counts: null },
      {
        kind: "session",
        material: null,
        counts: { present: 100_000, late: 100_000, leave: 100_000, absent: 100_000 },
      },
    ];
    const entries = Array.from({ length: pageSize }, (_, index) => ({
      at: now,
      actor: name(index),
      concerns: [],
      reason: "因".repeat(300),
      what: whats[0] ?? whats[index % 4],
    })).flatMap((entry) => (entry.what ? [{ ...entry, what: entry.what }] : []));
    for (const page of [pageOf(0, size), pageOf(0, size + 5000), pageOf(1000, size + 5000)])
      expectPage(
        historyView({ unit: unit(0), date, entries, page, mayTakeBack: true }, "Asia/Shanghai", locale),
        language,
      );
    const few = whats.map((what) => ({ at: now, actor: "U123ABCDE", concerns: [], reason: null, what }));
    expectPage(
      historyView(
        { unit: unit(0), date, entries: few, page: pageOf(0, 4), mayTakeBack: true },
        "Asia/Shanghai",
        locale,
      ),
      language,
    );
  });

  it("a check-in, open and closed", () => {
    const checkIn = {
      id: id(1),
      unitId: id(0),
      date,
      channelId: "C1",
      ts: null,
      openedBySlack: "U1",
      language,
      opensAt: now,
      closesAt: now,
    };
    const counts = { present: size, late: size, leave: size, absent: size, expected: size * 4 };
    for (const closedAt of [null, now]) {
      const facts = {
        checkIn: { ...checkIn, closedAt },
        unit: unit(0),
        counts,
        openedBy: name(0),
        timeZone: "Asia/Shanghai",
      };
      expect(messageProblems(checkInMessage(facts, locale))).toEqual([]);
      expect(messageProblems(closedMessage(facts, locale))).toEqual([]);
    }
  });

  it("help, alone and for every word that was not understood", () => {
    const word = "<&>".repeat(26);
    const codes = [
      "unknownWord",
      "badDate",
      "badWeek",
      "missingStatus",
      "missingCount",
      "noName",
      "noUnit",
      "absentSelf",
    ] as const;
    const viewer = { slackUserId: "U1", staff: undefined, isAdmin: true, language, locale };
    expect(messageProblems(helpMessage(help, viewer))).toEqual([]);
    const problems = [
      ...codes.map((code) => ({ code, word })),
      { code: "badCount" as const, word, max: 100_000 },
      { code: "tooLong" as const, max: 200 },
      ...(["person", "count", "date", "unit", "week"] as const).map((what) => ({
        code: "twice" as const,
        what,
        word,
      })),
    ];
    for (const problem of problems) {
      const why = problemText(problem, locale);
      const message = notUnderstood(help, { text: word, word, why }, viewer);
      expect(messageProblems(message)).toEqual([]);
      // A key without a text would show itself.
      expect(message.text).not.toContain("attendance.parse");
    }
    expect(askButtons([head(1)], { unitId: id(0), date }, locale)).toHaveLength(1);
    for (const status of statuses) expect(locale.t(`attendance.${status}`)).not.toContain("attendance.");
  });
});
