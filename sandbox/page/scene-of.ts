import type { I18n, Language } from "../../src/i18n/index.ts";
import type { LocalSlack } from "../slack/types.ts";
import type { FaultBook } from "./fault-book.ts";
import { type Memory, messagesFor } from "./memory.ts";
import { type Persona, type Place, type SandboxClock, type Scene, type Shortcut, showFor } from "./scene.ts";

/** What the page is made for. */
export type PageOptions = {
  /** Who one may be; at first the first who reads the visitor's language. */
  personas: Persona[];
  clock: SandboxClock;
  /** The sandbox's name in the top bar. */
  title?: string;
  /** Id or name of the channel shown first. */
  defaultChannel?: string;
  /** The bot's global shortcuts. */
  shortcuts?: Shortcut[];
  /** Those that stand at each message. */
  messageShortcuts?: Shortcut[];
  /** Host names that the page may be reached under besides the loopback ones. */
  hosts?: string[];
};

/** What a scene is made from. */
export type SceneSource = {
  local: LocalSlack;
  options: PageOptions;
  i18n: I18n;
  memory: Memory;
  faults: FaultBook;
};

/** What the address of the page asks for; what is missing or wrong falls back to the first that fits. */
export type Asked = { as: string | undefined; at: string | undefined; language: Language };

const shownMessages = 150;

/** Gathers what the page shows, and notes that it has been read. */
export function sceneOf(source: SceneSource, asked: Asked): Scene {
  const { local, options, memory } = source;
  const { personas } = options;
  const persona =
    personas.find(({ userId }) => userId === asked.as) ??
    personas.find(({ language }) => language === asked.language) ??
    personas[0];
  if (persona === undefined) throw new Error("The sandbox's page needs at least one persona");
  const { userId } = persona;
  const channels = local.channels(userId);
  const place = placeOf(channels, asked.at, options.defaultChannel);
  const direct = local.directChannel(userId);
  const channelId = place.kind === "channel" ? place.channel.id : direct;
  if (place.kind !== "home") memory.read(userId, channelId);
  const all = place.kind === "home" ? [] : messagesFor(local, userId, channelId);
  const show = showFor(local, source.i18n, asked.language, options.clock);
  const inside = showFor(local, source.i18n, persona.language, options.clock);
  return {
    show,
    inside,
    title: options.title ?? show.t("title"),
    personas: options.personas,
    persona,
    place,
    channelId,
    channels: channels.map((channel) => ({ channel, unread: memory.unread(userId, channel.id) })),
    directUnread: memory.unread(userId, direct),
    messages: all.slice(-shownMessages),
    earlier: Math.max(0, all.length - shownMessages),
    home: local.home(userId),
    views: local.views(userId),
    commands: local.commands.list(),
    shortcuts: options.shortcuts ?? [],
    messageShortcuts: options.messageShortcuts ?? [],
    chosen: (where, blockId, actionId) => memory.chosen(userId, where, blockId, actionId),
    calls: local.calls,
    faultLines: source.faults.lines(show),
  };
}

function placeOf(
  channels: ReturnType<LocalSlack["channels"]>,
  at: string | undefined,
  first: string | undefined,
): Place {
  if (at === "home" || at === "direct") return { kind: at };
  const named = (name: string | undefined) =>
    channels.find(({ id, name: called }) => id === name || called === name);
  const channel = named(at) ?? named(first) ?? channels[0];
  return channel ? { kind: "channel", channel } : { kind: "direct" };
}
