import { html } from "hono/html";
import { slackDate } from "./dates.ts";
import { emojiNamed } from "./emoji.ts";
import { broken, channelMention, safeLink, userMention } from "./mrkdwn.ts";
import { type Fields, fieldsOf, type Html, isFields, type Show, textOf } from "./show.ts";

/** A `rich_text` block as HTML. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function richText(block: Fields, show: Show): Html {
  return html`<div class="rich">${fieldsOf(block.elements).map((part) => partOf(part, show))}</div>`;
}

function partOf(part: Fields, show: Show): Html {
  const inner = () => fieldsOf(part.elements).map((element) => inline(element, show));
  if (part.type === "rich_text_list") return list(part, show);
  if (part.type === "rich_text_quote") return html`<blockquote>${inner()}</blockquote>`;
  if (part.type === "rich_text_preformatted") return html`<pre class="code"><code>${inner()}</code></pre>`;
  return html`<p>${inner()}</p>`;
}

function list(part: Fields, show: Show): Html {
  const items = fieldsOf(part.elements).map(
    (item) => html`<li>${fieldsOf(item.elements).map((element) => inline(element, show))}</li>`,
  );
  const indent = `indent-${Math.min(8, Number(part.indent) || 0)}`;
  if (part.style !== "ordered") return html`<ul class="${indent}">${items}</ul>`;
  return html`<ol class="${indent}" start="${(Number(part.offset) || 0) + 1}">${items}</ol>`;
}

function inline(element: Fields, show: Show): Html {
  const style = isFields(element.style) ? element.style : {};
  let out = unstyled(element, show);
  // Code is innermost, so that it can be bold as well.
  if (style.code === true) out = html`<code>${out}</code>`;
  if (style.bold === true) out = html`<strong>${out}</strong>`;
  if (style.italic === true) out = html`<em>${out}</em>`;
  if (style.strike === true) out = html`<s>${out}</s>`;
  if (style.underline === true) out = html`<u>${out}</u>`;
  return out;
}

function unstyled(element: Fields, show: Show): Html {
  const kinds: Record<string, () => Html> = {
    text: () => broken(textOf(element.text)),
    link: () => safeLink(textOf(element.url), textOf(element.text) || textOf(element.url)),
    user: () => userMention(textOf(element.user_id), show),
    channel: () => channelMention(textOf(element.channel_id), show),
    usergroup: () => html`<span class="mention">@${textOf(element.usergroup_id)}</span>`,
    broadcast: () => html`<span class="mention">@${textOf(element.range)}</span>`,
    emoji: () => html`${emojiNamed(textOf(element.name)) ?? `:${textOf(element.name)}:`}`,
    color: () => html`<code>${textOf(element.value)}</code>`,
    date: () => {
      const shown = html`<time>${slackDate(Number(element.timestamp), textOf(element.format), show)}</time>`;
      return typeof element.url === "string" ? safeLink(element.url, shown) : shown;
    },
  };
  return (
    kinds[textOf(element.type)]?.() ?? html`${show.t("form.unsupported", { type: textOf(element.type) })}`
  );
}
