import { weekPeriod } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import { actions, type Block, button, context, divider, section } from "../../slack/blocks.ts";
import { type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import type { DiscussionFigures } from "../figures.ts";
import { actions as ids } from "../ids.ts";
import { formName, peopleText, themeOf } from "../phrases.ts";
import type { StatusFacts } from "./service.ts";
import type { ListedDiscussion } from "./store.ts";

/** A unit's discussions in a period: figures, themes not yet covered, its own discussions, and what is below it. */
export function statusView(facts: StatusFacts, locale: Locale): PageView {
  const head = headline(facts, locale);
  const themes = facts.isOwn ? [] : themeLines(facts, locale);
  const own = facts.own.map((one) => ownText(one, facts, locale));
  const children = facts.children.map((child) => childText(child.unit, child.facts, locale));
  const offices = officesRow(facts, locale);
  const left = facts.ownTotal - facts.own.length;
  const isSplit = facts.page.total > 0 && facts.children.length > 0;
  const notes = [
    ...(isSplit && left > 0 ? [locale.md("discussion.status.moreOwn", { count: left })] : []),
    ...pageNote(facts.page, locale),
  ];
  return {
    title: locale.t("discussion.status.title"),
    text: Mrkdwn.join([head, ...themes, ...own, ...children, ...offices.map(({ text }) => text), ...notes]),
    blocks: [
      section(head),
      ...(themes.length > 0 ? [context(...themes)] : []),
      ...(own.length > 0 ? [divider] : []),
      ...facts.own.map((one, index) => ownRow(one, own[index], locale)),
      ...(children.length > 0 ? [divider] : []),
      ...facts.children.map((child, index) => childRow(child.unit, children[index], facts, locale)),
      ...offices.map(({ block }) => block),
      ...(notes.length > 0 ? [context(...notes)] : []),
      ...navigation(facts, locale),
    ],
  };
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

function ownRow({ id }: ListedDiscussion, text: Mrkdwn | undefined, locale: Locale): Block {
  const value = ids.show.write({ discussionId: id });
  const open = button(ids.show.id, locale.t("discussion.status.open"), { value });
  return section(text ?? Mrkdwn.escape("–"), { accessory: open });
}

function childText(unit: Unit, facts: DiscussionFigures, locale: Locale): Mrkdwn {
  const name = locale.md("discussion.status.unit", { unit: shortName(unit.name) });
  return Mrkdwn.join([name, figuresText(facts, locale)], " · ");
}

/** The unit's own offices, as one row that opens. */
function officesRow(facts: StatusFacts, locale: Locale): { text: Mrkdwn; block: Block }[] {
  const { unit, offices, isOwn } = facts;
  if (!offices || isOwn) return [];
  const name = locale.md("discussion.status.offices", { unit: shortName(unit.name) });
  const text = Mrkdwn.join([name, figuresText(offices, locale)], " · ");
  const value = ids.browse.write({ unitId: unit.id, ...periodOf(facts), page: 0, own: true });
  const accessory = button(ids.browse.id, locale.t("discussion.status.open"), { value });
  return [{ text, block: section(text, { accessory }) }];
}

const periodOf = ({ isWhole, period }: Pick<StatusFacts, "isWhole" | "period">) => (isWhole ? {} : period);

function childRow(unit: Unit, text: Mrkdwn | undefined, facts: StatusFacts, locale: Locale): Block {
  const value = ids.browse.write({ unitId: unit.id, ...periodOf(facts), page: 0 });
  const open = button(ids.browse.id, locale.t("discussion.status.open"), { value });
  return section(text ?? Mrkdwn.escape("–"), { accessory: open });
}

function navigation(facts: StatusFacts, locale: Locale): Block[] {
  const { unit, parent, earlier, later, isWhole, isOwn } = facts;
  const own = { unitId: unit.id, page: 0, ...(isOwn ? { own: true } : {}) };
  const inWeek = (week: string) => ({ ...own, ...weekPeriod(week) });
  const to = (action: typeof ids.browse, text: string, value: Parameters<typeof ids.browse.write>[0]) =>
    button(action.id, text, { value: action.write(value) });
  const turn = (page: number) => ids.browsePrevious.write({ ...own, ...periodOf(facts), page });
  const up = { unitId: parent?.id ?? unit.id, ...periodOf(facts), page: 0 };
  const elements = [
    ...(parent ? [to(ids.browseUp, `▲ ${shortName(parent.name)}`, up)] : []),
    ...(earlier ? [to(ids.browseEarlier, `◀ ${locale.week(earlier)}`, inWeek(earlier))] : []),
    ...(later ? [to(ids.browseLater, `${locale.week(later)} ▶`, inWeek(later))] : []),
    ...(isWhole ? [] : [to(ids.browseWhole, locale.t("discussion.status.whole"), own)]),
    ...turnButtons(facts.page, { previous: ids.browsePrevious.id, next: ids.browseNext.id }, turn, locale),
    ...(facts.mayEnter
      ? [button(ids.record.id, locale.t("discussion.status.record"), { value: ids.record.write({}) })]
      : []),
  ];
  return elements.length > 0 ? [divider, actions(elements)] : [];
}
