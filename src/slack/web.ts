import { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { z } from "zod";
import { boltLogger } from "../log.ts";
import type { SlackProfile } from "../org/slack-profile.ts";
import type { Message, View } from "./blocks.ts";
import { type SlackGateway, SlackRefused, SlackUnreachable } from "./gateway.ts";
import {
  asGatewayError,
  asOurs,
  carries,
  channelAnswer,
  type Found,
  fileAnswer,
  found,
  history,
} from "./web-answers.ts";

/** Messages a page when one is looked for by its metadata; Slack recommends no more than 200. */
const historyPage = 200;

/**
 * Slack's Web API as features use it. Each call is made once and within `timeoutSeconds`: web-api's own retries
 * repeat `chat.postMessage` after a reset connection, and one rate-limited call would hold up all the others.
 */
export function slackWeb(options: {
  token: string;
  apiUrl?: string | undefined;
  timeoutSeconds?: number;
  log: Logger;
}): SlackGateway {
  const ours = async (profile: Found | undefined): Promise<SlackProfile | undefined> =>
    profile && asOurs(profile, (await gateway.identity()).teamId);
  const timeout = (options.timeoutSeconds ?? 8) * 1000;
  const client = new WebClient(options.token, {
    logger: boltLogger(options.log),
    ...(options.apiUrl ? { slackApiUrl: options.apiUrl } : {}),
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });

  async function call(method: string, args: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    try {
      return { ...(await client.apiCall(method, args)) };
    } catch (error) {
      throw asGatewayError(error);
    }
  }

  const fileOrigins = [options.apiUrl ? new URL(options.apiUrl).origin : "https://files.slack.com"];
  const fileOf = async (fileId: string) => fileAnswer.parse(await call("files.info", { file: fileId })).file;

  const viewAnswer = z.object({ view: z.object({ id: z.string(), hash: z.string() }) });
  const shown = (answer: unknown) => {
    const { view } = viewAnswer.parse(answer);
    return { viewId: view.id, hash: view.hash };
  };
  let known: Promise<{ botUserId: string; teamId: string; teamName: string }> | undefined;

  const gateway: SlackGateway = {
    identity() {
      known ??= call("auth.test").then((answer) => {
        const { user_id, team_id, team } = z
          .object({ user_id: z.string(), team_id: z.string(), team: z.string() })
          .parse(answer);
        return { botUserId: user_id, teamId: team_id, teamName: team };
      });
      const asked = known;
      asked.catch(() => {
        known = undefined;
      });
      return asked;
    },
    async post(channelId, message, metadata) {
      const answer = await call("chat.postMessage", {
        channel: channelId,
        ...contentOf(message),
        ...(metadata ? { metadata } : {}),
      });
      return z.object({ ts: z.string() }).parse(answer);
    },
    async update(channelId, ts, message, metadata) {
      await call("chat.update", {
        channel: channelId,
        ts,
        ...contentOf(message),
        ...(metadata ? { metadata } : {}),
      });
    },
    async findByMetadata(channelId, metadata, oldest) {
      // To the end: stopping early would mean "not there", and the message would be posted again.
      let cursor: string | undefined;
      do {
        const answer = history.parse(
          await call("conversations.history", {
            channel: channelId,
            oldest: String(oldest.epochMilliseconds / 1000),
            limit: historyPage,
            include_all_metadata: true,
            ...(cursor ? { cursor } : {}),
          }),
        );
        const found = answer.messages.find((message) => carries(message.metadata, metadata));
        if (found) return found;
        cursor = answer.response_metadata?.next_cursor;
      } while (cursor);
      return undefined;
    },
    async direct(slackUserId, message) {
      const { channel } = z
        .object({ channel: z.object({ id: z.string() }) })
        .parse(await call("conversations.open", { users: slackUserId }));
      const answer = await call("chat.postMessage", { channel: channel.id, ...contentOf(message) });
      return { channelId: channel.id, ...z.object({ ts: z.string() }).parse(answer) };
    },
    async ephemeral(channelId, slackUserId, message) {
      await call("chat.postEphemeral", { channel: channelId, user: slackUserId, ...contentOf(message) });
    },
    openView: async (triggerId, view) => shown(await call("views.open", { trigger_id: triggerId, view })),
    pushView: async (triggerId, view) => shown(await call("views.push", { trigger_id: triggerId, view })),
    async updateView(viewId, view) {
      await call("views.update", { view_id: viewId, view });
    },
    async publishHome(slackUserId, view: View, hash) {
      const answer = await call("views.publish", { user_id: slackUserId, view, ...(hash ? { hash } : {}) });
      return { hash: shown(answer).hash };
    },
    profile: async (slackUserId) =>
      ours(await found(call("users.info", { user: slackUserId, include_locale: true }), "user_not_found")),
    userByEmail: async (email) =>
      ours(await found(call("users.lookupByEmail", { email }), "users_not_found")),
    async channel(channelId) {
      const answer = await call("conversations.info", { channel: channelId }).catch((error: unknown) => {
        // A direct message between others is as good as none: its scope is not asked for.
        if (error instanceof SlackRefused && noChannel.has(error.code)) return undefined;
        throw error;
      });
      if (!answer) return undefined;
      const { channel } = channelAnswer.parse(answer);
      return {
        name: channel.name ?? "",
        isMember: channel.is_member ?? channel.is_im ?? false,
        isPrivate: channel.is_private ?? false,
      };
    },
    async permalink(channelId, ts) {
      const answer = await call("chat.getPermalink", { channel: channelId, message_ts: ts });
      return z.object({ permalink: z.url() }).parse(answer).permalink;
    },
    async file(fileId) {
      const { url_private_download: _, ...file } = await fileOf(fileId);
      return file;
    },
    async download(fileId, most) {
      const { url_private_download: url, size } = await fileOf(fileId);
      // The token goes along, so it goes nowhere else than to Slack.
      if (!fileOrigins.includes(new URL(url).origin)) throw new SlackRefused("foreign_file");
      if (size > most) throw new SlackRefused("too_large");
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${options.token}` },
        signal: AbortSignal.timeout(timeout),
      }).catch((error: unknown) => {
        throw new SlackUnreachable(error);
      });
      if (!answer.ok) throw new SlackRefused(`http_${answer.status}`);
      const content = await answer.bytes().catch((error: unknown) => {
        throw new SlackUnreachable(error);
      });
      // What Slack said of the size need not hold for what it sends.
      if (content.byteLength > most) throw new SlackRefused("too_large");
      return content;
    },
    async ping() {
      await call("auth.test");
    },
  };
  return gateway;
}

const noChannel = new Set(["channel_not_found", "missing_scope"]);
const contentOf = (message: Message) => ({
  text: message.text,
  blocks: message.blocks,
  unfurl_links: false,
  unfurl_media: false,
});
