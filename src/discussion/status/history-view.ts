import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import { actions, context, section } from "../../slack/blocks.ts";
import { type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import { actions as ids } from "../ids.ts";
import { forms } from "../model.ts";
import { formName, themeOf } from "../phrases.ts";
import type { HistoryFacts } from "./service.ts";
import type { HistoryFields, HistoryRow } from "./store.ts";

/** So much of each entry that twenty of them fit a message. */
const mostNames = 3;
const mostOfText = 80;

/** Who changed what of one discussion, newest first, in the campaign's time zone. */
export function historyView(facts: HistoryFacts, timeZone: string, locale: Locale): PageView {
  const { unit, record, themes, entries, page } = facts;
  const head = locale.md("discussion.history.headline", {
    unit: unit.name,
    date: locale.day(record.date),
    theme: themeOf(record.themeCode, themes, locale),
  });
  const lines = entries.map((entry) => entryText(entry, facts, timeZone, locale));
  const body = lines.length > 0 ? lines : [locale.md("discussion.history.none")];
  const value = (number: number) => ids.historyNewer.write({ discussionId: record.id, page: number });
  const turns = { previous: ids.historyNewer.id, next: ids.historyOlder.id };
  const buttons = turnButtons(page, turns, value, locale);
  const notes = pageNote(page, locale);
  return {
    title: locale.t("discussion.history.title"),
    text: Mrkdwn.join([head, ...body, ...notes]),
    blocks: [
      section(head),
      ...body.map((line) => section(line)),
      ...(notes.length > 0 ? [context(...notes)] : []),
      ...(buttons.length > 0 ? [actions(buttons)] : []),
    ],
  };
}

function entryText(entry: HistoryRow, facts: HistoryFacts, timeZone: string, locale: Locale): Mrkdwn {
  const { at, actor, reason } = entry;
  const what = whatText(entry, facts, locale);
  const values = { at: locale.moment(at, timeZone), actor: actorName(actor, locale), what };
  const head = locale.md("discussion.history.entry", values);
  if (!reason) return head;
  const why = locale.md("discussion.history.why", { reason: shortName(reason, mostOfText) });
  return Mrkdwn.join([head, why], " ");
}

/** Programs have names too; a Slack user whom the roster does not know is shown by their account. */
function actorName(actor: string, locale: Locale): string | Mrkdwn {
  if (actor === "") return locale.t("discussion.history.somebody");
  if (actor === "import" || actor === "studyhall") return locale.t(`discussion.history.${actor}`);
  return /^[UW][A-Z0-9]{5,}$/.test(actor) ? Mrkdwn.user(actor) : shortName(actor);
}

function whatText({ before, after }: HistoryRow, facts: HistoryFacts, locale: Locale): string {
  if (after === null) return locale.t("discussion.history.removed");
  if (after.joined !== undefined) return locale.t("discussion.history.joined");
  const parts = [
    ...(before === null && after.themeCode !== undefined
      ? [locale.t(`discussion.history.${after.opened ? "opened" : "made"}`)]
      : []),
    ...fieldTexts(after, facts, locale),
    ...peopleTexts(after, facts, locale),
  ];
  return parts.length > 0 ? parts.join(locale.t("common.comma")) : locale.t("discussion.history.made");
}

function fieldTexts(after: HistoryFields, { themes }: HistoryFacts, locale: Locale): string[] {
  const form = forms.find((one) => one === after.form);
  return [
    ...(after.date ? [locale.day(after.date)] : []),
    ...(after.themeCode ? [themeOf(after.themeCode, themes, locale)] : []),
    ...(form ? [formName(form, locale)] : []),
    ...(typeof after.participantCount === "number"
      ? [
          locale.t("discussion.people", {
            count: after.participantCount,
            shown: after.participantCount,
          }),
        ]
      : []),
    ...(after.confirmed ? [locale.t("discussion.history.confirmed")] : []),
    ...(after.people === undefined
      ? []
      : [locale.t("discussion.people", { count: after.people, shown: after.people })]),
  ];
}

function peopleTexts({ added, removed }: HistoryFields, { names }: HistoryFacts, locale: Locale): string[] {
  const told = (people: string[]) => {
    const known = people.flatMap((id) => names.get(id) ?? []);
    return known.length > 0
      ? nameList(known, people.length, locale, { most: mostNames, longest: 30 })
      : locale.t("discussion.people", { count: people.length, shown: people.length });
  };
  return [
    ...(added.length > 0 ? [locale.t("discussion.history.added", { names: told(added) })] : []),
    ...(removed.length > 0 ? [locale.t("discussion.history.left", { names: told(removed) })] : []),
  ];
}
