import type { IsoDate } from "../../calendar.ts";
import type { Tx } from "../../db/client.ts";
import type { Write, Written } from "../../db/write.ts";
import { FormError, UserError } from "../../errors.ts";
import type { Json } from "../../json.ts";
import { chosen } from "../../line/doubt.ts";
import { assertAdministrator, changeDay } from "../../org/administer.ts";
import type { Asker } from "../../org/asker.ts";
import type { recordedPeople } from "../../org/recorded.ts";
import { shareTree } from "../../org/tree-lock.ts";
import { readTyped, type Typed } from "../forms.ts";
import { assertFree, knownRoles, takenProblems, written } from "./edits.ts";
import type { moves } from "./moves.ts";
import { followRoles } from "./roles-store.ts";
import { alike, SamePerson } from "./same-person.ts";
import { transferred } from "./stays.ts";
import { namesakes, saveStays } from "./stays-store.ts";
import type { LockedUnit, PersonFields, RosterStore } from "./store.ts";

/** What the form of a new person holds, as it was typed. */
export type NewPerson = Typed<"employeeNo" | "name" | "position" | "email"> & {
  unitId: string | null;
  roles: string[];
  from: IsoDate;
};

/** Whom the form was about; "there": they are on the roster already, and nothing was written. */
export type Added = { personId: string; kind: "added" | "returned" | "there" };

type Wish = { fields: PersonFields; unit: LockedUnit; from: IsoDate };

/** Puts people on the roster, who are new or come back. Administrators only. */
export function adding(deps: {
  store: RosterStore;
  workspaceId: string;
  write: Write;
  moving: Pick<ReturnType<typeof moves>, "openUnit" | "move">;
  recorded: () => ReturnType<typeof recordedPeople>;
}) {
  const { store, workspaceId, write, moving, recorded } = deps;

  /** @throws FormError with every problem at once: of what can be read it is looked up whether somebody else has it */
  async function readNew(wish: NewPerson) {
    try {
      return readTyped(wish, ["employeeNo", "name", "position", "email"]);
    } catch (error) {
      if (!(error instanceof FormError)) throw error;
      const isRight = (field: string) => error.problems.every((problem) => problem.field !== field);
      const taken = await takenProblems(
        store,
        {
          ...(isRight("employeeNo") ? readTyped(wish, ["employeeNo"]) : {}),
          email: isRight("email") ? readTyped(wish, ["email"]).email : null,
        },
        null,
      );
      throw new FormError([...error.problems, ...taken]);
    }
  }

  async function added(tx: Tx, { fields, unit, from }: Wish): Promise<Written<Added>> {
    await assertFree(store, fields, null, tx);
    const id = await store.add(tx, fields);
    await saveStays(tx, workspaceId, [{ personId: id, stays: [{ unitId: unit.id, from, to: null }] }]);
    await recorded().follow(tx, workspaceId, [id], from);
    await followRoles(tx, workspaceId, [id], null);
    const after: Json = { ...fields, unit: unit.code, from };
    const change = { record: "person", recordId: id, before: null, after, unitId: unit.id, date: from };
    return { outcome: { personId: id, kind: "added" }, changes: [change] };
  }

  /** Who has left is the same person again, with what was typed; what was left empty stays as it was. */
  async function returned(tx: Tx, asker: Asker, personId: string, wish: Wish): Promise<Written<Added>> {
    const { unit, from } = wish;
    const person = await store.lock(tx, personId);
    if (!person) throw new UserError("common.outOfDate");
    const { stays, account: _, id: __, ...before } = person;
    const { position, email, roles, ...typed } = wish.fields;
    const kept = { position: position ?? before.position, email: email ?? before.email };
    const after = { ...typed, ...kept, roles: roles.length > 0 ? roles : before.roles };
    await assertFree(store, after, personId, tx);
    await store.change(tx, personId, after);
    const to = { stays: transferred(stays, unit.id, from), from, unitId: unit.id };
    const moved = await moving.move(tx, asker, person, to, undefined);
    const told = written(
      personId,
      { ...before, roles: before.roles.toSorted() },
      { ...after, roles: after.roles.toSorted() },
      { unitId: unit.id, date: from },
    );
    return { outcome: { personId, kind: "returned" }, changes: [...told.changes, ...moved.changes] };
  }

  return {
    /**
     * Puts somebody on the roster, or brings back who has left.
     * @param sure what was chosen where somebody on the roster may be the same person
     * @throws FormError or UserError at the form's fields; SamePerson
     */
    async add(asker: Asker, wish: NewPerson, sure?: string): Promise<Added> {
      assertAdministrator(asker);
      const read = await readNew(wish);
      const { unitId } = wish;
      if (unitId === null) throw new UserError("org.refused.chooseUnit", {}, "unit");
      const from = changeDay(wish.from, asker);
      const fields: PersonFields = { ...read, roles: knownRoles(wish.roles) };
      return write({ actor: asker.actor, key: asker.key }, async (tx): Promise<Written<Added>> => {
        await shareTree(tx, workspaceId);
        const unit = await moving.openUnit(tx, unitId, from, asker);
        const about = { ...fields, unitId, from };
        const people = alike(await namesakes(tx, workspaceId, fields.name), about);
        const way = people.length === 0 ? "other" : chosen(new SamePerson(about, people), sure);
        const same = people.find(({ personId }) => way === `same:${personId}`);
        if (!same) return added(tx, { fields, unit, from });
        if (same.leftOn === null) return { outcome: { personId: same.personId, kind: "there" }, changes: [] };
        return returned(tx, asker, same.personId, { fields, unit, from });
      });
    },
  };
}
