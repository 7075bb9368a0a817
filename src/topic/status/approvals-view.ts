import type { Locale } from "../../i18n/index.ts";
import { shortName } from "../../i18n/names.ts";
import type { Asker } from "../../org/asker.ts";
import { actions, button, context, section } from "../../slack/blocks.ts";
import { type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import { bar, noted, type Part, partsPage, said } from "../../slack/parts.ts";
import { actions as ids } from "../ids.ts";
import { alikeLines, directionName, lookButton, type Note, shortTitle, stateName } from "../phrases.ts";
import { markOf } from "../rules.ts";
import type { ApprovalRow, WaitingFacts } from "./service.ts";

type Looking = Pick<Asker, "locale" | "campaign">;
type Waiting = Extract<ApprovalRow, { kind: "waiting" }>;
type Decided = Extract<ApprovalRow, { kind: "decided" }>;

/** Topics that wait for whoever looks, the longest waiting first, to approve where they stand. `note`: what was just done. */
export function approvalsView(facts: WaitingFacts, asker: Looking, note?: Note): PageView {
  const { rows, page } = facts;
  const { locale } = asker;
  const head = locale.md(page.total > 0 ? "topic.approvals.headline" : "topic.approvals.none", {
    count: page.total,
  });
  const shown = rows.map((one) =>
    one.kind === "waiting" ? waitingRow(one, facts, asker) : decidedRow(one, locale),
  );
  // While some of a page are decided its number says little: the next come by themselves.
  const isWhole = rows.every(({ kind }) => kind === "waiting");
  const notes = isWhole ? pageNote(page, locale) : [];
  const value = (number: number) => ids.approvals.write({ page: number });
  const turns = isWhole
    ? turnButtons(page, { previous: ids.approvalsPrevious.id, next: ids.approvalsNext.id }, value, locale)
    : [];
  return partsPage(locale.t("topic.approvals.title"), [
    ...(note ? [note] : []),
    said(head),
    ...shown,
    ...noted(notes),
    ...bar(turns),
  ]);
}

function waitingRow(topic: Waiting, facts: WaitingFacts, { locale, campaign }: Looking): Part {
  const { topicId, alike } = topic;
  const line = locale.md("topic.approvals.row", {
    owner: shortName(topic.ownerName),
    unit: shortName(topic.unitName),
    title: shortTitle(topic.title),
    direction: shortName(directionName(topic.directionCode, facts.directions, locale)),
    since: locale.moment(Temporal.Instant.fromEpochMilliseconds(topic.since.getTime()), campaign.timeZone),
  });
  const likes = alikeLines(alike, facts.campaignId, locale);
  const mark = markOf(topic);
  const shown = facts.rows.map((one) => one.topicId);
  const approve = button(ids.approveInList.id, locale.t("topic.approve"), {
    value: ids.approveInList.write({ topicId, mark, shown }),
    style: "primary",
  });
  const giveBack = button(ids.giveBack.id, locale.t("topic.giveBack"), {
    value: ids.giveBack.write({ topicId, mark }),
  });
  return {
    lines: [line, ...likes],
    blocks: [
      section(line),
      ...(likes.length > 0 ? [context(...likes)] : []),
      actions([approve, giveBack, lookButton(topicId, locale)], `waits.${topicId}`),
    ],
  };
}

function decidedRow({ title, ownerName, state, by }: Decided, locale: Locale): Part {
  const values = {
    title: shortTitle(title),
    owner: shortName(ownerName),
    state: stateName(state, locale),
    by: shortName(by ?? "–"),
  };
  const line = locale.md(`topic.approvals.${state === "approved" ? "approved" : "decided"}`, values);
  return { lines: [line], blocks: [context(line)] };
}
