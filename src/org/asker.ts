import type { IsoDate } from "../calendar.ts";
import type { Campaign } from "../campaign/model.ts";
import type { Actor } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import type { Organisation } from "./index.ts";
import type { Unit } from "./model.ts";
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
 * The asker as a member of the tree. Whoever installed Studyhall is an administrator, on the roster or not.
 * @throws UserError "common.notOnRoster" for everybody else whom the roster does not know; "org.refused.noUnits" for
 * administrators as long as there is no roster
 */
export function askerOf(request: Request, tree: UnitTree): Asker {
  const { viewer, campaign, today, now, key } = request;
  const { staff, slackUserId, locale } = viewer;
  const unit = staff?.unit ?? tree.root;
  if (!staff && !viewer.isAdmin) throw new UserError("common.notOnRoster");
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
