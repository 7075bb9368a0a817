import { z } from "zod";
import type { IsoDate } from "../../calendar.ts";
import { changedFields } from "../../db/changed.ts";
import type { Tx } from "../../db/client.ts";
import type { Change, Json, Write } from "../../db/write.ts";
import { FormError, UserError } from "../../errors.ts";
import { assertAdministrator, changeDay } from "../administer.ts";
import type { Asker } from "../asker.ts";
import type { Typed } from "../forms.ts";
import { readTyped } from "../forms.ts";
import { roles as allRoles, type Role } from "../scope.ts";
import { shareTree } from "../tree-lock.ts";
import { lastAdministrator } from "./last-administrator.ts";
import type { moves } from "./moves.ts";
import { followRoles } from "./roles-store.ts";
import { stayOn } from "./stays.ts";
import { followLists, saveStays } from "./stays-store.ts";
import type { PersonFields, RosterStore } from "./store.ts";

/** What the form of a new person holds, as it was typed. */
export type NewPerson = Typed<"employeeNo" | "name" | "position" | "email"> & {
  unitId: string | null;
  roles: string[];
  from: IsoDate;
};

type Unique = { employeeNo?: string; email: string | null };

/** Who somebody is: their name, position and address, and their roles. Administrators only. */
export function edits(deps: {
  store: RosterStore;
  workspaceId: string;
  write: Write;
  openUnit: ReturnType<typeof moves>["openUnit"];
}) {
  const { store, workspaceId, write, openUnit } = deps;

  /** @throws FormError at the fields whose number or address somebody else has */
  async function assertFree(fields: Unique, but: string | null, reader?: Tx): Promise<void> {
    const problems = await takenProblems(fields, but, reader);
    if (problems.length > 0) throw new FormError(problems);
  }

  async function takenProblems(fields: Unique, but: string | null, reader?: Tx): Promise<UserError[]> {
    const taken = await store.taken(fields, but, reader);
    return (["employeeNo", "email"] as const).flatMap((field) => {
      const name = taken[field];
      return name === undefined ? [] : [new UserError(`org.refused.taken.${field}`, { name }, field)];
    });
  }

  /** @throws FormError with every problem at once: of what can be read it is looked up whether somebody else has it */
  async function readNew(wish: NewPerson) {
    try {
      return readTyped(wish, ["employeeNo", "name", "position", "email"]);
    } catch (error) {
      if (!(error instanceof FormError)) throw error;
      const isRight = (field: string) => error.problems.every((problem) => problem.field !== field);
      const taken = await takenProblems(
        {
          ...(isRight("employeeNo") ? readTyped(wish, ["employeeNo"]) : {}),
          email: isRight("email") ? readTyped(wish, ["email"]).email : null,
        },
        null,
      );
      throw new FormError([...error.problems, ...taken]);
    }
  }

  return {
    /** Puts somebody on the roster. @throws FormError or UserError at the form's fields @returns their id */
    async add(asker: Asker, wish: NewPerson): Promise<string> {
      assertAdministrator(asker);
      const { employeeNo, name, position, email } = await readNew(wish);
      const { unitId } = wish;
      if (unitId === null) throw new UserError("org.refused.chooseUnit", {}, "unit");
      const from = changeDay(wish.from, asker);
      const fields: PersonFields = { employeeNo, name, position, email, roles: knownRoles(wish.roles) };
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        await shareTree(tx, workspaceId);
        await assertFree(fields, null, tx);
        const unit = await openUnit(tx, unitId, from, asker);
        const id = await store.add(tx, fields);
        await saveStays(tx, workspaceId, [{ personId: id, stays: [{ unitId: unit.id, from, to: null }] }]);
        await followLists(tx, workspaceId, [id], from);
        await followRoles(tx, workspaceId, [id], null);
        const after: Json = { ...fields, unit: unit.code, from };
        const change = { record: "person", recordId: id, before: null, after, unitId: unit.id, date: from };
        return { outcome: id, changes: [change] };
      });
    },

    /** Changes employee number, name, position and e-mail. @throws FormError or UserError at the form's fields */
    async edit(
      asker: Asker,
      personId: string,
      typed: Typed<"employeeNo" | "name" | "position" | "email">,
    ): Promise<boolean> {
      assertAdministrator(asker);
      const fields = readTyped(typed, ["employeeNo", "name", "position", "email"]);
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const person = await store.lock(tx, personId);
        if (!person) throw new UserError("common.outOfDate");
        await assertFree(fields, personId, tx);
        await store.change(tx, personId, fields);
        const { employeeNo, name, position, email } = person;
        return written(personId, { employeeNo, name, position, email }, fields);
      });
    },

    /**
     * Sets somebody's roles. @throws UserError (field "roles") for the last administrator who would step down: nobody
     * could give the role back, save an administrator of the Slack workspace
     */
    async setRoles(
      asker: Asker,
      personId: string,
      wanted: string[],
      isSlackAdmin: boolean,
    ): Promise<boolean> {
      assertAdministrator(asker);
      const roles = knownRoles(wanted);
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const assertNotLast = await lastAdministrator(store, tx, personId, { asker, isSlackAdmin });
        const person = await store.lock(tx, personId);
        if (!person) throw new UserError("common.outOfDate");
        if (!roles.includes("administrator")) assertNotLast(person, "roles");
        await store.change(tx, personId, { roles });
        await followRoles(tx, workspaceId, [personId], asker.today);
        const unitId = stayOn(person.stays, asker.today)?.unitId;
        const at = unitId === undefined ? {} : { unitId, date: asker.today };
        return written(personId, { roles: person.roles.toSorted() }, { roles: roles.toSorted() }, at);
      });
    },
  };
}

/** In the order of the list, each once. */
const knownRoles = (wanted: string[]): Role[] => allRoles.filter((role) => wanted.includes(role));

function written(
  personId: string,
  before: Record<string, Json>,
  after: Record<string, Json>,
  at: { unitId?: string; date?: IsoDate } = {},
): { outcome: boolean; changes: Change[] } {
  const change = { record: "person", recordId: personId, ...changedFields(before, after), ...at };
  const changed = z.record(z.string(), z.unknown()).parse(change.after);
  const isChanged = Object.keys(changed).length > 0;
  return { outcome: isChanged, changes: isChanged ? [change] : [] };
}
