import type { IsoDate } from "../calendar.ts";
import type { Actor } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Locale } from "../i18n/index.ts";
import type { Campaign } from "./campaign/model.ts";
import type { Organisation } from "./index.ts";
import type { Unit } from "./model.ts";
import type { Request, Viewer } from "./request.ts";
import type { Member } from "./scope.ts";
import type { UnitTree } from "./tree.ts";

/** Who asks, and when. `locale` is for the dates and names in a refusal. */
export type Asker = {
  slackUserId: string;
  /** Null for a Slack administrator whom the roster does not know. */
  personId: string | null;
  unit: Unit;
  member: Member;
  actor: Actor;
  campaign: Campaign;
  today: IsoDate;
  now: Temporal.Instant;
  /** Names the request: the same again means that Slack delivered twice. */
  key: string;
  locale: Locale;
};

/**
 * Why somebody who belongs to no unit today can do nothing here: they are not on the roster, have left, or come later, or
 * another account is tied to them by hand.
 */
export function notStaff({
  between,
  meant,
  locale,
}: Pick<Viewer, "between" | "meant" | "locale">): UserError {
  if (meant)
    return new UserError(meant.isGone ? "common.accountGone" : "common.otherAccount", { name: meant.name });
  const { since = null, until = null } = between ?? {};
  if (until !== null) return new UserError("common.noUnitYet", { from: locale.date(until) });
  if (since !== null) return new UserError("common.noUnit", { since: locale.date(since) });
  return new UserError("common.notOnRoster");
}

/**
 * The asker as a member of the tree. Whoever installed Studyhall is an administrator, on the roster or not.
 * @throws UserError as `notStaff` says for everybody else who belongs to no unit; "org.refused.noUnits" for
 * administrators as long as there is no roster
 */
export function askerOf(request: Request, tree: UnitTree): Asker {
  const { viewer, campaign, today, now, key } = request;
  const { staff, slackUserId, locale } = viewer;
  const unit = staff?.unit ?? tree.root;
  if (!staff && !viewer.isAdmin) throw notStaff(viewer);
  if (!unit) throw new UserError("org.refused.noUnits");
  const roles = [...(staff?.member.roles ?? []), ...(viewer.isAdmin ? (["administrator"] as const) : [])];
  const personId = staff?.id ?? null;
  const member = { personId: personId ?? "", roles, unit: staff?.member.unit ?? unit };
  const actor: Actor = personId === null ? { name: slackUserId } : { name: slackUserId, personId };
  return { slackUserId, personId, unit, member, actor, campaign, today, now, key, locale };
}

/**
 * The asker of a page about a date: of a campaign that has been closed since, the page is that campaign's.
 * @throws UserError as `askerOf`
 */
export async function askerOn(
  date: IsoDate | undefined,
  request: Request,
  org: Organisation,
): Promise<Asker> {
  const campaign = date === undefined ? request.campaign : await org.campaignOf(date);
  return askerOf({ ...request, campaign }, await org.units());
}
