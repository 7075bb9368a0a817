import { UserError } from "../errors.ts";
import type { Unit } from "../org/model.ts";
import type { Request, Viewer } from "../org/request.ts";
import type { Finding, Shown } from "./finding.ts";
import type { Post, Subscription } from "./model.ts";
import { allowed, mustCover, ownUnit } from "./rules.ts";
import { nextPosting } from "./schedule.ts";
import type { ServiceDeps } from "./service.ts";

export type Listed = Shown & { mayChange: boolean; failed: Pick<Post, "week" | "error"> | undefined };

/** Which digests there are, for those who may set them up. */
export function listing(deps: Pick<ServiceDeps, "subscriptions" | "posts"> & { found: Finding }) {
  const { subscriptions, posts } = deps;
  const { find, shown, unitOf } = deps.found;

  /** This channel's subscription, and the others whose unit the asker covers. */
  async function list(
    request: Request,
    channelId: string,
  ): Promise<{ here: Listed | undefined; others: Listed[] }> {
    ownUnit(request.viewer);
    const all = await Promise.all((await subscriptions.all({ paused: true })).map(shown));
    const latest = await posts.latest(all.map(({ subscription }) => subscription.id));
    const listed = all.map(({ subscription, unit }) => ({
      subscription,
      unit,
      mayChange: allowed(request.viewer, "subscribeDigest", unit),
      next: nextPosting(subscription, request.now, request.campaign),
      failed: latest.find((post) => post.subscriptionId === subscription.id && post.state === "failed"),
    }));
    return {
      here: listed.find(({ subscription }) => subscription.channelId === channelId),
      others: listed.filter((one) => one.subscription.channelId !== channelId && one.mayChange),
    };
  }

  /** The digests of units that the viewer may set them up for: their own unit's first, then by the tree. */
  async function ofUnitsLookedAfter(viewer: Viewer): Promise<{ subscription: Subscription; unit: Unit }[]> {
    const all = await Promise.all((await subscriptions.all({ paused: true })).map(shown));
    const mine = all.filter(({ unit }) => allowed(viewer, "subscribeDigest", unit));
    const own = viewer.staff?.unit.id;
    return [...mine.filter(({ unit }) => unit.id === own), ...mine.filter(({ unit }) => unit.id !== own)];
  }

  /** The channel of a subscription. @throws UserError when it is none of the viewer's, or was removed */
  async function channelOf(viewer: Viewer, subscriptionId: string): Promise<string> {
    const subscription = await find({ subscriptionId });
    if (!subscription) throw new UserError("digest.refused.none");
    mustCover(viewer, await unitOf(subscription), "digest.refused.notYours");
    return subscription.channelId;
  }

  return { list, ofUnitsLookedAfter, channelOf };
}
