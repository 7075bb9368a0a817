import type { IsoDate, IsoWeek } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Campaign } from "../org/campaign/model.ts";
import type { Unit } from "../org/model.ts";
import type { Block } from "../slack/blocks.ts";
import type { FigureSource } from "./source.ts";

/** A page about a unit's scope and a week, in one language. */
export type PageRequest = { unit: Unit; week: IsoWeek; locale: Locale; campaign: Campaign; today: IsoDate };
type Place = Pick<PageRequest, "unit" | "week" | "locale">;

/** What a feature adds to such a page. */
export type DigestPart = { lines: Mrkdwn[]; needs: Mrkdwn[] };

/** What a feature makes of its figures on a page; `F` are the facts that they answer for one scope. */
export type DigestSource<F> = {
  figures: FigureSource<F>;
  /**
   * `now` and `before` are the facts of this week and of the one that it is compared with; null while the week runs,
   * which no finished week can be compared with, and where there is none.
   */
  part(request: PageRequest & { now: F; before: F | null }): Promise<DigestPart>;
  table?: DigestTable<F>;
  /** A line of the chart of the last weeks; null leaves the week out. */
  trend?(locale: Locale): { title: string; value(facts: F): number | null };
  /** Buttons under the page. */
  actions?(place: Place): Block[];
};

/** A feature's part of the table by district. */
export type DigestTable<F> = {
  /** Each column's title, and its text for a row's facts; none where the page's own facts have nothing to list. */
  columns(locale: Locale, facts: F): { title: string; text(facts: F, before: F | null): string }[];
  /** The facts of scopes that have nothing in common, as one's: the unit's own offices are one row. */
  sum(facts: F[]): F;
  /** The button that opens that row: the status of the unit itself and of those right below it that have none below. */
  openOwn?(place: Place): Block;
};

/**
 * A source whose facts only itself knows: sources of different facts stand in one list, and whoever makes a page can
 * hand the facts of each to that one alone.
 */
export type AnyDigestSource = { use<R>(run: <F>(source: DigestSource<F>) => R): R };

export const digestOf = <F>(source: DigestSource<F>): AnyDigestSource => ({ use: (run) => run(source) });
