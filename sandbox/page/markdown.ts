import { html } from "hono/html";
import { broken, safeLink } from "./mrkdwn.ts";
import type { Html, Show } from "./show.ts";

/**
 * A `markdown` block: the part of standard Markdown that Slack documents for it, without pictures and tables.
 * https://docs.slack.dev/reference/block-kit/blocks/markdown-block
 */
export function markdown(source: string, show: Show): Html {
  const parts = source.split(/^```.*\n([\s\S]*?)\n```$/m);
  return html`<div class="rich">${parts.map((part, index) =>
    index % 2 === 1 ? html`<pre class="code"><code>${part}</code></pre>` : paragraphs(part, show),
  )}</div>`;
}

function paragraphs(source: string, show: Show): Html {
  const parts = source
    .split(/\n{2,}|(?=^#{1,6} )|(?<=^#{1,6} .*)\n/m)
    .map((part) => part.replace(/^\n|\n$/g, ""));
  return html`${parts.filter((part) => part.trim() !== "").map((part) => paragraph(part, show))}`;
}

function paragraph(part: string, show: Show): Html {
  const heading = /^#{1,6} (.*)$/.exec(part)?.[1];
  if (heading !== undefined) return html`<p class="heading"><strong>${inline(heading)}</strong></p>`;
  if (/^(-{3,}|\*{3,})$/.test(part)) return html`<hr>`;
  const lines = part.split("\n");
  if (lines.every((line) => /^\s*[-*+] /.test(line))) return html`<ul>${items(lines, /^\s*[-*+] /)}</ul>`;
  if (lines.every((line) => /^\s*\d+\. /.test(line))) return html`<ol>${items(lines, /^\s*\d+\. /)}</ol>`;
  if (lines.every((line) => line.startsWith(">"))) {
    return html`<blockquote>${paragraphs(lines.map((line) => line.replace(/^> ?/, "")).join("\n"), show)}</blockquote>`;
  }
  return html`<p>${inline(part)}</p>`;
}

const items = (lines: string[], mark: RegExp) =>
  lines.map((line) => html`<li>${inline(line.replace(mark, ""))}</li>`);

const pattern = /`([^`]+)`|\*\*(.+?)\*\*|~~(.+?)~~|\[([^\]]+)\]\(([^)\s]+)\)|(?<!\w)[*_](.+?)[*_](?!\w)/g;

function inline(source: string): Html {
  const out: Html[] = [];
  let at = 0;
  for (const match of source.matchAll(pattern)) {
    out.push(broken(source.slice(at, match.index)), marked(match));
    at = match.index + match[0].length;
  }
  out.push(broken(source.slice(at)));
  return html`${out}`;
}

function marked([, code, bold, strike, label, address, italic]: RegExpMatchArray): Html {
  if (code !== undefined) return html`<code>${code}</code>`;
  if (bold !== undefined) return html`<strong>${inline(bold)}</strong>`;
  if (strike !== undefined) return html`<s>${inline(strike)}</s>`;
  if (italic !== undefined) return html`<em>${inline(italic)}</em>`;
  return safeLink(address ?? "", inline(label ?? ""));
}
