import type { Locale } from "../../i18n/index.ts";
import { nameList } from "../../i18n/names.ts";
import type { PageView } from "../../slack/page.ts";
import { bar, partsPage, said } from "../../slack/parts.ts";
import { peopleOf } from "../model.ts";
import { formName, historyButton, peopleText, recordButtons, themeOf } from "../phrases.ts";
import { takeBackButton, viewpointLines } from "../viewpoint/view.ts";
import type { DiscussionFacts } from "./service.ts";

/** Names that one page shows. */
const mostNames = 60;

/** One discussion: who took part for those who may see it, and its viewpoints. */
export function discussionView(facts: DiscussionFacts, locale: Locale): PageView {
  const { record, unit, themes, namesShown } = facts;
  const head = locale.md("discussion.show.headline", {
    unit: unit.name,
    date: locale.day(record.date),
    theme: themeOf(record.themeCode, themes, locale),
    form: formName(record.form, locale),
    people: peopleText(peopleOf(record), [], locale),
  });
  const names = record.participants.map(({ name }) => name);
  const who = [
    ...(namesShown && names.length > 0
      ? [
          locale.md("discussion.show.names", {
            names: nameList(names, names.length, locale, { most: mostNames, longest: 30 }),
          }),
        ]
      : []),
    ...(facts.tookPart ? [locale.md("discussion.show.youToo")] : []),
  ];
  const viewpoints = viewpointLines(facts.viewpoints, locale).map((line, index) => {
    const one = facts.viewpoints[index];
    return said(line, one?.mayTakeBack ? takeBackButton(one.id, locale) : undefined);
  });
  const title = viewpoints.length > 0 ? [locale.md("discussion.show.viewpoints")] : [];
  const buttons = facts.mayEnter
    ? recordButtons(record, locale, true)
    : namesShown
      ? [historyButton(record.id, locale)]
      : [];
  return partsPage(locale.t("discussion.status.title"), [
    ...[head, ...who, ...title].map((line) => said(line)),
    ...viewpoints,
    ...bar(buttons),
  ]);
}
