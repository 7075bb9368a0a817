import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import { button, context, input, plain, section, type View } from "../../slack/blocks.ts";
import type { PageView } from "../../slack/page.ts";
import { bar, noted, partsPage, said } from "../../slack/parts.ts";
import { actions as ids, inputs, views } from "../ids.ts";
import type { Alike } from "../likeness/store.ts";
import { type Direction, longest, type Topic } from "../model.ts";
import {
  alikeLines,
  cutNotes,
  decisionButtons,
  directionName,
  type Note,
  ownerButtons,
  stateName,
} from "../phrases.ts";
import type { MessageAt } from "./redraw.ts";

/** What the page of one topic is drawn from. */
export type TopicFacts = {
  topic: Topic;
  unit: Unit | undefined;
  directions: Direction[];
  coResearchers: string[];
  unitNames: string[];
  isOwner: boolean;
  isApprover: boolean;
  /** Names of those who approve it. */
  approvers: string[];
  /** Topics that are like it, for those who decide about it. */
  alike: Alike[];
  /** What just happened. */
  note?: Note | undefined;
};

/** One topic with all that its owner wrote, and the buttons of whoever looks. */
export function topicView(facts: TopicFacts, locale: Locale): PageView {
  const { topic, note, isOwner, isApprover } = facts;
  const head = headText(facts, locale);
  const parts = [head, ...textParts(facts, locale)];
  const likes = alikeLines(facts.alike, topic.campaignId, locale);
  const history = button(ids.history.id, locale.t("topic.whoChanged"), {
    value: ids.history.write({ topicId: topic.id, page: 0 }),
  });
  const change = button(ids.change.id, locale.t("topic.change"), { value: ids.change.write({}) });
  const buttons = [
    ...(isApprover && topic.state === "registered" ? decisionButtons(topic, locale) : []),
    ...(isOwner ? ownerButtons(topic, locale) : []),
    ...(isOwner && topic.state !== "concluded" ? [change] : []),
    history,
  ];
  return partsPage(locale.t("topic.page.title"), [
    ...(note ? [note] : []),
    ...parts.map((part) => said(part)),
    ...noted(likes),
    ...bar(buttons),
  ]);
}

function headText({ topic, unit, directions, approvers }: TopicFacts, locale: Locale): Mrkdwn {
  const values = {
    title: topic.title,
    owner: topic.owner.name,
    unit: unit?.name ?? "–",
    direction: directionName(topic.directionCode, directions, locale),
    state: stateName(topic.state, locale),
    date: locale.date(topic.registeredOn),
  };
  const lines = [locale.md("topic.page.head", values)];
  if (topic.state === "registered" && approvers.length > 0)
    lines.push(locale.md("topic.page.waitsFor", { names: nameList(approvers, approvers.length, locale) }));
  if (topic.returnedReason) lines.push(locale.md("topic.page.returned", { reason: topic.returnedReason }));
  return Mrkdwn.join(lines);
}

function textParts({ topic, coResearchers, unitNames }: TopicFacts, locale: Locale): Mrkdwn[] {
  const part = (name: "why" | "method" | "findings", text: string | null) =>
    text ? [locale.md(`topic.page.${name}`, { text })] : [];
  const all = (names: string[], of: "people" | "units") =>
    nameList(names, names.length, locale, { most: 20, of });
  const lists = [
    ...(coResearchers.length > 0
      ? [locale.md("topic.page.coResearchers", { names: all(coResearchers, "people") })]
      : []),
    ...(unitNames.length > 0 ? [locale.md("topic.page.units", { names: all(unitNames, "units") })] : []),
  ];
  return [
    ...part("why", topic.why),
    ...part("method", topic.method),
    ...(lists.length > 0 ? [Mrkdwn.join(lists)] : []),
    ...part("findings", topic.findings),
    ...sources(topic, locale),
  ];
}

/** Where the findings can be read in full. */
function sources({ link, file }: Topic, locale: Locale): Mrkdwn[] {
  const lines = [
    ...(link ? [locale.md("topic.page.link", { link })] : []),
    ...(file
      ? [
          file.name === null
            ? locale.md("topic.page.fileComing")
            : locale.md(file.link ? "topic.page.file" : "topic.page.fileUnlinked", {
                name: shortName(file.name, 100),
                link: file.link ?? "",
              }),
        ]
      : []),
  ];
  return lines.length > 0 ? [Mrkdwn.join(lines)] : [];
}

/** Asks for the reason that a topic is returned with. */
export function giveBackView(
  topic: Topic,
  target: { topicId: string; mark: string; at: MessageAt | undefined },
  locale: Locale,
): View {
  const reason = {
    type: "plain_text_input",
    action_id: inputs.reason,
    multiline: true,
    max_length: longest.reason,
  };
  return {
    type: "modal",
    callback_id: views.giveBack,
    private_metadata: JSON.stringify(target),
    title: plain(locale.t("topic.giveBackForm.title"), 24),
    submit: plain(locale.t("topic.giveBackForm.submit"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      section(locale.md("topic.giveBackForm.about", { owner: topic.owner.name, title: topic.title })),
      input("reason", locale.t("topic.giveBackForm.reason"), reason, {
        hint: locale.t("topic.giveBackForm.hint"),
      }),
    ],
  };
}

/** Asks for the findings. `typed`: what a form closed before had in it; `at`: the message that it is opened from. */
export function concludeView(
  topic: Topic,
  typed: { findings: string; link: string } | undefined,
  at: MessageAt | undefined,
  locale: Locale,
): View {
  const { findings, link } = typed ?? { findings: topic.findings ?? "", link: topic.link ?? "" };
  const text = (id: string, value: string, max: number, multiline: boolean) => ({
    ...{ type: "plain_text_input", action_id: id, multiline, max_length: max },
    ...(value === "" ? {} : { initial_value: value.slice(0, max) }),
  });
  const file = { type: "file_input", action_id: inputs.file, max_files: 1 };
  const hint = topic.file
    ? locale.t("topic.concludeForm.fileHeld", { name: shortName(topic.file.name ?? topic.file.id, 100) })
    : locale.t("topic.concludeForm.fileHint");
  return {
    type: "modal",
    callback_id: views.conclude,
    private_metadata: JSON.stringify({ topicId: topic.id, at }),
    notify_on_close: true,
    title: plain(locale.t("topic.concludeForm.title"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      section(locale.md("topic.concludeForm.about", { title: topic.title })),
      ...(typed ? [context(locale.md("topic.concludeForm.draft"))] : []),
      ...cutNotes(
        [
          { name: locale.t("topic.concludeForm.findings"), value: findings, most: longest.findings },
          { name: locale.t("topic.concludeForm.link"), value: link, most: longest.link },
        ],
        locale,
      ).map((note) => context(note)),
      input(
        "findings",
        locale.t("topic.concludeForm.findings"),
        text(inputs.findings, findings, longest.findings, true),
      ),
      input("link", locale.t("topic.concludeForm.link"), text(inputs.link, link, longest.link, false), {
        optional: true,
        hint: locale.t("topic.concludeForm.linkHint"),
      }),
      input("file", locale.t("topic.concludeForm.file"), file, { optional: true, hint }),
    ],
  };
}
