import type { Locale } from "../../i18n/index.ts";
import { shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import { type Block, button, context, divider, section } from "../../slack/blocks.ts";
import { Mrkdwn } from "../../slack/mrkdwn.ts";
import { type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import type { TopicFigures } from "../figures.ts";
import { actions as ids } from "../ids.ts";
import { states } from "../model.ts";
import { directionName, lookButton, row, shortTitle, stateName } from "../phrases.ts";
import type { OwnFacts, StatusFacts } from "./service.ts";
import type { PersonTopic } from "./store.ts";

/** A unit's topics: registered of required, by direction, by state; what is below it, or its people. */
export function statusView(facts: StatusFacts, locale: Locale): PageView {
  const { unit, children, own, page } = facts;
  const head = headline(facts, locale);
  const leaf = children.length === 0;
  const rows = leaf
    ? own.people.map((one) => personRow(one, locale))
    : children.map((child) => childRow(child, locale));
  const notes = pageNote(page, locale);
  return {
    title: locale.t("topic.status.title"),
    text: Mrkdwn.join([head, ...rows.map(({ line }) => line), ...notes]),
    blocks: [
      section(head),
      ...waitingBlocks(facts, locale),
      ...(rows.length > 0 ? [divider, ...rows.map(({ block }) => block)] : []),
      ...(notes.length > 0 ? [context(...notes)] : []),
      ...navigation(facts, unit, locale),
    ],
  };
}

function headline({ unit, facts, byState, directions }: StatusFacts, locale: Locale): Mrkdwn {
  const part = (name: string, count: number) =>
    locale.t("topic.status.part", { name: shortName(name), count });
  const codes = Object.entries(facts.byDirection).filter(([, count]) => count > 0 || directions.length <= 8);
  const byDirection = codes.map(([code, count]) => part(directionName(code, directions, locale), count));
  const known = states.filter((state) => (byState.get(state) ?? 0) > 0);
  const stands = known.map((state) => part(stateName(state, locale), byState.get(state) ?? 0));
  const topics = [...byState.values()].reduce((sum, count) => sum + count, 0);
  const comma = locale.t("common.comma");
  return Mrkdwn.join([
    locale.md("topic.status.headline", { unit: unit.name }),
    figuresText(facts, locale),
    ...(facts.registered > 0
      ? [locale.md("topic.status.byDirection", { list: byDirection.slice(0, 20).join(comma) })]
      : []),
    ...(stands.length > 0 ? [locale.md("topic.status.byState", { list: stands.join(comma) })] : []),
    ...(topics > facts.registered
      ? [locale.md("topic.status.voluntary", { count: topics - facts.registered })]
      : []),
  ]);
}

/** "151 of 192 registered"; where nobody owes one, that. */
export const figuresText = ({ required, registered }: TopicFigures, locale: Locale): Mrkdwn =>
  required === 0
    ? locale.md("topic.status.noneRequired")
    : locale.md("topic.status.registered", { registered, count: required, required });

type Row = { line: Mrkdwn; block: Block };

function childRow({ unit, facts }: StatusFacts["children"][number], locale: Locale): Row {
  const name = locale.md("topic.status.unit", { unit: shortName(unit.name) });
  const line = Mrkdwn.join([name, figuresText(facts, locale)], " · ");
  const value = ids.browse.write({ unitId: unit.id, page: 0 });
  return {
    line,
    block: section(line, { accessory: button(ids.browse.id, locale.t("topic.status.open"), { value }) }),
  };
}

function personRow(person: PersonTopic, locale: Locale): Row {
  const name = shortName(person.name);
  if (person.topicId === null || person.state === null) {
    const line = locale.md("topic.status.personNone", { name });
    return { line, block: section(line) };
  }
  const values = { name, title: shortTitle(person.title ?? "–"), state: stateName(person.state, locale) };
  const line = locale.md("topic.status.person", values);
  return { line, block: section(line, { accessory: lookButton(person.topicId, locale) }) };
}

function waitingBlocks({ waiting }: StatusFacts, locale: Locale): Block[] {
  if (waiting === 0) return [];
  const value = ids.approvals.write({ page: 0 });
  return [
    section(locale.md("topic.status.waiting", { count: waiting }), {
      accessory: button(ids.approvals.id, locale.t("topic.lookAtThem"), { value, style: "primary" }),
    }),
  ];
}

function navigation(
  { facts, children, own, page, parent }: StatusFacts,
  unit: Unit,
  locale: Locale,
): Block[] {
  const value = (number: number) => ids.browse.write({ unitId: unit.id, page: number });
  const up = parent
    ? [
        button(ids.browseUp.id, `▲ ${shortName(parent.name)}`, {
          value: ids.browseUp.write({ unitId: parent.id, page: 0 }),
        }),
      ]
    : [];
  const people =
    children.length > 0 && own.total > 0
      ? [
          button(ids.browseOwn.id, locale.t("topic.status.ownPeople", { count: own.total }), {
            value: ids.browseOwn.write({ unitId: unit.id, page: 0 }),
          }),
        ]
      : [];
  const missing =
    facts.registered < facts.required
      ? [button(ids.browseMissing.id, locale.t("topic.status.whoMissing"), { value: value(0) })]
      : [];
  const turns = turnButtons(
    page,
    { previous: ids.browsePrevious.id, next: ids.browseNext.id },
    value,
    locale,
  );
  return row([...up, ...turns, ...people, ...missing]);
}

/** The people of one unit that has others below it. */
export function ownView({ unit, people, page }: OwnFacts, locale: Locale): PageView {
  const head = locale.md("topic.status.ownHeadline", { unit: unit.name });
  const rows = people.map((one) => personRow(one, locale));
  const notes = pageNote(page, locale);
  const value = (number: number) => ids.browseOwn.write({ unitId: unit.id, page: number });
  const back = button(ids.browse.id, locale.t("topic.status.back"), { value: value(0) });
  return {
    title: locale.t("topic.status.title"),
    text: Mrkdwn.join([head, ...rows.map(({ line }) => line), ...notes]),
    blocks: [
      section(head),
      ...rows.map(({ block }) => block),
      ...(notes.length > 0 ? [context(...notes)] : []),
      ...row([
        back,
        ...turnButtons(page, { previous: ids.ownPrevious.id, next: ids.ownNext.id }, value, locale),
      ]),
    ],
  };
}
