import type { IsoDate } from "../../calendar.ts";
import type { ImportContext } from "../../records/file.ts";
import type { PlannedPerson } from "./people-file.ts";
import type { Membership } from "./people-store.ts";

/** Reports the rows that would take the role from everybody who could give it back; Slack's own administrator may. */
export function checkAdministrators(
  people: PlannedPerson[],
  today: IsoDate,
  { campaign, isSlackAdmin }: Pick<ImportContext, "campaign" | "isSlackAdmin">,
): void {
  // Before the campaign begins, everybody is who they will be on its first day.
  const day = campaign && today < campaign.period.from ? campaign.period.from : today;
  const before = people.filter(({ held }) => held && administers(held, day));
  if (isSlackAdmin || before.length === 0 || people.some((person) => administers(person, day))) return;
  for (const { name, report } of before) report("roles", "records.lastAdministrator", { name });
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
