import { addDays, type IsoDate, todayIn } from "../../calendar.ts";
import type { ImportContext } from "../../files/file.ts";
import type { Membership } from "./people-store.ts";

/** Where somebody belongs, as an import changes it. Pure. */

/** Without a campaign there is an error that stops the import: the dates then only have to let checks go on. */
export const todayOf = ({ campaign, now }: Pick<ImportContext, "campaign" | "now">): IsoDate =>
  campaign ? todayIn(now, campaign.timeZone) : "0001-01-01";

/** The campaign begins earlier than it did: so do the memberships that began with it. */
export function movedStart(membership: Membership, { campaign }: ImportContext): Membership {
  return campaign && membership.from === campaign.formerStart
    ? { ...membership, from: campaign.period.from }
    : membership;
}

/**
 * Somebody's memberships once they belong to that unit.
 * @param before in order of time
 * @param newFrom since when somebody new belongs to it; null: since the campaign's first day
 */
export function membershipsIn(
  unitId: string,
  before: Membership[],
  context: ImportContext,
  newFrom: IsoDate | null,
): Membership[] {
  const today = todayOf(context);
  const first: IsoDate = context.campaign?.period.from ?? today;
  const last = before.at(-1);
  if (!last) return [{ unitId, from: newFrom ?? first, to: null }];
  // They are there now: a transfer that is planned for later stays planned.
  const current = before.find(({ from, to }) => from <= today && (to === null || to >= today));
  if (current?.unitId === unitId) return before;
  const isOpen = last.to === null || last.to >= today;
  if (isOpen && last.unitId === unitId) return before;
  // It begins today or later: nothing was recorded under it, or only today, so it is corrected in place.
  if (last.from >= today) return [...before.slice(0, -1), { ...last, unitId }];
  const ended = isOpen ? { ...last, to: addDays(today, -1) } : last;
  return [...before.slice(0, -1), ended, { unitId, from: today, to: null }];
}

/** The last day of somebody who belongs to no unit any more; null for everybody else. */
export function lastDay(memberships: readonly Membership[] | null, today: IsoDate): IsoDate | null {
  const to = memberships?.at(-1)?.to ?? null;
  return to !== null && to < today ? to : null;
}
