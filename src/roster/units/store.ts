import { addDays, type IsoDate } from "../../calendar.ts";
import type { Database, Tx } from "../../db/client.ts";
import { dayOf } from "../../db/dates.ts";
import type { Change } from "../../db/write.ts";
import type { HeldUnit, UnitRecord } from "../../org/model.ts";
import { lockTree } from "../../org/tree-lock.ts";
import { loadUnits, writeUnits } from "../import/store.ts";

export type UnitStore = ReturnType<typeof unitStore>;

/** Changes of the unit tree; each call after `lock` sees it as no other transaction can change it. */
export function unitStore(_db: Database, workspaceId: string) {
  return {
    /** Every unit, parents first, held until the transaction ends. */
    async lock(tx: Tx): Promise<HeldUnit[]> {
      await lockTree(tx, workspaceId);
      return loadUnits(tx, workspaceId);
    },

    /**
     * Numbers the tree anew as `units` say it: their order is that of siblings.
     * @param changed those that are new or stand elsewhere, by code
     */
    async rearrange(
      tx: Tx,
      units: (UnitRecord & { held: HeldUnit | undefined })[],
      changed: string[],
    ): Promise<Change[]> {
      const some = units.filter(({ code }) => changed.includes(code));
      return writeUnits(tx, workspaceId, units, some, () => undefined);
    },

    async end(tx: Tx, unitId: string, intoId: string, from: IsoDate): Promise<void> {
      const endsOn = dayOf(addDays(from, -1));
      await tx.unit.update({ where: { id: unitId }, data: { endsOn, mergedIntoId: intoId } });
    },

    async change(
      tx: Tx,
      unitId: string,
      fields: { name: string; kind: string; sessionWeekday: number | null },
    ): Promise<void> {
      await tx.unit.update({ where: { id: unitId }, data: fields });
    },

    /** Everybody who belongs to the unit on that day or later, locked. */
    async peopleFrom(tx: Tx, unitId: string, from: IsoDate): Promise<string[]> {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT p.id FROM person p
        WHERE p.workspace_id = ${workspaceId}::uuid AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id
          AND m.unit_id = ${unitId}::uuid AND (m.ends_on IS NULL OR m.ends_on >= ${from}::date))
        ORDER BY p.id FOR NO KEY UPDATE OF p`;
      return rows.map(({ id }) => id);
    },
  };
}
