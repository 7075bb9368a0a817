import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { notReachedNames, type Reach } from "../../messages/by-hand-edge.ts";
import { button, context, type Message, section } from "../../slack/blocks.ts";
import { messageOf, type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import { actions as ids } from "../ids.ts";
import { openButton, row } from "../phrases.ts";
import type { Reminded } from "./remind.ts";
import type { MissingFacts } from "./service.ts";

/** Who owes a topic and has none; only the number for those who may not remind them. */
export function missingView(
  { unit, people, facts, page, mayRemind }: MissingFacts,
  locale: Locale,
): PageView {
  const head = locale.md("topic.missing.headline", { unit: unit.name });
  const values = { count: page.total, shown: page.total, required: facts.required };
  const none = page.total === 0;
  const nobody = facts.required === 0 ? "topic.status.noneRequired" : "topic.missing.none";
  const sum = locale.md(none ? nobody : "topic.missing.count", values);
  const lines = people.map((one) => {
    const line = locale.md("topic.missing.person", {
      name: shortName(one.name),
      unit: shortName(one.unitName),
    });
    const notes = [
      ...(one.slackId === null ? [locale.md("topic.missing.noSlack")] : []),
      ...(one.prompts > 0 ? [locale.md("topic.missing.prompted", { count: one.prompts })] : []),
      ...(one.promptedToday ? [locale.md("topic.missing.promptedToday")] : []),
    ];
    return Mrkdwn.join([line, ...notes], " · ");
  });
  const hidden = mayRemind || none ? [] : [locale.md("topic.missing.hidden")];
  const notes = mayRemind ? pageNote(page, locale) : hidden;
  const value = (number: number) => ids.missing.write({ unitId: unit.id, page: number });
  const remind = button(ids.remind.id, locale.t("topic.missing.remind"), {
    value: ids.remind.write({ unitId: unit.id }),
  });
  const turns = turnButtons(
    page,
    { previous: ids.missingPrevious.id, next: ids.missingNext.id },
    value,
    locale,
  );
  const back = button(ids.browse.id, locale.t("topic.status.back"), { value: value(0) });
  return {
    title: locale.t("topic.missing.title"),
    text: Mrkdwn.join([head, sum, ...lines, ...notes]),
    blocks: [
      section(Mrkdwn.join([head, sum])),
      ...lines.map((line) => section(line)),
      ...(notes.length > 0 ? [context(...notes)] : []),
      ...row([...(mayRemind && !none ? [remind] : []), ...(mayRemind ? turns : []), back]),
    ],
  };
}

/** Whom "Remind" reaches, and who is left out and why. */
export function remindReach(
  { going, already, unreachable }: Reminded,
  head: "ask" | "sending",
  locale: Locale,
): Reach {
  const lines = [
    locale.md(going > 0 ? `topic.remind.${head}` : "topic.remind.nobody", { count: going }),
    ...(already > 0 ? [locale.md("topic.remind.already", { count: already })] : []),
    ...(unreachable.length > 0
      ? [
          locale.md("topic.remind.unreachable", {
            count: unreachable.length,
            names: notReachedNames(unreachable, locale),
          }),
        ]
      : []),
  ];
  return { title: "topic.remind.title", text: Mrkdwn.join(lines), people: going };
}

/** What somebody gets who owes a topic. `asker`: who had them reminded. */
export function reminderMessage(
  { asker, campaign }: { asker: string; campaign: string },
  locale: Locale,
): Message {
  const text = locale.md("topic.remind.message", { campaign });
  const foot = locale.md("topic.remind.asked", { asker: shortName(asker) });
  return messageOf(Mrkdwn.join([text, foot]), [
    section(text),
    ...row([openButton(locale.t("topic.registerMine"), "primary")]),
    context(foot),
  ]);
}
