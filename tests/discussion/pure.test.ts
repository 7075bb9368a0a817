import { describe, expect, it } from "vitest";
import { messageProblems, viewProblems } from "../../sandbox/slack/limits/index.ts";
import { changesOf, wantedPeople } from "../../src/discussion/entries.ts";
import { invitationMessage } from "../../src/discussion/invitation/view.ts";
import type { DiscussionRecord, Theme } from "../../src/discussion/model.ts";
import { savedBlocks, savedText, themeName } from "../../src/discussion/phrases.ts";
import { discussionView } from "../../src/discussion/status/discussion-view.ts";
import { statusView } from "../../src/discussion/status/view.ts";
import { texts } from "../../src/discussion/texts.ts";
import { messageView, plainMessage } from "../../src/discussion/viewpoint/message-view.ts";
import { viewpointView } from "../../src/discussion/viewpoint/view.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n, languages, type TextTree } from "../../src/i18n/index.ts";
import type { Unit } from "../../src/org/model.ts";
import { asModal, messageOf } from "../../src/slack/page.ts";

const i18n = createI18n({ common: commonTexts, discussion: texts });
const uuid = "0195a000-0000-7000-8000-000000000000";

/** The longest that the files allow, in the letters that take the most room once they are escaped. */
const long = "&".repeat(100);
const unit: Unit = {
  ...{ id: uuid, code: "X", name: long, kind: "school", parentId: null, sessionWeekday: 3 },
  ...{ hasRoster: true, depth: 0, treeFirst: 1, treeLast: 500 },
} as Unit;
const themes: Theme[] = Array.from({ length: 100 }, (_, at) => ({
  ...{ code: `${"T".repeat(46)}${at}`, name: "主".repeat(100), nameEn: long },
}));
const code = themes[0]?.code ?? "";
const participants = Array.from({ length: 500 }, () => ({
  ...{ personId: uuid, name: long, employeeNo: "1", position: null },
}));
const record: DiscussionRecord = {
  ...{ id: uuid, unitId: uuid, date: "2026-10-21", themeCode: code, form: "small_group" },
  ...{ participantCount: null, participants, viewpoints: 3, isRemoved: false },
};
const figures = {
  discussions: 99_999,
  people: 999_999,
  byTheme: Object.fromEntries(themes.map((one) => [one.code, 9999])),
};
const listed = {
  id: uuid,
  date: "2026-10-21",
  themeCode: code,
  form: "online" as const,
  people: 100_000,
  viewpoints: 5,
};

describe.each(languages)("what is shown in %s with the longest names", (language) => {
  const locale = i18n.locale(language);

  it("fits Slack's limits", () => {
    const uncovered = themes.map((theme) => ({ code: theme.code, missing: 500, units: 500 }));
    const facts = {
      ...{ unit, parent: unit, themes, period: { from: "2026-09-21", to: "2026-10-21" }, week: undefined },
      ...{
        isWhole: false,
        facts: figures,
        uncovered,
        own: Array.from({ length: 5 }, () => listed),
        ownTotal: 9,
      },
      children: Array.from({ length: 20 }, () => ({ unit, facts: figures })),
      ...{ offices: figures, isOwn: false },
      page: { page: 1, pages: 9, total: 180 },
      ...{ earlier: "2026-W42", later: "2026-W44", mayEnter: true },
    };
    const page = statusView(facts, locale);
    expect(messageProblems(messageOf(page.text, page.blocks))).toEqual([]);
    const viewpoints = Array.from({ length: 5 }, () => ({
      id: uuid,
      text: "&".repeat(1000),
      ...{ authorId: uuid, author: long, permalink: null, mayTakeBack: true },
    }));
    const shown = { unit, record, themes, viewpoints, namesShown: true, tookPart: true, mayEnter: true };
    expect(viewProblems(asModal(discussionView(shown, locale), "x", locale))).toEqual([]);
    const names = participants.slice(0, 20).map(({ name }) => name);
    const saved = {
      ...listed,
      unitId: uuid,
      names,
      kept: names,
      byCount: false,
      changed: true,
    };
    const blocks = savedBlocks(saved, unit, themes, locale, false);
    expect(messageProblems(messageOf(savedText(saved, unit, themes, locale), blocks))).toEqual([]);
    const invitation = {
      ...{ id: uuid, discussionId: uuid, channelId: "C0", ts: null, openedBySlack: "U0", language },
      ...{ opensAt: Temporal.Instant.from("2026-10-21T08:00:00Z"), closedAt: null },
      closesAt: Temporal.Instant.from("2026-10-21T16:00:00Z"),
    };
    const opened = { invitation, record, unit, themes, openedBy: long, timeZone: "Asia/Shanghai" };
    expect(messageProblems(invitationMessage(opened, locale))).toEqual([]);
    const about = { unit: long, date: "2026-10-21", themeCode: code, viewpoints: 0 };
    for (const keeps of [true, false])
      expect(viewProblems(viewpointView({ discussionId: uuid, keeps }, about, themes, locale))).toEqual([]);
    const data = { channelId: "C0", ts: "1.1", slackUserId: "U0" };
    const recent = Array.from({ length: 30 }, (_, at) => ({
      ...listed,
      id: uuid.replace(/.$/, String(at % 10)),
    }));
    const kept = {
      recent: recent.slice(0, 10),
      themes,
      held: undefined,
      mayTakeBack: false,
      text: "&".repeat(1000),
      isCut: true,
      data,
    };
    expect(viewProblems(messageView(kept, locale))).toEqual([]);
  });

  it("has every sentence of the other language, with the same values in it", () => {
    const flat = (tree: TextTree, at = ""): [string, string][] =>
      Object.entries(tree).flatMap(([key, text]) =>
        typeof text === "string"
          ? [[`${at}${key.replace(/_(one|other)$/, "")}`, text]]
          : flat(text, `${at}${key}.`),
      );
    const values = (tree: TextTree) =>
      new Map(flat(tree).map(([key, text]) => [key, [...new Set(text.match(/\{\{\w+\}\}/g))].sort().join()]));
    expect(values(texts[language])).toEqual(values(texts.en));
  });
});

