import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { Answer } from "../../slack/answer.ts";
import { choiceInForm } from "../../slack/ask.ts";
import type { View } from "../../slack/blocks.ts";
import { lines } from "../modal.ts";
import type { RecordedDays, RecordedWay } from "./moves.ts";

/** Days that a question lists one by one. */
const mostDays = 10;

/** Asks in the form what becomes of the days on which somebody is recorded elsewhere. `nameOf`: units by id. */
export function askedAboutDays(
  form: View,
  doubtful: RecordedDays,
  { name, kind, nameOf }: { name: string; kind: "transfer" | "leave"; nameOf(id: string): string },
  locale: Locale,
): Answer {
  const { days, ways } = doubtful;
  const day = ({ unitId, date, status, into }: RecordedDays["days"][number]) =>
    locale.md(into ? "org.recorded.dayInto" : "org.recorded.day", {
      ...{
        date: locale.day(date),
        unit: shortName(nameOf(unitId)),
        status: locale.t(`org.recorded.status.${status}`),
      },
      into: into ? shortName(nameOf(into.unitId)) : "",
    });
  const more = days.length - mostDays;
  const can = ways.length > 1 ? "choose" : kind;
  const question = lines(
    locale.md("org.recorded.question", { name, count: days.length }),
    Mrkdwn.join(days.slice(0, mostDays).map(day)),
    more > 0 ? locale.md("org.recorded.more", { count: more }) : undefined,
    locale.md(`org.recorded.${can}`, { name }),
  );
  const keep = locale.t(kind === "leave" ? "org.recorded.keepLeft" : "org.recorded.keep");
  const words = (way: RecordedWay) => (way === "keep" ? keep : locale.t("org.recorded.along"));
  return choiceInForm(form, doubtful, { question, words }, locale);
}
