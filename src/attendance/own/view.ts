import type { IsoDate, Period } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import type { Answer } from "../../slack/answer.ts";
import { actions, type Block, button, context, section } from "../../slack/blocks.ts";
import { messageOf } from "../../slack/page.ts";
import { undoButton } from "../../undo/ids.ts";
import { actions as ids } from "../ids.ts";
import { joined } from "../phrases.ts";
import type { Asked } from "../request/service.ts";
import { askedText } from "../request/view.ts";
import type { Recorded } from "./record.ts";
import type { Announced, OwnOutcome } from "./service.ts";
import type { SpanOutcome, Withdrawn } from "./span.ts";

/** What was recorded of oneself, for a message or a modal. */
export function ownBlocks(outcome: OwnOutcome, locale: Locale): Block[] {
  const text = ownText(outcome, locale);
  if (outcome.kind === "asked") return [section(text)];
  const undo = outcome.written ? [undoButton(outcome.written, locale)] : [];
  const reason = outcome.reason
    ? [context(locale.md("attendance.own.reason", { reason: outcome.reason }))]
    : [];
  const other = outcome.kind === "announced" ? otherDay(outcome, locale) : [];
  const buttons = [...undo, ...withdraw(outcome, locale)];
  return [section(text), ...reason, ...other, ...(buttons.length > 0 ? [actions(buttons)] : [])];
}

/** Leave that is announced can be withdrawn later than [Undo] works. */
function withdraw(outcome: Exclude<OwnOutcome, Asked>, locale: Locale): Block[] {
  if (outcome.kind === "recorded" || (outcome.kind === "span" && outcome.days.length === 0)) return [];
  const days = outcome.kind === "span" ? { date: outcome.from, until: outcome.to } : { date: outcome.date };
  const value = ids.withdrawLeave.write(days);
  return [button(ids.withdrawLeave.id, locale.t("attendance.own.withdraw"), { value })];
}

function otherDay({ date, next }: Announced, locale: Locale): Block[] {
  if (next === undefined) return [];
  const values = { date: locale.day(date), next: locale.day(next) };
  return [context(locale.md("attendance.own.notStudyDay", values))];
}

export function ownText(outcome: OwnOutcome, locale: Locale): Mrkdwn {
  if (outcome.kind === "announced")
    return locale.md("attendance.own.announced", { date: locale.day(outcome.date) });
  if (outcome.kind === "asked") return askedText(outcome, locale);
  return outcome.kind === "span" ? spanText(outcome, locale) : recordedText(outcome, locale);
}

function recordedText({ date, status, before, written }: Recorded, locale: Locale): Mrkdwn {
  if (!written)
    return locale.md("attendance.own.same", {
      ...{ date: locale.day(date), status: locale.t(`attendance.${status}`) },
    });
  const changed =
    before !== null && before !== status
      ? locale.md("attendance.own.changed", { before: locale.t(`attendance.${before}`) })
      : undefined;
  return joined(locale.md(`attendance.own.${status}`, { date: locale.day(date) }), changed);
}

/** Every day of it by name: what the span was made of is what can be checked. */
function spanText({ from, to, today, days }: SpanOutcome, locale: Locale): Mrkdwn {
  const values = {
    from: locale.day(from),
    to: locale.day(to),
    days: dayList(days, locale),
    count: days.length,
  };
  return Mrkdwn.join([
    ...(today ? [recordedText(today, locale)] : []),
    ...(days.length > 0 ? [locale.md("attendance.own.announcedDays", values)] : []),
  ]);
}

const dayList = (days: IsoDate[], locale: Locale): string =>
  days.map((day) => locale.day(day)).join(locale.t("common.comma"));

/** What was withdrawn, for whoever asked for it. @param asked the days that they meant */
export function withdrawnAnswer(withdrawn: Withdrawn, asked: Period, locale: Locale): Answer {
  const { days, isOnLeave, written } = withdrawn;
  const meant = asked.from === asked.to ? "" : "Span";
  const date = { date: locale.day(asked.from), to: locale.day(asked.to) };
  const text = Mrkdwn.join([
    days.length > 0
      ? locale.md("attendance.own.withdrawn", { date: dayList(days, locale) })
      : locale.md(`attendance.own.nothingToWithdraw${meant}`, date),
    ...(isOnLeave ? [locale.md("attendance.own.stillOnLeave")] : []),
  ]);
  const undo = written ? [actions([undoButton(written, locale)])] : [];
  return { kind: "ephemeral", message: messageOf(text, [section(text), ...undo]) };
}
