import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import type { Unit } from "../../org/model.ts";
import type { RestateDoubt, RestateDoubtful } from "../../org/restate.ts";
import { type Block, button, context } from "../../slack/blocks.ts";
import { actions } from "../ids.ts";
import { buttonRow } from "../modal.ts";
import type { UnitForm } from "./view.ts";

type Weeks = Pick<RestateDoubt, "from" | "to" | "kept">;

/** From which week on whose figures change, and that messages of locked weeks do not. */
export function restateText(
  units: string[],
  { from, to, kept }: Weeks,
  places: { from: string; to: string },
  locale: Locale,
): Mrkdwn {
  const values = {
    ...{
      units: nameList(units, units.length, locale, { of: "units" }),
      first: locale.week(from),
      last: locale.week(to),
    },
    ...{ from: shortName(places.from), to: shortName(places.to), count: kept },
  };
  return Mrkdwn.join(
    [
      locale.md(from === to ? "org.restate.thisWeek" : "org.restate.weeks", values),
      ...(kept > 0 ? [locale.md("org.restate.kept", values)] : []),
    ],
    " ",
  );
}

/** The question before units move whose past goes along, and the way by which it stays. */
export function restateQuestion(
  { units, doubts }: RestateDoubtful,
  { which, unit, from, to }: { which: UnitForm; unit: Unit; from: string; to: Unit },
  locale: Locale,
): { question: Mrkdwn; yes: string; below: Block[] } {
  const [first] = doubts.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const weeks = first ?? { from: "", to: "", kept: 0 };
  const add = button(actions.addUnit.id, locale.t("org.restate.add", { unit: shortName(to.name, 40) }), {
    value: actions.addUnit.write({ unitId: to.id }),
  });
  const merge = button(
    actions.mergeUnit.id,
    locale.t("org.restate.merge", { unit: shortName(unit.name, 40) }),
    {
      value: actions.mergeUnit.write({ unitId: unit.id }),
    },
  );
  const isMove = which === "moveUnit";
  return {
    question: restateText(units, weeks, { from, to: to.name }, locale),
    yes: locale.t(isMove ? "org.restate.yes" : "org.restate.yesMerge"),
    below: [
      context(locale.md(isMove ? "org.restate.otherWay" : "org.restate.otherWayBelow", { to: to.name })),
      ...buttonRow(isMove ? [add, merge] : [add]),
    ],
  };
}
