import { type IsoWeek, weekOf, weeksOf } from "../calendar.ts";
import { UserError } from "../errors.ts";
import type { Unit } from "../org/model.ts";
import type { Request, Viewer } from "../org/request.ts";
import { type Action, may, scopeOf, type TreeRange } from "../org/scope.ts";
import { staffOf } from "../requests/viewer.ts";
import type { WantedWeek } from "./parse.ts";
import { isSilent } from "./schedule.ts";

/** Who may set up which digest, and which week is meant. Pure. */

const everything: TreeRange = { treeFirst: 0, treeLast: Number.MAX_SAFE_INTEGER };

/** The asker's unit; undefined for an administrator of Slack's whom the roster does not know. @throws UserError for others */
export function ownUnit(viewer: Viewer): Unit | undefined {
  return viewer.isAdmin ? viewer.staff?.unit : staffOf(viewer).unit;
}

/** True for those who may do it with that unit; an administrator of Slack's may, even when the roster does not know them. */
export function allowed(viewer: Viewer, action: Action, unit: Unit): boolean {
  return viewer.isAdmin || (viewer.staff !== undefined && may(viewer.staff.member, action, unit));
}

/** The part of the tree that the asker sees. */
export const scopeFor = (viewer: Viewer): TreeRange =>
  viewer.isAdmin ? everything : scopeOf(staffOf(viewer).member);

/** @throws UserError `refusal` when the asker may not set up the unit's digest; "common.notOnRoster" for strangers */
export function mustCover(viewer: Viewer, unit: Unit, refusal: string, field?: string): void {
  if (!viewer.isAdmin) staffOf(viewer);
  if (!allowed(viewer, "subscribeDigest", unit)) throw new UserError(refusal, { unit: unit.name }, field);
}

/** @throws UserError for a week that has no digest: off, or outside the campaign */
export function checkedWeek(week: IsoWeek, { campaign, viewer }: Request): IsoWeek {
  const { locale } = viewer;
  const { from, to } = campaign.period;
  if (week < weekOf(from) || week > weekOf(to))
    throw new UserError("digest.refused.weekOutside", { first: locale.date(from), last: locale.date(to) });
  if (isSilent(week, campaign)) {
    const other = weeksOf(campaign.period).find((one) => !isSilent(one, campaign)) ?? week;
    throw new UserError("digest.refused.weekOff", { week: locale.week(week), example: other.slice(-3) });
  }
  return week;
}

/**
 * A week without a year: the campaign's, the last that has begun where two years have it.
 * @throws UserError when the campaign has no such week
 */
export function weekMeant({ number, year }: WantedWeek, { campaign, today, viewer }: Request): IsoWeek {
  const name = `W${String(number).padStart(2, "0")}`;
  const meant = weeksOf(campaign.period).filter((week) =>
    year === undefined ? week.endsWith(name) : week === `${year}-${name}`,
  );
  const week = meant.findLast((one) => one <= weekOf(today)) ?? meant[0];
  if (week !== undefined) return week;
  const { from, to } = campaign.period;
  throw new UserError("digest.refused.weekOutside", {
    first: viewer.locale.date(from),
    last: viewer.locale.date(to),
  });
}
