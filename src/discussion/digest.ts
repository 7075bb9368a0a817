import { weekPeriod } from "../calendar.ts";
import type { Deps } from "../feature.ts";
import type { DigestSource } from "../figures/digest.ts";
import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import { shortName } from "../i18n/names.ts";
import { type DiscussionFigures, discussionFigures } from "./figures.ts";
import type { Theme } from "./model.ts";
import { type Outlier, outliers } from "./outliers.ts";
import { themeOf } from "./phrases.ts";
import { type Coverage, coverage } from "./status/store.ts";

/** Counts that are told one by one; of more only how many there are. */
const mostOutliers = 3;

/** What discussions add to a digest: one line, and none where nothing was discussed this week nor the week before. */
export function discussionDigest(
  deps: Pick<Deps, "db" | "workspaceId"> & { themes: (campaignId: string) => Promise<Theme[]> },
): DigestSource<DiscussionFigures> {
  return {
    figures: discussionFigures,
    async part({ unit, week, now, before, locale, campaign }) {
      // Without a discussion there is no count that could be wrong.
      if (now.discussions === 0 && (before?.discussions ?? 0) === 0) return { lines: [], needs: [] };
      const period = { from: campaign.period.from, to: weekPeriod(week).to };
      const [covered, themes, tooMany] = await Promise.all([
        coverage(deps.db, deps.workspaceId, campaign.id, unit, period),
        deps.themes(campaign.id),
        outliers(deps.db, deps.workspaceId, unit, week),
      ]);
      const change = before
        ? locale.t("discussion.digest.by", { change: locale.change(now.people - before.people) })
        : "";
      const values = { count: now.discussions, held: now.discussions, change };
      const gap = gapText(covered, themes, locale);
      const people = locale.t("discussion.digest.people", { count: now.people, shown: now.people });
      const key = now.discussions === 0 ? "none" : "line";
      return {
        lines: [locale.md(`discussion.digest.${key}`, { ...values, people, gap })],
        needs: outlierLines(tooMany, locale),
      };
    },
  };
}

/** A count that cannot be right, or that somebody should say is: with its unit, since somebody must ask there. */
function outlierLines(tooMany: Outlier[], locale: Locale): Mrkdwn[] {
  const shown = tooMany.slice(0, mostOutliers).map(({ unit, date, count, people }) => {
    const values = { unit: shortName(unit), day: locale.day(date), shown: count, count: people, people };
    return locale.md("discussion.digest.outlier", values);
  });
  const hidden = tooMany.length - shown.length;
  return hidden === 0
    ? shown
    : [...shown, locale.md("discussion.digest.outliersMore", { count: hidden, shown: hidden })];
}

/** The theme that the most units have not discussed yet: one line has room for one. */
function gapText(covered: Coverage[], themes: Theme[], locale: Locale): string | Mrkdwn {
  const [least] = covered.filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing);
  if (!least) return "";
  return locale.t(`discussion.digest.${least.units === 1 ? "gapOfOne" : "gap"}`, {
    theme: themeOf(least.code, themes, locale),
    count: least.missing,
    shown: least.missing,
  });
}
