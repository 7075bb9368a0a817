import { z } from "zod";
import { type IsoDate, weekPeriod } from "../calendar.ts";
import type { Deps, DigestSource } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import type { TreeRange } from "../org/scope.ts";
import { button } from "../slack/blocks.ts";
import type { Mrkdwn } from "../slack/mrkdwn.ts";
import { actions } from "./ids.ts";

/** The figures that a page shows, as `attendanceFigures` answers them. */
const figures = z.object({
  unitsReported: z.number(),
  unitsTotal: z.number(),
  expected: z.number(),
  rate: z.number().nullable(),
});
type Figures = z.infer<typeof figures>;
type Facts = Record<string, unknown>;

/** What attendance adds to a digest: the headline, who needs attention, columns, trend and buttons. */
export function attendanceDigest(deps: Pick<Deps, "db" | "workspaceId">): DigestSource {
  return {
    async part({ unit, week, now, before, locale }) {
      const facts = figures.parse(now);
      const absentTwice = await peopleAbsentTwice(deps, unit, weekPeriod(week).to);
      return {
        lines: [headline(facts, before && figures.parse(before), locale)],
        needs: [
          ...counted("attendance.digest.silent", facts.unitsTotal - facts.unitsReported, locale),
          ...counted("attendance.digest.absentTwice", absentTwice, locale),
        ],
      };
    },
    columns: (locale) => [
      {
        title: locale.t("attendance.digest.reported"),
        text: (now) => reportedOf(figures.parse(now), locale),
      },
      { title: locale.t("attendance.digest.rate"), text: (now) => locale.percent(figures.parse(now).rate) },
      { title: locale.t("attendance.digest.change"), text: (now, before) => rateChange(now, before, locale) },
    ],
    completeness(facts) {
      const { unitsReported, unitsTotal } = figures.parse(facts);
      return unitsTotal === 0 ? 1 : unitsReported / unitsTotal;
    },
    trend: (locale) => ({
      title: locale.t("attendance.digest.trend"),
      value(facts) {
        const { rate } = figures.parse(facts);
        return rate === null ? null : Math.round(rate * 1000) / 10;
      },
    }),
    actions({ unit, week, locale }) {
      const target = { unitId: unit.id, week };
      const many = unit.treeLast > unit.treeFirst;
      const label = locale.t(many ? "attendance.digest.status" : "attendance.digest.statusOfOne");
      return [
        button(actions.status.id, label, { value: actions.status.write(target) }),
        button(actions.missing.id, locale.t("attendance.digest.missing"), {
          value: actions.missing.write(target),
        }),
        button(actions.remind.id, locale.t("attendance.digest.remind"), {
          value: actions.remind.write(target),
        }),
      ];
    },
  };
}

function headline(now: Figures, before: Figures | null, locale: Locale): Mrkdwn {
  const by = (change: string) => (change === "" ? "" : locale.t("attendance.digest.by", { change }));
  const values = {
    count: now.unitsTotal,
    total: now.unitsTotal,
    reported: now.unitsReported,
    change: by(before ? locale.change(now.unitsReported - before.unitsReported) : ""),
  };
  if (now.expected === 0 && now.unitsReported === 0) return locale.md("attendance.digest.noneYet", values);
  return locale.md("attendance.digest.line", {
    ...values,
    rate: locale.percent(now.rate),
    rateChange: by(before ? locale.changeOfRate(now.rate, before.rate) : ""),
    expected: now.expected,
  });
}

const counted = (key: string, count: number, locale: Locale): Mrkdwn[] =>
  count > 0 ? [locale.md(key, { count, shown: count })] : [];

const reportedOf = ({ unitsReported, unitsTotal }: Figures, locale: Locale) =>
  locale.t("attendance.digest.reportedOf", { reported: unitsReported, total: unitsTotal });

const rateChange = (now: Facts, before: Facts | null, locale: Locale) =>
  before ? locale.changeOfRate(figures.parse(now).rate, figures.parse(before).rate) : "";

/**
 * How many people of the scope were absent from the last two sessions of their unit up to that date. Sessions that
 * nobody has recorded yet are passed over; head-counts have no names, so they end a row of absences. A unit that had
 * ended by then has nobody who could ask its people.
 */
async function peopleAbsentTwice(
  { db, workspaceId }: Pick<Deps, "db" | "workspaceId">,
  scope: TreeRange,
  until: IsoDate,
): Promise<number> {
  const [row] = await db.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM (
      SELECT a.person_id
      FROM unit u
      CROSS JOIN LATERAL (
        SELECT s.id FROM session s
        WHERE s.unit_id = u.id AND s.date <= ${until}::date
          AND (s.present IS NOT NULL
            OR EXISTS (SELECT 1 FROM attendance r WHERE r.session_id = s.id AND r.status IS NOT NULL))
        ORDER BY s.date DESC LIMIT 2) last
      JOIN attendance a ON a.session_id = last.id AND a.status = 'absent'
      WHERE u.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN ${scope.treeFirst} AND ${scope.treeLast}
        AND (u.starts_on IS NULL OR u.starts_on <= ${until}::date) AND (u.ends_on IS NULL OR u.ends_on >= ${until}::date)
      GROUP BY u.id, a.person_id HAVING count(*) = 2) twice`;
  return row?.people ?? 0;
}
