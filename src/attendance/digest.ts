import { weekOf, weekPeriod } from "../calendar.ts";
import type { Deps } from "../feature.ts";
import type { DigestSource, DigestTable } from "../figures/digest.ts";
import { thousandths } from "../i18n/formats.ts";
import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import { shortName } from "../i18n/names.ts";
import { button } from "../slack/blocks.ts";
import { type AttendanceFigures, attendanceFigures, shareOf, sumFigures } from "./figures.ts";
import { actions } from "./ids.ts";
import { needs, needsStore, type Outlier } from "./needs.ts";
import { counted, silentLines } from "./needs-view.ts";
import { countSilent, type Silent } from "./owing.ts";

/** Figures that are told one by one; of more only how many there are. */
const mostOutliers = 3;

/** What attendance adds to a digest: who needs attention, the headline, the chart, columns and buttons. */
export function attendanceDigest(
  deps: Pick<Deps, "db" | "workspaceId" | "org">,
): DigestSource<AttendanceFigures> {
  const store = needsStore(deps);
  const { upTo } = needs({ store, org: deps.org });
  return {
    figures: attendanceFigures,
    async part({ unit, week, now, before, locale, campaign, today }) {
      const [units, absentTwice, outliers] = await Promise.all([
        upTo(unit, week, { campaign, today }),
        store.absentTwice(unit, weekPeriod(week).to),
        store.outliers(unit, week),
      ]);
      const silent = countSilent(units, week, unit);
      return {
        lines: [
          week > weekOf(today) && nothingYet(now)
            ? locale.md("attendance.digest.notBegun")
            : headline(now, before, silent, locale),
        ],
        needs: [
          // What a closed campaign did not get it will not get any more.
          ...(campaign.isClosed ? [] : silentLines(silent, unit, locale)),
          ...counted("attendance.digest.absentTwice", absentTwice, locale),
          ...outlierLines(outliers, locale),
        ],
      };
    },
    table: {
      columns: (locale, facts) => (nothingYet(facts) ? [] : columnsIn(locale)),
      sum: sumFigures,
      openOwn: ({ unit, week, locale }) =>
        button(actions.statusOfOwn.id, locale.t("attendance.digest.openOwn"), {
          value: actions.statusOfOwn.write({ unitId: unit.id, week }),
        }),
    },
    trend: (locale) => ({
      title: locale.t("attendance.digest.trend"),
      value(facts) {
        const of1000 = thousandths(shareOf(facts));
        return of1000 === null ? null : of1000 / 10;
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

/** Nobody of the scope has reported: one sentence says it, no table of dashes. */
const nothingYet = ({ expected, unitsReported }: AttendanceFigures) => expected === 0 && unitsReported === 0;

function headline(
  now: AttendanceFigures,
  before: AttendanceFigures | null,
  silent: Silent,
  locale: Locale,
): Mrkdwn {
  const by = (...said: string[]) => {
    const change = said.filter((one) => one !== "").join(locale.t("attendance.digest.and"));
    return change === "" ? "" : locale.t("attendance.digest.by", { change });
  };
  const some = (key: string, count: number) =>
    count === 0 ? "" : locale.t(`attendance.digest.${key}`, { count, shown: count });
  const change = before ? locale.change(now.unitsReported - before.unitsReported) : "";
  const values = {
    count: now.unitsTotal,
    total: now.unitsTotal,
    reported: now.unitsReported,
    change: by(change, some("ahead", silent.ahead), some("without", silent.without), some("off", silent.off)),
  };
  if (nothingYet(now) && silent.off === now.unitsTotal && now.unitsTotal > 0)
    return locale.md(`attendance.digest.${now.unitsTotal === 1 ? "offAlone" : "allOff"}`, values);
  if (nothingYet(now))
    return locale.md(`attendance.digest.${now.unitsTotal === 1 ? "noneYetAlone" : "noneYet"}`, values);
  return locale.md("attendance.digest.line", {
    ...values,
    rate: locale.percent(shareOf(now)),
    rateChange: by(before ? locale.changeOfShare(shareOf(now), shareOf(before)) : ""),
    expected: now.expected,
  });
}

const columnsIn = (locale: Locale): ReturnType<DigestTable<AttendanceFigures>["columns"]> => [
  {
    title: locale.t("attendance.digest.reported"),
    text: ({ unitsReported, unitsTotal }) =>
      locale.t("attendance.digest.reportedOf", { reported: unitsReported, total: unitsTotal }),
  },
  { title: locale.t("attendance.digest.rate"), text: (now) => locale.percent(shareOf(now)) },
  {
    title: locale.t("attendance.digest.change"),
    text: (now, before) => (before ? locale.changeOfShare(shareOf(now), shareOf(before)) : ""),
  },
];

/** A figure that cannot be right, or that somebody should say is: with its unit, since somebody must ask there. */
function outlierLines(outliers: Outlier[], locale: Locale): Mrkdwn[] {
  const shown = outliers.slice(0, mostOutliers).map(({ unit, date, count, people }) => {
    const values = { unit: shortName(unit), day: locale.day(date), shown: count, count: people, people };
    return locale.md("attendance.digest.outlier", values);
  });
  return [...shown, ...counted("attendance.digest.outliersMore", outliers.length - shown.length, locale)];
}
