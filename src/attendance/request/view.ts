import type { IsoDate } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import { actions, type Block, button, context, type Message, section } from "../../slack/blocks.ts";
import { messageOf, sentence } from "../../slack/page.ts";
import { undoButton } from "../../undo/ids.ts";
import { actions as ids } from "../ids.ts";
import type { AttendanceStatus } from "../model.ts";
import { historyButton } from "../phrases.ts";
import { actorName } from "../status/history-view.ts";
import type { SessionKey } from "../store.ts";
import type { Decision, OwnRequest, Stands } from "./model.ts";
import type { Asked, RequestTarget } from "./service.ts";

const word = (status: AttendanceStatus | null, locale: Locale) =>
  locale.t(`attendance.${status ?? "silent"}`);

/** Which of three it is: somebody else's record, one's own of an earlier day, or none. */
const kindOf = ({ status, by }: Stands) => (status === null ? "none" : by === null ? "own" : "other");

/** What whoever says something of themselves reads where it is not theirs to record: nothing has changed. */
export function askedText({ date, status, stands, names, before, left }: Asked, locale: Locale): Mrkdwn {
  const values = { date: locale.day(date), status: word(status, locale) };
  const by = actorName(stands.by ?? "", locale);
  const why = locale.md(`attendance.request.why.${kindOf(stands)}`, {
    ...{ ...values, by, stands: word(stands.status, locale) },
  });
  const what =
    left === null
      ? locale.md(`attendance.request.${before ? "askedBefore" : "asked"}`, {
          ...values,
          names: nameList(names, names.length, locale),
        })
      : locale.md("attendance.request.leftBefore", { by: actorName(left, locale) });
  return Mrkdwn.join([why, what]);
}

/** What those who record for the unit get. `locked`: recording it is the correction of a locked week. */
export function requestMessage(
  facts: { unit: Unit; request: OwnRequest; target: RequestTarget; locked: boolean },
  locale: Locale,
): Message {
  const { unit, request, target, locked } = facts;
  const { name, status, over, words } = request;
  const values = { name: shortName(name), unit: shortName(unit.name), date: locale.day(target.date) };
  const text = Mrkdwn.join([
    locale.md("attendance.request.says", { ...values, status: word(status, locale) }),
    locale.md(`attendance.request.over.${kindOf(over)}`, {
      by: actorName(over.by ?? "", locale),
      stands: word(over.status, locale),
    }),
    ...(words === null ? [] : [locale.md("attendance.request.words", { words })]),
  ]);
  const hint = locale.md(`attendance.request.${locked ? "hintLocked" : "hint"}`);
  const buttons = [
    button(ids.requestYes.id, locale.t("attendance.request.yes"), {
      value: ids.requestYes.write(target),
      style: "primary",
    }),
    button(ids.requestNo.id, locale.t("attendance.request.no"), { value: ids.requestNo.write(target) }),
  ];
  return messageOf(Mrkdwn.join([text, hint]), [section(text), actions(buttons), context(hint)]);
}

/** In place of the request: what was decided, by whoever was first; with [Undo] for who recorded it. */
export function decidedMessage(
  { kind, name, from, to, by, written }: Decision,
  { date, unitId }: SessionKey,
  isMine: boolean,
  locale: Locale,
): Message {
  const values = { name: shortName(name), date: locale.day(date) };
  const key = kind === "recorded" && !written ? "same" : kind;
  const what = locale.md(`attendance.request.decided.${key}`, {
    ...{ ...values, from: word(from, locale), to: word(to, locale) },
  });
  const who = isMine ? [] : [locale.md("attendance.request.decidedBy", { by: actorName(by, locale) })];
  const text = Mrkdwn.join([...who, what]);
  const undo = isMine && written ? [undoButton(written, locale)] : [];
  const buttons: Block = actions([...undo, historyButton(unitId, date, locale)]);
  return messageOf(text, [section(text), buttons]);
}

/** What became of a request, for whoever asked. */
export function toldMessage({ kind, by, from, to }: Decision, date: IsoDate, locale: Locale): Message {
  const values = { date: locale.day(date), from: word(from, locale), to: word(to, locale) };
  return sentence(locale.md(`attendance.request.told.${kind}`, { ...values, by: actorName(by, locale) }));
}
