import { contains } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import { actions, type Block, button, section } from "../../slack/blocks.ts";
import { chooseDayButton } from "../../slack/choose-day.ts";
import type { Part } from "../../slack/parts.ts";
import { actions as ids } from "../ids.ts";
import type { Off } from "../owing.ts";
import { countsText, historyButton } from "../phrases.ts";
import type { WeekAnswer } from "../reminders/store.ts";
import type { StatusFacts } from "./service.ts";
import type { HeldSession } from "./store.ts";

/** What the unit itself held that week, or when it will; with the way to its form for those who may enter. */
export function ownSession(facts: StatusFacts, locale: Locale): Part {
  const { unit, sessions, weekOff, sessionDay, isAhead, answer, merged } = facts;
  if (weekOff) return { lines: [], blocks: [] };
  if (sessions.length === 0 && merged && sessionDay === undefined) {
    const values = { unit: shortName(unit.name), into: shortName(merged.into) };
    const line = locale.md("attendance.status.merged", { ...values, day: locale.date(merged.lastDay) });
    return { lines: [line], blocks: [section(line)] };
  }
  if (sessions.length === 0) {
    if (answer?.kind === "no_session") {
      const none = noSessionText(unit, answer, locale);
      return { lines: [none], blocks: [section(none), ...entryButton(facts, locale)] };
    }
    if (facts.off) {
      const line = offText(unit, facts.off, locale);
      return { lines: [line], blocks: [section(line), ...entryButton(facts, locale)] };
    }
    const key = sessionDay === undefined ? "notHeld" : isAhead ? "ahead" : "notHeldYet";
    const line = locale.md(`attendance.status.${key}`, {
      unit: shortName(unit.name),
      day: sessionDay === undefined ? "" : locale.day(sessionDay),
    });
    const text = answer ? Mrkdwn.join([line, locale.md("attendance.status.atIt")], " ") : line;
    return { lines: [text], blocks: [section(text), ...entryButton(facts, locale)] };
  }
  const shown = sessions.slice(0, 5);
  const lines = shown.map((session, index) =>
    sessionText(index < withNames ? session : { ...session, late: [], leave: [], absent: [] }, facts, locale),
  );
  return {
    lines,
    blocks: shown.flatMap((session, index) => sessionBlocks(session, lines[index], facts, locale)),
  };
}

/** That the unit owes nothing, and which day off is why. */
export const offText = (unit: Pick<Unit, "name">, { restDay }: Off, locale: Locale): Mrkdwn =>
  locale.md(`attendance.status.${restDay === null ? "offWeek" : "offDay"}`, {
    unit: shortName(unit.name),
    day: restDay === null ? "" : locale.day(restDay),
  });

/** What the unit said stands in the place of "has not reported", which would contradict it. */
export const noSessionText = (unit: Pick<Unit, "name">, { reason }: WeekAnswer, locale: Locale): Mrkdwn =>
  locale.md("attendance.status.noSession", {
    unit: shortName(unit.name),
    reason: shortName(reason ?? "", mostOfReason),
  });

function sessionText(session: HeldSession, { unit, namesShown }: StatusFacts, locale: Locale): Mrkdwn {
  const counts = countsText(session.counts, session.silent, locale);
  const values = { unit: shortName(unit.name), date: locale.day(session.date), counts };
  const names = (["late", "leave", "absent"] as const)
    .filter((status) => namesShown && session[status].length > 0)
    .map((status) =>
      locale.md("attendance.status.names", {
        status: locale.t(`attendance.form.${status}`),
        names: nameList(session[status], session.counts[status], locale, { most: mostNames, longest: 30 }),
      }),
    );
  const about = [
    ...(session.material
      ? [locale.md("attendance.status.material", { material: shortName(session.material, 120) })]
      : []),
    ...(session.ledBy ? [locale.md("attendance.status.ledBy", { name: shortName(session.ledBy) })] : []),
  ];
  const more = about.length > 0 ? [Mrkdwn.join(about, " · ")] : [];
  return Mrkdwn.join([locale.md("attendance.status.session", values), ...names, ...more]);
}

const mostOfReason = 200;

/** Names of one status on a page: enough for a school, and a few hundred characters. */
const mostNames = 12;
/** A unit has one session a week; of more than two only the numbers are shown. */
const withNames = 2;

function sessionBlocks(
  session: HeldSession,
  text: Mrkdwn | undefined,
  facts: StatusFacts,
  locale: Locale,
): Block[] {
  const at = { unitId: facts.unit.id, date: session.date };
  const change =
    facts.mayEnter && contains(facts.campaignPeriod, session.date)
      ? [button(ids.record.id, locale.t("attendance.change"), { value: ids.record.write(at) })]
      : [];
  const buttons = actions([...change, historyButton(at.unitId, at.date, locale)]);
  return [...(text ? [section(text)] : []), buttons];
}

function entryButton(facts: StatusFacts, locale: Locale): Block[] {
  const { unit, week, sessionDay, isAhead, mayEnter, off } = facts;
  if (!mayEnter) return [];
  const at = { unitId: unit.id, ...(sessionDay ? { date: sessionDay } : {}) };
  const record = button(ids.record.id, locale.t("attendance.openForm"), { value: ids.record.write(at) });
  const choose = off && !facts.weekOff ? [chooseDayButton({ unitId: unit.id, week }, locale)] : [];
  const buttons = [...choose, ...(isAhead ? [] : [record])];
  return buttons.length > 0 ? [actions(buttons)] : [];
}
