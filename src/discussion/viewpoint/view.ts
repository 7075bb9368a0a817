import { z } from "zod";
import type { Locale } from "../../i18n/index.ts";
import { shortName } from "../../i18n/names.ts";
import {
  actions,
  type Block,
  button,
  context,
  input,
  option,
  plain,
  section,
  type View,
} from "../../slack/blocks.ts";
import { Mrkdwn } from "../../slack/mrkdwn.ts";
import { actions as ids, inputs, views } from "../ids.ts";
import { type DiscussionForm, mostViewpoints, type Theme } from "../model.ts";
import { formName, themeName, themeOf } from "../phrases.ts";
import type { FiledUnder } from "./messages.ts";
import { longestViewpoint } from "./rules.ts";
import type { HeldViewpoint, Viewpoint } from "./store.ts";

/** The ids of the inputs' blocks: what a refusal is about. */
export const fields = { text: "text", author: "author", signed: "signed", place: "place" } as const;

/** What the form carries; `keeps`: by somebody who enters for the unit, and may name another author. */
export const formData = z.object({ discussionId: z.uuid(), keeps: z.boolean() });
export const messageData = z.object({
  channelId: z.string(),
  ts: z.string(),
  slackUserId: z.string().optional(),
});
/** Where a message is filed, as an option's value: 75 characters at most. */
const underShape = z.union([
  z.templateLiteral(["d:", z.uuid()]),
  z.templateLiteral(["t:", z.string().min(1)]),
]);
export const under = {
  discussion: (id: string) => `d:${id}`,
  theme: (code: string) => `t:${code}`,
  /** @throws ZodError for anything else */
  read(value: string): FiledUnder {
    const rest = underShape.parse(value).slice(2);
    return value.startsWith("d:") ? { discussionId: rest } : { themeCode: rest };
  },
};

export type About = { unit: string; date: string; themeCode: string; viewpoints: number };

const textInput = (locale: Locale, initial = ""): Block => {
  const element = {
    type: "plain_text_input",
    action_id: inputs.viewpoint,
    multiline: true,
    max_length: longestViewpoint,
    ...(initial === "" ? {} : { initial_value: initial }),
  };
  return input(fields.text, locale.t("discussion.viewpoint.text"), element);
};

