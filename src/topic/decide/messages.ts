import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { context, type Message, section } from "../../slack/blocks.ts";
import { messageOf } from "../../slack/page.ts";
import type { Alike } from "../likeness/store.ts";
import type { Direction, Topic } from "../model.ts";
import {
  alikeLines,
  decisionButtons,
  directionName,
  lookButton,
  openButton,
  ownerButtons,
  row,
} from "../phrases.ts";

/** So much of the reasons stands in a message; the rest is there to look at. */
const mostOfText = 300;

/** Asks somebody above to approve a topic. */
export function waitingMessage(
  {
    topic,
    unitName,
    directions,
    alike,
  }: { topic: Topic; unitName: string; directions: Direction[]; alike: Alike[] },
  locale: Locale,
): Message {
  const values = {
    owner: shortName(topic.owner.name),
    unit: shortName(unitName),
    title: topic.title,
    direction: shortName(directionName(topic.directionCode, directions, locale)),
  };
  const why = topic.why ? [locale.md("topic.message.why", { why: shortName(topic.why, mostOfText) })] : [];
  const text = Mrkdwn.join([locale.md("topic.message.waiting", values), ...why]);
  const likes = alikeLines(alike, topic.campaignId, locale);
  return messageOf(Mrkdwn.join([text, ...likes]), [
    section(text),
    ...(likes.length > 0 ? [context(...likes)] : []),
    ...row([...decisionButtons(topic, locale), lookButton(topic.id, locale)]),
  ]);
}

/** Tells the owner what was decided, and what to do next. */
export function decidedMessage(topic: Topic, by: string, locale: Locale): Message {
  const values = { by: shortName(by), title: topic.title, reason: topic.returnedReason ?? "" };
  const what = topic.state === "returned" || topic.state === "registered" ? topic.state : "approved";
  const text = locale.md(`topic.message.${what === "registered" ? "takenBack" : what}`, values);
  const open = openButton(locale.t("topic.openMine"), topic.state === "returned" ? "primary" : undefined);
  return messageOf(text, [section(text), ...row([...ownerButtons(topic, locale), open])]);
}
