import { z } from "zod";
import type { IsoDate } from "../../calendar.ts";
import { changedFields } from "../../db/changed.ts";
import type { Tx } from "../../db/client.ts";
import type { Change, Write } from "../../db/write.ts";
import { FormError, UserError } from "../../errors.ts";
import type { Json } from "../../json.ts";
import { assertAdministrator } from "../../org/administer.ts";
import type { Asker } from "../../org/asker.ts";
import { roles as allRoles, type Role } from "../../org/scope.ts";
import type { Typed } from "../forms.ts";
import { readTyped } from "../forms.ts";
import { lastAdministrator } from "./last-administrator.ts";
import { followRoles } from "./roles-store.ts";
import { stayOn } from "./stays.ts";
import type { RosterStore } from "./store.ts";

type Unique = { employeeNo?: string; email: string | null };

/** @throws FormError at the fields whose number or address somebody else has */
export async function assertFree(
  store: RosterStore,
  fields: Unique,
  but: string | null,
  reader?: Tx,
): Promise<void> {
  const problems = await takenProblems(store, fields, but, reader);
  if (problems.length > 0) throw new FormError(problems);
}

export async function takenProblems(
  store: RosterStore,
  fields: Unique,
  but: string | null,
  reader?: Tx,
): Promise<UserError[]> {
  const taken = await store.taken(fields, but, reader);
  return (["employeeNo", "email"] as const).flatMap((field) => {
    const name = taken[field];
    return name === undefined ? [] : [new UserError(`org.refused.taken.${field}`, { name }, field)];
  });
}

/** Who somebody is: their name, position and address, and their roles. Administrators only. */
export function edits(deps: { store: RosterStore; workspaceId: string; write: Write }) {
  const { store, workspaceId, write } = deps;

  return {
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
        await assertFree(store, fields, personId, tx);
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
export const knownRoles = (wanted: string[]): Role[] => allRoles.filter((role) => wanted.includes(role));

export function written(
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
