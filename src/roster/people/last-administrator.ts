import type { IsoDate } from "../../calendar.ts";
import type { Tx } from "../../db/client.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import type { RosterStore } from "./store.ts";

/** Before the campaign begins, everybody is who they will be on its first day. */
const dayOf = ({ today, campaign }: Asker): IsoDate =>
  today < campaign.period.from ? campaign.period.from : today;

/** Refuses what takes the role, or the way to use it, from that person. @throws UserError at that field */
export type AssertNotLast = (person: { id: string; name: string }, field?: string) => void;

/**
 * Locks the administrators together with somebody who is to change. Called before the person is locked otherwise, so
 * that everybody locks in one order.
 * @returns what refuses for the last administrator: nobody could give the role back, save an administrator of the Slack
 * workspace, who may take it away too
 */
export async function lastAdministrator(
  store: RosterStore,
  tx: Tx,
  personId: string,
  { asker, isSlackAdmin }: { asker: Asker; isSlackAdmin: boolean },
): Promise<AssertNotLast> {
  const administrators = await store.administrators(tx, personId, dayOf(asker));
  return ({ id, name }, field) => {
    const isLast = administrators.length === 1 && administrators[0] === id;
    if (isLast && !isSlackAdmin) throw new UserError("org.refused.lastAdministrator", { name }, field);
  };
}
