import { describe, expect, it } from "vitest";
import { messageProblems, viewProblems } from "../../sandbox/slack/limits/index.ts";
import { attendanceDigest } from "../../src/attendance/digest.ts";
import type { Page } from "../../src/digest/facts.ts";
import { formView, savedView, unitOptions } from "../../src/digest/form-view.ts";
import { listMessage } from "../../src/digest/list-view.ts";
import type { Subscription } from "../../src/digest/model.ts";
import type { Row } from "../../src/digest/rows.ts";
import { pageHash, pageMessage } from "../../src/digest/view.ts";
import { languages } from "../../src/i18n/index.ts";
import { Mrkdwn } from "../../src/i18n/mrkdwn.ts";
import type { Campaign } from "../../src/org/campaign/model.ts";
import type { Unit } from "../../src/org/model.ts";
import { i18n } from "./county.ts";

/** 100 UTF-16 units: Chinese, what must be escaped, and an emoji of two units at a place where names are cut. */
const longest = `第一<实验>&中心小学${"校".repeat(47)}😀${"区".repeat(100)}`.slice(0, 100);

const campaign: Campaign = {
  ...{ id: "c", name: longest, nameEn: longest, timeZone: "Asia/Shanghai", topicRequiredOf: [] },
  ...{ period: { from: "2026-09-21", to: "2027-01-31" }, weeksOff: ["2026-W40"] },
  ...{
    selfCheckIn: false,
    lockDays: 7,
    checkInMinutes: 30,
    reminders: false,
    holidayCountry: null,
    isClosed: false,
  },
};

const id = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
const unitOf = (index: number, name: string, treeLast = index): Unit => ({
  ...{
    id: id(index),
    code: `U${index}`,
    name,
    kind: "school",
    parentId: null,
    sessionWeekday: 3,
    hasRoster: true,
    startsOn: null,
    endsOn: null,
    mergedIntoId: null,
  },
  ...{ treeFirst: index, treeLast, depth: 1 },
});

/** Figures of a week in which somebody has reported. */
const reported = {
  ...{ unitsReported: 1, unitsTotal: 1, sessions: 1, present: 9, late: 0, leave: 0, absent: 1 },
  ...{ attended: 9, expected: 10, rate: 0.9 },
};
const weeks = ["2026-W41", "2026-W42", "2026-W43"];

function pageOf(children: number, name = longest, language: (typeof languages)[number] = "en"): Page {
  const locale = i18n.locale(language);
  const unit = unitOf(1, name, children + 1);
  const source = attendanceDigest({ db: notAsked(), workspaceId: "", org: notAsked() });
  const rows: Row[] = Array.from({ length: children }, (_, index) => ({
    ...{ unit: unitOf(index + 2, name), itself: false, cells: ["0 of 1", "92.6%", "+0.3"] },
  }));
  return {
    ...{ campaign, unit, week: "2026-W43", before: "2026-W42", isRunning: false },
    lines: [
      [
        locale.md("attendance.digest.line", {
          count: 5000,
          total: 5000,
          reported: 4990,
          change: " (+2)",
          rate: "92.6%",
          rateChange: "",
          expected: 100_000,
        }),
      ],
    ],
    needs: [locale.md("attendance.digest.due", { count: 10, shown: 10 })],
    table: {
      columns: source.table?.columns(locale, reported).map(({ title }) => title) ?? [],
      rows,
      own:
        children > 1
          ? {
              ...{ units: 15, cells: ["13 of 15", "90.9%", "+0.3"] },
              open: source.table?.openOwn?.({ unit, week: "2026-W43", locale }),
            }
          : undefined,
    },
    trends: [
      {
        title: locale.t("attendance.digest.trend"),
        points: weeks.map((week, index) => ({ week, value: index === 0 ? null : 90 + index })),
        off: [],
      },
    ],
    actions: source.actions?.({ unit, week: "2026-W43", locale }) ?? [],
  };
}

const textIn = (text: unknown) => (text as { text: string }).text;

/** The parts that are tried here ask no database. */
function notAsked(): never {
  return undefined as never;
}

