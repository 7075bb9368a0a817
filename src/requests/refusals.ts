import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { ZodError } from "zod";
import { isDatabaseAway } from "../db/away.ts";
import type { Saved } from "../db/saved.ts";
import { CommitUnanswered, FormError, UserError } from "../errors.ts";
import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Message, View } from "../slack/blocks.ts";
import { plain, section } from "../slack/blocks.ts";
import { SlackRefused, SlackUnreachable } from "../slack/gateway.ts";

/** A sentence for the user, and the fields of the form that it is about. */
export type Refusal = { text: Mrkdwn; plain: string; fields?: Record<string, string> };

/**
 * What to tell the user about something that was thrown. Refusals of ours say what to do; everything else is
 * logged with a number that the user can pass on, and told in a sentence that hides nothing else.
 * @param saved what the request had saved by then; undefined where it only looked at something
 */
export function refusalOf(
  error: unknown,
  locale: Locale,
  log: Logger,
  administrators: string[],
  saved?: Saved,
): Refusal {
  if (error instanceof FormError) {
    const fields = Object.fromEntries(
      error.problems.flatMap((problem) =>
        problem.field === undefined ? [] : [[problem.field, locale.t(problem.key, problem.values)]],
      ),
    );
    const all = error.problems.map((problem) => locale.md(problem.key, problem.values));
    return { text: Mrkdwn.join(all), plain: Object.values(fields).join("\n"), fields };
  }
  if (error instanceof UserError) {
    const values = asksAdministrators(error)
      ? { ...error.values, admins: adminNames(locale, administrators) }
      : error.values;
    const text = locale.t(error.key, values);
    return {
      text: locale.md(error.key, values),
      plain: text,
      ...(error.field ? { fields: { [error.field]: text } } : {}),
    };
  }
  const say = (key: string, values = {}): Refusal => ({
    text: locale.md(key, values),
    plain: locale.t(key, values),
  });
  if (saved === "saved" && !(error instanceof CommitUnanswered)) {
    log.error({ err: error }, "what was saved could not be shown");
    return say("common.savedUnseen");
  }
  if (error instanceof ZodError || error instanceof SyntaxError) {
    log.warn({ err: error }, "a request did not have the shape that its button promised");
    return say("common.outOfDate");
  }
  if (error instanceof SlackUnreachable || error instanceof SlackRefused) {
    log.warn({ err: error }, "Slack did not do what was asked");
    return say("common.slackDown");
  }
  const reference = randomBytes(3).toString("hex");
  log.error({ err: error, reference }, "a request failed");
  if (!isDatabaseAway(error)) return say("common.unexpected", { reference });
  if (saved === undefined) return say("common.cannotShow");
  const unsure = saved !== "nothing" || error instanceof CommitUnanswered;
  return say(unsure ? "common.maybeSaved" : "common.databaseDown");
}

/** Whether the refusal sends the user to the administrators, whose names it needs then. */
export const asksAdministrators = (error: unknown): boolean =>
  error instanceof UserError && forAdministrators.has(error.key);

const forAdministrators: ReadonlySet<string> = new Set([
  "common.notOnRoster",
  "common.noUnit",
  "common.accountGone",
  "common.otherAccount",
]);

const adminNames = (locale: Locale, names: string[]) =>
  names.length > 0 ? locale.list(names) : locale.t("common.anAdministrator");

/** The refusal as a message. */
export const refusalMessage = (refusal: Refusal): Message => ({
  text: refusal.text.text,
  blocks: [section(refusal.text)],
});

/** The refusal as a modal, laid over the form so that nothing typed in it is lost. */
export function refusalView(refusal: Refusal, locale: Locale): View {
  return noticeView(refusal.text, locale, locale.t("common.back"));
}

/** A modal with one text. */
export function noticeView(text: Mrkdwn, locale: Locale, close: string = locale.t("common.close")): View {
  return {
    type: "modal",
    title: plain(locale.t("common.notice"), 24),
    close: plain(close, 24),
    blocks: [section(text)],
  };
}

/** What stands in a modal until its data is there. */
export function loadingView(locale: Locale, hint: Mrkdwn): View {
  return {
    type: "modal",
    title: plain(locale.t("common.loading"), 24),
    close: plain(locale.t("common.close"), 24),
    blocks: [section(hint)],
  };
}