/** The small form for one viewpoint. */
export function viewpointView(
  data: z.infer<typeof formData>,
  about: About,
  themes: Theme[],
  locale: Locale,
): View {
  const values = {
    unit: about.unit,
    date: locale.day(about.date),
    theme: themeOf(about.themeCode, themes, locale),
    left: mostViewpoints - about.viewpoints,
    count: mostViewpoints - about.viewpoints,
  };
  return {
    type: "modal",
    callback_id: views.viewpoint,
    private_metadata: JSON.stringify(data),
    title: plain(locale.t("discussion.viewpoint.title"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      context(locale.md("discussion.viewpoint.about", values)),
      textInput(locale),
      data.keeps ? authorInput(locale) : signedInput(locale),
      context(locale.md("discussion.viewpoint.anonymous")),
    ],
  };
}

function authorInput(locale: Locale): Block {
  const element = {
    type: "external_select",
    action_id: inputs.author,
    min_query_length: 0,
    placeholder: plain(locale.t("discussion.viewpoint.nobody"), 150),
  };
  return input(fields.author, locale.t("discussion.viewpoint.author"), element, { optional: true });
}

function signedInput(locale: Locale): Block {
  const options = (["mine", "none"] as const).map((kind) =>
    option(locale.t(`discussion.viewpoint.${kind}`), kind),
  );
  const element = { type: "radio_buttons", action_id: inputs.signed, options };
  return input(fields.signed, locale.t("discussion.viewpoint.signed"), element);
}

export type MessageFacts = {
  recent: { id: string; date: string; themeCode: string; form: string }[];
  themes: Theme[];
  held: HeldViewpoint | undefined;
  mayTakeBack: boolean;
  text: string;
  data: z.infer<typeof messageData>;
};

/** The form for a message that is to be kept. */
export function messageView(facts: MessageFacts, locale: Locale): View {
  const { recent, themes, held, mayTakeBack } = facts;
  const options = [
    ...recent.map(({ id, date, themeCode, form }) => {
      const theme = shortName(themeOf(themeCode, themes, locale), 30);
      const values = { date: locale.day(date), theme, form: formName(form as DiscussionForm, locale) };
      return option(locale.t("discussion.message.discussion", values), under.discussion(id));
    }),
    ...themes.map((theme) =>
      option(
        locale.t("discussion.message.theme", { theme: shortName(themeName(theme, locale), 60) }),
        under.theme(theme.code),
      ),
    ),
  ].slice(0, 100);
  const wanted =
    held && (held.discussionId ? under.discussion(held.discussionId) : under.theme(held.themeCode));
  const initial = options.find(({ value }) => value === wanted);
  const place = {
    type: "static_select",
    action_id: inputs.place,
    options,
    placeholder: plain(locale.t("discussion.form.pick"), 150),
    ...(initial ? { initial_option: initial } : {}),
  };
  return {
    type: "modal",
    callback_id: views.message,
    private_metadata: JSON.stringify(facts.data),
    title: plain(locale.t("discussion.message.title"), 24),
    ...(options.length > 0 ? { submit: plain(locale.t("common.save"), 24) } : {}),
    close: plain(locale.t("common.cancel"), 24),
    blocks:
      options.length > 0
        ? [
            ...(held ? [context(locale.md("discussion.message.again"))] : []),
            input(fields.place, locale.t("discussion.message.place"), place),
            textInput(locale, facts.text),
            context(locale.md("discussion.message.author")),
            ...(held && mayTakeBack ? [actions([takeBackButton(held.id, locale)])] : []),
          ]
        : [section(locale.md("discussion.help.noThemes"))],
  };
}

/** What the form that takes a viewpoint back carries. */
export const takeBackData = z.object({ viewpointId: z.uuid() });

/** Asks before a viewpoint is taken back, and says what that does. */
export function takeBackView({ id, text, date }: HeldViewpoint, unit: string, locale: Locale): View {
  const about = { unit, date: locale.day(date), text: shortName(text, mostOfText) };
  return {
    type: "modal",
    callback_id: views.takeBack,
    private_metadata: JSON.stringify({ viewpointId: id } satisfies z.infer<typeof takeBackData>),
    title: plain(locale.t("discussion.viewpoint.takeBackTitle"), 24),
    submit: plain(locale.t("discussion.remove"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [section(locale.md("discussion.viewpoint.takeBackAbout", about))],
  };
}

export const takeBackButton = (viewpointId: string, locale: Locale): Block =>
  button(ids.takeBackViewpoint.id, locale.t("discussion.viewpoint.takeBack"), {
    value: ids.takeBackViewpoint.write({ viewpointId }),
  });

/** So much of a viewpoint that five of them fit a section. */
const mostOfText = 400;

/** The viewpoints of a discussion, each with its author where it has one. */
export function viewpointLines(
  viewpoints: Pick<Viewpoint, "text" | "author" | "permalink">[],
  locale: Locale,
): Mrkdwn[] {
  return viewpoints.map(({ text, author, permalink }) => {
    const said = shortName(text.replaceAll(/\s+/g, " "), mostOfText);
    const key = author === null ? "line" : "lineBy";
    const line = locale.md(`discussion.viewpoint.${key}`, { text: said, author: shortName(author ?? "") });
    const link = permalink !== null && /^https:\/\/[^\s<>|]+$/.test(permalink);
    const more = locale.t("discussion.viewpoint.message");
    return link ? Mrkdwn.join([line, Mrkdwn.trusted(`<${permalink}|${more}>`)], " ") : line;
  });
}

/** A message as plain text: what Slack writes as markup is written out. */
export function plainMessage(text: string): string {
  const plainText = text
    .replaceAll(/<(?:[@#!][^<>|]*)\|([^<>]*)>/g, "$1")
    .replaceAll(/<!(channel|here|everyone)>/g, "@$1")
    .replaceAll(/<([@#])([^<>|]*)>/g, "$1$2")
    .replaceAll(/<[^<>|]*\|([^<>]*)>/g, "$1")
    .replaceAll(/<([^<>|]*)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();
  return plainText.length > longestViewpoint
    ? `${plainText.slice(0, longestViewpoint - 1).replace(/[\uD800-\uDBFF]$/, "")}…`
    : plainText;
}
