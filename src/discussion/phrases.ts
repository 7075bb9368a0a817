import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { nameList, shortName, writtenOut } from "../i18n/names.ts";
import type { Unit } from "../org/model.ts";
import { actions, type Block, button, context, section } from "../slack/blocks.ts";
import { undoButton } from "../undo/ids.ts";
import type { DoubtfulDiscussion } from "./doubts.ts";
import type { Saved } from "./entries.ts";
import { actions as ids } from "./ids.ts";
import { type DiscussionForm, mostViewpoints, type Theme } from "./model.ts";

/** Phrases that several of this feature's pages share. */

/** A theme as people call it. */
export const themeName = ({ name, nameEn }: Theme, locale: Locale): string =>
  locale.language === "en" ? writtenOut(nameEn) : name;

/** The name of the theme with that code; the code itself where the campaign has dropped the theme. */
export function themeOf(code: string, themes: Theme[], locale: Locale): string {
  const theme = themes.find((one) => one.code === code);
  return theme ? shortName(themeName(theme, locale), 60) : code;
}

export const formName = (form: DiscussionForm, locale: Locale): string =>
  locale.t(`discussion.forms.${form}`);

/** Who took part: a number, with the first names where they are known. */
export function peopleText(people: number, names: string[], locale: Locale): string {
  const values = { count: people, shown: people, names: nameList(names, people, locale, { longest: 30 }) };
  return locale.t(`discussion.${names.length > 0 ? "peopleNamed" : "people"}`, values);
}

/** Until when an invitation is open: midnight is the end of the day before, not the beginning of the next. */
export function untilText(closesAt: Temporal.Instant, timeZone: string, locale: Locale): string {
  const at = closesAt.toZonedDateTimeISO(timeZone);
  if (!at.equals(at.startOfDay())) return locale.moment(closesAt, timeZone);
  const day = locale.day(at.toPlainDate().subtract({ days: 1 }).toString());
  return locale.t("discussion.invitation.endOf", { day });
}

export function savedText(saved: Saved, unit: Unit, themes: Theme[], locale: Locale): Mrkdwn {
  return locale.md(`discussion.${saved.changed ? "saved" : "savedNothing"}`, {
    unit: unit.name,
    date: locale.day(saved.date),
    theme: themeOf(saved.themeCode, themes, locale),
    form: formName(saved.form, locale),
    people: peopleText(saved.people, saved.names, locale),
  });
}

/** What is asked about a discussion: the reading in full, why it is asked, and what the answers say. */
export function doubtWords(
  { doubts, saved, twin }: DoubtfulDiscussion,
  unit: Unit,
  themes: Theme[],
  locale: Locale,
): { question: Mrkdwn; yes: string; first: string | undefined } {
  const people = peopleText(saved.people, saved.names, locale);
  const why = doubts.map((doubt) =>
    doubt.kind === "beyond"
      ? locale.md("discussion.doubt.beyond", { unit: unit.name, count: doubt.listed, shown: doubt.listed })
      : locale.md("discussion.doubt.twin", { people: peopleText(twin?.people ?? 0, [], locale) }),
  );
  const reading = locale.md(`discussion.doubt.${saved.people > 0 ? "reading" : "opening"}`, {
    ...{ unit: unit.name, date: locale.day(saved.date), people },
    theme: themeOf(saved.themeCode, themes, locale),
    form: formName(saved.form, locale),
  });
  const yes = doubts.length > 1 ? "both" : (doubts[0]?.kind ?? "beyond");
  return {
    question: Mrkdwn.join([reading, ...why]),
    yes: locale.t(`discussion.doubt.yes.${yes}`, { people: peopleText(saved.people, [], locale) }),
    first: twin && locale.t("discussion.doubt.first"),
  };
}

/** What was saved, as blocks for a message or a modal. `inModal`: the buttons turn the modal instead of opening one. */
export function savedBlocks(
  saved: Saved,
  unit: Unit,
  themes: Theme[],
  locale: Locale,
  inModal: boolean,
): Block[] {
  const notes = [
    ...(saved.kept.length > 0
      ? [locale.md("discussion.kept", { names: nameList(saved.kept, saved.kept.length, locale) })]
      : []),
  ];
  return [
    section(savedText(saved, unit, themes, locale)),
    ...(notes.length > 0 ? [context(...notes)] : []),
    actions([
      ...(saved.written ? [undoButton(saved.written, locale)] : []),
      ...recordButtons(saved, locale, inModal),
    ]),
  ];
}

/** What those who enter can do with a discussion. */
export function recordButtons(
  { id, viewpoints }: Pick<Saved, "id" | "viewpoints">,
  locale: Locale,
  inModal: boolean,
): unknown[] {
  const value = { discussionId: id };
  const change = inModal
    ? button(ids.change.id, locale.t("discussion.change"), { value: ids.change.write(value) })
    : button(ids.record.id, locale.t("discussion.change"), { value: ids.record.write(value) });
  return [
    ...(viewpoints < mostViewpoints
      ? [
          button(ids.addViewpoint.id, locale.t("discussion.keepViewpoint"), {
            value: ids.addViewpoint.write(value),
          }),
        ]
      : []),
    change,
    historyButton(id, locale),
    inModal
      ? button(ids.removeHere.id, locale.t("discussion.remove"), { value: ids.removeHere.write(value) })
      : button(ids.remove.id, locale.t("discussion.remove"), { value: ids.remove.write(value) }),
  ];
}

export const historyButton = (discussionId: string, locale: Locale) =>
  button(ids.history.id, locale.t("discussion.whoChanged"), {
    value: ids.history.write({ discussionId, page: 0 }),
  });
