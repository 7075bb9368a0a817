import type { Member, Role, UnitPlace } from "./scope.ts";

/** A participating organisation, with its place in the tree. */
export type Unit = UnitPlace & {
  code: string;
  name: string;
  kind: string;
  parentId: string | null;
  sessionWeekday: number | null;
  hasRoster: boolean;
  depth: number;
};

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
