import type { SlackProfile } from "../org/slack-profile.ts";
import type { Message, View } from "./blocks.ts";

/** Metadata by which a message of ours is found again when Slack's answer was lost. */
export type Metadata = { event_type: string; event_payload: Record<string, string | number | boolean> };

/**
 * What features ask of Slack's Web API. Every call has a time limit and is tried once: whoever needs it done for
 * certain runs it in a job, which has its own retries.
 * @throws SlackRefused with Slack's error code when Slack answered "no"
 * @throws SlackUnreachable when there was no answer: the call may have taken effect
 */
export type SlackGateway = {
  /** The bot's own user id, and the id of the workspace. */
  identity(): Promise<{ botUserId: string; teamId: string; teamName: string }>;
  post(channelId: string, message: Message, metadata?: Metadata): Promise<{ ts: string }>;
  update(channelId: string, ts: string, message: Message, metadata?: Metadata): Promise<void>;
  /** The newest own message since `oldest` that carries this metadata, if there is one. */
  findByMetadata(
    channelId: string,
    metadata: Metadata,
    oldest: Temporal.Instant,
  ): Promise<{ ts: string } | undefined>;
  /** A direct message from the bot. */
  direct(slackUserId: string, message: Message): Promise<{ channelId: string; ts: string }>;
  ephemeral(channelId: string, slackUserId: string, message: Message): Promise<void>;
  openView(triggerId: string, view: View): Promise<{ viewId: string; hash: string }>;
  pushView(triggerId: string, view: View): Promise<{ viewId: string; hash: string }>;
  updateView(viewId: string, view: View): Promise<void>;
  /**
   * Shows the view in the user's Home tab.
   * @param hash of the view that it replaces, when known: Slack refuses ("hash_conflict") when another one stands there
   * @returns the new view's hash
   */
  publishHome(slackUserId: string, view: View, hash?: string): Promise<{ hash: string }>;
  profile(slackUserId: string): Promise<SlackProfile | undefined>;
  userByEmail(email: string): Promise<SlackProfile | undefined>;
  channel(channelId: string): Promise<{ name: string; isMember: boolean; isPrivate: boolean } | undefined>;
  /** The address of a message. */
  permalink(channelId: string, ts: string): Promise<string>;
  /** A file that a user uploaded: its name, size in bytes and address. */
  file(fileId: string): Promise<{ name: string; size: number; permalink: string }>;
  /** The content of a file that a user uploaded. @throws SlackRefused "too_large" over `most` bytes */
  download(fileId: string, most: number): Promise<Uint8Array>;
  ping(): Promise<void>;
};

/** Slack answered "no": `code` is its error, such as "channel_not_found". */
export class SlackRefused extends Error {
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  constructor(code: string, retryAfterSeconds?: number) {
    super(`Slack refused: ${code}`);
    this.name = "SlackRefused";
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer from Slack; whether the call took effect is unknown. */
export class SlackUnreachable extends Error {
  constructor(cause: unknown) {
    super("Slack did not answer", { cause });
    this.name = "SlackUnreachable";
  }
}
