import { addDays, type IsoDate, type IsoWeek, todayIn, weekOf, weekPeriod } from "../../calendar.ts";
import type { Clock } from "../../clock.ts";
import type { StudyDays } from "../../org/calendar/study-days.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { takesPart, type UnitTree } from "../../org/tree.ts";
import type { ReminderItem, ReminderSource } from "../../slack/reminder.ts";
import { owedIn } from "../owing.ts";
import { dueRung, ladderWeeks, listedForDistrict, type Rung, rungs, type UnitWeek } from "./ladder.ts";
import type { Holder, LadderStore, Sign, Unreached } from "./store.ts";
import { showAbsentTwice, showDistrict, showRung } from "./view.ts";

/** Absences whose later session is older than this are told no more. */
const absenceDays = 14;

type Asked = Parameters<ReminderSource["due"]>[0];
/** `asked`: when a message about the missing report last reached a liaison. */
type Known = UnitWeek & { asked: IsoDate | undefined };
type Facts = Asked & {
  tree: UnitTree;
  units: Known[];
  holders: Map<string, Holder[]>;
  /** By unit and week. */
  unreached: Map<string, Unreached[]>;
};

/**
 * What attendance reminds of: a unit's missing report, rung by rung (ladder.ts), and to the head alone who was
 * absent twice running.
 */
export function attendanceReminders(deps: {
  store: LadderStore;
  org: Organisation;
  clock: Clock;
}): ReminderSource {
  const { store, org, clock } = deps;

  /** The units to look at, and those whose people matter: for some people theirs, what is right below, and those above. */
  async function unitsFor(
    { only, today }: Asked,
    tree: UnitTree,
  ): Promise<{ units: Unit[]; around: string[] }> {
    if (only === undefined) return { units: tree.all, around: tree.all.map(({ id }) => id) };
    const own = (await store.unitsOf([...only], today)).flatMap((id) => tree.byId(id) ?? []);
    const units = [...new Set(own.flatMap((unit) => [unit, ...tree.children(unit.id)]))];
    const above = own.flatMap(({ parentId }) => parentId ?? []);
    return { units, around: [...new Set([...units.map(({ id }) => id), ...above])] };
  }

  /** A week locks on the campaign's calendar, on which it may be tomorrow already. */
  function openWeeks({ campaign, today }: Asked): IsoWeek[] {
    const there = todayIn(clock.now(), campaign.timeZone);
    return ladderWeeks(today, campaign).filter((week) => ladderWeeks(there, campaign).includes(week));
  }

  /** The liaisons whose heads are told today, as far as no message reaches them. */
  async function unreached(known: Known[], asked: Asked): Promise<Map<string, Unreached[]>> {
    const heads = known.filter((unit) => dueRung(unit, asked) === "head");
    const [ids, weeks] = [heads.map(({ unitId }) => unitId), heads.map(({ week }) => week)];
    const found =
      ids.length > 0 ? await store.unreached([...new Set(ids)], [...new Set(weeks)], asked.today) : [];
    return Map.groupBy(found, ({ unitId, week }) => `${unitId} ${week}`);
  }

  return {
    async due(asked) {
      const { campaign, today, only } = asked;
      const tree = await org.units();
      const { units, around } = await unitsFor(asked, tree);
      const weeks = openWeeks(asked);
      if (units.length === 0) return [];
      const [days, people, signs, absent] = await Promise.all([
        org.days(campaign),
        store.holders(around, today),
        weeks.length > 0 ? store.signs(around, weeks, spanOf(weeks), campaign.timeZone) : [],
        store.absentTwice(
          units.map(({ id }) => id),
          campaign.id,
          { from: addDays(today, -absenceDays), to: addDays(today, -1) },
          today,
        ),
      ]);
      const holders = Map.groupBy(people, ({ unitId }) => unitId);
      const known = unitWeeks({ units, weeks, days, today }, holders, signs);
      const facts = { ...asked, tree, holders, units: known, unreached: await unreached(known, asked) };
      const items = [
        ...facts.units.flatMap((unit) => rungItems(unit, facts)),
        ...districtItems(facts),
        ...absent.flatMap((one) => absenceItems(one, facts)),
      ];
      return only === undefined ? items : items.filter(({ slackUserId }) => only.has(slackUserId));
    },
  };
}

const spanOf = (weeks: IsoWeek[]) => ({
  from: weekPeriod(weeks[0] ?? "").from,
  to: weekPeriod(weeks.at(-1) ?? "").to,
});

/** The one that asks a liaison for what is missing. */
const liaisonRung: Rung = "after";

