import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import { type Block, button, context, divider, section } from "../../slack/blocks.ts";
import { type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import type { TopicFigures } from "../figures.ts";
import { actions as ids } from "../ids.ts";
import { states } from "../model.ts";
import { directionName, lookButton, row, shortTitle, stateName } from "../phrases.ts";
import type { OwnFacts, StatusFacts } from "./service.ts";
import type { PersonTopic } from "./store.ts";

/**
 * A unit's topics in the order in which they are read: what waits for the reader; registered of required, by direction,
 * by state; what is below it, its own offices apart, or its people.
 */
export function statusView(facts: StatusFacts, locale: Locale): PageView {
  const { unit, children, own, page, isOwn } = facts;
  const key = isOwn ? "headlineOfOwn" : "headline";
  const title = locale.md(`topic.status.${key}`, { unit: unit.name });
  const waits = isOwn ? [] : waitingRow(facts, locale);
  const head = figureLines(facts, locale);
  const leaf = children.length === 0 && !facts.offices;
  const rows = leaf
    ? own.people.map((one) => personRow(one, locale))
    : [...children.map((child) => childRow(child, locale)), ...officesRow(facts, locale)];
  const notes = pageNote(page, locale);
  return {
    title: locale.t("topic.status.title"),
    text: Mrkdwn.join([title, ...[...waits, head, ...rows].map(({ line }) => line), ...notes]),
    blocks: [
      section(title),
      ...waits.map(({ block }) => block),
      head.block,
      ...(rows.length > 0 ? [divider, ...rows.map(({ block }) => block)] : []),
      ...(notes.length > 0 ? [context(...notes)] : []),
      ...navigation(facts, unit, locale),
    ],
  };
}

function figureLines({ facts, byState, directions, isOwn, offices }: StatusFacts, locale: Locale): Row {
  if (isOwn && offices) return lineRow(figuresText(offices, locale));
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
  return lineRow(Mrkdwn.join(lines));
}

/** "151 of 192 registered"; where nobody owes one, that. */
export const figuresText = (
  { required, registered }: Pick<TopicFigures, "required" | "registered">,
  locale: Locale,
): Mrkdwn =>
  required === 0
    ? locale.md("topic.status.noneRequired")
    : locale.md("topic.status.registered", { registered, count: required, required });

type Row = { line: Mrkdwn; block: Block };

const lineRow = (line: Mrkdwn): Row => ({ line, block: section(line) });

function childRow({ unit, facts }: StatusFacts["children"][number], locale: Locale): Row {
  const name = locale.md("topic.status.unit", { unit: shortName(unit.name) });
  const line = Mrkdwn.join([name, figuresText(facts, locale)], " · ");
  const value = ids.browse.write({ unitId: unit.id, page: 0 });
  return {
    line,
    block: section(line, { accessory: button(ids.browse.id, locale.t("topic.status.open"), { value }) }),
  };
}

/** The unit's own offices, as one row that opens. */
function officesRow({ unit, offices, isOwn }: StatusFacts, locale: Locale): Row[] {
  if (!offices || isOwn) return [];
  const name = locale.md("topic.status.offices", { unit: shortName(unit.name) });
  const line = Mrkdwn.join([name, figuresText(offices, locale)], " · ");
  const value = ids.browse.write({ unitId: unit.id, page: 0, own: true });
  const accessory = button(ids.browse.id, locale.t("topic.status.open"), { value });
  return [{ line, block: section(line, { accessory }) }];
}

function personRow(person: PersonTopic, locale: Locale): Row {
  const name = shortName(person.name);
  if (person.topicId === null || person.state === null) {
    return lineRow(locale.md("topic.status.personNone", { name }));
  }
  const values = { name, title: shortTitle(person.title ?? "–"), state: stateName(person.state, locale) };
  const line = locale.md("topic.status.person", values);
  return { line, block: section(line, { accessory: lookButton(person.topicId, locale) }) };
}

function waitingRow({ waiting }: StatusFacts, locale: Locale): Row[] {
  if (waiting === 0) return [];
  const line = locale.md("topic.status.waiting", { count: waiting });
  const value = ids.approvals.write({ page: 0 });
  const accessory = button(ids.approvals.id, locale.t("topic.lookAtThem"), { value, style: "primary" });
  return [{ line, block: section(line, { accessory }) }];
}

function navigation(
  { facts, children, offices, isOwn, own, page, parent }: StatusFacts,
  unit: Unit,
  locale: Locale,
): Block[] {
  const mine = isOwn ? { own: true } : {};
  const value = (number: number) => ids.browse.write({ unitId: unit.id, page: number, ...mine });
  const up = parent
    ? [
        button(ids.browseUp.id, `▲ ${shortName(parent.name)}`, {
          value: ids.browseUp.write({ unitId: parent.id, page: 0 }),
        }),
      ]
    : [];
  const people =
    (children.length > 0 || offices) && own.total > 0
      ? [
          button(ids.browseOwn.id, locale.t("topic.status.ownPeople", { count: own.total }), {
            value: ids.browseOwn.write({ unitId: unit.id, page: 0 }),
          }),
        ]
      : [];
  const missing =
    facts.registered < facts.required && !isOwn
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
