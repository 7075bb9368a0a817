import { todayIn } from "../../calendar.ts";
import type { ImportContext } from "../../files/file.ts";
import type { HeldUnit } from "../../org/model.ts";
import { restatedBy } from "../../org/restate.ts";
import type { PlannedUnit } from "./units-file.ts";

/**
 * Notes the units that the files put elsewhere and that have records: their past goes along. Whoever imports is told,
 * or refused at each such row. What stands under a new root stays where it was below it.
 * @param held the whole tree as it is; `plan` as it will be
 */
export async function findRestated(
  context: ImportContext,
  held: HeldUnit[],
  plan: PlannedUnit[],
): Promise<void> {
  const { campaign, problems, recorded, workspaceId, reader, now } = context;
  if (!campaign || problems.count > 0) return;
  const today = todayIn(now, campaign.timeZone);
  const about = { before: held, after: plan, since: campaign.period.from, today };
  for (const { held: unit, parentCode, report } of plan) {
    if (!unit || unit.parentCode === null || unit.parentCode === parentCode) continue;
    const restated = await restatedBy({ recorded, workspaceId }, reader, unit, about);
    if (!restated) continue;
    context.restated.push(restated);
    const values = { code: unit.code, from: unit.parentCode, to: parentCode ?? "–", week: restated.from };
    if (context.restates === "refused") report("parent_code", "records.restates", values);
  }
}
