import type { HomePart } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import { askerOf } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import { type Block, button, section } from "../slack/blocks.ts";
import { actions as ids } from "./ids.ts";
import type { Topic } from "./model.ts";
import { lookButton, openButton, ownerButtons, row, shortTitle, stateName } from "./phrases.ts";
import type { StatusService } from "./status/service.ts";
import type { TopicStore } from "./store.ts";

/** The Home tab's part: one's own topic with its next step, and what waits for one's approval. Five blocks at most. */
export function topicHome(deps: { store: TopicStore; pages: StatusService; org: Organisation }): HomePart {
  const { store, pages, org } = deps;
  return async (request) => {
    const asker = askerOf(request, await org.units());
    const { campaign, personId, locale, today } = asker;
    if (personId === null) return [];
    const [held, waiting] = await Promise.all([store.own(campaign.id, personId), pages.waitingFor(asker)]);
    const required = asker.member.roles.some((role) => campaign.topicRequiredOf.includes(role));
    const begun = today >= campaign.period.from && today <= campaign.period.to && !campaign.isClosed;
    const mine = held
      ? ownBlocks(held, !campaign.isClosed, locale)
      : required && begun
        ? noneBlocks(locale)
        : [];
    return [...mine, ...waitingBlocks(waiting.length, locale)];
  };
}

function ownBlocks(topic: Topic, isOpen: boolean, locale: Locale): Block[] {
  const values = { title: shortTitle(topic.title), state: stateName(topic.state, locale) };
  const returned = topic.state === "returned" ? { reason: topic.returnedReason ?? "" } : undefined;
  const line = returned
    ? locale.md("topic.home.returned", { ...values, ...returned })
    : locale.md("topic.home.mine", values);
  const next = isOpen ? ownerButtons(topic, locale) : [];
  const change =
    isOpen && topic.state !== "concluded"
      ? [openButton(locale.t("topic.change"), topic.state === "returned" ? "primary" : undefined)]
      : [];
  return [section(line), ...row([...next, ...change, lookButton(topic.id, locale)])];
}

const noneBlocks = (locale: Locale): Block[] => [
  section(locale.md("topic.home.none")),
  ...row([openButton(locale.t("topic.registerMine"), "primary")]),
];

function waitingBlocks(count: number, locale: Locale): Block[] {
  if (count === 0) return [];
  const look = button(ids.openApprovals.id, locale.t("topic.lookAtThem"), {
    value: ids.openApprovals.write({}),
  });
  return [section(locale.md("topic.status.waiting", { count }), { accessory: look })];
}
