import { z } from "zod";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { type Block, button, context, input, option, plain, section, type View } from "../../slack/blocks.ts";
import { actions as ids, inputs, views } from "../ids.ts";
import { mostViewpoints, type Theme } from "../model.ts";
import { themeOf } from "../phrases.ts";
import { longestViewpoint } from "./rules.ts";
import type { HeldViewpoint, Viewpoint } from "./store.ts";

/** The ids of the inputs' blocks: what a refusal is about. */
export const fields = { text: "text", author: "author", signed: "signed", place: "place" } as const;

/** What the form carries; `keeps`: by somebody who enters for the unit, and may name another author. */
export const formData = z.object({ discussionId: z.uuid(), keeps: z.boolean() });
export type About = { unit: string; date: string; themeCode: string; viewpoints: number };

/** @param initial what stands in it at first */
export const textInput = (locale: Locale, initial = ""): Block => {
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
    title: plain(locale.t(`discussion.viewpoint.${data.keeps ? "title" : "ownTitle"}`), 24),
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
