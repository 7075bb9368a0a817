import type { LocalChannel, LocalUser } from "./types.ts";

/** How mentions are written: with the name (slash commands) or without (messages). */
export type MentionStyle = "named" | "bare";

type Names = { users: LocalUser[]; channels: LocalChannel[] };

/** Reads something special at the beginning of `rest`: what it becomes and how many characters it takes. */
type Reader = (rest: string, afterWord: boolean) => { written: string; taken: number } | undefined;

/**
 * Text as Slack sends it after a user typed it: `&`, `<`, `>` escaped, `@name`, `#channel` and addresses linked.
 * A name is a handle, or a real name that only one person has; the longest fitting one counts. `<@U…>` and
 * `<#C…>`, which a completion inserts, are kept.
 */
export function escapeTyped(text: string, names: Names, style: MentionStyle): string {
  if (!/[@#<>&]|https?:/.test(text)) return text;
  const readers = [insertedReader(names, style), mentionReader(names, style), readAddress];
  let result = "";
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const afterWord = /[\p{L}\p{N}]$/u.test(text.slice(0, at));
    const read = firstOf(readers, rest, afterWord) ?? {
      written: escapeCharacters(rest.slice(0, 1)),
      taken: 1,
    };
    result += read.written;
    at += read.taken;
  }
  return result;
}

function firstOf(readers: Reader[], rest: string, afterWord: boolean) {
  for (const reader of readers) {
    const read = reader(rest, afterWord);
    if (read) return read;
  }
  return undefined;
}

function insertedReader({ users, channels }: Names, style: MentionStyle): Reader {
  return (rest) => {
    const [whole, sigil, id] = /^<([@#])([A-Z0-9]+)(?:\|[^>]*)?>/.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    const user = sigil === "@" ? users.find((one) => one.id === id) : undefined;
    const channel = sigil === "#" ? channels.find((one) => one.id === id) : undefined;
    if (user) return { written: userMention(user, style), taken: whole.length };
    return channel && { written: channelMention(channel, style), taken: whole.length };
  };
}

function mentionReader({ users, channels }: Names, style: MentionStyle): Reader {
  const byName = nameTable(
    users.flatMap((user) => [...new Set([user.name, user.realName])].map((name) => ({ name, item: user }))),
  );
  const byChannel = nameTable(channels.map((channel) => ({ name: channel.name, item: channel })));
  return (rest, afterWord) => {
    // An @ inside a word is an e-mail address.
    if (afterWord) return undefined;
    const user = rest.startsWith("@") ? longest(byName, rest.slice(1)) : undefined;
    if (user) return { written: userMention(user.item, style), taken: user.length + 1 };
    const channel = rest.startsWith("#") ? longest(byChannel, rest.slice(1)) : undefined;
    return channel && { written: channelMention(channel.item, style), taken: channel.length + 1 };
  };
}

const readAddress: Reader = (rest) => {
  const address = /^https?:\/\/[^\s<>]+/.exec(rest)?.[0];
  return address === undefined
    ? undefined
    : { written: `<${escapeCharacters(address)}>`, taken: address.length };
};

function userMention(user: LocalUser, style: MentionStyle): string {
  return style === "named" ? `<@${user.id}|${user.name}>` : `<@${user.id}>`;
}

function channelMention(channel: LocalChannel, style: MentionStyle): string {
  // The name of a private channel is not told.
  return style === "named" ? `<#${channel.id}|${channel.private ? "" : channel.name}>` : `<#${channel.id}>`;
}

/** Names in lower case; one that several items have means none of them. */
function nameTable<T>(entries: { name: string; item: T }[]): Map<string, T | undefined> {
  const table = new Map<string, T | undefined>();
  for (const { name, item } of entries) {
    const key = name.toLowerCase();
    table.set(key, table.has(key) && table.get(key) !== item ? undefined : item);
  }
  return table;
}

function longest<T>(
  table: Map<string, T | undefined>,
  text: string,
): { item: T; length: number } | undefined {
  const most = Math.min(text.length, 80);
  for (let length = most; length > 0; length--) {
    const name = text.slice(0, length);
    const item = table.get(name.toLowerCase());
    const cutsWord = /[a-z0-9_-]$/i.test(name) && /^[a-z0-9_-]/i.test(text.slice(length));
    if (item !== undefined && !cutsWord) return { item, length };
  }
  return undefined;
}

function escapeCharacters(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
