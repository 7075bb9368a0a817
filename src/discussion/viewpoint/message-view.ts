import { z } from "zod";
import type { Locale } from "../../i18n/index.ts";
import { asTyped } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { actions, context, input, option, plain, section, type View } from "../../slack/blocks.ts";
import { inputs, views } from "../ids.ts";
import type { DiscussionForm, Theme } from "../model.ts";
import { formName, themeName, themeOf } from "../phrases.ts";
import type { FiledUnder } from "./messages.ts";
import { longestViewpoint } from "./rules.ts";
import type { HeldViewpoint } from "./store.ts";
import { fields, takeBackButton, textInput } from "./view.ts";

/** What the form for a message carries. */
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

export type MessageFacts = {
  recent: { id: string; date: string; themeCode: string; form: string }[];
  themes: Theme[];
  held: HeldViewpoint | undefined;
  mayTakeBack: boolean;
  text: string;
  /** The message says more than `text`. */
  isCut: boolean;
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
            ...(facts.isCut
              ? [context(locale.md("discussion.message.cut", { most: longestViewpoint }))]
              : []),
            context(locale.md("discussion.message.author")),
            ...(held && mayTakeBack ? [actions([takeBackButton(held.id, locale)])] : []),
          ]
        : [section(locale.md("discussion.help.noThemes"))],
  };
}

/** A message as plain text: what Slack writes as markup is written out. Cut where it is longer than a viewpoint may be. */
export function plainMessage(text: string): { text: string; isCut: boolean } {
  const spelt = text
    .replaceAll(/<(?:[@#!][^<>|]*)\|([^<>]*)>/g, "$1")
    .replaceAll(/<!(channel|here|everyone)>/g, "@$1")
    .replaceAll(/<([@#])([^<>|]*)>/g, "$1$2")
    .replaceAll(/<[^<>|]*\|([^<>]*)>/g, "$1")
    .replaceAll(/<([^<>|]*)>/g, "$1");
  const plainText = asTyped(spelt).trim();
  if (plainText.length <= longestViewpoint) return { text: plainText, isCut: false };
  const beginning = plainText.slice(0, longestViewpoint - 1).replace(/[\uD800-\uDBFF]$/, "");
  return { text: `${beginning}…`, isCut: true };
}
