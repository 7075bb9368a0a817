import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { type Block, button } from "../../slack/blocks.ts";
import { type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import { bar, noted, type Part, partsPage, ruled, said } from "../../slack/parts.ts";
import { type TreeTarget, treeButtons, treeRow } from "../../slack/tree-page.ts";
import type { TopicFigures } from "../figures.ts";
import { actions as ids } from "../ids.ts";
import { states } from "../model.ts";
import { directionName, lookButton, shortTitle, stateName } from "../phrases.ts";
import type { OwnFacts, StatusFacts } from "./service.ts";
import type { PersonTopic } from "./store.ts";

/**
 * A unit's topics in the order in which they are read: what waits for the reader; registered of required, by direction,
 * by state; what is below it, its own offices apart, or its people.
 */
export function statusView(facts: StatusFacts, locale: Locale): PageView {
  const { unit, children, own, page, isOwn } = facts;
  const key = isOwn ? "headlineOfOwn" : "headline";
  const leaf = children.length === 0 && !facts.offices;
  const rows = leaf
    ? own.people.map((one) => personRow(one, locale))
    : [...children.map((child) => childRow(child, locale)), ...officesRow(facts, locale)];
  return partsPage(locale.t("topic.status.title"), [
    said(locale.md(`topic.status.${key}`, { unit: unit.name })),
    ...(isOwn ? [] : waitingRow(facts, locale)),
    figureLines(facts, locale),
    ...ruled(rows),
    ...noted(pageNote(page, locale)),
    ...bar(navigation(facts, locale)),
  ]);
}

function figureLines({ facts, byState, directions, isOwn, offices }: StatusFacts, locale: Locale): Part {
  if (isOwn && offices) return said(figuresText(offices, locale));
  const part = (name: string, count: number) =>
    locale.t("topic.status.part", { name: shortName(name), count });
  const codes = Object.entries(facts.byDirection).filter(([, count]) => count > 0 || directions.length <= 8);
  const byDirection = codes.map(([code, count]) => part(directionName(code, directions, locale), count));
  const known = states.filter((state) => (byState.get(state) ?? 0) > 0);
  const stands = known.map((state) => part(stateName(state, locale), byState.get(state) ?? 0));
  const topics = [...byState.values()].reduce((sum, count) => sum + count, 0);
  const comma = locale.t("common.comma");
  const lines = [
    figuresText(facts, locale),
    ...(facts.registered > 0
      ? [locale.md("topic.status.byDirection", { list: byDirection.slice(0, 20).join(comma) })]
      : []),
    ...(stands.length > 0 ? [locale.md("topic.status.byState", { list: stands.join(comma) })] : []),
    ...(topics > facts.registered
      ? [locale.md("topic.status.voluntary", { count: topics - facts.registered })]
      : []),
  ];
  return said(Mrkdwn.join(lines));
}

/** "151 of 192 registered"; where nobody owes one, that. */
export const figuresText = (
  { required, registered }: Pick<TopicFigures, "required" | "registered">,
  locale: Locale,
): Mrkdwn =>
  required === 0
    ? locale.md("topic.status.noneRequired")
    : locale.md("topic.status.registered", { registered, count: required, required });

function childRow({ unit, facts }: StatusFacts["children"][number], locale: Locale): Part {
  const open = openButton({ unitId: unit.id, page: 0 }, locale);
  return treeRow("common.unit", unit, [figuresText(facts, locale)], open, locale);
}

/** The unit's own offices, as one row that opens. */
function officesRow({ unit, offices, isOwn }: StatusFacts, locale: Locale): Part[] {
  if (!offices || isOwn) return [];
  const open = openButton({ unitId: unit.id, page: 0, own: true }, locale);
  return [treeRow("common.offices", unit, [figuresText(offices, locale)], open, locale)];
}

const openButton = (target: TreeTarget, locale: Locale): Block =>
  button(ids.browse.id, locale.t("topic.status.open"), { value: ids.browse.write(target) });

function personRow(person: PersonTopic, locale: Locale): Part {
  const name = shortName(person.name);
  if (person.topicId === null || person.state === null)
    return said(locale.md("topic.status.personNone", { name }));
  const values = { name, title: shortTitle(person.title ?? "–"), state: stateName(person.state, locale) };
  return said(locale.md("topic.status.person", values), lookButton(person.topicId, locale));
}

function waitingRow({ waiting }: StatusFacts, locale: Locale): Part[] {
  if (waiting === 0) return [];
  const value = ids.approvals.write({ page: 0 });
  const look = button(ids.approvals.id, locale.t("topic.lookAtThem"), { value, style: "primary" });
  return [said(locale.md("topic.status.waiting", { count: waiting }), look)];
}

function navigation(page: StatusFacts, locale: Locale): unknown[] {
  const { unit, facts, children, offices, isOwn, own } = page;
  const target = { unitId: unit.id, page: 0 };
  const people = button(ids.browseOwn.id, locale.t("topic.status.ownPeople", { count: own.total }), {
    value: ids.browseOwn.write(target),
  });
  const missing = button(ids.browseMissing.id, locale.t("topic.status.whoMissing"), {
    value: ids.browseMissing.write(target),
  });
  return [
    ...treeButtons(page, ids, ids.browse.write, locale),
    ...((children.length > 0 || offices) && own.total > 0 ? [people] : []),
    ...(facts.registered < facts.required && !isOwn ? [missing] : []),
  ];
}

/** The people of one unit that has others below it. */
export function ownView({ unit, people, page }: OwnFacts, locale: Locale): PageView {
  const value = (number: number) => ids.browseOwn.write({ unitId: unit.id, page: number });
  const back = button(ids.browse.id, locale.t("topic.status.back"), { value: value(0) });
  const turns = { previous: ids.ownPrevious.id, next: ids.ownNext.id };
  return partsPage(locale.t("topic.status.title"), [
    said(locale.md("topic.status.ownHeadline", { unit: unit.name })),
    ...people.map((one) => personRow(one, locale)),
    ...noted(pageNote(page, locale)),
    ...bar([back, ...turnButtons(page, turns, value, locale)]),
  ]);
}
