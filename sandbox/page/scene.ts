import type { I18n, Language } from "../../src/i18n/index.ts";
import type {
  CommandHint,
  ElementState,
  LocalChannel,
  LocalSlack,
  OpenView,
  StoredMessage,
  View,
} from "../slack/types.ts";
import type { Setting, Show } from "./show.ts";

/** Someone whom one can try Studyhall as. */
export type Persona = {
  userId: string;
  label: Record<Language, string>;
  role: Record<Language, string>;
  /** What their Slack is set to. */
  language: Language;
};

/** The sandbox's clock. */
export type SandboxClock = {
  now(): Temporal.Instant;
  /** Moves on; rejects when that moment has passed already. */
  moveTo(instant: Temporal.Instant): Promise<void>;
  timeZone: string;
};

/** A shortcut, by the name that a person reads. */
export type Shortcut = { callbackId: string; label: Record<Language, string> };

/** What is looked at: a channel, the direct message with the bot, or the Home tab. */
export type Place = { kind: "channel"; channel: LocalChannel } | { kind: "direct" } | { kind: "home" };

/** Everything that one picture of the page shows. */
export type Scene = {
  /** The page around Slack, in the language that the visitor chose. */
  show: Show;
  /** What the person sees in Slack, in their own language. */
  inside: Show;
  title: string;
  personas: Persona[];
  persona: Persona;
  place: Place;
  /** Where messages go; the direct channel's id for the Home tab. */
  channelId: string;
  channels: { channel: LocalChannel; unread: boolean }[];
  directUnread: boolean;
  messages: StoredMessage[];
  /** How many older ones are left out. */
  earlier: number;
  home: View | undefined;
  views: OpenView[];
  commands: CommandHint[];
  shortcuts: Shortcut[];
  messageShortcuts: Shortcut[];
  /** What this person chose in a message or on the Home tab. */
  chosen(where: string, blockId: string, actionId: string): ElementState | undefined;
  calls: LocalSlack["calls"];
  faultLines: string[];
};

/** The address of the page for a persona, place and language; what is not given stays as it is. */
export function addressOf(scene: Scene, change: { as?: string; at?: string; lang?: Language } = {}): string {
  const query = new URLSearchParams({
    as: change.as ?? scene.persona.userId,
    at: change.at ?? placeName(scene.place),
    lang: change.lang ?? scene.show.locale.language,
  });
  return `/?${query}`;
}

/** A place in an address: "home", "direct" or a channel's id. */
export function placeName(place: Place): string {
  return place.kind === "channel" ? place.channel.id : place.kind;
}

/** A place's name for people. */
export function placeTitle(scene: Scene): string {
  const { place, show } = scene;
  if (place.kind === "channel") return `#${place.channel.name}`;
  return show.t(place.kind === "home" ? "home.title" : "appName");
}

/** The setting of blocks outside modals, whose choices only the page remembers. */
export function settingAt(scene: Scene, prefix: string, where: string): Setting {
  return {
    show: scene.inside,
    prefix,
    errors: {},
    state: (blockId, actionId) => scene.chosen(where, blockId, actionId),
  };
}

/** What rendering needs, for a language. */
export function showFor(local: LocalSlack, i18n: I18n, language: Language, clock: SandboxClock): Show {
  const locale = i18n.locale(language);
  const users = new Map(local.users().map((user) => [user.id, user.realName]));
  const channels = new Map(local.channels().map((channel) => [channel.id, channel.name]));
  users.set(local.bot.userId, "Studyhall");
  return {
    locale,
    t: (key, values) => locale.t(`sandbox.${key}`, values),
    timeZone: clock.timeZone,
    now: clock.now(),
    userName: (id) => users.get(id),
    channelName: (id) => channels.get(id),
  };
}
