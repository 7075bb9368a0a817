import { actorText, type HistoryTexts, historyPage, mostOfText } from "../../history/view.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import { button } from "../../slack/blocks.ts";
import type { PageView } from "../../slack/page.ts";
import { actions as ids } from "../ids.ts";
import { countsText } from "../phrases.ts";
import type { SessionChange } from "./history.ts";
import type { HistoryFacts } from "./service.ts";

type Of<K extends SessionChange["what"]["kind"]> = Extract<SessionChange["what"], { kind: K }>;

/** So many names of each entry that twenty of them fit a message. */
const mostNames = 3;

const texts: HistoryTexts = (key) => `attendance.history.${key}`;

/** Who changed what of one session; with the button that takes it back, for those who may. */
export function historyView(facts: HistoryFacts, timeZone: string, locale: Locale): PageView {
  const { unit, date, entries, page, mayTakeBack } = facts;
  const removal = button(ids.remove.id, locale.t("attendance.undo.button"), {
    value: ids.remove.write({ unitId: unit.id, date }),
  });
  return historyPage(
    {
      texts,
      title: locale.t("attendance.history.title"),
      head: locale.md("attendance.history.headline", { unit: unit.name, date: locale.day(date) }),
      entries,
      what: ({ what }) => whatText(what, locale),
      page,
      ids,
      at: (number) => ({ unitId: unit.id, date, page: number }),
      more: mayTakeBack ? [removal] : [],
    },
    timeZone,
    locale,
  );
}

/** Whoever recorded something, as attendance's pages call them. */
export const actorName = (actor: string, locale: Locale): string | Mrkdwn => actorText(actor, texts, locale);

function whatText(what: SessionChange["what"], locale: Locale): Mrkdwn {
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
