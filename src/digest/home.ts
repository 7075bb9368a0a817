import type { Feature } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { shortName } from "../i18n/names.ts";
import type { Unit } from "../org/model.ts";
import { type Block, button, context, section } from "../slack/blocks.ts";
import type { ActionRequest, HomePart } from "../slack/requests.ts";
import type { digestEdge } from "./command.ts";
import { scheduleText } from "./form-view.ts";
import { actions as ids } from "./ids.ts";
import type { Subscription } from "./model.ts";
import type { digestService } from "./service.ts";

/** Channels that stand on the tab; `/digest list` shows all. */
const mostShown = 4;

/** The Home tab's part: which channels get the digests of my units, and when. */
export function digestHome(deps: {
  service: ReturnType<typeof digestService>;
  edge: Pick<ReturnType<typeof digestEdge>, "openForm">;
}) {
  const { service, edge } = deps;

  const blocks: HomePart = async ({ viewer }) => {
    const mine = await service.ofUnitsLookedAfter(viewer);
    return mine.length === 0 ? [] : listBlocks(mine, viewer.locale);
  };

  async function change(request: ActionRequest) {
    const { subscriptionId } = ids.change.read(request.value);
    return edge.openForm(request, await service.channelOf(request.viewer, subscriptionId));
  }

  return { blocks, actions: { [ids.change.id]: { run: change, opens: true } } satisfies Feature["actions"] };
}

/** @param mine not empty */
export function listBlocks(mine: { subscription: Subscription; unit: Unit }[], locale: Locale): Block[] {
  const rows = mine.slice(0, mostShown).map(({ subscription, unit }) => {
    const values = {
      channel: Mrkdwn.channel(subscription.channelId),
      unit: shortName(unit.name),
      schedule: scheduleText(subscription, locale),
    };
    const key = subscription.paused ? "digest.home.rowPaused" : "digest.home.row";
    const target = ids.change.write({ subscriptionId: subscription.id });
    return section(locale.md(key, values), {
      accessory: button(ids.change.id, locale.t("digest.home.change"), { value: target }),
    });
  });
  const hidden = mine.length - rows.length;
  return [
    section(locale.md("digest.home.title")),
    ...rows,
    ...(hidden > 0 ? [context(locale.md("digest.home.more", { count: hidden }))] : []),
  ];
}
