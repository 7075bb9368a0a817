import type { IsoDate } from "../../calendar.ts";
import type { Tx } from "../../db/client.ts";
import type { ImportContext } from "../../files/file.ts";
import { ImportedMeanwhile } from "../../files/import.ts";
import { administratorsOn } from "../people/roles-store.ts";
import { todayOf } from "./memberships.ts";
import type { PlannedPerson } from "./people-file.ts";
import type { HeldPerson, Membership } from "./people-store.ts";

/** An import leaves somebody who can give the role of an administrator back, unless Slack's own administrator imports. */

type About = Pick<ImportContext, "campaign" | "now" | "isSlackAdmin">;

/** Reports the rows that would take the role from everybody who has it. */
export function checkAdministrators(people: PlannedPerson[], context: About): void {
  const day = dayOf(context);
  const before = people.filter(({ held }) => held && administers(held, day));
  if (context.isSlackAdmin || before.length === 0) return;
  if (people.some((person) => administers(person, day))) return;
  for (const { name, report } of before) report("roles", "records.lastAdministrator", { name });
}

/**
 * The same once it is written: the one on whom the check relied may have stepped down in Slack since.
 * @throws ImportedMeanwhile
 */
export async function assertAdministrators(
  tx: Tx,
  workspaceId: string,
  held: HeldPerson[],
  context: About,
): Promise<void> {
  const day = dayOf(context);
  if (context.isSlackAdmin || !held.some((person) => administers(person, day))) return;
  if ((await administratorsOn(tx, workspaceId, day)).length === 0) throw new ImportedMeanwhile();
}

/** Before the campaign begins, everybody is who they will be on its first day. */
function dayOf(context: About): IsoDate {
  const [today, first] = [todayOf(context), context.campaign?.period.from];
  return first !== undefined && today < first ? first : today;
}

/** Belongs somewhere on that day, and is not about to leave. */
function administers(
  { roles, memberships }: { roles: string[]; memberships: Membership[] | null },
  day: IsoDate,
): boolean {
  if (!roles.includes("administrator")) return false;
  const all = memberships ?? [];
  return all.some(({ from, to }) => from <= day && (to === null || to >= day)) && all.at(-1)?.to === null;
}
