import { addWeeks, type IsoDate, type IsoWeek, weekPeriod, weeksOf } from "../calendar.ts";
import type { Database } from "../db/client.ts";
import type { Campaign } from "../org/campaign/model.ts";
import { isLocked } from "../org/campaign/weeks.ts";
import type { Organisation } from "../org/index.ts";
import type { TreeRange } from "../org/scope.ts";
import { owedIn, type SilentUnit } from "./owing.ts";
import type { WeekAnswerKind } from "./reminders/store.ts";
import { isReported } from "./reported.ts";

/** A unit without a report in a week, and what it answered about it. */
type SilentWeek = { unitId: string; week: IsoWeek; answer: WeekAnswerKind | null };

/** Head-counts of one session that are more than the unit has people. */
export type Outlier = { unit: string; date: IsoDate; count: number; people: number };

export type NeedsStore = ReturnType<typeof needsStore>;

/** Weeks further back are not asked for, however late they lock: the digest's chart reaches no further either. */
const mostWeeksBack = 7;

/** What somebody who looks after units is asked to see to. Read-only. */
export function needsStore({ db, workspaceId }: { db: Database; workspaceId: string }) {
  return {
    /** The units of the scope that take part at the end of these weeks and have no report in them, in the tree's order. */
    silent: (scope: TreeRange, weeks: IsoWeek[]): Promise<SilentWeek[]> => {
      const mondays = weeks.map((one) => weekPeriod(one).from);
      return db.$queryRaw<SilentWeek[]>`
        SELECT u.id AS "unitId", w.week, a.kind AS answer
        FROM unnest(${weeks}::text[], ${mondays}::date[]) AS w(week, monday)
        JOIN unit u ON u.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN ${scope.treeFirst}::int AND ${scope.treeLast}::int
          AND took_part(u.starts_on, u.ends_on, w.monday + 6)
        LEFT JOIN week_answer a ON a.unit_id = u.id AND a.week = w.week
        WHERE NOT EXISTS (
          SELECT 1 FROM session s WHERE s.unit_id = u.id AND s.date BETWEEN w.monday AND w.monday + 6
            AND ${isReported})
        ORDER BY u.tree_first, w.week`;
    },

    /**
     * How many people of the scope were absent from the last two sessions of their unit up to that date. Sessions
     * that nobody has recorded yet are passed over; head-counts have no names, so they end a row of absences. A unit
     * that had ended by then has nobody who could ask its people.
     */
    async absentTwice(scope: TreeRange, until: IsoDate): Promise<number> {
      const [row] = await db.$queryRaw<{ people: number }[]>`
        SELECT count(*)::int AS people FROM (
          SELECT a.person_id
          FROM unit u
          CROSS JOIN LATERAL (
            SELECT s.id FROM session s
            WHERE s.unit_id = u.id AND s.date <= ${until}::date
              AND ${isReported}
            ORDER BY s.date DESC LIMIT 2) last
          JOIN attendance a ON a.session_id = last.id AND a.status = 'absent'
          WHERE u.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN ${scope.treeFirst} AND ${scope.treeLast}
            AND took_part(u.starts_on, u.ends_on, ${until}::date)
          GROUP BY u.id, a.person_id HAVING count(*) = 2) twice`;
      return row?.people ?? 0;
    },

    /**
     * Sessions of the week whose head-counts are more than the people who belonged to the unit that day, where it
     * has a roster to say so, and nobody has said that they are right; the most surprising first.
     */
    outliers: (scope: TreeRange, week: IsoWeek): Promise<Outlier[]> => {
      const { from, to } = weekPeriod(week);
      return db.$queryRaw<Outlier[]>`
        SELECT u.name AS unit, s.date::text AS date, c.count, m.people
        FROM unit u
        JOIN session s ON s.unit_id = u.id AND s.date BETWEEN ${from}::date AND ${to}::date AND s.present IS NOT NULL
          AND s.confirmed IS NOT TRUE
        CROSS JOIN LATERAL (SELECT s.present + s.late + s.leave + s.absent AS count) c
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS people FROM membership m
          WHERE m.unit_id = u.id AND belonged(m.starts_on, m.ends_on, s.date)) m
        WHERE u.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN ${scope.treeFirst}::int AND ${scope.treeLast}::int
          AND u.has_roster AND m.people > 0 AND c.count > m.people
        ORDER BY c.count - m.people DESC, u.tree_first, s.date`;
    },
  };
}

export type Needs = ReturnType<typeof needs>;
type About = { campaign: Campaign; today: IsoDate };

/** Who has not reported, and what each of them owes. */
export function needs({ store, org }: { store: NeedsStore; org: Organisation }) {
  /** The units of the scope without a report in these weeks: one query, whatever they are. */
  async function of(scope: TreeRange, weeks: IsoWeek[], about: About): Promise<SilentUnit[]> {
    const [days, tree, silent] = await Promise.all([
      org.days(about.campaign),
      org.units(),
      store.silent(scope, weeks),
    ]);
    return silent.flatMap(({ unitId, week, answer }) => {
      const unit = tree.byId(unitId);
      return unit ? [{ unit, week, owing: owedIn(unit, week, days, about.today, answer) }] : [];
    });
  }

  return {
    of,
    /** Those of the week, and of the weeks before it that can still be recorded. */
    upTo: (scope: TreeRange, week: IsoWeek, about: About): Promise<SilentUnit[]> =>
      of(scope, [...openBefore(week, about.campaign, about.today), week], about),
  };
}

/** The weeks before that one which can still be recorded, weeks off left out. */
function openBefore(week: IsoWeek, campaign: Campaign, today: IsoDate): IsoWeek[] {
  const first = addWeeks(week, -mostWeeksBack);
  return weeksOf(campaign.period).filter(
    (one) =>
      one >= first &&
      one < week &&
      !campaign.weeksOff.includes(one) &&
      !isLocked(weekPeriod(one).from, campaign, today),
  );
}
