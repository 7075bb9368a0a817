import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { Shown } from "../../messages/channel-kind.ts";
import { actions, type Block, button, context, type Message, section } from "../../slack/blocks.ts";
import { messageOf } from "../../slack/page.ts";
import { actions as ids } from "../ids.ts";
import type { CheckIn, CheckInCounts } from "./store.ts";

export type CheckInFacts = Shown & { checkIn: CheckIn; counts: CheckInCounts };

/** The message in the channel: how many answered, never who. */
export function checkInMessage(facts: CheckInFacts, locale: Locale): Message {
  const { checkIn, unit, counts, openedBy, timeZone } = facts;
  const answered = counts.present + counts.late + counts.leave + counts.absent;
  const closed = checkIn.closedAt !== null;
  const title = locale.md(`attendance.checkIn.${closed ? "titleClosed" : "title"}`, {
    unit: unit.name,
    date: locale.day(checkIn.date),
  });
  const numbers = locale.md("attendance.checkIn.counts", {
    present: counts.present,
    late: counts.late,
    leave: counts.leave,
    answered,
    expected: counts.expected,
  });
  const at = locale.moment(checkIn.closedAt ?? checkIn.closesAt, timeZone);
  const by = shortName(openedBy ?? locale.t("attendance.checkIn.somebody"));
  const foot = locale.md(`attendance.checkIn.${closed ? "closedAt" : "closesAt"}`, { at, by });
  const buttons = closed ? [] : [checkInButtons(checkIn, locale)];
  return messageOf(Mrkdwn.join([title, numbers, foot]), [
    section(Mrkdwn.join([title, numbers])),
    context(foot),
    ...buttons,
  ]);
}

function checkInButtons({ id, unitId, date, closesAt }: CheckIn, locale: Locale): Block {
  const value = { checkInId: id, unitId, date, closesAt: closesAt.epochMilliseconds };
  return actions([
    button(ids.here.id, locale.t("attendance.checkIn.here"), {
      value: ids.here.write(value),
      style: "primary",
    }),
    button(ids.late.id, locale.t("attendance.checkIn.late"), { value: ids.late.write(value) }),
    button(ids.leave.id, locale.t("attendance.checkIn.leave"), { value: ids.leave.write(value) }),
    button(ids.closeCheckIn.id, locale.t("attendance.checkIn.close"), {
      value: ids.closeCheckIn.write(value),
    }),
  ]);
}

/** What the closer sees: how many are still silent, and the form to complete the list. */
export function closedMessage(
  facts: Pick<CheckInFacts, "unit" | "counts" | "checkIn">,
  locale: Locale,
): Message {
  const { unit, counts, checkIn } = facts;
  const silent = counts.expected - counts.present - counts.late - counts.leave - counts.absent;
  const values = { unit: unit.name, date: locale.day(checkIn.date), count: silent };
  const text = locale.md(`attendance.checkIn.isClosed${silent > 0 ? "" : "Complete"}`, values);
  const at = { unitId: unit.id, date: checkIn.date };
  const open = button(ids.record.id, locale.t("attendance.openForm"), { value: ids.record.write(at) });
  return messageOf(text, [section(text), actions([open])]);
}
