import type { Database } from "../../db/client.ts";
import { peopleFigures } from "../../figures/organisation.ts";
import { mayAdminister } from "../../org/administer.ts";
import type { Asker } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { unitSeen } from "../../org/named.ts";
import { searchUnits } from "../../org/people.ts";
import { may, scopeOf } from "../../org/scope.ts";
import type { ListPlace } from "../ids.ts";

/** Rows of one page: a modal holds 100 blocks. */
export const unitsOnPage = 15;

/** A unit with the people of it and everything below it today. */
export type ListedUnit = { unit: Unit; people: number };
export type UnitsPage = {
  list: ListPlace;
  /** The unit whose page it is; undefined where units were looked for. */
  own: (ListedUnit & { above: Unit | undefined; mergedInto: Unit | undefined }) | undefined;
  rows: (ListedUnit & { mergedInto: Unit | undefined })[];
  total: number;
  /** Of all of them, those that were not merged into another. */
  goingOn: number;
  pages: number;
  mayChange: boolean;
  today: string;
};

/** Reading the tree: everybody their unit and what is below it. */
export function lookingAtUnits(deps: { db: Database; workspaceId: string; org: Organisation }) {
  const { db, workspaceId, org } = deps;

  async function counted(units: Unit[], { today }: Asker): Promise<ListedUnit[]> {
    const period = { from: today, to: today };
    const questions = units.map((unit) => ({ unit, period }));
    const answers = await peopleFigures.answer(db, workspaceId, questions);
    return units.map((unit, index) => ({ unit, people: answers[index]?.total ?? 0 }));
  }

  async function pageOf(
    asker: Asker,
    list: ListPlace,
    unit: Unit | undefined,
    all: Unit[],
  ): Promise<UnitsPage> {
    const tree = await org.units();
    const pages = Math.max(1, Math.ceil(all.length / unitsOnPage));
    const page = Math.min(list.page, pages - 1);
    const shown = all.slice(page * unitsOnPage, (page + 1) * unitsOnPage);
    const [first, ...others] = await counted([...(unit ? [unit] : []), ...shown], asker);
    const rows = unit ? others : [...(first ? [first] : []), ...others];
    const into = (one: Unit) => (one.mergedIntoId === null ? undefined : tree.byId(one.mergedIntoId));
    const above = unit?.parentId == null ? undefined : tree.byId(unit.parentId);
    return {
      list: { ...list, page },
      own: unit &&
        first && {
          ...first,
          above: above && may(asker.member, "see", above) ? above : undefined,
          mergedInto: into(unit),
        },
      rows: rows.map((row) => ({ ...row, mergedInto: into(row.unit) })),
      total: all.length,
      goingOn: all.filter(({ endsOn }) => endsOn === null || endsOn >= asker.today).length,
      pages,
      mayChange: mayAdminister(asker),
      today: asker.today,
    };
  }

  return {
    /** A unit and those right below it. @throws UserError when the asker may not see it */
    async unit(asker: Asker, unitId: string, list: ListPlace): Promise<UnitsPage> {
      const unit = await unitSeen(asker, unitId, org);
      return pageOf(asker, { ...list, query: "" }, unit, (await org.units()).children(unit.id));
    },

    /** The units that the text may mean; the page of the one, when it is one, or of the asker's own without a text. */
    async search(asker: Asker, list: ListPlace): Promise<UnitsPage> {
      const tree = await org.units();
      const found = list.query === "" ? [] : await searchUnits(tree, list.query, scopeOf(asker.member));
      const [only, ...more] = found;
      const own = list.query === "" ? ownOf(asker, tree.root) : more.length === 0 ? only : undefined;
      return own ? this.unit(asker, own.id, list) : pageOf(asker, list, undefined, found);
    },

    /** Units for a select, those that take part. */
    async suggest(asker: Asker, query: string): Promise<{ unit: Unit; above: Unit | undefined }[]> {
      const tree = await org.units();
      const scope = scopeOf(asker.member);
      const found = await searchUnits(tree, query, scope);
      return found
        .filter(({ endsOn }) => endsOn === null)
        .slice(0, mostSuggestions)
        .map((unit) => ({ unit, above: unit.parentId === null ? undefined : tree.byId(unit.parentId) }));
    },
  };
}

/** Slack's limit for the options of a select. */
const mostSuggestions = 100;

/** Administrators begin at the top. */
const ownOf = (asker: Asker, root: Unit | undefined): Unit | undefined =>
  mayAdminister(asker) ? root : asker.unit;