describe.each(languages)("the page in %s", (language) => {
  const locale = i18n.locale(language);

  it.each([0, 1, 100, 5000])("of %i units with the longest names is one that Slack takes", (children) => {
    const page = pageOf(children, longest, language);
    for (const chart of [true, false])
      for (const preview of [true, false]) {
        const message = pageMessage(page, locale, {
          chart,
          preview,
          updatedAt: Temporal.Instant.from("2026-10-24T01:05:00Z"),
        });
        expect(messageProblems(message)).toEqual([]);
      }
  });

  it("says in its text what its blocks say", () => {
    const { text } = pageMessage(pageOf(2, "Hill School", language), locale, { chart: true });
    expect(text).toContain("Hill School");
    expect(text).toContain("5,000");
    expect(text).toContain("0 of 1");
    expect(text).toMatch(language === "en" ? /W42 91 · W43 92/ : /第42周 91 · 第43周 92/);
  });

  it("has every text that it asks for", () => {
    const message = JSON.stringify(
      pageMessage(pageOf(200, "Hill", language), locale, { chart: false, preview: true }),
    );
    expect(message).not.toMatch(/digest\.|attendance\.digest/);
  });
});

describe("the page", () => {
  const locale = i18n.locale("en");

  it("begins with campaign, week and unit", () => {
    const page = {
      ...pageOf(1, "County Education Bureau"),
      campaign: { ...campaign, nameEn: "Autumn study campaign" },
    };
    expect(pageMessage(page, locale, { chart: true }).blocks[0]).toMatchObject({
      type: "header",
      text: { text: "Autumn study campaign · week 43 (19–25 Oct) · County Education Bureau" },
    });
  });

  it("tells what needs somebody first, then how it stands, how it went, the table, and what can be done", () => {
    const { blocks } = pageMessage(pageOf(2, "Hill School"), locale, { chart: true });
    expect(blocks.map(({ type, text }) => (type === "section" ? textIn(text) : type))).toEqual([
      ...["header", "*Needs you*\n• 10 units due and not reported"],
      expect.stringContaining("*4,990 of 5,000 units reported*"),
      ...["data_visualization", "*By unit*", "table"],
      "*Hill School and its own offices*, 15 in all: Reported 13 of 15 · Attendance 90.9% · Change +0.3",
      ...["context", "actions"],
    ]);
  });

  it("opens the status of the unit's own offices from their row", () => {
    const { blocks } = pageMessage(pageOf(2, "Hill School"), locale, { chart: true });
    const own = blocks.find(({ accessory }) => accessory !== undefined);
    expect(own?.accessory).toMatchObject({ action_id: "attendance.statusOfOwn", text: { text: "Open" } });
  });

  const chartOf = (points: [number, number | null][], off: number[] = []) => {
    const trend = {
      title: "Attendance, %",
      points: points.map(([week, value]) => ({ week: `2026-W${week}`, value })),
      off: off.map((week) => `2026-W${week}`),
    };
    const message = pageMessage({ ...pageOf(1), trends: [trend] }, locale, { chart: true });
    return { message, block: message.blocks.find(({ type }) => type === "data_visualization") };
  };

  it("draws bars, which begin at nothing, and says between what the figures lie", () => {
    const { block } = chartOf([
      [41, null],
      [42, 91.9],
      [43, 92.5],
    ]);
    expect(block).toMatchObject({
      title: "Attendance, %, last 8 weeks: 91.9 to 92.5",
      chart: {
        type: "bar",
        series: [
          {
            data: [
              { label: "W42", value: 91.9 },
              { label: "W43", value: 92.5 },
            ],
          },
        ],
        axis_config: { categories: ["W42", "W43"] },
      },
    });
    expect(JSON.stringify(block)).not.toContain("x_label");
  });

  it("marks on the chart, and in its words, the weeks that were off or had no report", () => {
    const { message, block } = chartOf(
      [
        [38, null],
        [39, 91],
        [41, 92],
        [42, null],
        [43, 92.5],
      ],
      [37, 40],
    );
    expect(block).toMatchObject({
      chart: { axis_config: { x_label: "W40 was a week off, W42 had no report" } },
    });
    expect(message.text).toContain("W39 91.0 · W40 was a week off · W41 92.0 · W42 had no report · W43 92.5");
    expect(messageProblems(message)).toEqual([]);
  });

  it("draws no chart of a single week", () => {
    expect(chartOf([[43, 90]]).block).toBeUndefined();
  });

  it("says how many units the table leaves out", () => {
    const message = JSON.stringify(pageMessage(pageOf(5000, "Hill"), locale, { chart: true }).blocks);
    expect(message).toContain("…and 4,901 more, see `/attendance status`.");
  });

  it("never lets a name become markup in its text", () => {
    const { text } = pageMessage(pageOf(3, "<!channel> & <@U0HEAD>"), locale, { chart: true });
    expect(text).not.toContain("<!");
    expect(text).not.toContain("<@");
  });

  it("says when there is nothing to do, and when there is nothing to compare with", () => {
    const message = pageMessage({ ...pageOf(0), needs: [], before: undefined }, locale, { chart: true });
    expect(message.text).toContain("*Needs you*\nNothing this week.");
    expect(message.text).toContain("nothing to compare it with yet");
  });

  it("says while the week runs that it is not compared yet", () => {
    const page = { ...pageOf(0), before: undefined, isRunning: true };
    const { text } = pageMessage(page, locale, { chart: true });
    expect(text).toContain("The week is still running");
    expect(text).not.toContain("compare it with");
  });

  it("names the week that it compares with when the one before was off", () => {
    const message = pageMessage({ ...pageOf(0), week: "2026-W41", before: "2026-W39" }, locale, {
      chart: true,
    });
    expect(message.text).toContain("week 39 (21–27 Sept)");
  });

  it("is the same page whenever it was updated, and another when a figure differs", () => {
    const page = pageOf(3);
    expect(pageHash(page, locale)).toBe(pageHash(pageOf(3), locale));
    expect(pageHash({ ...page, needs: [Mrkdwn.escape("11 units due and not reported")] }, locale)).not.toBe(
      pageHash(page, locale),
    );
  });
});

