import type { IsoWeek } from "../calendar.ts";
import { UserError } from "../errors.ts";
import type { Deps } from "../feature.ts";
import type { Unit } from "../org/model.ts";
import { searchUnits } from "../org/people.ts";
import type { Request, Viewer } from "../org/request.ts";
import { takesPart } from "../org/tree.ts";
import type { OptionsRequest } from "../slack/requests.ts";
import { finding, type Shown, writer } from "./finding.ts";
import { jobs } from "./ids.ts";
import { listing } from "./listing.ts";
import type { WantedWeek } from "./parse.ts";
import { allowed, checkedWeek, mustCover, ownUnit, scopeFor, weekMeant } from "./rules.ts";
import { isLocked, weekShownOn } from "./schedule.ts";
import { settingUp } from "./setting-up.ts";
import type { SubscriptionStore } from "./store.ts";
import type { PostStore } from "./store-posts.ts";

export type ServiceDeps = Pick<Deps, "write" | "org" | "jobs" | "slack"> & {
  subscriptions: SubscriptionStore;
  posts: PostStore;
};

/** The rules of `/digest`: who may set up, stop and see a channel's digest. Scope is asked again for each request. */
export function digestService(deps: ServiceDeps) {
  const { write, org, jobs: queue, posts } = deps;
  const found = finding(deps);
  const { checkMember, ofChannel } = found;

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

  /** The units that the asker may choose from: those that take part today. */
  async function search({
    viewer,
    today,
    query,
  }: Pick<OptionsRequest, "viewer" | "today" | "query">): Promise<{
    units: Unit[];
    nameOf(id: string | null): string;
  }> {
    const tree = await org.units();
    const scope = scopeFor(viewer);
    const units = await searchUnits(tree, query, scope);
    return {
      units: units.filter((unit) => takesPart(unit, today) && allowed(viewer, "subscribeDigest", unit)),
      nameOf: (id) => (id === null ? "" : (tree.byId(id)?.name ?? "")),
    };
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

  return {
    ...settingUp({ ...deps, found }),
    ...listing({ ...deps, found }),
    forForm,
    search,
    postNow,
    forPreview,
  };
}
