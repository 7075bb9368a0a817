import type { IsoDate } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import {
  actions as actionsBlock,
  type Block,
  button,
  context,
  input,
  option,
  plain,
  type View,
} from "../slack/blocks.ts";
import { blockOf } from "./forms.ts";
import { type Place, unitSearch } from "./ids.ts";

/** What the pages and forms of the roster and the tree are made of: one modal, in which one follows another. */

/** A page, or with `submit` a form. `note` says what was just done. */
export function modal(
  {
    callbackId,
    title,
    submit,
    note,
    place,
    tellsWhenClosed,
  }: {
    callbackId: string;
    title: string;
    submit?: string;
    note?: Mrkdwn | undefined;
    place: Place;
    tellsWhenClosed?: boolean;
  },
  blocks: Block[],
  locale: Locale,
): View {
  return {
    type: "modal",
    callback_id: callbackId,
    title: plain(title, 24),
    close: plain(locale.t("common.close"), 24),
    ...(submit ? { submit: plain(submit, 24) } : {}),
    ...(tellsWhenClosed ? { notify_on_close: true } : {}),
    private_metadata: JSON.stringify(place),
    blocks: [...(note ? [context(note)] : []), ...blocks],
  };
}

/** Several buttons in a row; nothing where there are none. */
export const buttonRow = (elements: Block[], blockId?: string): Block[] =>
  elements.length > 0 ? [actionsBlock(elements, blockId)] : [];

export const backButton = (action: { id: string; value: string }, locale: Locale): Block =>
  button(action.id, locale.t("org.back"), { value: action.value });

/** "◀ Previous" and "Next ▶", those that lead somewhere, and which page this is. */
export function turning(
  { page, pages }: { page: number; pages: number },
  ids: Record<"previous" | "next", { id: string; write(value: { page: number }): string }>,
  locale: Locale,
): Block[] {
  const to = (which: "previous" | "next", number: number) =>
    button(ids[which].id, locale.t(`common.${which}`), { value: ids[which].write({ page: number }) });
  return [
    ...buttonRow([
      ...(page > 0 ? [to("previous", page - 1)] : []),
      ...(page < pages - 1 ? [to("next", page + 1)] : []),
    ]),
    ...(pages > 1 ? [context(locale.md("common.page", { page: page + 1, pages }))] : []),
  ];
}

/** The inputs of the forms. `initial` is what stands there at first. */
export function inputsOf(place: Place, locale: Locale) {
  const labelled = (
    field: string,
    element: Record<string, unknown>,
    { label = field, ...more }: { optional?: boolean; hint?: string; label?: string },
  ) => input(blockOf(field, place), locale.t(`org.field.${label}`), element, more);
  return {
    text: (
      field: string,
      initial: string,
      more: { optional?: boolean; hint?: string; longest?: number; label?: string } = {},
    ) =>
      labelled(
        field,
        {
          type: "plain_text_input",
          action_id: "text",
          // People's characters may take two of Slack's; what is too long is told by the rules.
          max_length: (more.longest ?? 100) * 2,
          ...(initial === "" ? {} : { initial_value: initial }),
        },
        more,
      ),
    date: (initial: IsoDate, more: { hint?: string } = {}) =>
      labelled("from", { type: "datepicker", action_id: "date", initial_date: initial }, more),
    unit: (field: string, chosen?: { id: string; name: string }, more: { hint?: string } = {}) =>
      labelled(
        field,
        {
          type: "external_select",
          action_id: unitSearch,
          min_query_length: 0,
          placeholder: plain(locale.t("org.searchUnit"), 150),
          ...(chosen ? { initial_option: option(chosen.name, chosen.id) } : {}),
        },
        more,
      ),
    choice: (
      field: string,
      type: "checkboxes" | "static_select",
      options: { text: string; value: string }[],
      chosen: string[],
      more: { optional?: boolean; hint?: string } = {},
    ) => {
      const all = options.map(({ text, value }) => option(text, value));
      const initial = all.filter(({ value }) => chosen.includes(value));
      const [first] = initial;
      const held = type === "checkboxes" ? { initial_options: initial } : { initial_option: first };
      return labelled(field, { type, action_id: "choice", options: all, ...(first ? held : {}) }, more);
    },
    slackUser: (initial: string | undefined) =>
      labelled(
        "slackUser",
        { type: "users_select", action_id: "user", ...(initial ? { initial_user: initial } : {}) },
        {},
      ),
  };
}

/** Lines of a page, one below the other. */
export const lines = (...parts: (Mrkdwn | undefined)[]): Mrkdwn =>
  Mrkdwn.join(parts.filter((part) => part !== undefined));
