import type { Hono } from "hono";
import type { Actor, Outcome } from "./types-actor.ts";

export type { Actor, Choice, Outcome, Upload, Where } from "./types-actor.ts";

/** A person of the local workspace. */
export type LocalUser = {
  /** Slack's id, `U…`. */
  id: string;
  /** The handle typed after `@`. */
  name: string;
  realName: string;
  email?: string;
  locale: "en-US" | "zh-CN";
  admin?: boolean;
  owner?: boolean;
  /** A guest, of several channels or of one; somebody of another organisation; an account that was deactivated. */
  standing?: "guest" | "guestOfOne" | "stranger" | "deactivated";
  /** Such as "Asia/Urumqi"; the workspace's unless given. */
  timeZone?: string;
};

export type UserChanges = { [F in keyof Omit<LocalUser, "id">]?: LocalUser[F] | undefined };

/** A channel of the local workspace. */
export type LocalChannel = {
  /** Slack's id, `C…`. */
  id: string;
  /** Without the `#`. */
  name: string;
  private?: boolean;
  /** User ids, the bot's own not among them. */
  members: string[];
  /** Whether the bot was invited. */
  botMember: boolean;
};

/** How long the local Slack waits, in real milliseconds. The defaults are Slack's, except for the retries. */
export type Timing = {
  /** A command or an interaction must be answered within this; 3,000. */
  answerWithin: number;
  /** A trigger id may be exchanged for this long; 3,000. */
  triggerLife: number;
  /** Waits before an unanswered event is sent again; Slack waits minutes, here [50, 200, 500]. */
  eventRetries: number[];
  /** Time between two pings on a socket; 10,000. */
  ping: number;
};

export type LocalSlackOptions = {
  /** 0: any free port. */
  port?: number;
  /** 127.0.0.1 unless given. */
  host?: string;
  users: LocalUser[];
  channels: LocalChannel[];
  team?: { id: string; name: string };
  /** Where everything is kept, so that a restart of the process loses nothing. Nothing is kept without it. */
  stateFile?: string;
  /** Milliseconds since 1970: all that is visible in the workspace takes its time from here. */
  now: () => number;
  /** Where people are who have no time zone of their own; Asia/Shanghai unless given. */
  timeZone?: string;
  timing?: Partial<Timing>;
};

export type PlainText = { type: "plain_text"; text: string; emoji?: boolean };

/** One choice of a select, a radio group, a checkbox group or an overflow menu. */
export type Option = {
  text: { type: string; text: string; emoji?: boolean };
  value: string;
  description?: { type: string; text: string };
  /** Label of the group it was listed under, when options came in groups. */
  group?: string;
};

/** A block as Slack stores it: what was sent, with a `block_id` and `action_id`s even where none was given. */
export type Block = { type: string; block_id: string; [field: string]: unknown };

export type MessageMetadata = { event_type: string; event_payload: Record<string, unknown> };

/** A message as it stands now, seen by a channel or by one user only. */
export type StoredMessage = {
  ts: string;
  channel: string;
  /** Who wrote it: the bot's user id for the bot, `USLACKBOT` for Slack's own notices. */
  user: string;
  /** True when the bot wrote it. */
  bot: boolean;
  text: string;
  blocks?: Block[];
  metadata?: MessageMetadata;
  edited?: { user: string; ts: string };
  thread_ts?: string;
  /** The only user who sees it. */
  visibleTo?: string;
};

/** A file that somebody uploaded, without its content. */
export type StoredFile = {
  /** Slack's id, `F…`. */
  id: string;
  name: string;
  mimetype: string;
  /** In bytes. */
  size: number;
  /** Who uploaded it. */
  user: string;
  /** Seconds since 1970, by the workspace's clock. */
  created: number;
};

/** What an element of a view or message holds: `{type, value}`, `{type, selected_option}`, `{type, selected_users}` … */
export type ElementState = { type: string; [field: string]: unknown };

/** Block id → action id → what the element holds. */
export type StateValues = Record<string, Record<string, ElementState>>;

export type View = {
  type: "modal" | "home";
  title?: PlainText;
  submit?: PlainText;
  close?: PlainText;
  blocks: Block[];
  private_metadata: string;
  callback_id: string;
  external_id: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
};

