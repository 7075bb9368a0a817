import { weekPeriod } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { type Block, button } from "../../slack/blocks.ts";
import { type PageView, pageNote } from "../../slack/page.ts";
import { bar, noted, type Part, partsPage, ruled, said } from "../../slack/parts.ts";
import { type TreeTarget, treeButtons, treeRow } from "../../slack/tree-page.ts";
import type { DiscussionFigures } from "../figures.ts";
import { actions as ids } from "../ids.ts";
import { formName, peopleText, themeOf } from "../phrases.ts";
import type { StatusFacts } from "./service.ts";
import type { ListedDiscussion } from "./store.ts";

/** A unit's discussions in a period: figures, themes not yet covered, its own discussions, and what is below it. */
export function statusView(facts: StatusFacts, locale: Locale): PageView {
  const left = facts.ownTotal - facts.own.length;
  const isSplit = facts.page.total > 0 && facts.children.length > 0;
  const more = isSplit && left > 0 ? [locale.md("discussion.status.moreOwn", { count: left })] : [];
  return partsPage(locale.t("discussion.status.title"), [
    said(headline(facts, locale)),
    ...noted(facts.isOwn ? [] : themeLines(facts, locale)),
    ...ruled(facts.own.map((one) => ownRow(one, facts, locale))),
    ...ruled([
      ...facts.children.map((child) => childRow(child, facts, locale)),
      ...officesRow(facts, locale),
    ]),
    ...noted([...more, ...pageNote(facts.page, locale)]),
    ...ruled(navigation(facts, locale)),
  ]);
}

function headline(page: StatusFacts, locale: Locale): Mrkdwn {
  const { unit, period, week, isWhole, facts, isOwn, offices } = page;
  const when = isWhole
    ? locale.t("discussion.status.soFar")
    : week
      ? locale.week(week)
      : period.from === period.to
        ? locale.date(period.from)
        : locale.t("discussion.status.between", {
            from: locale.date(period.from),
            to: locale.date(period.to),
          });
  const key = isOwn ? "headlineOfOwn" : "headline";
  const title = locale.md(`discussion.status.${key}`, { unit: unit.name, when });
  return Mrkdwn.join([title, figuresText(isOwn && offices ? offices : facts, locale)]);
}

/** "58 discussions · 1,204 people". */
export function figuresText(
  { discussions, people }: Pick<DiscussionFigures, "discussions" | "people">,
  locale: Locale,
): Mrkdwn {
  if (discussions === 0) return locale.md("discussion.status.none");
  const held = locale.md("discussion.status.held", { count: discussions, shown: discussions });
  return Mrkdwn.join([held, locale.md("discussion.people", { count: people, shown: people })], " · ");
}

/** Themes that a page names; the others are counted. */
const mostThemes = 5;

function themeLines({ facts, themes, uncovered, unit }: StatusFacts, locale: Locale): Mrkdwn[] {
  const held = Object.entries(facts.byTheme)
    .filter(([, count]) => count > 0)
    .slice(0, 12)
    .map(([code, count]) => `${themeOf(code, themes, locale)} ${locale.number(count)}`);
  const by =
    held.length > 1
      ? [locale.md("discussion.status.byTheme", { themes: held.join(locale.t("common.comma")) })]
      : [];
  const isAlone = unit.treeLast === unit.treeFirst;
  if (uncovered.length === 0) {
    const all = locale.md(`discussion.status.${isAlone ? "allCoveredAlone" : "allCovered"}`);
    return [...by, ...(themes.length > 0 ? [all] : [])];
  }
  const named = uncovered.slice(0, mostThemes).map(({ code, missing }) =>
    locale.t(`discussion.status.${isAlone ? "theme" : "themeIn"}`, {
      theme: themeOf(code, themes, locale),
      count: missing,
      shown: missing,
    }),
  );
  const more = uncovered.length - named.length;
  const list = named.join(locale.t("common.comma"));
  const text = more > 0 ? locale.t("discussion.status.andThemes", { list, count: more }) : list;
  return [...by, locale.md("discussion.status.uncovered", { themes: text })];
}

function ownText(one: ListedDiscussion, { themes }: StatusFacts, locale: Locale): Mrkdwn {
  const line = locale.md("discussion.status.own", {
    date: locale.day(one.date),
    theme: themeOf(one.themeCode, themes, locale),
    form: formName(one.form, locale),
    people: peopleText(one.people, [], locale),
  });
  if (one.viewpoints === 0) return line;
  return Mrkdwn.join([line, locale.md("discussion.status.viewpoints", { count: one.viewpoints })], " · ");
}

function ownRow(one: ListedDiscussion, facts: StatusFacts, locale: Locale): Part {
  const value = ids.show.write({ discussionId: one.id });
  const open = button(ids.show.id, locale.t("discussion.status.open"), { value });
  return said(ownText(one, facts, locale), open);
}

function childRow({ unit, facts }: StatusFacts["children"][number], page: StatusFacts, locale: Locale): Part {
  const open = openButton({ unitId: unit.id, page: 0 }, page, locale);
  return treeRow("common.unit", unit, [figuresText(facts, locale)], open, locale);
}

/** The unit's own offices, as one row that opens. */
function officesRow(facts: StatusFacts, locale: Locale): Part[] {
  const { unit, offices, isOwn } = facts;
  if (!offices || isOwn) return [];
  const open = openButton({ unitId: unit.id, page: 0, own: true }, facts, locale);
  return [treeRow("common.offices", unit, [figuresText(offices, locale)], open, locale)];
}

const openButton = (target: TreeTarget, facts: StatusFacts, locale: Locale): Block =>
  button(ids.browse.id, locale.t("discussion.status.open"), { value: valueFor(target, facts) });

/** Where a week is named the page is about that, else about what this one is. */
const valueFor = ({ week, ...target }: TreeTarget, { isWhole, period }: StatusFacts): string =>
  ids.browse.write({ ...target, ...(week ? weekPeriod(week) : isWhole ? {} : period) });

function navigation(facts: StatusFacts, locale: Locale): Part[] {
  const { unit, isWhole, isOwn } = facts;
  const own = { unitId: unit.id, page: 0, ...(isOwn ? { own: true } : {}) };
  const whole = button(ids.browseWhole.id, locale.t("discussion.status.whole"), {
    value: ids.browseWhole.write(own),
  });
  const record = button(ids.record.id, locale.t("discussion.status.record"), { value: ids.record.write({}) });
  const value = (target: TreeTarget) => valueFor(target, facts);
  return bar([
    ...treeButtons(facts, ids, value, locale, isWhole ? [] : [whole]),
    ...(facts.mayEnter ? [record] : []),
  ]);
}
