import type { LocalUser } from "../../sandbox/slack/index.ts";
import type { TownChanges } from "../support/town.ts";

/**
 * The town of the model: every role at every level, somebody in two roles, a unit without a weekday and without a list
 * of people, people whom Slack does not know, an administrator and a stranger whom the roster does not know.
 */

export type UnitCode = "B" | "N" | "S" | "HILL" | "LAKE" | "RIVER" | "MILL";
type Unit = { code: UnitCode; parent: UnitCode | null; weekday: number | null };

export const units: Unit[] = [
  { code: "B", parent: null, weekday: 4 },
  { code: "N", parent: "B", weekday: 5 },
  { code: "S", parent: "B", weekday: 5 },
  { code: "HILL", parent: "N", weekday: 3 },
  { code: "LAKE", parent: "N", weekday: 3 },
  { code: "RIVER", parent: "S", weekday: 2 },
  { code: "MILL", parent: "S", weekday: null },
];

const names: Record<UnitCode, string> = {
  B: "县教育局",
  N: "North District",
  S: "South District",
  HILL: "Hill School",
  LAKE: "Lake *School*",
  RIVER: "River <School> & Co",
  MILL: "Mill Station",
};

export type Role = "liaison" | "unit_head" | "leading_group" | "administrator";
/** Somebody of the roster. `slack` is null for those whom a liaison enters for. */
export type Person = { no: string; name: string; unit: UnitCode; roles: Role[]; slack: string | null };

const person = (
  no: string,
  name: string,
  unit: UnitCode,
  slack: string | null,
  ...roles: Role[]
): Person => ({
  ...{ no, name, unit, slack, roles },
});

export const people: Person[] = [
  person("1", "顾力涵", "B", "U0BOSS", "leading_group", "unit_head", "administrator"),
  person("2", "North Head", "N", "U0NORTH", "unit_head", "leading_group"),
  person("3", "South Head", "S", "U0SOUTH", "unit_head", "leading_group"),
  person("4", "何敏", "B", "U0BLIAISON", "liaison"),
  person("5", "Bureau Clerk", "B", "U0CLERK"),
  person("10", "许福全", "HILL", "U0HEAD", "unit_head"),
  person("11", "金永", "HILL", "U0LIAISON", "liaison"),
  person("12", "江文", "HILL", "U0JIANG"),
  person("13", "王伟", "HILL", "U0WANG"),
  person("14", "王伟民", "HILL", null),
  person("15", "Li <b>Lei</b>", "HILL", null),
  person("20", "Lake Head", "LAKE", "U0LAKEHEAD", "unit_head", "liaison"),
  person("21", "Lake Liaison", "LAKE", "U0LAKE", "liaison"),
  person("22", "Quiet *Teacher*", "LAKE", null),
  person("23", "Lake Singer", "LAKE", "U0SINGER"),
  person("30", "River Head", "RIVER", null, "unit_head"),
  person("31", "River Liaison", "RIVER", "U0RIVER", "liaison"),
  person("32", "River Gardener", "RIVER", "U0GARDENER"),
  person("33", "孔静", "RIVER", null),
  person("40", "Mill Liaison", "MILL", "U0MILL", "liaison"),
];

/**
 * People of whom nobody outside their unit's line may read: they hold no role that others are sent to, and no Slack
 * account that would show them.
 */
export const secrets = people.filter(({ slack, roles }) => slack === null && roles.length === 0);

const chinese = new Set(["U0BOSS", "U0JIANG", "U0BLIAISON", "U0GARDENER", "U0LAKEHEAD"]);
const user = (id: string, realName: string, more: Partial<LocalUser> = {}): LocalUser => ({
  ...{ id, name: id.slice(2).toLowerCase(), realName, email: `${id.toLowerCase()}@example.org` },
  locale: chinese.has(id) ? "zh-CN" : "en-US",
  ...more,
});

export const stranger = "U0STRANGER";
/** Slack's administrator, whom the roster does not know. */
export const installer = "U0INSTALLER";
export const users: LocalUser[] = [
  ...people.flatMap(({ slack, name }) => (slack ? [user(slack, name)] : [])),
  user(stranger, "A Stranger"),
  user(installer, "The Installer", { admin: true, owner: true }),
];

const everybody = users.map(({ id }) => id);
export const channels = [
  { id: "C0BUREAU", name: "bureau", members: everybody, botMember: true },
  { id: "C0HILL", name: "hill-school", members: everybody, botMember: true },
  { id: "C0LOUNGE", name: "lounge", members: everybody, botMember: false },
];

export const campaign = {
  timeZone: "Asia/Shanghai",
  from: "2026-09-21",
  to: "2027-01-31",
  weeksOff: ["2026-W40"],
  themes: ["T1", "T2", "T3"],
  directions: ["D1", "D2"],
};

/** The same town for the import. */
export const changes: TownChanges = {
  campaign: {
    reminders: true,
    themes: campaign.themes.map((code) => ({ code, name: `议题${code}`, name_en: `Theme ${code}` })) as never,
    directions: campaign.directions.map((code) => ({
      ...{ code, name: `方向${code}`, name_en: `Direction ${code}` },
    })) as never,
  },
  units: [
    "code,name,kind,parent_code,session_weekday",
    ...units.map(
      ({ code, parent, weekday }) => `${code},${names[code]},unit,${parent ?? ""},${weekday ?? ""}`,
    ),
  ],
  people: [
    "employee_no,name,unit_code,position,email,roles",
    ...people.map(
      ({ no, name, unit, roles, slack }) =>
        `${no},${name},${unit},,${slack ? `${slack.toLowerCase()}@example.org` : ""},${roles.join(";")}`,
    ),
  ],
};