describe.each(languages)("the form and the list in %s", (language) => {
  const locale = i18n.locale(language);
  const unit = unitOf(1, longest);
  const subscription: Subscription = {
    ...{
      id: id(9),
      channelId: "C0BUREAU",
      unitId: unit.id,
      weekday: 5,
      time: "16:00",
      language,
      createdBySlack: "U0HEAD",
    },
    ...{ createdAt: Temporal.Instant.from("2026-09-21T00:00:00Z"), paused: false, removed: false },
  };
  const next = { week: "2026-W43", at: Temporal.Instant.from("2026-10-23T08:00:00Z") };

  it.each([undefined, subscription])("the form is one that Slack takes", (existing) => {
    expect(viewProblems(formView({ channelId: "C0BUREAU", existing, unit, campaign }, locale))).toEqual([]);
    expect(viewProblems(savedView({ subscription, unit, next }, campaign, locale))).toEqual([]);
  });

  it("the search offers at most 100 options with texts that fit", () => {
    const units = Array.from({ length: 5000 }, (_, index) => ({ ...unitOf(index, longest), parentId: "p" }));
    const options = unitOptions({ units, nameOf: () => longest });
    expect(options).toHaveLength(100);
    expect(Math.max(...options.map(({ text }) => text.text.length))).toBeLessThanOrEqual(75);
  });

  it.each([0, 1, 100, 5000])(
    "the list of %i digests is one that Slack takes, on its first and last page",
    (count) => {
      const one = {
        subscription,
        unit,
        next,
        mayChange: true,
        failed: { week: "2026-W42", error: "not_in_channel" },
      };
      const others = Array.from({ length: count }, () => ({
        ...one,
        subscription: { ...subscription, paused: count === 1 },
      }));
      for (const page of [0, 10_000])
        for (const here of [undefined, one]) {
          const message = listMessage({ here, others, page }, campaign, locale);
          expect(messageProblems(message)).toEqual([]);
          expect(message.text).not.toMatch(/digest\.|common\./);
        }
    },
  );
});
