import { UserError } from "../errors.ts";
import type { Deps } from "../feature.ts";
import { importMark } from "../files/store.ts";
import type { Campaign } from "../org/campaign/model.ts";
import type { DeliveryDeps } from "./deliver.ts";
import { jobs } from "./ids.ts";
import { latestDue } from "./schedule.ts";

/**
 * How often the digests of the open weeks are compared with the records without being asked to; a page that stayed
 * the same is not sent. An import on the command line marks no digest, and is noticed within a minute; this is for
 * whatever else may have changed the records.
 */
const compareMinutes = 60;

type TickDeps = Pick<DeliveryDeps, "clock" | "org" | "jobs" | "posts" | "subscriptions"> &
  Pick<Deps, "db" | "workspaceId">;

/** @returns what is to be called each minute: it finds what has fallen due, and now and then what may be stale */
export function ticker(deps: TickDeps): () => Promise<void> {
  const { clock, org, jobs: queue, posts, subscriptions } = deps;
  let compared: { at: Temporal.Instant; imported: string } | undefined;

  /**
   * Puts the jobs of digests that have fallen due and are not there yet into the queue. It looks at what is in the
   * database, not at the time since it last ran: an hour that was missed is caught up. Of several weeks that were
   * missed only the latest is owed; nobody wants a channel full of old ones.
   */
  async function enqueueDue({ timeZone }: Campaign, now: Temporal.Instant): Promise<void> {
    const due = (await subscriptions.all({ paused: false }))
      .map((subscription) => ({ subscription, due: latestDue(subscription, now, timeZone) }))
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

  async function compareNowAndThen(now: Temporal.Instant): Promise<void> {
    const imported = await importMark(deps.db, deps.workspaceId);
    const next = compared?.at.add({ minutes: compareMinutes });
    if (next && Temporal.Instant.compare(now, next) < 0 && compared?.imported === imported) return;
    for (const week of await posts.openWeeks(now)) await queue.enqueue(jobs.refresh, { week }, { key: week });
    compared = { at: now, imported };
  }

  return async () => {
    const campaign = await org.campaign().catch(noneYet);
    if (!campaign) return;
    const now = clock.now();
    // After a campaign's end nothing is owed until the next one begins.
    if (!campaign.isClosed) await enqueueDue(campaign, now);
    await compareNowAndThen(now);
  };
}

function noneYet(error: unknown): Campaign | undefined {
  if (error instanceof UserError) return undefined;
  throw error;
}
