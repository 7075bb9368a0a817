import type { Tx } from "../db/client.ts";
import type { Change } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { Request } from "../org/request.ts";
import type { Notice } from "./announce.ts";
import { type Finding, type Shown, type Which, writer } from "./finding.ts";
import { jobs } from "./ids.ts";
import type { Subscription } from "./model.ts";
import { mustCover } from "./rules.ts";
import { latestDue, nextPosting } from "./schedule.ts";
import type { ServiceDeps } from "./service.ts";
import type { Wish } from "./store.ts";

/** The rules for setting up, stopping and ending a channel's digest. The channel is told of each. */
export function settingUp(deps: ServiceDeps & { found: Finding }) {
  const { write, org, jobs: queue, subscriptions, posts, found } = deps;
  const { checkMember, find, shown, unitOf } = found;

  /**
   * Makes the channel's subscription or changes the one that is there, and lets the channel know.
   * @throws UserError when the bot is not in the channel, or the unit (the old one or the new one) is not the asker's
   */
  async function subscribe(request: Request, wish: Wish): Promise<Shown> {
    const unit = (await org.units()).byId(wish.unitId);
    if (!unit) throw new UserError("digest.refused.chooseUnit", {}, "unit");
    mustCover(request.viewer, unit, "digest.refused.notCovered", "unit");
    await checkMember(wish.channelId);
    const id = await write(writer(request), async (tx) => {
      const before = await subscriptions.locked(tx, wish.channelId);
      const active = before && !before.removed ? before : undefined;
      if (active) mustCover(request.viewer, await unitOf(active), "digest.refused.notYours");
      const { viewer, campaign, now } = request;
      const by = { slackUserId: viewer.slackUserId, campaignId: campaign.id, now };
      const after = active
        ? await subscriptions.change(tx, active.id, wish)
        : await subscriptions.create(tx, wish, by);
      await tellChannel(tx, request, active ? "changed" : "new", after.id);
      const changes = [changeOf(after, active ? factsOf(active) : null, factsOf(after))];
      return { outcome: after.id, changes };
    });
    const saved = await shown(await existingById(id));
    return { ...saved, next: nextPosting(wish, request.now, request.campaign) };
  }

  /** Lets the channel know who did what with its digest, once the transaction has committed. */
  async function tellChannel(tx: Tx, request: Request, kind: Notice["kind"], subscriptionId: string) {
    const notice: Notice = {
      kind,
      subscriptionId,
      by: request.viewer.staff?.name ?? null,
      at: request.now.toString(),
      request: request.key,
    };
    await queue.enqueue(jobs.announce, notice, { tx, key: request.key });
  }

  /** Stops the channel's digest for a while. */
  function pause(request: Request, which: Which): Promise<Shown> {
    return change(request, which, "paused", async (tx, subscription) => {
      if (!subscription.paused) await subscriptions.setPaused(tx, subscription.id, request.now);
      return { ...subscription, paused: true };
    });
  }

  /** Goes on with it. What fell due meanwhile is not owed: it is kept as silent. */
  function resume(request: Request, which: Which): Promise<Shown> {
    return change(request, which, "resumed", async (tx, subscription) => {
      if (!subscription.paused) return subscription;
      const missed = latestDue(subscription, request.now, request.campaign.timeZone);
      if (Temporal.Instant.compare(missed.at, subscription.createdAt) > 0)
        await posts.begin(subscription, missed.week, "silent", request.now, tx);
      await subscriptions.setPaused(tx, subscription.id, null);
      return { ...subscription, paused: false };
    });
  }

  /** The subscription that is meant. @throws UserError where there is none, or it is not the asker's to change */
  async function meant(request: Request, which: Which): Promise<Pick<Shown, "subscription" | "unit">> {
    const subscription = await find(which);
    if (!subscription) throw new UserError("digest.refused.none");
    const unit = await unitOf(subscription);
    mustCover(request.viewer, unit, "digest.refused.notYours");
    return { subscription, unit };
  }

  function remove(request: Request, which: Which): Promise<Shown> {
    return change(request, which, "removed", async (tx, subscription) => {
      await subscriptions.remove(tx, subscription.id, request.now);
      return { ...subscription, removed: true };
    });
  }

  async function change(
    request: Request,
    which: Which,
    kind: Notice["kind"],
    body: (tx: Tx, subscription: Subscription) => Promise<Subscription>,
  ): Promise<Shown> {
    const { subscription, unit } = await meant(request, which);
    await write(writer(request), async (tx) => {
      const before = await subscriptions.locked(tx, subscription.channelId);
      if (!before || before.removed) throw new UserError("digest.refused.none");
      const after = await body(tx, before);
      const changed = before.paused !== after.paused || before.removed !== after.removed;
      if (changed) await tellChannel(tx, request, kind, before.id);
      return { outcome: null, changes: changed ? [changeOf(after, factsOf(before), factsOf(after))] : [] };
    });
    return { subscription, unit, next: nextPosting(subscription, request.now, request.campaign) };
  }

  async function existingById(id: string): Promise<Subscription> {
    const found = await subscriptions.byId(id);
    if (!found) throw new UserError("digest.refused.none");
    return found;
  }

  return { subscribe, meant, pause, resume, remove };
}

/** No unit and date: a subscription is no record of the campaign, and no digest changes with it. */
const changeOf = (after: Subscription, before: Json, now: Json): Change => ({
  record: "digest",
  recordId: after.id,
  before,
  after: after.removed ? null : now,
});

const factsOf = ({ channelId, unitId, weekday, time, language, paused }: Subscription): Json => ({
  channelId,
  unitId,
  weekday,
  time,
  language,
  paused,
});
