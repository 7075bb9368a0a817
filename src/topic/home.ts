import type { Locale } from "../i18n/index.ts";
import { askerOf } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import { type Block, button, section } from "../slack/blocks.ts";
import type { HomePart } from "../slack/requests.ts";
import { actions as ids } from "./ids.ts";
import type { Topic } from "./model.ts";
import { lookButton, openButton, ownerButtons, row, shortTitle, stateName } from "./phrases.ts";
import type { StatusService } from "./status/service.ts";
import type { TopicStore } from "./store.ts";

/** The Home tab's parts: what waits for one's approval first, then one's own topic with its next step. Five blocks at most. */
export function topicHome(deps: { store: TopicStore; pages: StatusService; org: Organisation }) {
  const { store, pages, org } = deps;

  const first: HomePart = async (request) => {
    const asker = askerOf(request, await org.units());
    if (asker.personId === null) return [];
    return waitingBlocks((await pages.waitingFor(asker)).length, asker.locale);
  };

  const blocks: HomePart = async (request) => {
    const asker = askerOf(request, await org.units());
    const { campaign, personId, locale, today } = asker;
    if (personId === null) return [];
    const held = await store.own(campaign.id, personId);
    const required = asker.member.roles.some((role) => campaign.topicRequiredOf.includes(role));
    const begun = today >= campaign.period.from && today <= campaign.period.to && !campaign.isClosed;
    if (held) return ownBlocks(held, !campaign.isClosed, locale);
    return required && begun ? noneBlocks(locale) : [];
  };

  return { first, blocks };
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
