import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Unit } from "../org/model.ts";
import type { Silent } from "./owing.ts";

/** What is due and not reported, a line each; of a unit with nothing below it, as of itself. */
export function silentLines({ due, overdue }: Silent, unit: Unit, locale: Locale): Mrkdwn[] {
  const alone = unit.treeFirst === unit.treeLast ? "Alone" : "";
  return [
    ...counted(`attendance.digest.due${alone}`, due, locale),
    ...counted(`attendance.digest.overdue${alone}`, overdue, locale),
  ];
}

/** The sentence where there is anything to count. */
export const counted = (key: string, count: number, locale: Locale): Mrkdwn[] =>
  count > 0 ? [locale.md(key, { count, shown: count })] : [];
