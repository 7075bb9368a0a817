import type { IsoDate } from "../../calendar.ts";
import type { Tx } from "../../db/client.ts";
import type { Change, RecordChange } from "../../db/write.ts";
import type { Feature } from "../../feature.ts";
import { settle } from "../../line/doubt.ts";
import type { Asker } from "../../org/asker.ts";
import type { HeldUnit } from "../../org/model.ts";
import {
  keptMessages,
  RestateDoubtful,
  type Restated,
  restatedBy,
  toldOf,
  weeksOfAll,
} from "../../org/restate.ts";
import type { UnitStore } from "./store.ts";

/** Where units go, who moves them, from which day in a merger, and what the mover said Yes to. */
type Wish = { parent: HeldUnit; asker: Asker; from?: IsoDate; sure: string | undefined };

/** Puts units below another one, inside a transaction that holds the tree: every number of it may change. */
export function movingBelow(deps: {
  store: Pick<UnitStore, "rearrange">;
  workspaceId: string;
  parts: () => Pick<Feature, "recorded" | "keptMessages">[];
}) {
  const { store, workspaceId, parts } = deps;

  /** @throws RestateDoubtful where the past of one would change and nobody has agreed to that */
  return async (
    tx: Tx,
    tree: HeldUnit[],
    moved: HeldUnit[],
    { parent, asker, from, sure }: Wish,
  ): Promise<{ changes: Change[]; restated: RecordChange[] }> => {
    const codes = moved.map(({ code }) => code);
    const units = tree.map((unit) => ({
      ...unit,
      held: unit,
      parentCode: codes.includes(unit.code) ? parent.code : unit.parentCode,
    }));
    const recorded = parts().flatMap((part) => part.recorded ?? []);
    const about = { before: tree, after: units, since: asker.campaign.period.from, today: asker.today };
    const restated: Restated[] = [];
    for (const unit of moved) {
      const one = await restatedBy({ recorded, workspaceId }, tx, unit, about);
      if (one) restated.push(one);
    }
    const reading = { to: parent.id, ...(from === undefined ? {} : { from }) };
    settle(new RestateDoubtful(reading, restated, await keptMessages(parts(), tx, restated)), sure);
    const changes = await store.rearrange(tx, units, codes);
    return { changes: changes.map((one) => toldOf(one, restated)), restated: weeksOfAll(restated) };
  };
}
