import type { Campaign } from "../campaign/model.ts";
import { UserError } from "../errors.ts";
import type { DeliveryDeps } from "./deliver.ts";
import { jobs } from "./ids.ts";
import { latestDue } from "./schedule.ts";

/**
 * Finds the digests that have fallen due and are not there yet, and puts their jobs into the queue. It looks at what
 * is in the database, not at the time since it last ran: an hour that was missed is caught up. Of several weeks that
 * were missed only the latest is owed; nobody wants a channel full of old ones.
 */
export async function tick(
  deps: Pick<DeliveryDeps, "clock" | "org" | "jobs" | "posts" | "subscriptions">,
): Promise<void> {
  const { clock, org, jobs: queue, posts, subscriptions } = deps;
  const campaign = await org.campaign().catch(noneYet);
  if (!campaign) return;
  const now = clock.now();
  const due = (await subscriptions.all({ paused: false }))
    .map((subscription) => ({ subscription, due: latestDue(subscription, now, campaign.timeZone) }))
    .filter(({ subscription, due: { at } }) => Temporal.Instant.compare(at, subscription.createdAt) > 0)
    .map(({ subscription: { id, channelId }, due: { week } }) => ({ subscriptionId: id, channelId, week }));
  const there = await posts.ofAll(due);
  for (const { subscriptionId, channelId, week } of due) {
    const post = there.find((one) => one.channelId === channelId && one.week === week);
    // One that is `posting` may have lost its job with the process that ran it; the same job twice does no harm.
    if (!post || post.state === "posting")
      await queue.enqueue(jobs.post, { subscriptionId, week }, { key: `${subscriptionId} ${week}` });
  }
}

function noneYet(error: unknown): Campaign | undefined {
  if (error instanceof UserError) return undefined;
  throw error;
}
