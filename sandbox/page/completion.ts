import { html } from "hono/html";
import type { CommandHint, LocalChannel, LocalUser } from "../slack/types.ts";
import { avatar } from "./messages.ts";
import type { Html } from "./show.ts";

/** What can be completed where one types. */
export type Completable = {
  commands: CommandHint[];
  people: LocalUser[];
  channels: LocalChannel[];
  botName: string;
  /** What the list is called for people who do not see it. */
  label: string;
};

const most = 8;

/**
 * Suggestions for what stands before the cursor: commands while the first word is typed, then the usage of the
 * command, and people after an `@` or channels after a `#`. Nothing when there is nothing to suggest.
 */
export function completions(typed: string, from: Completable): Html {
  if (/^\/\S*$/.test(typed)) {
    const begun = from.commands.filter((hint) => hint.command.startsWith(typed.toLowerCase()));
    return list(begun.map(commandItem), from.label);
  }
  const [, sign, name = ""] = /(?:^|\s)([@#])([^@#\n]{0,40})$/.exec(typed) ?? [];
  if (sign === "@") return list(peopleLike(name, from).map(personItem), from.label);
  if (sign === "#") {
    const begun = from.channels.filter((channel) => fits(name, channel.name));
    return list(begun.map(channelItem), from.label);
  }
  const used = from.commands.find((hint) => typed.startsWith(`${hint.command} `));
  if (!used?.usageHint) return html``;
  return html`<p class="usage"><strong>${used.command}</strong> ${usage(used.usageHint)}</p>`;
}

type Item = { insert: string; body: Html };

const usage = (hint: string) => (hint === "" ? "" : html`<code>${hint}</code>`);

function commandItem({ command, description, usageHint }: CommandHint): Item {
  return {
    insert: `${command} `,
    body: html`<span><strong>${command}</strong> ${usage(usageHint)}<small>${description}</small></span>`,
  };
}

function channelItem({ name }: LocalChannel): Item {
  return { insert: `#${name} `, body: html`<strong>#${name}</strong>` };
}

function personItem(user: { name: string; realName: string }): Item {
  return {
    insert: `@${user.name} `,
    body: html`${avatar(user.realName)}<span><strong>${user.realName}</strong><small>@${user.name}</small></span>`,
  };
}

function peopleLike(query: string, { people, botName }: Completable): { name: string; realName: string }[] {
  const bot = { name: botName, realName: botName };
  return [...people, bot].filter(({ name, realName }) => fits(query, name, realName));
}

const fits = (query: string, ...names: string[]) =>
  names.some((name) => name.toLowerCase().startsWith(query.toLowerCase()));

function list(items: Item[], label: string): Html {
  if (items.length === 0) return html``;
  const options = items
    .slice(0, most)
    .map(
      ({ insert, body }, at) =>
        html`<div role="option" id="completion_${at}" aria-selected="false" data-insert="${insert}">${body}</div>`,
    );
  return html`<div role="listbox" id="completions" aria-label="${label}">${options}</div>`;
}
