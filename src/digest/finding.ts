import type { Actor } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Deps } from "../feature.ts";
import type { Unit } from "../org/model.ts";
import type { Request } from "../org/request.ts";
import type { Due, Subscription } from "./model.ts";
import type { SubscriptionStore } from "./store.ts";

/** A subscription with what there is to say about it. */
export type Shown = { subscription: Subscription; unit: Unit; next: Due | undefined };

/** Which subscription a request means: that of its channel, or the one whose button was pressed. */
export type Which = { channelId: string } | { subscriptionId: string };

export type Finding = ReturnType<typeof finding>;

/** Which channel, subscription and unit a request is about. */
export function finding({
  org,
  slack,
  subscriptions,
}: Pick<Deps, "org" | "slack"> & { subscriptions: SubscriptionStore }) {
  /** @throws UserError when the bot is not in the channel: it says how to invite it */
  async function checkMember(channelId: string): Promise<void> {
    const channel = await slack.channel(channelId);
    if (!channel?.isMember) throw new UserError("digest.refused.notInChannel");
  }

  /** The subscription that is meant, unless it was removed. */
  async function find(which: Which): Promise<Subscription | undefined> {
    if ("channelId" in which) return subscriptions.ofChannel(which.channelId);
    const found = await subscriptions.byId(which.subscriptionId);
    return found?.removed ? undefined : found;
  }

  /** The channel's subscription and its unit. */
  async function ofChannel(channelId: string) {
    const subscription = await subscriptions.ofChannel(channelId);
    return subscription && shown(subscription);
  }

  const shown = async (subscription: Subscription) => ({ subscription, unit: await unitOf(subscription) });

  async function unitOf(subscription: Subscription): Promise<Unit> {
    const unit = (await org.units()).byId(subscription.unitId);
    // A unit is never deleted; one that another process has just imported is known within seconds.
    if (!unit) throw new UserError("digest.refused.none");
    return unit;
  }

  return { checkMember, find, ofChannel, shown, unitOf };
}

/** Who writes, and under which key. */
export const writer = ({ viewer, key }: Request): { actor: Actor; key: string } => ({
  actor: { name: viewer.slackUserId, ...(viewer.staff ? { personId: viewer.staff.id } : {}) },
  key,
});
