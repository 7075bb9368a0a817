import type { Hono } from "hono";

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
};

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

/** What became of something a user did. */
export type Outcome = {
  /**
   * The HTTP status; `"socket"` when acknowledged over a socket; `"timeout"` after 3 s; 0 when nothing was
   * sent (a required input is empty) or nobody was there to answer.
   */
  status: number | "timeout" | "socket";
  /** From sending to the answer, real time. */
  milliseconds: number;
  /** The answer: parsed JSON, text, or `""`. */
  body: unknown;
  acknowledged: boolean;
  /** Block id → message for a refused submission; `answer` → Slack's error for an answer that Slack refuses. */
  errors?: Record<string, string>;
};

/** Where the element that a user presses is. */
export type Where = { channelId: string; ts: string } | { ephemeral: string } | { viewId: string } | "home";

/**
 * What a user chose: an option's value, a date `YYYY-MM-DD`, a time `HH:MM`, an id, a text; several for the
 * multiple kinds; a whole `Option` for an external select; seconds since 1970 for a datetimepicker; null to clear.
 */
export type Choice = string | number | string[] | Option | Option[] | null;

/** One user's hands. Methods throw when what they are asked to touch is not on the user's screen. */
export type Actor = {
  /** Types a slash command, e.g. `/attendance here`; `@name` and `#channel` become `<@U…|name>`, `<#C…|name>`. */
  command(text: string, channelId: string): Promise<Outcome>;
  /** Runs a global shortcut. */
  shortcut(callbackId: string): Promise<Outcome>;
  /**
   * Presses a button or chooses in an element of a message, modal or Home tab. Action ids are unique within their
   * block only: without a `blockId` the first one that bears the id is meant.
   */
  press(where: Where, actionId: string, choice?: Choice, blockId?: string): Promise<Outcome>;
  /**
   * Sets an input at once. Where Slack would tell the bot (`dispatch_action`, or an element outside an input
   * block) it is told, and the promise gives that outcome; it never rejects, so it need not be awaited.
   */
  fill(viewId: string, blockId: string, actionId: string, value: Choice): Promise<Outcome | undefined>;
  submit(viewId: string): Promise<Outcome>;
  closeView(viewId: string): Promise<Outcome>;
  /** Types into an external select. Empty when the answer was not acceptable (the call log says why). */
  suggest(viewId: string, blockId: string, actionId: string, query: string): Promise<Option[]>;
  openHome(): Promise<Outcome>;
  /** Writes a message; the bot is told where it is a member. */
  say(channelId: string, text: string): Promise<Outcome>;
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
  /** All of the server's addresses but `/api/` and `/hooks/`, for a page to mount its routes on. */
  hono: Hono;
  /** Writes the state file and closes the server and its connections. */
  close(): Promise<void>;
};
