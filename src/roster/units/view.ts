import type { Weekday } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import { type Block, button, context, header, input, section, type View } from "../../slack/blocks.ts";
import { actions, type Place, views } from "../ids.ts";
import { backButton, buttonRow, inputsOf, lines, modal, turning } from "../modal.ts";
import { queryBlock } from "../people/view.ts";
import type { UnitsPage } from "./look.ts";

/** A unit with those below it, or the units that were found. */
export function unitsView(page: UnitsPage, locale: Locale, note?: Mrkdwn): View {
  const { list, own, rows, total, pages } = page;
  const place: Place = { list, ...(own ? { unitId: own.unit.id } : {}) };
  const search = {
    type: "plain_text_input",
    action_id: "text",
    max_length: 100,
    ...(list.query ? { initial_value: list.query } : {}),
  };
  return modal(
    {
      callbackId: views.units,
      title: locale.t("org.units.title"),
      submit: locale.t("org.search"),
      place,
      note,
    },
    [
      input(queryBlock, locale.t("org.units.query"), search, {
        optional: true,
        hint: locale.t("org.units.queryHint"),
      }),
      ...(own ? ownBlocks(own, page, locale) : []),
      ...(total > 0 || !own ? [section(countText(page, locale))] : []),
      ...rows.map((row) => rowBlock(row, page, locale)),
      ...turning(
        { page: list.page, pages },
        { previous: actions.unitsPrevious, next: actions.unitsNext },
        locale,
      ),
    ],
    locale,
  );
}

function countText({ own, total, goingOn }: UnitsPage, locale: Locale): Mrkdwn {
  if (total === 0) return locale.md("org.units.none");
  // Below a unit those are counted that its figures count; what was found is what is listed.
  return own
    ? locale.md("org.units.below", { count: goingOn })
    : locale.md("org.units.found", { count: total });
}

function aboutUnit(unit: Unit, people: number, locale: Locale): Mrkdwn[] {
  return [
    Mrkdwn.escape(unit.code),
    Mrkdwn.escape(kindText(unit.kind, locale)),
    unit.sessionWeekday === null
      ? locale.md("org.units.noWeekday")
      : locale.md("org.units.weekday", { weekday: locale.weekday(unit.sessionWeekday as Weekday) }),
    locale.md("org.units.people", { count: people }),
  ];
}

/** The kinds that the files' format gives as examples, in the reader's words; any other as it was written. */
const knownKinds = ["bureau", "district", "office", "school"];
export const kindText = (kind: string, locale: Locale): string =>
  knownKinds.includes(kind) ? locale.t(`org.units.kind.${kind}`) : shortName(kind);

/** That the unit has not begun yet, or that another one took its people. */
function timeText(unit: Unit, into: Unit | undefined, today: string, locale: Locale): Mrkdwn | undefined {
  if (unit.endsOn !== null)
    return locale.md(unit.endsOn < today ? "org.units.merged" : "org.units.merges", {
      into: shortName(into?.name ?? "–"),
      date: locale.date(unit.endsOn),
    });
  if (unit.startsOn !== null && unit.startsOn > today)
    return locale.md("org.units.begins", { date: locale.date(unit.startsOn) });
  return undefined;
}

function rowBlock(
  { unit, people, mergedInto }: UnitsPage["rows"][number],
  { today }: UnitsPage,
  locale: Locale,
): Block {
  const title = locale.md("org.units.row", { unit: shortName(unit.name) });
  return section(
    lines(
      Mrkdwn.join([title, ...aboutUnit(unit, people, locale)], " · "),
      timeText(unit, mergedInto, today, locale),
    ),
    {
      block_id: `unit.${unit.id}`,
      accessory: button(actions.openUnit.id, locale.t("org.open"), {
        value: actions.openUnit.write({ unitId: unit.id }),
      }),
    },
  );
}

function ownBlocks(
  { unit, people, above, mergedInto }: NonNullable<UnitsPage["own"]>,
  { mayChange, today }: UnitsPage,
  locale: Locale,
): Block[] {
  const { id: unitId } = unit;
  const to = (name: "addUnit" | "changeUnit" | "moveUnit" | "mergeUnit") =>
    button(actions[name].id, locale.t(`org.units.${name}`), { value: actions[name].write({ unitId }) });
  const goesOn = unit.endsOn === null;
  const isTop = unit.parentId === null;
  const up = above
    ? [
        button(actions.aboveUnit.id, `▲ ${shortName(above.name)}`, {
          value: actions.aboveUnit.write({ unitId: above.id }),
        }),
      ]
    : [];
  const newPerson = button(actions.newPerson.id, locale.t("org.people.add"), {
    value: actions.newPerson.write({ unitId }),
  });
  const changes = [
    ...(goesOn ? [to("addUnit")] : []),
    to("changeUnit"),
    ...(goesOn && !isTop ? [to("moveUnit"), to("mergeUnit")] : []),
    ...(goesOn ? [newPerson] : []),
  ];
  return [
    header(unit.name),
    section(
      lines(Mrkdwn.join(aboutUnit(unit, people, locale), " · "), timeText(unit, mergedInto, today, locale)),
    ),
    ...buttonRow(up),
    ...(mayChange ? buttonRow(changes) : [context(locale.md("org.units.readOnly"))]),
  ];
}

export type UnitForm = "addUnit" | "changeUnit" | "moveUnit" | "mergeUnit";

/** A form about a unit: a new one below it, what it is called, where it stands, into which it is merged. */
export function unitForm(
  which: UnitForm,
  unit: Unit,
  place: Place,
  { today, kinds, locale }: { today: string; kinds: string[]; locale: Locale },
): View {
  const back = backButton(
    { id: actions.openUnit.id, value: actions.openUnit.write({ unitId: unit.id }) },
    locale,
  );
  return modal(
    {
      callbackId: views[which],
      title: locale.t(`org.form.${which}`),
      submit: locale.t(which === "mergeUnit" ? "org.form.merge" : "common.save"),
      place,
    },
    [
      section(locale.md(`org.form.${which}Intro`, { unit: unit.name })),
      ...unitFields(which, unit, place, { today, kinds, locale }),
      ...buttonRow([back]),
    ],
    locale,
  );
}

const weekdays: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
/** The choice of a unit that does not study by itself. */
export const noWeekday = "none";

function unitFields(
  which: UnitForm,
  unit: Unit,
  place: Place,
  { today, kinds, locale }: { today: string; kinds: string[]; locale: Locale },
): Block[] {
  const form = inputsOf(place, locale);
  const about = (name: string, kind: string, weekday: number | null) => [
    form.text("name", name),
    form.text("kind", kind, {
      hint: locale.t("org.form.kindHint", { kinds: locale.list(kinds.map((one) => shortName(one))) }),
    }),
    form.choice(
      "weekday",
      "static_select",
      [
        ...weekdays.map((day) => ({ text: locale.weekday(day), value: String(day) })),
        { text: locale.t("org.form.noWeekday"), value: noWeekday },
      ],
      [weekday === null ? noWeekday : String(weekday)],
    ),
  ];
  switch (which) {
    case "addUnit":
      return [
        form.text("code", "", { longest: 50, hint: locale.t("org.form.codeHint") }),
        ...about("", "", unit.sessionWeekday),
        form.date(today, { hint: locale.t("org.form.beginHint") }),
      ];
    case "changeUnit":
      return about(unit.name, unit.kind, unit.sessionWeekday);
    case "moveUnit":
      return [form.unit("parent")];
    case "mergeUnit":
      return [form.unit("into"), form.date(today, { hint: locale.t("org.form.mergeHint") })];
  }
}
