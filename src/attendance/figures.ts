import { columnsOf } from "../figures/organisation.ts";
import type { FigureSource } from "../figures/source.ts";
import type { Share } from "../i18n/formats.ts";

/** What attendance counts within a scope and a period (figures.md); the order is that of the printed object. */
export type AttendanceFigures = {
  /** Of the units counted in `unitsTotal`, those with at least one reported session. */
  unitsReported: number;
  /** Units that take part on the period's last day, as `units.total`: one that was merged away owes no report any more. */
  unitsTotal: number;
  /** Distinct (unit, date) with attendance, by name or by head-count. */
  sessions: number;
  present: number;
  late: number;
  leave: number;
  absent: number;
  /** present + late */
  attended: number;
  /** present + late + leave + absent: silence is never counted as absence. */
  expected: number;
  /** attended / expected with 4 decimals; null when nothing was expected. */
  rate: number | null;
};

type Counted = Omit<AttendanceFigures, "attended" | "expected" | "rate">;

/**
 * Sessions and people are all those of the scope, also of units that ended since. A session counts once somebody recorded a status or head-counts: the list of expected people alone is no report.
 * Statuses are added up by session first, so that a question costs a look at sessions, not at people.
 */
export const attendanceFigures: FigureSource<AttendanceFigures> = {
  name: "attendance",
  rates: { rate: { part: "attended", whole: "expected" } },
  words: {
    en: {
      title: "Attendance",
      figures: {
        unitsReported: "units reported",
        unitsTotal: "units in all",
        sessions: "sessions",
        present: "present",
        late: "late",
        leave: "on leave",
        absent: "absent",
        attended: "attended (present or late)",
        expected: "expected",
        rate: "attendance rate",
      },
    },
    "zh-CN": {
      title: "考勤",
      figures: {
        unitsReported: "已报单位",
        unitsTotal: "单位总数",
        sessions: "学习次数",
        present: "出勤",
        late: "迟到",
        leave: "请假",
        absent: "缺勤",
        attended: "到场（出勤和迟到）",
        expected: "应到",
        rate: "出勤率",
      },
    },
  },
  async answer(reader, workspaceId, questions) {
    const { first, last, from, to } = columnsOf(questions);
    const counted = await reader.$queryRaw<Counted[]>`
      WITH question AS (
        SELECT q.*, greatest(q.until, c.starts_on) AS day
        FROM unnest(${first}::int[], ${last}::int[], ${from}::date[], ${to}::date[])
          WITH ORDINALITY AS q(first, last, since, until, n)
        CROSS JOIN (SELECT min(starts_on) AS starts_on FROM campaign WHERE workspace_id = ${workspaceId}::uuid) c),
      asked AS (SELECT min(first) AS first, max(last) AS last, min(since) AS since, max(until) AS until FROM question),
      held AS (
        SELECT s.id, s.unit_id, u.tree_first, u.starts_on, u.ends_on, s.date, s.present, s.late, s.leave, s.absent
        FROM asked
        JOIN unit u ON u.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN asked.first AND asked.last
        JOIN session s ON s.unit_id = u.id AND s.date BETWEEN asked.since AND asked.until),
      named AS (
        SELECT a.session_id,
          count(*) FILTER (WHERE a.status = 'present') AS present, count(*) FILTER (WHERE a.status = 'late') AS late,
          count(*) FILTER (WHERE a.status = 'leave') AS leave, count(*) FILTER (WHERE a.status = 'absent') AS absent
        FROM held JOIN attendance a ON a.session_id = held.id
        WHERE a.status IS NOT NULL
        GROUP BY a.session_id),
      reported AS (
        SELECT h.unit_id, h.tree_first, h.starts_on, h.ends_on, h.date,
          coalesce(h.present, 0) + coalesce(n.present, 0) AS present, coalesce(h.late, 0) + coalesce(n.late, 0) AS late,
          coalesce(h.leave, 0) + coalesce(n.leave, 0) AS leave, coalesce(h.absent, 0) + coalesce(n.absent, 0) AS absent
        FROM held h LEFT JOIN named n ON n.session_id = h.id
        WHERE h.present IS NOT NULL OR n.session_id IS NOT NULL)
      SELECT count(DISTINCT r.unit_id) FILTER (WHERE took_part(r.starts_on, r.ends_on, q.day))::int AS "unitsReported",
        (SELECT count(*)::int FROM unit u
         WHERE u.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN q.first AND q.last
           AND took_part(u.starts_on, u.ends_on, q.day)) AS "unitsTotal",
        count(r.unit_id)::int AS sessions,
        coalesce(sum(r.present), 0)::int AS present, coalesce(sum(r.late), 0)::int AS late,
        coalesce(sum(r.leave), 0)::int AS leave, coalesce(sum(r.absent), 0)::int AS absent
      FROM question q
      LEFT JOIN reported r ON r.tree_first BETWEEN q.first AND q.last AND r.date BETWEEN q.since AND q.until
      GROUP BY q.n, q.first, q.last, q.day ORDER BY q.n`;
    return counted.map(withRate);
  },
};

function withRate({
  unitsReported,
  unitsTotal,
  sessions,
  present,
  late,
  leave,
  absent,
}: Counted): AttendanceFigures {
  const attended = present + late;
  const expected = attended + leave + absent;
  const rate = expected === 0 ? null : rateOf(attended, expected);
  return { unitsReported, unitsTotal, sessions, present, late, leave, absent, attended, expected, rate };
}

/** What the rate is of, for people to read. */
export const shareOf = ({ attended, expected }: Pick<AttendanceFigures, "attended" | "expected">): Share => ({
  part: attended,
  whole: expected,
});

/** The figures of several scopes that have nothing in common, as those of one. */
export function sumFigures(facts: Counted[]): AttendanceFigures {
  const add = (key: keyof Counted) => facts.reduce((sum, one) => sum + one[key], 0);
  return withRate({
    unitsReported: add("unitsReported"),
    unitsTotal: add("unitsTotal"),
    sessions: add("sessions"),
    present: add("present"),
    late: add("late"),
    leave: add("leave"),
    absent: add("absent"),
  });
}

/** part / whole with 4 decimals, halves up; in whole numbers, because 0.00005 is not a number that doubles know. */
export function rateOf(part: number, whole: number): number {
  return Math.floor((part * 20_000 + whole) / (whole * 2)) / 10_000;
}
