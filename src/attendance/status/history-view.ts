import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import { actions, button, context, section } from "../../slack/blocks.ts";
import { type PageView, pageNote, turnButtons } from "../../slack/page.ts";
import { actions as ids } from "../ids.ts";
import { countsText } from "../phrases.ts";
import type { HistoryEntry } from "./history-store.ts";
import type { HistoryFacts } from "./service.ts";

type Of<K extends HistoryEntry["what"]["kind"]> = Extract<HistoryEntry["what"], { kind: K }>;

/** So much of each entry that twenty of them fit a message. */
const mostNames = 3;
const mostOfText = 80;

/** Who changed what of one session, newest first, in the campaign's time zone. */
export function historyView(
  { unit, date, entries, page, mayTakeBack }: HistoryFacts,
  timeZone: string,
  locale: Locale,
): PageView {
  const head = locale.md("attendance.history.headline", { unit: unit.name, date: locale.day(date) });
  const lines = entries.map((entry) => entryText(entry, timeZone, locale));
  const body = lines.length > 0 ? lines : [locale.md("attendance.history.none")];
  const value = (number: number) => ids.historyNewer.write({ unitId: unit.id, date, page: number });
  const buttons = turnButtons(
    page,
    { previous: ids.historyNewer.id, next: ids.historyOlder.id },
    value,
    locale,
  );
  const notes = pageNote(page, locale);
  const removal = button(ids.remove.id, locale.t("attendance.undo.button"), {
    value: ids.remove.write({ unitId: unit.id, date }),
  });
  const below = [...buttons, ...(mayTakeBack ? [removal] : [])];
  return {
    title: locale.t("attendance.history.title"),
    text: Mrkdwn.join([head, ...body, ...notes]),
    blocks: [
      section(head),
      ...body.map((line) => section(line)),
      ...(notes.length > 0 ? [context(...notes)] : []),
      ...(below.length > 0 ? [actions(below)] : []),
    ],
  };
}

function entryText({ at, actor, reason, what }: HistoryEntry, timeZone: string, locale: Locale): Mrkdwn {
  const head = locale.md("attendance.history.entry", {
    at: locale.moment(at, timeZone),
    actor: actorName(actor, locale),
    what: whatText(what, locale),
  });
  const why = reason ? [locale.md("attendance.history.why", { reason: shortName(reason, mostOfText) })] : [];
  return Mrkdwn.join([head, ...why], " ");
}

/** Programs have names too; a Slack user whom the roster does not know is shown by their account. */
export function actorName(actor: string, locale: Locale): string | Mrkdwn {
  if (actor === "import" || actor === "studyhall") return locale.t(`attendance.history.${actor}`);
  return /^[UW][A-Z0-9]{5,}$/.test(actor) ? Mrkdwn.user(actor) : shortName(actor);
}

function whatText(what: HistoryEntry["what"], locale: Locale): Mrkdwn {
  switch (what.kind) {
    case "people":
      return peopleText(what, locale);
    case "leave":
      return because(
        locale.md(`attendance.history.${what.announced ? "announced" : "withdrawn"}`, {
          names: namesText(what, locale),
        }),
        what.because,
        locale,
      );
    case "session":
      if (what.counts)
        return locale.md("attendance.history.counts", { counts: countsText(what.counts, 0, locale) });
      return what.material
        ? locale.md("attendance.history.material", { material: shortName(what.material, mostOfText) })
        : locale.md("attendance.history.session");
  }
}

function peopleText(what: Of<"people">, locale: Locale): Mrkdwn {
  const word = (status: string | null) => locale.t(`attendance.${status ?? "silent"}`);
  const values = { names: namesText(what, locale), from: word(what.from), to: word(what.to) };
  const text = locale.md(`attendance.history.${what.from === null ? "recorded" : "changed"}`, values);
  return because(text, what.because, locale);
}

/** Who it was; how many, for those who do not see the names. */
const namesText = ({ names, people }: { names: string[]; people: number }, locale: Locale): string =>
  names.length > 0
    ? nameList(names, people, locale, { most: mostNames, longest: 30 })
    : locale.t("attendance.history.people", { count: people });

function because(text: Mrkdwn, reason: string | null, locale: Locale): Mrkdwn {
  if (reason === null) return text;
  const why = locale.md("attendance.history.because", { because: shortName(reason, mostOfText) });
  return Mrkdwn.join([text, why], " ");
}
