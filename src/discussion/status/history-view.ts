import { historyPage } from "../../history/view.ts";
import type { Locale } from "../../i18n/index.ts";
import { nameList } from "../../i18n/names.ts";
import type { PageView } from "../../slack/page.ts";
import { actions as ids } from "../ids.ts";
import { forms } from "../model.ts";
import { formName, themeOf } from "../phrases.ts";
import type { DiscussionChange, HistoryFields } from "./history.ts";
import type { HistoryFacts } from "./service.ts";

/** So many names of each entry that twenty of them fit a message. */
const mostNames = 3;

/** Who changed what of one discussion. */
export function historyView(facts: HistoryFacts, timeZone: string, locale: Locale): PageView {
  const { unit, record, themes, entries, page } = facts;
  const theme = themeOf(record.themeCode, themes, locale);
  const values = { unit: unit.name, date: locale.day(record.date), theme };
  return historyPage(
    {
      texts: (key) => `discussion.history.${key}`,
      title: locale.t("discussion.history.title"),
      head: locale.md("discussion.history.headline", values),
      entries,
      what: (entry) => whatText(entry, facts, locale),
      page,
      ids,
      at: (number) => ({ discussionId: record.id, page: number }),
    },
    timeZone,
    locale,
  );
}

function whatText({ before, after }: DiscussionChange, facts: HistoryFacts, locale: Locale): string {
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