/** A modal on a user's screen. */
export type OpenView = {
  id: string;
  hash: string;
  view: View;
  state: { values: StateValues };
  rootId: string;
  previousId: string | null;
  /** Block id → message, after a refused submission. */
  errors?: Record<string, string>;
  /** Slack's own words at the top of the modal when the bot did not answer well. */
  notice?: string;
};

export type FaultPredicate = (args: Record<string, unknown>) => boolean;

/** Trouble on demand, per Web API method. `times` is how often; always, when not given. */
export type Faults = {
  /** Answers 429 with `Retry-After: retryAfter` (seconds). */
  rateLimit(method: string, limit: { times?: number; retryAfter: number }): void;
  /** Answers `{ok: false, error}` without taking effect. */
  fail(method: string, error: string, limit?: number | { times?: number; when?: FaultPredicate }): void;
  /** Takes effect at once, answers `ms` later. */
  delay(method: string, ms: number, times?: number): void;
  /** Takes effect, then resets the connection without an answer. */
  loseAnswer(method: string, times?: number): void;
  /** Switches Slack's documented limits on (real time), until `clear`. */
  realRates(): void;
  clear(): void;
};

/** One call of the Web API, of a `response_url` (`method` is then `response_url`), or a refused answer (`answer`). */
export type Call = {
  method: string;
  /** By the workspace's clock, milliseconds since 1970. */
  at: number;
  /** Real milliseconds since the local Slack was started. */
  elapsed: number;
  ok: boolean;
  error?: string;
  args: Record<string, unknown>;
};

export type CommandHint = { command: string; description: string; usageHint: string };

export type LocalSlack = {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** `http://127.0.0.1:PORT/api/`, the bot's SLACK_API_URL. */
  apiUrl: string;
  credentials: { botToken: string; appToken: string; signingSecret: string };
  bot: { userId: string; botId: string; appId: string };
  team: { id: string; name: string };
  /** Sends signed requests to this address, e.g. `http://127.0.0.1:3000/slack/events`. */
  deliverOverHttp(requestUrl: string): void;
  /** Sends envelopes to the connected sockets. */
  deliverOverSocket(): void;
  /** How many sockets are connected. */
  sockets(): number;
  /** Asks the connected sockets to reconnect, as Slack does every few hours, and closes them. */
  disconnectSockets(reason?: "refresh_requested" | "warning"): void;
  commands: { set(list: CommandHint[]): void; list(): CommandHint[] };
  /** Throws for an unknown user. */
  as(userId: string): Actor;
  /** Oldest first. */
  messages(channelId: string): StoredMessage[];
  /** What only this user sees, oldest first. */
  ephemerals(userId: string, channelId?: string): StoredMessage[];
  /** The user's modals, the top one last. */
  views(userId: string): OpenView[];
  home(userId: string): View | undefined;
  /** The `D…` channel of the bot and the user. */
  directChannel(userId: string): string;
  /** All channels, or those that the user is in. Direct messages are not among them. */
  channels(userId?: string): LocalChannel[];
  users(): LocalUser[];
  /** All uploaded files, oldest first. */
  files(): StoredFile[];
  /** What is in a file; undefined when there is none with this id. */
  fileContent(fileId: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * Changes a user's profile, or what they are to the workspace (undefined takes a field away); the bot is told.
   * Throws for an unknown user.
   */
  changeUser(userId: string, changes: UserChanges): Promise<Outcome>;
  /** Invites the bot, as `/invite` does. */
  inviteBot(channelId: string): void;
  faults: Faults;
  /** Every call so far, oldest first; the last 20,000. */
  calls: Call[] & { clear(): void };
  /** Sends the last delivery once more, byte for byte, and changes nothing in the workspace. */
  redeliver(last?: true): Promise<Outcome>;
  /** Sends any body, correctly signed, over HTTP. `timestamp` is in seconds, real time when not given. */
  deliverRaw(body: string, contentType: string, options?: { timestamp?: number }): Promise<Outcome>;
  /** The listener is called after each visible change; the answer removes it. */
  onChange(listener: () => void): () => void;
  /** All of the server's addresses but `/api/`, `/hooks/` and `/files-pri/`, for a page to mount its routes on. */
  hono: Hono;
  /** Writes the state file and closes the server and its connections. */
  close(): Promise<void>;
};
