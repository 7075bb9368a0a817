import type { IsoWeek } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import type { Actor, Change, Json } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Deps, Request, Viewer } from "../feature.ts";
import type { Unit } from "../org/model.ts";
import type { Notice } from "./announce.ts";
import { jobs } from "./ids.ts";
import type { Due, Post, Subscription } from "./model.ts";
import type { WantedWeek } from "./parse.ts";
import { allowed, checkedWeek, mustCover, ownUnit, scopeFor, weekMeant } from "./rules.ts";
import { isLocked, latestDue, nextPosting, weekShownOn } from "./schedule.ts";
import type { SubscriptionStore, Wish } from "./store.ts";
import type { PostStore } from "./store-posts.ts";

export type ServiceDeps = Pick<Deps, "write" | "org" | "jobs" | "slack"> & {
  subscriptions: SubscriptionStore;
  posts: PostStore;
};

/** A subscription with what there is to say about it. */
export type Shown = { subscription: Subscription; unit: Unit; next: Due | undefined };
export type Listed = Shown & { mayChange: boolean; failed: Pick<Post, "week" | "error"> | undefined };

/** The rules of `/digest`: who may set up, stop and see a channel's digest. Scope is asked again for each request. */
export function digestService(deps: ServiceDeps) {
  const { write, org, jobs: queue, slack, subscriptions, posts } = deps;

  /** What the form shows at first. @throws UserError when the bot, or the asker, cannot have a digest in this channel */
  async function forForm(
    viewer: Viewer,
    channelId: string,
  ): Promise<{ existing: Shown | undefined; unit: Unit }> {
    const own = ownUnit(viewer);
    if (own && !allowed(viewer, "subscribeDigest", own)) throw new UserError("digest.refused.noRole");
    await checkMember(channelId);
    const existing = await ofChannel(channelId);
    if (existing) mustCover(viewer, existing.unit, "digest.refused.notYours");
    const unit = existing?.unit ?? own ?? (await org.units()).root;
    if (!unit) throw new UserError("common.noCampaign");
    return { existing: existing && { ...existing, next: undefined }, unit };
  }

  /** The units that the asker may choose from. */
  async function search(
    viewer: Viewer,
    query: string,
  ): Promise<{ units: Unit[]; nameOf(id: string | null): string }> {
    const tree = await org.units();
    const scope = scopeFor(viewer);
    const units = query.trim() === "" ? tree.within(scope) : tree.find(query, scope);
    return {
      units: units.filter((unit) => allowed(viewer, "subscribeDigest", unit)),
      nameOf: (id) => (id === null ? "" : (tree.byId(id)?.name ?? "")),
    };
  }

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
      const by = {
        slackUserId: request.viewer.slackUserId,
        campaignId: request.campaign.id,
        now: request.now,
      };
      const after = active
        ? await subscriptions.change(tx, active.id, wish)
        : await subscriptions.create(tx, wish, by);
      await tellChannel(tx, request, active ? "changed" : "new", after.id);
      return {
        outcome: after.id,
        changes: [changeOf(after, active ? factsOf(active) : null, factsOf(after))],
      };
    });
    return {
      ...(await shown(await existingById(id))),
      next: nextPosting(wish, request.now, request.campaign),
    };
  }

  /** Lets the channel know who did what with its digest, once the transaction has committed. */
  async function tellChannel(tx: Tx, request: Request, kind: Notice["kind"], subscriptionId: string) {
    const notice: Notice = {
      ...{ kind, subscriptionId, by: request.viewer.staff?.name ?? null },
      ...{ at: request.now.toString(), request: request.key },
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
    const subscription = await find(which);
    if (!subscription) throw new UserError("digest.refused.none");
    const unit = await unitOf(subscription);
    mustCover(request.viewer, unit, "digest.refused.notYours");
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

  /** Posts the week's digest at once, or brings it up to date: still one message a channel and week. */
  async function postNow(
    request: Request,
    channelId: string,
  ): Promise<Shown & { week: IsoWeek; there: boolean }> {
    const existing = await ofChannel(channelId);
    if (!existing) throw new UserError("digest.refused.none");
    const { subscription } = existing;
    mustCover(request.viewer, existing.unit, "digest.refused.notYours");
    const week = checkedWeek(weekShownOn(request.today), request);
    await checkMember(channelId);
    const post = await posts.of(channelId, week);
    const there = post?.state === "posted";
    if (there && isLocked(week, request.campaign.lockDays, request.today))
      throw new UserError("digest.refused.locked", { week: request.viewer.locale.week(week) });
    await write(writer(request), async (tx) => {
      await posts.begin(subscription, week, "posting", request.now, tx);
      await posts.beginAgain(tx, subscription, week);
      await queue.enqueue(
        jobs.post,
        { subscriptionId: subscription.id, week },
        { tx, key: `${subscription.id} ${week}` },
      );
      return { outcome: null, changes: [] };
    });
    return { ...existing, next: undefined, week, there };
  }

  /** Whose page, which week and in which language a preview shows: this channel's digest, else the asker's own unit. */
  async function forPreview(request: Request, channelId: string, wanted: WantedWeek | undefined) {
    const week = checkedWeek(wanted ? weekMeant(wanted, request) : weekShownOn(request.today), request);
    const existing = await ofChannel(channelId);
    const unit = existing?.unit ?? ownUnit(request.viewer) ?? (await org.units()).root;
    if (!unit) throw new UserError("common.noCampaign");
    if (!allowed(request.viewer, "see", unit))
      throw new UserError("digest.refused.notSeen", { unit: unit.name });
    return { unit, week, language: existing?.subscription.language ?? request.viewer.language };
  }

  /** This channel's subscription, and the others whose unit the asker covers. */
  async function list(
    request: Request,
    channelId: string,
  ): Promise<{ here: Listed | undefined; others: Listed[] }> {
    ownUnit(request.viewer);
    const all = await Promise.all((await subscriptions.all({ paused: true })).map(shown));
    const latest = await posts.latest(all.map(({ subscription }) => subscription.id));
    const listed = all.map(({ subscription, unit }) => ({
      ...{ subscription, unit, mayChange: allowed(request.viewer, "subscribeDigest", unit) },
      next: nextPosting(subscription, request.now, request.campaign),
      failed: latest.find((post) => post.subscriptionId === subscription.id && post.state === "failed"),
    }));
    return {
      here: listed.find(({ subscription }) => subscription.channelId === channelId),
      others: listed.filter((one) => one.subscription.channelId !== channelId && one.mayChange),
    };
  }

  async function checkMember(channelId: string): Promise<void> {
    const channel = await slack.channel(channelId);
    if (!channel?.isMember) throw new UserError("digest.refused.notInChannel");
  }

  async function find(which: Which): Promise<Subscription | undefined> {
    if ("channelId" in which) return subscriptions.ofChannel(which.channelId);
    const found = await subscriptions.byId(which.subscriptionId);
    return found?.removed ? undefined : found;
  }

  async function ofChannel(channelId: string) {
    const subscription = await subscriptions.ofChannel(channelId);
    return subscription && shown(subscription);
  }

  async function existingById(id: string): Promise<Subscription> {
    const found = await subscriptions.byId(id);
    if (!found) throw new UserError("digest.refused.none");
    return found;
  }

  const shown = async (subscription: Subscription) => ({ subscription, unit: await unitOf(subscription) });

  async function unitOf(subscription: Subscription): Promise<Unit> {
    const unit = (await org.units()).byId(subscription.unitId);
    // A unit is never deleted; one that another process has just imported is known within seconds.
    if (!unit) throw new UserError("digest.refused.none");
    return unit;
  }

  return { forForm, search, subscribe, pause, resume, remove, postNow, forPreview, list };
}

/** Which subscription a request means: that of its channel, or the one whose button was pressed. */
export type Which = { channelId: string } | { subscriptionId: string };

const writer = ({ viewer, key }: Request): { actor: Actor; key: string } => ({
  actor: { name: viewer.slackUserId, ...(viewer.staff ? { personId: viewer.staff.id } : {}) },
  key,
});

/** No unit and date: a subscription is no record of the campaign, and no digest changes with it. */
const changeOf = (after: Subscription, before: Json, now: Json): Change => ({
  ...{ record: "digest", recordId: after.id, before, after: after.removed ? null : now },
});

const factsOf = ({ channelId, unitId, weekday, time, language, paused }: Subscription): Json => ({
  ...{ channelId, unitId, weekday, time, language, paused },
});
