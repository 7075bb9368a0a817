import type { IsoWeek } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { shortName } from "../i18n/names.ts";
import type { Unit } from "../org/model.ts";
import { type Block, button } from "./blocks.ts";
import { type Page, turnButtons } from "./page.ts";
import { type Part, said } from "./parts.ts";

/** Where a page of a unit stands in the tree, and where it leads. */
type TreePlace = {
  unit: Unit;
  parent: Unit | undefined;
  /** The page is about the unit's own offices and itself, which are one row on its page. */
  isOwn: boolean;
  page: Page;
  earlier?: IsoWeek | undefined;
  later?: IsoWeek | undefined;
};

/** Without a week, the one (or the period) that the page is about. */
export type TreeTarget = { unitId: string; page: number; own?: true; week?: IsoWeek };

type Named = { id: string };
/** The feature's own ids; one that has no weeks leaves theirs out. */
type TreeIds = Record<"browseUp" | "browsePrevious" | "browseNext", Named> &
  Partial<Record<"browseEarlier" | "browseLater", Named>>;

/**
 * The buttons that lead up, to the weeks before and after, and through the pages.
 * @param value what a button carries to the page that it leads to
 * @param more stands before those that turn the page
 */
export function treeButtons(
  { unit, parent, isOwn, page, earlier, later }: TreePlace,
  { browseUp, browseEarlier, browseLater, browsePrevious, browseNext }: TreeIds,
  value: (target: TreeTarget) => string,
  locale: Locale,
  more: Block[] = [],
): unknown[] {
  const here = (number: number): TreeTarget => ({
    ...{ unitId: unit.id, page: number },
    ...(isOwn ? { own: true } : {}),
  });
  const to = (id: Named | undefined, text: string, target: TreeTarget): Block[] =>
    id ? [button(id.id, text, { value: value(target) })] : [];
  const turns = { previous: browsePrevious.id, next: browseNext.id };
  return [
    ...(parent ? to(browseUp, `▲ ${shortName(parent.name)}`, { unitId: parent.id, page: 0 }) : []),
    ...(earlier ? to(browseEarlier, `◀ ${locale.week(earlier)}`, { ...here(0), week: earlier }) : []),
    ...(later ? to(browseLater, `${locale.week(later)} ▶`, { ...here(0), week: later }) : []),
    ...more,
    ...turnButtons(page, turns, (number) => value(here(number)), locale),
  ];
}

/** A unit below, or a unit's own offices as one row, with what is to say of it and the button that opens it. */
export function treeRow(
  key: "common.unit" | "common.offices",
  { name }: Pick<Unit, "name">,
  told: Mrkdwn[],
  open: Block,
  locale: Locale,
): Part {
  const title = locale.md(key, { unit: shortName(name) });
  return said(Mrkdwn.join([title, ...told], " · "), open);
}
