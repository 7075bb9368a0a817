import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList } from "../../i18n/names.ts";
import { actions, type Block, section } from "../../slack/blocks.ts";
import type { PageView } from "../../slack/page.ts";
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
  const said = viewpointLines(facts.viewpoints, locale);
  const title = said.length > 0 ? [locale.md("discussion.show.viewpoints")] : [];
  const rows = facts.viewpoints.flatMap(({ id, mayTakeBack }, index): Block[] => {
    const line = said[index];
    if (!line) return [];
    return [section(line, mayTakeBack ? { accessory: takeBackButton(id, locale) } : {})];
  });
  const buttons = facts.mayEnter
    ? recordButtons(record, locale, true)
    : namesShown
      ? [historyButton(record.id, locale)]
      : [];
  return {
    title: locale.t("discussion.status.title"),
    text: Mrkdwn.join([head, ...who, ...title, ...said]),
    blocks: [
      section(head),
      ...who.map((line) => section(line)),
      ...title.map((line) => section(line)),
      ...rows,
      ...(buttons.length > 0 ? [actions(buttons)] : []),
    ],
  };
}
