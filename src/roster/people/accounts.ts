import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import { assertAdministrator } from "../../org/administer.ts";
import type { Asker } from "../../org/asker.ts";
import { lastAdministrator } from "./last-administrator.ts";
import type { RosterStore } from "./store.ts";

/** A Slack user was tied to the person, or is somebody else's and the asker has to say that it shall move. */
export type Matched = { kind: "matched"; freed: string | null } | { kind: "others"; name: string };

/** Whose Slack account is whose, where the e-mail address does not say it. Administrators only. */
export function accounts({ store, write }: { store: RosterStore; write: Write }) {
  return {
    /**
     * Ties a Slack user to the person, by hand: the address does not decide any more. One that is somebody else's is
     * moved only when `confirmed` names it.
     * @throws UserError; field is "slackUser"
     */
    async match(
      asker: Asker,
      wish: { personId: string; slackId: string; confirmed: string | undefined },
      isSlackAdmin: boolean,
    ): Promise<Matched> {
      assertAdministrator(asker);
      const { personId, slackId, confirmed } = wish;
      if (!/^[UW][A-Z0-9]+$/.test(slackId) || slackId === "USLACKBOT")
        throw new UserError("org.refused.chooseSlackUser", {}, "slackUser");
      return write<Matched>({ actor: asker.actor, key: asker.key }, async (tx) => {
        const assertNotLast = await lastAdministrator(store, tx, personId, { asker, isSlackAdmin });
        const person = await store.lock(tx, personId);
        if (!person) throw new UserError("common.outOfDate");
        const held = await store.account(tx, slackId);
        if (held?.standing === "deactivated")
          throw new UserError("org.refused.deadSlackUser", {}, "slackUser");
        const other = held?.personId != null && held.personId !== personId ? held.personId : undefined;
        if (other !== undefined) assertNotLast({ id: other, name: held?.name ?? "" }, "slackUser");
        if (other !== undefined && confirmed !== slackId)
          return { outcome: { kind: "others", name: held?.name ?? "" }, changes: [] };
        await store.match(tx, personId, slackId);
        const before = { slackUser: person.account?.slackId ?? null };
        const change = { record: "slackUser", recordId: personId, before, after: { slackUser: slackId } };
        const freed = {
          ...{ record: "slackUser", recordId: other ?? "" },
          ...{ before: { slackUser: slackId }, after: { slackUser: null } },
        };
        return {
          outcome: { kind: "matched", freed: other === undefined ? null : (held?.name ?? "") },
          changes: other === undefined ? [change] : [freed, change],
        };
      });
    },

    /**
     * Unties the person's Slack user; it stays so although the addresses agree.
     * @throws UserError for the last administrator's @returns the Slack user
     */
    async unmatch(asker: Asker, personId: string, isSlackAdmin: boolean): Promise<string> {
      assertAdministrator(asker);
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const assertNotLast = await lastAdministrator(store, tx, personId, { asker, isSlackAdmin });
        const person = await store.lock(tx, personId);
        const slackId = person?.account?.slackId;
        if (!person || slackId === undefined) throw new UserError("common.outOfDate");
        assertNotLast(person);
        await store.unmatch(tx, slackId);
        const change = {
          ...{ record: "slackUser", recordId: personId },
          ...{ before: { slackUser: slackId }, after: { slackUser: null } },
        };
        return { outcome: slackId, changes: [change] };
      });
    },
  };
}
