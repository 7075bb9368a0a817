import { html } from "hono/html";
import { slackDate } from "./dates.ts";
import { emojiNamed, withEmoji } from "./emoji.ts";
import type { Html, Show } from "./show.ts";

/**
 * Slack's mrkdwn as HTML: bold, italic, strike, code, quotes, lists, links, mentions, dates, emoji.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function mrkdwn(source: string, show: Show): Html {
  const parts = source.split(/```\n?([\s\S]+?)\n?```/);
  // The split leaves text and fenced code by turns, text first.
  return html`${parts.map((part, index) =>
    index % 2 === 1
      ? html`<pre class="code"><code>${tokens(part, show, true)}</code></pre>`
      : lines(part, show),
  )}`;
}

/** A `plain_text` as HTML: no markup but emoji and line breaks. */
export function plainText(source: string): Html {
  return broken(withEmoji(source));
}

/** Text with its line breaks. */
export function broken(text: string): Html {
  return html`${text.split("\n").map((line, index) => (index === 0 ? line : html`<br>${line}`))}`;
}

/** A link, when the address is one that is safe to open; else its text alone. */
export function safeLink(address: string, label: Html | string): Html {
  if (!/^(https?:|mailto:|tel:)/i.test(address)) return html`${label}`;
  return html`<a href="${address}" target="_blank" rel="noopener noreferrer">${label}</a>`;
}

/** The mention of a user; an id that nobody has is shown as it is. */
export function userMention(id: string, show: Show, label = ""): Html {
  return html`<span class="mention">@${show.userName(id) ?? (label || id)}</span>`;
}

/** The mention of a channel. */
export function channelMention(id: string, show: Show, label = ""): Html {
  return html`<span class="mention">#${show.channelName(id) ?? (label || id)}</span>`;
}

const quoted = /^(?:&gt;|>) ?/;
const restQuoted = /^(?:&gt;|>){3} ?/;
const listed = /^\s*(?:•|◦|▪︎|-|\d+\.)\s+/;

type Group = { kind: "text" | "quote" | "item"; text: string };

/** Lines grouped: quotes together, list items with a hanging indent, the rest with line breaks. */
function lines(source: string, show: Show): Html {
  const groups: Group[] = [];
  let allQuoted = false;
  for (const line of source.replace(/^\n|\n$/g, "").split("\n")) {
    const { kind, text } = groupOf(line, allQuoted);
    // Three marks quote everything that follows.
    allQuoted ||= restQuoted.test(line);
    const last = groups.at(-1);
    if (last?.kind === kind && kind !== "item") last.text += `\n${text}`;
    else groups.push({ kind, text });
  }
  return html`${groups.map(({ kind, text }) => {
    const inner = inline(text, show);
    if (kind === "quote") return html`<blockquote>${inner}</blockquote>`;
    return kind === "item" ? html`<span class="item">${inner}</span>` : inner;
  })}`;
}

function groupOf(line: string, allQuoted: boolean): Group {
  if (allQuoted) return { kind: "quote", text: line };
  if (restQuoted.test(line)) return { kind: "quote", text: line.replace(restQuoted, "") };
  if (quoted.test(line)) return { kind: "quote", text: line.replace(quoted, "") };
  return { kind: listed.test(line) ? "item" : "text", text: line };
}

const marks: Readonly<Record<string, (inner: Html) => Html>> = {
  "*": (inner) => html`<strong>${inner}</strong>`,
  _: (inner) => html`<em>${inner}</em>`,
  "~": (inner) => html`<s>${inner}</s>`,
};

// As in Slack, a mark counts at the edge of a word only: also between Chinese characters it stays a character.
const wordCharacter = /[\p{L}\p{N}]/u;

function inline(source: string, show: Show): Html {
  const out: Html[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") out.push(tokens(plain, show, false));
    plain = "";
  };
  for (let at = 0; at < source.length; ) {
    const character = source.charAt(at);
    const end = closing(source, at, character);
    if (end === undefined) {
      const stop = character === "<" ? source.indexOf(">", at) : -1;
      const next = stop < 0 ? at + 1 : stop + 1;
      plain += source.slice(at, next);
      at = next;
      continue;
    }
    flush();
    const inner = source.slice(at + 1, end);
    if (character === "`") out.push(html`<code>${tokens(inner, show, true)}</code>`);
    else out.push(marks[character]?.(inline(inner, show)) ?? html`${inner}`);
    at = end + 1;
  }
  flush();
  return html`${out}`;
}

/** Where the mark that opens at `at` closes; undefined when it opens nothing. */
function closing(source: string, at: number, mark: string): number | undefined {
  const code = mark === "`";
  if (!code && marks[mark] === undefined) return undefined;
  if (!code && wordCharacter.test(before(source, at))) return undefined;
  if (!code && /^(\s|$)/.test(source.slice(at + 1, at + 2))) return undefined;
  for (let end = at + 1; end < source.length && source[end] !== "\n"; end++) {
    if (source[end] === "<" && !code) end = Math.max(end, source.indexOf(">", end));
    if (source[end] !== mark || end === at + 1) continue;
    if (code) return end;
    if (!/\s/.test(source.charAt(end - 1)) && !wordCharacter.test(source.charAt(end + 1))) return end;
  }
  return undefined;
}

const before = (source: string, at: number) => source.slice(Math.max(0, at - 1), at);

/** Text with its `<…>` tokens, emoji and the three escaped characters. */
function tokens(source: string, show: Show, code: boolean): Html {
  return html`${source.split(/(<[^<>\n]+>)/).map((part, index) => {
    if (index % 2 === 1) return token(part.slice(1, -1), show);
    const text = unescaped(part);
    return broken(code ? text : text.replace(/:([a-z0-9_+-]+):/g, (all, name) => emojiNamed(name) ?? all));
  })}`;
}

function token(content: string, show: Show): Html {
  const [target = "", ...labels] = content.split("|");
  const label = unescaped(labels.join("|"));
  if (target.startsWith("@")) return userMention(target.slice(1), show, label);
  if (target.startsWith("#")) return channelMention(target.slice(1), show, label);
  if (target.startsWith("!date^")) return date(target, label, show);
  if (/^!(here|channel|everyone)$/.test(target))
    return html`<span class="mention">@${target.slice(1)}</span>`;
  if (target.startsWith("!")) return html`<span class="mention">${label || target}</span>`;
  return safeLink(unescaped(target), label || unescaped(target).replace(/^mailto:/, ""));
}

function date(target: string, fallback: string, show: Show): Html {
  const [, seconds = "", format = "", link] = target.split("^");
  if (!/^\d{1,11}$/.test(seconds)) return html`${fallback}`;
  const shown = html`<time>${slackDate(Number(seconds), unescaped(format), show)}</time>`;
  return link === undefined ? shown : safeLink(unescaped(link), shown);
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
