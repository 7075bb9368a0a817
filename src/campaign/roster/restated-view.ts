import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { type Block, section } from "../../slack/blocks.ts";
import type { Checked } from "./checked.ts";

/** So many units with records that stand elsewhere are told one by one. */
const mostRestated = 5;

/** Units that take their past along: whoever imports agrees to that. */
export function restatedBlocks({ restated, kept }: Checked & { kind: "planned" }, locale: Locale): Block[] {
  if (restated.length === 0) return [];
  const lines = restated.slice(0, mostRestated).map(({ unit, from, places }) =>
    locale.md("campaign.roster.restated", {
      ...{ unit: unit.name, code: unit.code, week: locale.week(from) },
      ...{ from: places.from, to: places.to },
    }),
  );
  const more = restated.length - lines.length;
  return [
    section(
      Mrkdwn.join([
        locale.md("campaign.roster.restates", { count: restated.length }),
        ...lines,
        ...(more > 0 ? [locale.md("campaign.roster.more", { count: more })] : []),
        ...(kept > 0 ? [locale.md("org.restate.kept", { count: kept })] : []),
        locale.md("campaign.roster.restateOtherWay"),
      ]),
    ),
  ];
}
