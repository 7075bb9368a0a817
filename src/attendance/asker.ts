import type { IsoDate } from "../calendar.ts";
import type { Campaign } from "../campaign/model.ts";
import type { Actor } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import type { Organisation } from "../org/index.ts";
import type { Person, Unit } from "../org/model.ts";
import { type Member, may } from "../org/scope.ts";
import type { UnitTree } from "../org/tree.ts";
import { isLocked, openUntil } from "./rules.ts";

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
 * @throws UserError "common.notOnRoster" for everybody else whom the roster does not know
 */
export function askerOf(request: Request, tree: UnitTree): Asker {
  const { viewer, campaign, today, now, key } = request;
  const { staff, slackUserId, locale } = viewer;
  const unit = staff?.unit ?? tree.root;
  if (!unit || (!staff && !viewer.isAdmin)) throw new UserError("common.notOnRoster");
  const roles = [...(staff?.member.roles ?? []), ...(viewer.isAdmin ? (["administrator"] as const) : [])];
  const personId = staff?.id ?? null;
  const member = { personId: personId ?? "", roles, unit: staff?.member.unit ?? unit };
  const actor: Actor = personId === null ? { name: slackUserId } : { name: slackUserId, personId };
  return { slackUserId, personId, unit, member, actor, campaign, today, now, key, locale };
}

/** A week is locked, and the asker is not one of those who may still correct it. */
export class LockedWeek extends UserError {
  readonly unit: Unit;
  readonly date: IsoDate;
  readonly heads: Person[];
  constructor(unit: Unit, date: IsoDate, heads: Person[], asker: Asker) {
    const { locale, campaign } = asker;
    const values = {
      date: locale.day(date),
      until: locale.day(openUntil(date, campaign)),
      heads: locale.list(heads.map((head) => head.name)),
    };
    super(heads.length > 0 ? "attendance.refused.locked" : "attendance.refused.lockedNoHead", values);
    this.unit = unit;
    this.date = date;
    this.heads = heads;
  }
}

/** May the asker enter for the unit and date: as who they are today, or as who they were then. */
export async function mayEnter(asker: Asker, unit: Unit, date: IsoDate, org: Organisation): Promise<boolean> {
  const action = isLocked(date, asker.campaign, asker.today) ? "correctLocked" : "enterForUnit";
  if (may(asker.member, action, unit)) return true;
  // A transfer does not take away who could enter for an earlier day.
  if (date >= asker.today) return false;
  const then = await org.staffOf(asker.slackUserId, date);
  return then !== undefined && may(then.member, action, unit);
}

/** @throws UserError saying who may, LockedWeek when it is only the week that stands in the way */
export async function assertMayEnter(
  asker: Asker,
  unit: Unit,
  date: IsoDate,
  org: Organisation,
): Promise<void> {
  if (await mayEnter(asker, unit, date, org)) return;
  const holders = (role: string) => org.holders(unit.id, role, asker.today);
  if (isLocked(date, asker.campaign, asker.today) && may(asker.member, "enterForUnit", unit))
    throw new LockedWeek(unit, date, await holders("unit_head"), asker);
  const liaisons = await holders("liaison");
  const values = { unit: unit.name, liaisons: asker.locale.list(liaisons.map((person) => person.name)) };
  const ask = liaisons.length > 0 ? "notYours" : "notYoursNoLiaison";
  throw new UserError(`attendance.refused.${ask}`, values, "unit");
}
