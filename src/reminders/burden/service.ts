import { addDays, type IsoWeek, instantAt, weekPeriod } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import { pageWeek } from "../../org/campaign/weeks.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { may } from "../../org/scope.ts";
import { takesPart } from "../../org/tree.ts";
import type { BurdenStore, Count } from "./store.ts";

export const pageSize = 20;

export type BurdenRow = { unit: Unit; prompts: number; kinds: Count[] };
export type Burden = {
  unit: Unit;
  week: IsoWeek;
  rows: BurdenRow[];
  prompts: number;
  prompted: number;
  unitsTotal: number;
  page: number;
  pages: number;
  earlier: boolean;
  later: boolean;
};

/** How often units were prompted: whoever causes prompts sees how many there were. */
export function burdenService({ store, org }: { store: BurdenStore; org: Organisation }) {
  async function rowsOf(asker: Asker, unit: Unit, week: IsoWeek): Promise<BurdenRow[]> {
    const { from, to } = weekPeriod(week);
    const at = (date: string) => instantAt(date, "00:00", asker.campaign.timeZone);
    const counts = await store.counts(unit, { from: at(from), to: at(addDays(to, 1)) });
    const tree = await org.units();
    return [...Map.groupBy(counts, ({ unitId }) => unitId)].flatMap(([unitId, kinds]) => {
      const prompted = tree.byId(unitId);
      return prompted ? [{ unit: prompted, kinds, prompts: sum(kinds) }] : [];
    });
  }

  return {
    maySee: ({ member }: Asker, unit: Unit): boolean => may(member, "remind", unit),

    /**
     * One page of the units that were prompted in the week. The caller has checked that the asker may see the unit.
     * @throws UserError for those who may not cause prompts, and for a week outside the campaign
     */
    async facts(
      asker: Asker,
      unit: Unit,
      askedWeek: IsoWeek | undefined,
      askedPage: number,
    ): Promise<Burden> {
      if (!this.maySee(asker, unit))
        throw new UserError("reminders.refused.notYourBurden", { unit: unit.name });
      const week = pageWeek(askedWeek, asker);
      const rows = await rowsOf(asker, unit, week);
      const pages = Math.max(1, Math.ceil(rows.length / pageSize));
      const page = Math.min(askedPage, pages - 1);
      const { period } = asker.campaign;
      return {
        ...{ unit, week, page, pages, prompted: rows.length, prompts: sum(rows) },
        rows: rows.slice(page * pageSize, (page + 1) * pageSize),
        unitsTotal: (await org.units()).within(unit).filter((one) => takesPart(one, weekPeriod(week).to))
          .length,
        earlier: weekPeriod(week).from > period.from,
        later: weekPeriod(week).to < period.to && weekPeriod(week).to < asker.today,
      };
    },
  };
}

export type BurdenService = ReturnType<typeof burdenService>;

const sum = (rows: { prompts: number }[]) => rows.reduce((all, { prompts }) => all + prompts, 0);
