import { randomBytes, randomUUID } from "node:crypto";
import { createStateFile } from "./state-file.ts";
import type {
  LocalChannel,
  LocalSlackOptions,
  LocalUser,
  OpenView,
  StoredFile,
  StoredMessage,
} from "./types.ts";

/** A `response_url` that was handed out. */
export type Hook = {
  id: string;
  userId: string;
  channelId: string;
  /** By the workspace's clock. */
  issuedAt: number;
  uses: number;
  /** The message that `replace_original` and `delete_original` mean; a command has one once it has answered. */
  original?: string;
};

/** A view with the channel it was opened from, which `default_to_current_conversation` means. */
export type StoredView = OpenView & { channelId?: string };

/** A channel or a direct message, from the bot's side. */
export type Conversation = {
  id: string;
  kind: "public" | "private" | "im";
  name: string;
  members: string[];
  botMember: boolean;
};

/** All that is kept in the state file. */
export type SavedState = {
  credentials: { botToken: string; appToken: string; signingSecret: string; verificationToken: string };
  bot: { userId: string; botId: string; appId: string };
  team: { id: string; name: string };
  users: LocalUser[];
  channels: LocalChannel[];
  messages: Record<string, StoredMessage[]>;
  views: Record<string, StoredView[]>;
  homes: Record<string, StoredView>;
  hooks: Record<string, Hook>;
  files: Record<string, StoredFile>;
  /** The last message id given, in microseconds since 1970. */
  lastTs: number;
};

/** The state in memory and the few things that everything does with it. */
export type Workspace = SavedState & {
  now(): number;
  /** Where people are who have no time zone of their own. */
  timeZone: string;
  /** A new message id: the clock's time, and always above the one before. */
  nextTs(): string;
  /** Says that something visible changed: listeners hear it and the state file is written soon. */
  changed(): void;
  /** Says that something changed that nobody sees: only the state file is written. */
  save(): void;
  onChange(listener: () => void): () => void;
  user(id: string): LocalUser | undefined;
  conversation(id: string): Conversation | undefined;
  directChannel(userId: string): string;
  /** Appends a message to its channel and gives it its ts. */
  post(message: Omit<StoredMessage, "ts">): StoredMessage;
  find(channelId: string, ts: string): StoredMessage | undefined;
  remove(message: StoredMessage): void;
  /** Writes the state file now. */
  flush(): Promise<void>;
};

/** A random id in Slack's manner: `prefix` and nine capitals or digits. */
export function newId(prefix: string): string {
  return prefix + randomBytes(5).toString("hex").toUpperCase().slice(0, 9);
}

/** Reads the state file, if there is one, and brings the users and channels of the options into it. */
export async function openWorkspace(options: LocalSlackOptions): Promise<Workspace> {
  const file = options.stateFile === undefined ? undefined : createStateFile<SavedState>(options.stateFile);
  // What was kept by an earlier version may lack what came later.
  const state = { ...emptyState(options), ...(await file?.read()) };
  state.users = merged(options.users, state.users);
  // A channel that is already kept knows better who joined it meanwhile.
  state.channels = merged(state.channels, options.channels);
  const listeners = new Set<() => void>();
  const save = () => file?.write(() => onlySaved(state));
  const changed = () => {
    save();
    for (const listener of listeners) listener();
  };
  const nextTs = () => {
    state.lastTs = Math.max(Math.floor(options.now() * 1000), state.lastTs + 1);
    return tsText(state.lastTs);
  };
  return Object.assign(state, {
    now: options.now,
    timeZone: options.timeZone ?? "Asia/Shanghai",
    nextTs,
    save,
    changed,
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ...directory(state),
    ...messageStore(state, nextTs, changed),
    flush: async () => file?.flush(() => onlySaved(state)),
  });
}

/** Finds users and conversations by their ids. */
function directory(state: SavedState): Pick<Workspace, "user" | "conversation" | "directChannel"> {
  const users = new Map(state.users.map((user) => [user.id, user]));
  const channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  const directs = new Map(state.users.map((user) => [directChannelOf(user.id), user]));
  return {
    user: (id) => users.get(id),
    conversation: (id) => {
      const channel = channels.get(id);
      if (channel) return channelConversation(channel, state.bot.userId);
      const person = directs.get(id);
      return person && directConversation(id, person, state.bot.userId);
    },
    directChannel: directChannelOf,
  };
}

function messageStore(
  state: SavedState,
  nextTs: () => string,
  changed: () => void,
): Pick<Workspace, "post" | "find" | "remove"> {
  return {
    post: (message) => {
      const posted: StoredMessage = { ...message, ts: nextTs() };
      const list = state.messages[message.channel] ?? [];
      state.messages[message.channel] = list;
      list.push(posted);
      changed();
      return posted;
    },
    find: (channelId, ts) => state.messages[channelId]?.find((message) => message.ts === ts),
    remove: (message) => {
      const list = state.messages[message.channel] ?? [];
      state.messages[message.channel] = list.filter((other) => other.ts !== message.ts);
      changed();
    },
  };
}

function tsText(microseconds: number): string {
  return `${Math.floor(microseconds / 1e6)}.${String(microseconds % 1e6).padStart(6, "0")}`;
}

// The same for every start, so that a link into a direct message stays good.
function directChannelOf(userId: string): string {
  return `D${userId.slice(1)}`;
}

function channelConversation(channel: LocalChannel, botUserId: string): Conversation {
  const members = channel.botMember ? [...channel.members, botUserId] : channel.members;
  const kind = channel.private ? "private" : "public";
  return { id: channel.id, kind, name: channel.name, members, botMember: channel.botMember };
}

function directConversation(id: string, person: LocalUser, botUserId: string): Conversation {
  return { id, kind: "im", name: person.name, members: [person.id, botUserId], botMember: true };
}

function emptyState(options: LocalSlackOptions): SavedState {
  return {
    credentials: {
      botToken: `xoxb-${randomUUID()}`,
      appToken: `xapp-1-${randomUUID()}`,
      signingSecret: randomBytes(16).toString("hex"),
      verificationToken: randomBytes(12).toString("hex"),
    },
    bot: { userId: newId("U"), botId: newId("B"), appId: newId("A") },
    team: options.team ?? { id: newId("T"), name: "Local workspace" },
    users: [],
    channels: [],
    messages: {},
    views: {},
    homes: {},
    hooks: {},
    files: {},
    lastTs: 0,
  };
}

/** The first list, and what only the second has. */
function merged<T extends { id: string }>(first: T[], second: T[]): T[] {
  const known = new Set(first.map((item) => item.id));
  return [...first, ...second.filter((item) => !known.has(item.id))].map((item) => ({ ...item }));
}

function onlySaved(state: SavedState): SavedState {
  const { credentials, bot, team, users, channels, messages, views, homes, hooks, files, lastTs } = state;
  return { credentials, bot, team, users, channels, messages, views, homes, hooks, files, lastTs };
}
