import type { Deps } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { context, type Message, section } from "../slack/blocks.ts";
import { type Metadata, SlackRefused } from "../slack/gateway.ts";
import { scheduleText } from "./form-view.ts";
import type { Post, Subscription } from "./model.ts";
import { meaningOf } from "./refusals.ts";
import type { SubscriptionStore } from "./store.ts";
import type { PostStore } from "./store-posts.ts";

type AnnounceDeps = Pick<Deps, "org" | "slack" | "i18n" | "log"> & {
  subscriptions: SubscriptionStore;
  posts: PostStore;
};

export const noticeKinds = ["new", "changed", "paused", "resumed", "removed"] as const;
export type Notice = {
  kind: (typeof noticeKinds)[number];
  subscriptionId: string;
  /** The person's name; null when the roster does not know who it was. */
  by: string | null;
  at: string;
  /** The request that caused it: it names the message, so that it is posted once. */
  request: string;
};

/** What people are told about a digest, apart from the digest. */
export function announcing(deps: AnnounceDeps) {
  const { org, slack, i18n, log, subscriptions, posts } = deps;

  /** The job `digest.announce`: tells the channel who set its digest up, stopped it or went on with it, mentioning nobody. */
  async function announce(notice: Notice): Promise<void> {
    const subscription = await subscriptions.byId(notice.subscriptionId);
    if (!subscription) return;
    const metadata: Metadata = {
      event_type: "studyhall_digest_setup",
      event_payload: { request: notice.request },
    };
    const oldest = Temporal.Instant.from(notice.at).subtract({ minutes: 5 });
    await unlessRefused(async () => {
      if (await slack.findByMetadata(subscription.channelId, metadata, oldest)) return;
      await slack.post(subscription.channelId, await announcement(notice, subscription), metadata);
    }, "a channel could not be told of its digest");
  }

  async function announcement(notice: Notice, subscription: Subscription): Promise<Message> {
    const [campaign, tree] = await Promise.all([org.campaign(), org.units()]);
    const locale = i18n.locale(subscription.language);
    const text = locale.md(`digest.announce.${notice.kind}`, {
      unit: tree.byId(subscription.unitId)?.name ?? "",
      zone: campaign.timeZone,
      schedule: scheduleText(subscription, locale),
      name: notice.by ?? locale.t("digest.anAdministrator"),
    });
    const hint = notice.kind === "new" || notice.kind === "changed";
    return {
      text: text.text,
      blocks: [section(text), ...(hint ? [context(locale.md("digest.announce.hint"))] : [])],
    };
  }

  /** The job `digest.tell`: tells whoever set the digest up that it could not be posted, and what to do. */
  async function tell({ postId }: { postId: string }): Promise<void> {
    const post = await posts.byId(postId);
    const subscription = post && (await subscriptions.byId(post.subscriptionId));
    if (post?.state !== "failed" || !subscription) return;
    const unit = (await org.units()).byId(post.unitId)?.name ?? "";
    const message = troubleMessage(post, unit, i18n.locale(post.language));
    await unlessRefused(
      () => slack.direct(subscription.createdBySlack, message),
      "whoever set up a digest could not be told that it failed",
    );
  }

  /** @throws what passes, so that the job is tried again; a refusal that stays is logged */
  async function unlessRefused(call: () => Promise<unknown>, otherwise: string): Promise<void> {
    try {
      await call();
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error;
      const { kind } = meaningOf(error, { chart: false });
      if (kind === "later" || kind === "again") throw error;
      log.warn({ code: error.code }, otherwise);
    }
  }

  return { announce, tell };
}

const explained = ["not_in_channel", "channel_not_found", "is_archived", "restricted_action"];

function troubleMessage({ channelId, week, error }: Post, unit: string, locale: Locale): Message {
  const code = error ?? "";
  const cause = explained.includes(code) ? code : "other";
  const lead = { unit, week: locale.week(week), channel: Mrkdwn.channel(channelId) };
  const text = Mrkdwn.join([
    locale.md("digest.trouble.lead", lead),
    locale.md(`digest.trouble.${cause}`, { code }),
    locale.md("digest.trouble.again"),
  ]);
  return { text: text.text, blocks: [section(text)] };
}
