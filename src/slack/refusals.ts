import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { ZodError } from "zod";
import { FormError, UserError } from "../errors.ts";
import type { Locale } from "../i18n/index.ts";
import type { Message, View } from "./blocks.ts";
import { plain, section } from "./blocks.ts";
import { SlackRefused, SlackUnreachable } from "./gateway.ts";
import { Mrkdwn } from "./mrkdwn.ts";

/** A sentence for the user, and the fields of the form that it is about. */
export type Refusal = { text: Mrkdwn; plain: string; fields?: Record<string, string> };

/**
 * What to tell the user about something that was thrown. Refusals of ours say what to do; everything else is
 * logged with a number that the user can pass on, and told in a sentence that hides nothing else.
 */
export function refusalOf(error: unknown, locale: Locale, log: Logger, administrators: string[]): Refusal {
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
    const values =
      error.key === "common.notOnRoster" ? { admins: adminNames(locale, administrators) } : error.values;
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
  return isDatabaseAway(error) ? say("common.databaseDown") : say("common.unexpected", { reference });
}

const adminNames = (locale: Locale, names: string[]) =>
  names.length > 0 ? locale.list(names) : locale.t("common.anAdministrator");

/** PostgreSQL's connection errors (class 08, shutdowns 57P0x, too many clients), the socket's, and Prisma's for the same. */
const awayCodes =
  /^(08...|57P0[1-3]|53300|57014|ECONN\w+|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|P10(01|02|08|11|17)|P2024|P2028)$/;

/** True when the database could not be reached, or did not answer in time. */
export function isDatabaseAway(error: unknown): boolean {
  for (
    let cause: unknown = error, depth = 0;
    cause instanceof Error && depth < 5;
    cause = cause.cause, depth++
  ) {
    if ("code" in cause && awayCodes.test(String(cause.code))) return true;
    if (
      /Can't reach database server|Connection terminated|connection timeout|timeout exceeded when trying to connect/i.test(
        cause.message,
      )
    )
      return true;
  }
  return false;
}

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
export function loadingView(locale: Locale): View {
  return {
    type: "modal",
    title: plain(locale.t("common.loading"), 24),
    close: plain(locale.t("common.close"), 24),
    blocks: [section(locale.md("common.loadingHint"))],
  };
}
