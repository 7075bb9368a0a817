import type { Locale, Values } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { OwnDoubtful } from "./own/model.ts";
import type { LineDoubt } from "./parse.ts";

/** What the text of a line's doubt ("attendance.doubt.…") is filled with; days as people read them. */
export function lineDoubtValues(doubt: LineDoubt, locale: Locale): Values {
  switch (doubt.kind) {
    case "twoDays": {
      const { word, date, other } = doubt;
      return { word, date: locale.day(date), other: locale.day(other), example: other };
    }
    case "lateAmong": {
      const { present, late } = doubt;
      return { present, late, total: present + late };
    }
    case "otherNumber":
      return { stated: doubt.stated, listed: doubt.listed };
    case "othersCame":
      return {};
    default:
      return { word: doubt.word };
  }
}

/** What is asked before a line about oneself is recorded: why, and all that it would record. */
export function ownQuestion({ own, doubts }: OwnDoubtful, locale: Locale): Mrkdwn {
  const date = (own.days ?? [own.date]).map((day) => locale.day(day)).join(locale.t("common.comma"));
  const why = doubts.map((doubt) =>
    locale.md(`attendance.doubt.${doubt.kind}`, { date, ...lineDoubtValues(doubt, locale) }),
  );
  const reason = own.reason === null ? [] : [locale.md("attendance.own.reason", { reason: own.reason })];
  const status = locale.t(
    `attendance.form.${{ present: "here", late: "ownLate", leave: "ownLeave" }[own.status]}`,
  );
  return Mrkdwn.join([...why, ...reason, locale.md("attendance.doubt.recordOwn", { status, date })]);
}