describe("the rules of an entry", () => {
  const roster = ["a", "b", "c"];
  it("say who took part", () => {
    expect(wantedPeople({ unit, who: { kind: "all", except: ["b"] } }, roster, [])).toEqual(["a", "c"]);
    expect(wantedPeople({ unit, who: { kind: "named", people: ["a", "guest"] } }, roster, ["guest"])).toEqual(
      ["a", "guest"],
    );
    expect(wantedPeople({ unit, who: { kind: "keep" } }, roster, ["guest"])).toEqual(["guest"]);
    const refused = (who: Parameters<typeof wantedPeople>[0]["who"], list = roster) => {
      try {
        wantedPeople({ unit, who }, list, []);
        return "nothing";
      } catch (error) {
        return error instanceof Error ? error.message : "";
      }
    };
    expect(refused({ kind: "named", people: ["x"] })).toBe("discussion.refused.leftRoster");
    expect(refused({ kind: "all", except: roster })).toBe("discussion.refused.nobody");
    expect(refused({ kind: "all", except: [] }, [])).toBe("discussion.refused.noRoster");
    for (const count of [0, -1, 1.5, 100_001, Number.NaN])
      expect(refused({ kind: "count", count })).toBe("discussion.refused.notNumber");
  });

  it("tell the audit of both weeks when a discussion moves, and of nothing when nothing changed", () => {
    const fields = {
      date: "2026-10-14",
      themeCode: "T1",
      form: "forum" as const,
      participantCount: null,
      confirmed: null,
    };
    const before = { ...fields, id: uuid, unitId: "u", isRemoved: false, people: ["a"] };
    const after = { ...fields, unitId: "u" };
    expect(changesOf(uuid, before, after, { added: [] }, {})).toEqual([]);
    const moved = changesOf(uuid, before, { ...after, date: "2026-10-21" }, { added: [] }, {});
    expect(moved.map(({ record: kind, date }) => [kind, date])).toEqual([
      ["discussion", "2026-10-21"],
      ["discussionMoved", "2026-10-14"],
    ]);
  });
});

describe("what Slack writes as markup", () => {
  it.each([
    ["a &lt;b&gt; &amp; c", "a <b> & c"],
    ["<https://example.org|here> and <https://example.org>", "here and https://example.org"],
    ["<!channel> <!subteam^S1|@team> <@U0ABC|wang> <#C0|hill>", "@channel @team wang hill"],
    ["<@U0ABC>", "@U0ABC"],
    ["&amp;lt;", "&lt;"],
  ])("%s becomes plain", (text, plain) => {
    expect(plainMessage(text)).toEqual({ text: plain, isCut: false });
  });

  it("is cut without breaking a letter", () => {
    const { text, isCut } = plainMessage("😀".repeat(600));
    expect(text.length).toBeLessThanOrEqual(1000);
    expect(text.isWellFormed()).toBe(true);
    expect(isCut).toBe(true);
  });

  it("leaves names of themes readable", () => {
    const theme = { code: "T", name: "观念", nameEn: "quality-education" };
    expect(themeName(theme, i18n.locale("en"))).toBe("Quality education");
    expect(themeName({ ...theme, nameEn: "Self-study" }, i18n.locale("en"))).toBe("Self-study");
    expect(themeName(theme, i18n.locale("zh-CN"))).toBe("观念");
  });
});
