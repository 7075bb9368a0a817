import { type IsoDate, type IsoWeek, weekPeriod } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import {
  actions,
  type Block,
  button,
  input,
  type Message,
  plain,
  section,
  type View,
} from "../../slack/blocks.ts";
import { messageOf } from "../../slack/page.ts";
import { undoButton } from "../../undo/ids.ts";
import { actions as attendanceIds } from "../ids.ts";
import { answerForm, answerTarget, actions as ids, reasonField } from "./ids.ts";
import type { Rung } from "./ladder.ts";
import type { Unreached, WeekAnswer } from "./store.ts";

type Shown = { text: Mrkdwn; blocks: Block[] };
type UnitAndWeek = { unit: Unit; week: IsoWeek };
/** What was answered, said back: `given` is false where it had been answered before, `mine` where the asker did that. */
export type Given = WeekAnswer & UnitAndWeek & { given: boolean; mine: boolean };

export const mostReason = 200;
const mostUnits = 20;
const mostUnreached = 5;

/**
 * A missing report (or a session to come), for the unit's liaison or head, with what they can do about it. The head reads
 * when a liaison was reached, and which ones no message reaches.
 */
export function showRung(
  facts: UnitAndWeek & {
    rung: Exclude<Rung, "district">;
    session: IsoDate;
    today: IsoDate;
    asked: IsoDate | undefined;
    unreached: Unreached[];
  },
  locale: Locale,
): Shown {
  const { rung, unit, week, session, today, asked, unreached } = facts;
  const values = {
    unit: shortName(unit.name),
    week: locale.week(week),
    day: locale.day(session),
    told: asked === undefined ? "" : locale.day(asked),
  };
  const key = rung === "before" && session === today ? "today" : rung;
  const said = locale.md(`attendance.ladder.${key === "head" && asked ? "headAfter" : key}`, values);
  const text =
    rung === "head" && unreached.length > 0 ? Mrkdwn.join([said, unreachedText(unreached, locale)]) : said;
  const record = button(attendanceIds.record.id, locale.t("attendance.ladder.record"), {
    value: attendanceIds.record.write({ unitId: unit.id, date: session }),
    style: "primary",
  });
  const buttons = [
    ...(rung === "before" ? [] : [record]),
    button(ids.noSession.id, locale.t("attendance.ladder.noSession"), {
      value: ids.noSession.write({ unitId: unit.id, week }),
    }),
    rung === "before"
      ? button(ids.seen.id, locale.t("attendance.ladder.seen"), {
          value: ids.seen.write({ unitId: unit.id, week }),
        })
      : button(ids.acknowledge.id, locale.t("attendance.ladder.atIt"), {
          value: ids.acknowledge.write({ unitId: unit.id, week }),
        }),
  ];
  return { text, blocks: [section(text), actions(buttons)] };
}

function unreachedText(unreached: Unreached[], locale: Locale): Mrkdwn {
  const names = unreached
    .slice(0, mostUnreached)
    .map(({ name, why }) => locale.t(`attendance.ladder.why.${why}`, { name: shortName(name) }));
  return locale.md("attendance.ladder.unreached", { names: locale.list(names) });
}

/** The units of a district that are still silent, for its leaders. */
export function showDistrict(
  { unit, week, names, of }: UnitAndWeek & { names: string[]; of: number },
  locale: Locale,
): Shown {
  const text = locale.md("attendance.ladder.district", {
    unit: shortName(unit.name),
    week: locale.week(week),
    count: names.length,
    total: of,
    names: nameList(names, names.length, locale, { most: mostUnits, of: "units" }),
  });
  const look = button(attendanceIds.missing.id, locale.t("attendance.ladder.look"), {
    value: attendanceIds.missing.write({ unitId: unit.id, week }),
  });
  return { text, blocks: [section(text), actions([look])] };
}

/** Somebody absent twice running, for the head of their unit alone. */
export function showAbsentTwice(
  { unit, week, name, first, last }: UnitAndWeek & { name: string; first: IsoDate; last: IsoDate },
  locale: Locale,
): Shown {
  const text = locale.md("attendance.ladder.absentTwice", {
    unit: shortName(unit.name),
    name: shortName(name),
    first: locale.day(first),
    last: locale.day(last),
  });
  const look = button(attendanceIds.status.id, locale.t("attendance.ladder.week"), {
    value: attendanceIds.status.write({ unitId: unit.id, week }),
  });
  return { text, blocks: [section(text), actions([look])] };
}

/** The form that asks why there is no session. @param typed what was written already */
export function noSessionView({ unit, week }: UnitAndWeek, locale: Locale, typed = ""): View {
  const reason = {
    type: "plain_text_input",
    action_id: "reason",
    max_length: mostReason,
    placeholder: plain(locale.t("attendance.ladder.reasonExample"), 150),
    ...(typed === "" ? {} : { initial_value: typed }),
  };
  return {
    type: "modal",
    callback_id: answerForm,
    title: plain(locale.t("attendance.ladder.noSessionTitle"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    private_metadata: JSON.stringify(answerTarget.parse({ unitId: unit.id, week })),
    blocks: [
      section(
        locale.md("attendance.ladder.noSessionAbout", {
          unit: shortName(unit.name),
          week: locale.week(week),
        }),
      ),
      input(reasonField, locale.t("attendance.ladder.reason"), reason),
    ],
  };
}

export function givenText({ unit, week, kind, reason, by, mine, given }: Given, locale: Locale): Mrkdwn {
  const values = {
    unit: shortName(unit.name),
    week: locale.week(week),
    by: shortName(by),
    reason: reason ?? "",
  };
  return locale.md(`attendance.ladder.${given ? "given" : mine ? "mine" : "already"}.${kind}`, values);
}

/** The answer that stands; the one that was just given can be taken back. @param key the request's */
export function givenBlocks(answer: Given, key: string, locale: Locale): Block[] {
  const { unit, week, given } = answer;
  const written = { unitId: unit.id, date: weekPeriod(week).from, key };
  return [section(givenText(answer, locale)), ...(given ? [actions([undoButton(written, locale)])] : [])];
}

export const givenMessage = (answer: Given, key: string, locale: Locale): Message =>
  messageOf(givenText(answer, locale), givenBlocks(answer, key, locale));

/** An answer as a line of another page has it: "no session: exam week". */
export function answerNote({ kind, reason }: Pick<WeekAnswer, "kind" | "reason">, locale: Locale): Mrkdwn {
  return locale.md(`attendance.ladder.note.${kind}`, { reason: shortName(reason ?? "", 100) });
}
