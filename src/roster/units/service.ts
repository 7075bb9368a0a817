import { randomUUIDv7 } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
import { changedFields } from "../../db/changed.ts";
import type { Tx } from "../../db/client.ts";
import type { Write, Written } from "../../db/write.ts";
import { FormError, UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import type { Json } from "../../json.ts";
import { assertAdministrator, changeDay } from "../../org/administer.ts";
import type { Asker } from "../../org/asker.ts";
import type { HeldUnit } from "../../org/model.ts";
import { recordedPeople } from "../../org/recorded.ts";
import { recordedDates } from "../../org/restate.ts";
import { readTyped, type Typed } from "../forms.ts";
import { followRoles } from "../people/roles-store.ts";
import { mergedStays } from "../people/stays.ts";
import { saveStays, staysOf } from "../people/stays-store.ts";
import { movingBelow } from "./moving.ts";
import {
  assertGoesOn,
  assertMerges,
  assertNotWithin,
  memberChange,
  mergerChanges,
  nameProblems,
  recordedAlready,
  unitIn,
} from "./rules.ts";
import type { UnitStore } from "./store.ts";

export type UnitTyped = Typed<"name" | "kind" | "weekday">;
export type NewUnit = UnitTyped & Typed<"code"> & { parentId: string; from: IsoDate };
export type Merged = { into: string; from: IsoDate; people: number; below: number };

/** The tree's changes: units are added, renamed, moved, and merged into others. Administrators only. */
export function unitService(deps: {
  store: UnitStore;
  workspaceId: string;
  write: Write;
  parts: () => Pick<Feature, "recorded" | "keptMessages">[];
}) {
  const { store, workspaceId, write, parts } = deps;
  const moveBelow = movingBelow({ store, workspaceId, parts });

  /** Does it in one transaction that holds the tree. */
  function change<T extends Json>(
    asker: Asker,
    body: (tx: Tx, tree: HeldUnit[]) => Promise<Written<T>>,
  ): Promise<T> {
    assertAdministrator(asker);
    return write({ actor: asker.actor, key: asker.key }, async (tx) => body(tx, await store.lock(tx)));
  }

  return {
    /** Adds a unit below another. @throws FormError or UserError at the form's fields @returns its id */
    add(asker: Asker, wish: NewUnit): Promise<string> {
      const { code, ...fields } = readTyped(wish, ["code", "name", "kind", "weekday"]);
      return change(asker, async (tx, tree) => {
        const from = changeDay(wish.from, asker);
        const parent = unitIn(tree, wish.parentId);
        assertGoesOn(parent, asker);
        const problems = [
          ...(tree.some((unit) => unit.code.toLowerCase() === code.toLowerCase())
            ? [new UserError("org.refused.codeTaken", { code }, "code")]
            : []),
          ...nameProblems(tree, fields.name, parent.code, undefined),
        ];
        if (problems.length > 0) throw new FormError(problems);
        const { name, kind, weekday: sessionWeekday } = fields;
        const unit = {
          ...{ id: randomUUIDv7(), code, name, kind, sessionWeekday },
          ...{ parentCode: parent.code, startsOn: from, held: undefined },
        };
        const units = [...tree.map((held) => ({ ...held, held })), unit];
        const changes = await store.rearrange(tx, units, [code]);
        return { outcome: unit.id, changes: changes.map((one) => ({ ...one, date: from })) };
      });
    },

    /** Changes name, kind and weekday. @throws FormError at the form's fields @returns whether something changed */
    change(asker: Asker, unitId: string, typed: UnitTyped): Promise<boolean> {
      const { name, kind, weekday: sessionWeekday } = readTyped(typed, ["name", "kind", "weekday"]);
      return change(asker, async (tx, tree) => {
        const unit = unitIn(tree, unitId);
        const problems = nameProblems(tree, name, unit.parentCode, unit.id);
        if (problems.length > 0) throw new FormError(problems);
        const before = { name: unit.name, kind: unit.kind, sessionWeekday: unit.sessionWeekday };
        const after = { name, kind, sessionWeekday };
        if (JSON.stringify(before) === JSON.stringify(after)) return { outcome: false, changes: [] };
        await store.change(tx, unitId, after);
        const at = { record: "unit", recordId: unitId, unitId, date: asker.today };
        return { outcome: true, changes: [{ ...at, ...changedFields(before, after) }] };
      });
    },

    /**
     * Puts the unit, with all below it, under another one.
     * @throws UserError; field is "parent"; RestateDoubtful where its past goes along and `sure` does not agree to that
     */
    move(asker: Asker, unitId: string, parentId: string, sure?: string): Promise<null> {
      return change(asker, async (tx, tree) => {
        const unit = unitIn(tree, unitId);
        const parent = unitIn(tree, parentId, "parent");
        if (unit.parentCode === null)
          throw new UserError("org.refused.topUnit", { unit: unit.name }, "parent");
        assertNotWithin(parent, unit, "parent");
        assertGoesOn(parent, asker, "parent");
        if (unit.parentCode === parent.code)
          throw new UserError("org.refused.belowAlready", { unit: unit.name, parent: parent.name }, "parent");
        const [problem] = nameProblems(tree, unit.name, parent.code, unit.id);
        if (problem) throw new UserError(problem.key, problem.values, "parent");
        const { changes, restated } = await moveBelow(tx, tree, [unit], { parent, asker, sure });
        return { outcome: null, changes: changes.map((one) => ({ ...one, date: asker.today })), restated };
      });
    },

    /**
     * From that day on the other unit takes the people of the unit, and at once what is below it; the unit ends the
     * day before and keeps its records and its place in the tree.
     * @throws UserError; field is "into" or "from"; RestateDoubtful as `move`, of what is below the unit
     */
    merge(
      asker: Asker,
      wish: { unitId: string; intoId: string; from: IsoDate },
      sure?: string,
    ): Promise<Merged> {
      return change(asker, async (tx, tree) => {
        const from = changeDay(wish.from, asker);
        const unit = unitIn(tree, wish.unitId);
        const into = unitIn(tree, wish.intoId, "into");
        const below = tree.filter(({ parentCode }) => parentCode === unit.code);
        assertMerges(tree, { unit, into, below, from }, asker);
        const staying = parts().flatMap(({ recorded }) => (recorded?.follows === "unit" ? [recorded] : []));
        const recorded = await recordedDates(staying, tx, workspaceId, [unit.id]);
        if (recorded && recorded.to >= from) throw recordedAlready(unit, recorded.to, asker);
        const people = await store.peopleFrom(tx, unit.id, from);
        const stays = await staysOf(tx, people);
        const merged = [...stays].map(([personId, before]) => ({
          personId,
          stays: mergedStays(before, { unitId: unit.id, intoId: into.id }, from),
        }));
        await saveStays(tx, workspaceId, merged);
        await followRoles(tx, workspaceId, people, asker.today);
        await recordedPeople(parts()).follow(tx, workspaceId, people, from);
        const moved =
          below.length > 0
            ? await moveBelow(tx, tree, below, { parent: into, asker, from, sure })
            : { changes: [], restated: [] };
        await store.end(tx, unit.id, into.id, from);
        return {
          outcome: { into: into.id, from, people: people.length, below: below.length },
          changes: [
            ...moved.changes.map((one) => ({ ...one, date: from })),
            ...mergerChanges(unit, into, from),
            ...merged.map(({ personId }) => memberChange(personId, unit, into, from)),
          ],
          restated: moved.restated,
        };
      });
    },
  };
}
