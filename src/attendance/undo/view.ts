import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { actions, button, input, plain, section, type View } from "../../slack/blocks.ts";
import type { PageView } from "../../slack/page.ts";
import { actions as ids, inputs, views } from "../ids.ts";
import { countsText, historyButton } from "../phrases.ts";
import type { Undone } from "./part.ts";
import type { Removal } from "./removal-service.ts";

/** What stands after a write was taken back. */
export function undoneView(facts: Undone, unit: string, locale: Locale): PageView {
  const text = undoneText(facts, unit, locale);
  const buttons = "unitId" in facts ? [actions(againButtons(facts, locale))] : [];
  return { title: locale.t("attendance.undo.doneTitle"), text, blocks: [section(text), ...buttons] };
}

/** Records it anew or once more, and shows what happened to it. */
export const againButtons = ({ unitId, date }: { unitId: string; date: string }, locale: Locale) => [
  button(ids.record.id, locale.t("attendance.openForm"), { value: ids.record.write({ unitId, date }) }),
  historyButton(unitId, date, locale),
];

function undoneText(facts: Undone, unit: string, locale: Locale): Mrkdwn {
  if (facts.kind === "own") return ownText([facts], locale);
  if (facts.kind === "ownDays") return ownText(facts.days, locale);
  const values = { unit, date: locale.day(facts.date) };
  if (facts.kind === "nothing") return locale.md("attendance.undo.nothing", values);
  const { counts, silent, late, leave, absent } = facts;
  const told = countsText(counts, silent, locale, { late, leave, absent });
  return locale.md("attendance.undo.session", { ...values, counts: told });
}

/** Days of which the same stands are told together. */
function ownText(days: Extract<Undone, { kind: "ownDays" }>["days"], locale: Locale): Mrkdwn {
  const alike = Map.groupBy(days, ({ status, announced }) => status ?? (announced ? "announced" : "nothing"));
  const texts = [...alike].map(([what, those]) => {
    const date = those.map((day) => locale.day(day.date)).join(locale.t("common.comma"));
    if (what === "nothing") return locale.md("attendance.undo.ownNothing", { date });
    if (what === "announced") return locale.md("attendance.undo.ownAnnounced", { date });
    return locale.md("attendance.undo.ownStatus", { date, status: locale.t(`attendance.${what}`) });
  });
  return Mrkdwn.join(texts);
}

function removalText({ unit, date, counts, silent }: Removal, locale: Locale): Mrkdwn {
  const values = { unit: unit.name, date: locale.day(date), counts: countsText(counts, silent, locale) };
  return locale.md("attendance.undo.what", values);
}

/** Asks before a whole session is taken back, where it was asked for on a line. */
export function removalQuestion(facts: Removal, locale: Locale): PageView {
  const text = removalText(facts, locale);
  const { unit, date, seen } = facts;
  const yes = button(ids.removeYes.id, locale.t("attendance.undo.submit"), {
    value: ids.removeYes.write({ unitId: unit.id, date, seen }),
    style: "danger",
  });
  const title = locale.t("attendance.undo.title");
  return { title, text, blocks: [section(text), actions([yes, historyButton(unit.id, date, locale)])] };
}

export const correctionBlock = "correction";

/** The same with a place for the reason, which a locked week wants. */
export function removalForm(facts: Removal, locale: Locale): View {
  const { unit, date, seen, needsReason } = facts;
  const reason = { type: "plain_text_input", action_id: inputs.reason, max_length: 300 };
  return {
    type: "modal",
    callback_id: views.remove,
    private_metadata: JSON.stringify({ unitId: unit.id, date, seen }),
    title: plain(locale.t("attendance.undo.title"), 24),
    submit: plain(locale.t("attendance.undo.submit"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      section(removalText(facts, locale)),
      input(correctionBlock, locale.t("attendance.undo.reason"), reason, { optional: !needsReason }),
    ],
  };
}
