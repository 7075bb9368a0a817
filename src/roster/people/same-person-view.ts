import type { Locale } from "../../i18n/index.ts";
import type { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { Answer } from "../../slack/answer.ts";
import { choiceInForm } from "../../slack/ask.ts";
import type { View } from "../../slack/blocks.ts";
import { lines } from "../modal.ts";
import type { Alike, SamePerson, SameWay } from "./same-person.ts";

/** Slack cuts a choice at 75 characters: a number has so many of them. */
const longestNumber = 20;

/** Asks in the form of a new person whether it is somebody whom the roster knows. `nameOf`: units by id. */
export function askedWhether(
  form: View,
  doubtful: SamePerson,
  nameOf: (unitId: string) => string,
  locale: Locale,
): Answer {
  const { people, wish } = doubtful;
  const about = ({ name, employeeNo, unitId, leftOn }: Alike): Mrkdwn =>
    locale.md(leftOn === null ? "org.same.there" : "org.same.left", {
      ...{ name: shortName(name), employeeNo, unit: shortName(nameOf(unitId)) },
      date: leftOn === null ? "" : locale.date(leftOn),
    });
  const way = ({ employeeNo, leftOn }: Alike): string => {
    const key = leftOn === null ? "open" : employeeNo === wish.employeeNo ? "returnedAlike" : "returned";
    const short = (number: string) => shortName(number, longestNumber);
    return locale.t(`org.same.${key}`, { employeeNo: short(employeeNo), number: short(wish.employeeNo) });
  };
  const words = new Map<SameWay, string>([
    ...people.map((one): [SameWay, string] => [`same:${one.personId}`, way(one)]),
    ["other", locale.t("org.same.other")],
  ]);
  const hasLeft = people.some(({ leftOn }) => leftOn !== null);
  const question = lines(...people.map(about), hasLeft ? locale.md("org.same.more") : undefined);
  return choiceInForm(form, doubtful, { question, words: (one) => words.get(one) ?? "" }, locale);
}
