import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Campaign } from "../org/campaign/model.ts";
import {
  actions,
  type Block,
  button,
  context,
  header,
  type Message,
  plain,
  section,
} from "../slack/blocks.ts";
import { nextText, scheduleText } from "./form-view.ts";
import { actions as ids } from "./ids.ts";
import type { Listed } from "./listing.ts";

/** Three blocks a subscription: within Slack's 50 a message, and its 9,500 characters with the longest names. */
const perPage = 8;

export type ListFacts = { here: Listed | undefined; others: Listed[]; page: number };

/** The answer of `/digest list`: a page of the other channels, from 0; one beyond the last shows the last. */
export function listMessage({ here, others, page }: ListFacts, campaign: Campaign, locale: Locale): Message {
  const pages = Math.max(1, Math.ceil(others.length / perPage));
  const current = Math.min(page, pages - 1);
  const shown = others.slice(current * perPage, (current + 1) * perPage);
  const title = locale.t("digest.list.title");
  const none = locale.md("digest.list.noneHere");
  const blocks: Block[] = [
    header(title),
    section(Mrkdwn.join([heading("digest.list.here", locale), ...(here ? [] : [none])])),
    ...(here ? rowBlocks(here, campaign, locale) : []),
    ...(shown.length > 0 ? [section(heading("digest.list.others", locale))] : []),
    ...shown.flatMap((one) => rowBlocks(one, campaign, locale)),
    ...pageBlocks(current, pages, locale),
  ];
  const lines = [
    Mrkdwn.escape(title),
    heading("digest.list.here", locale),
    here ? rowText(here, campaign, locale) : none,
    ...(shown.length > 0 ? [heading("digest.list.others", locale)] : []),
    ...shown.map((one) => rowText(one, campaign, locale)),
  ];
  return { text: Mrkdwn.join(lines).cut(4000).text, blocks };
}

const heading = (key: string, locale: Locale) =>
  Mrkdwn.join([Mrkdwn.trusted("*"), locale.md(key), Mrkdwn.trusted("*")], "");

function rowBlocks(listed: Listed, campaign: Campaign, locale: Locale): Block[] {
  const text = section(rowText(listed, campaign, locale));
  return listed.mayChange ? [text, rowButtons(listed, locale)] : [text];
}

function rowText({ subscription, unit, next, failed }: Listed, campaign: Campaign, locale: Locale): Mrkdwn {
  const row = locale.md(subscription.paused ? "digest.list.rowPaused" : "digest.list.row", {
    channel: Mrkdwn.channel(subscription.channelId),
    unit: unit.name,
    schedule: scheduleText(subscription, locale),
    language: locale.t(`digest.languages.${subscription.language}`),
  });
  return Mrkdwn.join([
    row,
    ...(subscription.paused ? [] : [nextText(next, campaign, locale)]),
    ...(failed
      ? [locale.md("digest.list.failed", { week: locale.week(failed.week), code: failed.error ?? "" })]
      : []),
  ]);
}

function rowButtons({ subscription }: Listed, locale: Locale): Block {
  const target = { subscriptionId: subscription.id };
  const paused = subscription.paused
    ? button(ids.resume.id, locale.t("digest.list.resume"), { value: ids.resume.write(target) })
    : button(ids.pause.id, locale.t("digest.list.pause"), { value: ids.pause.write(target) });
  const confirm = {
    title: plain(locale.t("digest.list.removeTitle"), 100),
    text: plain(locale.t("digest.list.removeText"), 300),
    confirm: plain(locale.t("digest.list.remove"), 30),
    deny: plain(locale.t("common.back"), 30),
  };
  const more = { value: ids.remove.write(target), style: "danger" as const, confirm };
  return actions([paused, button(ids.remove.id, locale.t("digest.list.remove"), more)]);
}

function pageBlocks(current: number, pages: number, locale: Locale): Block[] {
  if (pages === 1) return [];
  const previous = button(ids.previous.id, locale.t("common.previous"), {
    value: ids.previous.write({ page: current - 1 }),
  });
  const next = button(ids.next.id, locale.t("common.next"), { value: ids.next.write({ page: current + 1 }) });
  return [
    context(locale.md("common.page", { page: current + 1, pages })),
    actions([...(current > 0 ? [previous] : []), ...(current < pages - 1 ? [next] : [])]),
  ];
}

/** Asks whether a channel's digest is to end, where it was typed. */
export function removalMessage(
  { subscription, unit }: Pick<Listed, "subscription" | "unit">,
  locale: Locale,
): Message {
  const values = { channel: Mrkdwn.channel(subscription.channelId), unit: unit.name };
  const text = locale.md("digest.removeAsked", values);
  const yes = button(ids.removeYes.id, locale.t("digest.list.remove"), {
    value: ids.removeYes.write({ subscriptionId: subscription.id }),
    style: "danger",
  });
  return { text: text.text, blocks: [section(text), actions([yes])] };
}
