import type { IsoDate, IsoWeek } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Campaign } from "../org/campaign/model.ts";
import type { Unit } from "../org/model.ts";
import type { Block } from "../slack/blocks.ts";

/** What a feature adds to a page about a unit's scope and a week. */
export type DigestPart = { lines: Mrkdwn[]; needs: Mrkdwn[] };

export type DigestSource = {
  /**
   * `now` and `before` are the facts of the feature's figures for this week and the one that it is compared with; null
   * while the week runs, which no finished week can be compared with, and where there is none.
   */
  part(request: {
    unit: Unit;
    week: IsoWeek;
    now: Record<string, unknown>;
    before: Record<string, unknown> | null;
    locale: Locale;
    campaign: Campaign;
    today: IsoDate;
  }): Promise<DigestPart>;
  /** A column of the table by district: its title, and its text for a unit's facts; none where the page's own have nothing to list. */
  columns?(
    locale: Locale,
    facts: Record<string, unknown>,
  ): {
    title: string;
    text(facts: Record<string, unknown>, before: Record<string, unknown> | null): string;
  }[];
  /** The facts of several scopes that have nothing in common, as one's: the unit's own offices are one row. Who has columns has it. */
  sum?(facts: Record<string, unknown>[]): Record<string, unknown>;
  /** The button that opens that row: the status of the unit itself and of those right below it that have none below. */
  openOwn?(request: { unit: Unit; week: IsoWeek; locale: Locale }): Block;
  /** A line of the chart of the last weeks; null leaves the week out. */
  trend?(locale: Locale): { title: string; value(facts: Record<string, unknown>): number | null };
  /** Buttons under the page. */
  actions?(request: { unit: Unit; week: IsoWeek; locale: Locale }): Block[];
};
