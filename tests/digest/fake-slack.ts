import { messageProblems } from "../../sandbox/slack/limits/index.ts";
import type { Message } from "../../src/slack/blocks.ts";
import { type Metadata, type SlackGateway, SlackRefused, SlackUnreachable } from "../../src/slack/gateway.ts";

export type Posted = {
  ts: string;
  channelId: string;
  message: Message;
  metadata: Metadata | undefined;
  at: Temporal.Instant;
};

/** What goes wrong with the next call of a method; the last one lets the call take effect, then its answer is lost. */
type Trouble =
  | { refuse: string; retryAfter?: number; when?: (message: Message) => boolean }
  | "unreachable"
  | "answer lost";

/** Slack in memory: channels with messages, and troubles on demand. It refuses what Slack's limits refuse. */
export function fakeSlack(now: () => Temporal.Instant) {
  const channels = new Map<string, { isMember: boolean }>();
  const messages: Posted[] = [];
  const directs: { to: string; message: Message }[] = [];
  const calls: string[] = [];
  const troubles: { method: string; trouble: Trouble }[] = [];
  let next = 1;

  /** Runs a call with the trouble that waits for it; `before` and `after` let a test step in between. */
  async function call<T>(method: string, effect: () => T, message?: Message): Promise<T> {
    calls.push(method);
    await slack.before(method);
    const index = troubles.findIndex(
      (one) =>
        one.method === method &&
        !(typeof one.trouble === "object" && one.trouble.when && !(message && one.trouble.when(message))),
    );
    const trouble = index < 0 ? undefined : troubles.splice(index, 1)[0]?.trouble;
    if (trouble === "unreachable") throw new SlackUnreachable(new Error("no route"));
    if (typeof trouble === "object") throw new SlackRefused(trouble.refuse, trouble.retryAfter);
    const result = effect();
    await slack.after(method);
    if (trouble === "answer lost") throw new SlackUnreachable(new Error("connection reset"));
    return result;
  }

  function member(channelId: string): void {
    const channel = channels.get(channelId);
    if (!channel) throw new SlackRefused("channel_not_found");
    if (!channel.isMember) throw new SlackRefused("not_in_channel");
  }

  function accept(message: Message, metadata?: Metadata): void {
    const problems = messageProblems({ ...message, ...(metadata ? { metadata } : {}) });
    if (problems.length > 0) throw new SlackRefused(`invalid_blocks: ${problems.join("; ")}`);
  }

  const unused = () => Promise.reject(new Error("not used by the digest"));
  const gateway: SlackGateway = {
    post: (channelId, message, metadata) =>
      call(
        "post",
        () => {
          member(channelId);
          accept(message, metadata);
          const ts = `${Math.floor(now().epochMilliseconds / 1000)}.${String(next++).padStart(6, "0")}`;
          messages.push({ ts, channelId, message, metadata, at: now() });
          return { ts };
        },
        message,
      ),
    update: (channelId, ts, message, metadata) =>
      call(
        "update",
        () => {
          member(channelId);
          accept(message, metadata);
          const there = messages.find((one) => one.channelId === channelId && one.ts === ts);
          if (!there) throw new SlackRefused("message_not_found");
          Object.assign(there, { message });
        },
        message,
      ),
    findByMetadata: (channelId, metadata, oldest) =>
      call("findByMetadata", () => {
        member(channelId);
        return messages.findLast(
          (one) =>
            one.channelId === channelId &&
            Temporal.Instant.compare(one.at, oldest) >= 0 &&
            JSON.stringify(one.metadata) === JSON.stringify(metadata),
        );
      }),
    direct: (to, message) =>
      call("direct", () => {
        accept(message);
        directs.push({ to, message });
        return { channelId: `D${to}`, ts: `${directs.length}.0` };
      }),
    channel: async (channelId) => {
      const channel = channels.get(channelId);
      return channel && { name: "a-channel", isMember: channel.isMember, isPrivate: false };
    },
    ...{ identity: unused, ephemeral: unused, openView: unused, pushView: unused, updateView: unused },
    ...{
      publishHome: unused,
      permalink: unused,
      file: unused,
      download: unused,
      profile: unused,
      userByEmail: unused,
      ping: unused,
    },
  };

  const slack = {
    gateway,
    channels,
    messages,
    directs,
    calls,
    /** The digests of a channel, without what tells of their setting up. */
    digests: (channelId: string) =>
      messages.filter(
        (one) => one.channelId === channelId && one.metadata?.event_type === "studyhall_digest",
      ),
    trouble: (method: "post" | "update" | "findByMetadata" | "direct", trouble: Trouble) =>
      void troubles.push({ method, trouble }),
    before: async (_method: string): Promise<void> => undefined,
    after: async (_method: string): Promise<void> => undefined,
  };
  return slack;
}