/** Whom a rung is for: a liaison who heads the unit too is told once, as its liaison. */
const isFor: Record<Rung, (one: Holder) => boolean> = {
  before: (one) => one.liaison && one.remindBefore,
  after: (one) => one.liaison,
  head: (one) => one.head && !one.liaison,
  district: (one) => one.head || one.leader,
};

/** Everything that is known of each unit and week, put together. */
function unitWeeks(
  of: { units: Unit[]; weeks: IsoWeek[]; days: StudyDays; today: IsoDate },
  holders: Map<string, Holder[]>,
  signs: Sign[],
): Known[] {
  const byUnitWeek = Map.groupBy(signs, ({ unitId, week }) => `${unitId} ${week}`);
  return of.weeks.flatMap((week) => {
    const { to } = weekPeriod(week);
    const there = of.units.filter((unit) => takesPart(unit, to));
    return there.map((unit): Known => {
      const { id, parentId } = unit;
      const own = byUnitWeek.get(`${id} ${week}`) ?? [];
      const above = byUnitWeek.get(`${parentId} ${week}`) ?? [];
      const told: Partial<Record<Rung, IsoDate>> = {};
      for (const rung of rungs) {
        const sign = (rung === "district" ? above : own).find(({ kind }) => kind === `attendance.${rung}`);
        if (sign) told[rung] = sign.date;
      }
      const anybody = (where: string | null, rung: Rung) =>
        (holders.get(where ?? "") ?? []).some(isFor[rung]);
      return {
        ...{ unitId: id, week, told, session: owedIn(unit, week, of.days, of.today).day },
        asked: own.find(({ kind }) => kind === `attendance.${liaisonRung}`)?.reached ?? undefined,
        isSettled: own.some(({ kind }) => kind === "report" || kind === "answer"),
        remindedByHand: own.find(({ kind }) => kind === "attendance")?.date,
        reachable: {
          before: anybody(id, "before"),
          after: anybody(id, "after"),
          head: anybody(id, "head"),
          district: anybody(parentId, "district"),
        },
      };
    });
  });
}

function rungItems(unitWeek: Known, facts: Facts): ReminderItem[] {
  const rung = dueRung(unitWeek, facts);
  const unit = facts.tree.byId(unitWeek.unitId);
  const { week, asked, session } = unitWeek;
  if (!rung || rung === "district" || !unit || !session) return [];
  const unreached = facts.unreached.get(`${unit.id} ${week}`) ?? [];
  return (facts.holders.get(unit.id) ?? []).filter(isFor[rung]).map(({ slackId }) => ({
    key: `attendance.${rung}:${unit.id}:${week}`,
    slackUserId: slackId,
    unitId: unit.id,
    week,
    kind: `attendance.${rung}`,
    show: (locale) => showRung({ rung, unit, week, session, today: facts.today, asked, unreached }, locale),
  }));
}

/** One item a district and week, with all its units that are still silent. */
function districtItems(facts: Facts): ReminderItem[] {
  const { tree, holders, units } = facts;
  const below = Map.groupBy(units, ({ unitId, week }) => `${tree.byId(unitId)?.parentId} ${week}`);
  return [...below.values()].flatMap((group) => {
    const listed = listedForDistrict(group, facts);
    const [first] = listed;
    const above = first && tree.byId(tree.byId(first.unitId)?.parentId ?? "");
    if (!first || !above) return [];
    const names = listed.flatMap(({ unitId }) => tree.byId(unitId)?.name ?? []);
    const { week } = first;
    const leaders = (holders.get(above.id) ?? []).filter(isFor.district);
    return leaders.map(({ slackId }) => ({
      key: `attendance.district:${above.id}:${week}`,
      slackUserId: slackId,
      unitId: above.id,
      week,
      kind: "attendance.district",
      show: (locale) => showDistrict({ unit: above, week, names, of: group.length }, locale),
    }));
  });
}

function absenceItems(
  absent: Awaited<ReturnType<LadderStore["absentTwice"]>>[number],
  { tree, holders, works, today }: Facts,
): ReminderItem[] {
  const unit = tree.byId(absent.unitId);
  if (!unit || !works(unit.id, today)) return [];
  const heads = (holders.get(unit.id) ?? []).filter(({ head }) => head);
  const week = weekOf(absent.last);
  return heads.map(({ slackId }) => ({
    key: `attendance.absentTwice:${absent.personId}:${absent.firstId}:${absent.lastId}`,
    slackUserId: slackId,
    unitId: unit.id,
    week,
    kind: "attendance.absentTwice",
    show: (locale) => showAbsentTwice({ unit, week, ...absent }, locale),
  }));
}
