import type { IsoDate } from "../calendar.ts";
import type { Member, Role, UnitPlace } from "./scope.ts";

/**
 * A participating organisation, with its place in the tree. One that was merged into another stays in the tree with
 * its records; whether it takes part on a date says `takesPart`.
 */
export type Unit = UnitPlace & {
  code: string;
  name: string;
  kind: string;
  parentId: string | null;
  sessionWeekday: number | null;
  hasRoster: boolean;
  depth: number;
  /** Its first day; null: since before the campaign. */
  startsOn: IsoDate | null;
  /** Its last day, included; null while it takes part. */
  endsOn: IsoDate | null;
  /** The unit that took its people and what was below it. */
  mergedIntoId: string | null;
};

/** The dates between which a unit takes part. */
export type UnitDates = Pick<Unit, "startsOn" | "endsOn">;

/** A person of the roster. `slackUserId` is null for people without a Slack account, or not seen there yet. */
export type Person = {
  id: string;
  employeeNo: string;
  name: string;
  position: string | null;
  email: string | null;
  roles: Role[];
  slackUserId: string | null;
};

/** Somebody of the roster who is asking, as a member of the unit that they belong to today. */
export type Staff = Person & { member: Member; unit: Unit };

/** A unit as units.csv says it. */
export type UnitRecord = {
  id: string;
  code: string;
  name: string;
  kind: string;
  parentCode: string | null;
  sessionWeekday: number | null;
  /** Its first day, where it was added later. */
  startsOn: IsoDate | null;
};
export type HeldUnit = UnitRecord & {
  treeFirst: number;
  treeLast: number;
  depth: number;
  /** Its last day, where it was merged into another. */
  endsOn: IsoDate | null;
  mergedIntoId: string | null;
};
