import type { IsoDate, Period } from "../calendar.ts";
import type { Database } from "../db/client.ts";
import { isoOf, momentOf } from "../db/dates.ts";
import { UserError } from "../errors.ts";
import { sortedByName } from "../i18n/pinyin.ts";
import { belongedOn } from "./belonged.ts";
import { calendarStore } from "./calendar/store.ts";
import type { CalendarRows } from "./calendar/study-days.ts";
import { campaignAt, campaignOfRow, currentCampaign } from "./campaign/current.ts";
import type { Campaign } from "./campaign/model.ts";
import { keepAccount } from "./keep-account.ts";
import type { Person, Unit } from "./model.ts";
import type { Between, Meant } from "./request.ts";
import { type Role, roles } from "./scope.ts";
import type { SlackProfile } from "./slack-profile.ts";

export type SlackUserRow = {
  personId: string | null;
  meantPersonId: string | null;
  standing: string | null;
  locale: string | null;
  language: string | null;
  timeZone: string | null;
  isAdmin: boolean;
  checkedAt: Temporal.Instant;
};

/** What the roster and the campaign hold, of one workspace. */
export type OrgStore = ReturnType<typeof orgStore>;

export function orgStore(db: Database, workspaceId: string) {
  const calendar = calendarStore(db, workspaceId);

  return {
    /** What stands about the days of a period: holidays, days off, days chosen instead. */
    calendar: (period: Period): Promise<CalendarRows> => calendar.rows(period),

    campaignAt: (date: IsoDate): Promise<Campaign | undefined> => campaignAt(db, workspaceId, date),

    /** @throws UserError "common.noCampaign" while none has been imported */
    async campaign(): Promise<Campaign> {
      const row = await db.campaign.findFirst(currentCampaign(workspaceId));
      if (!row) throw new UserError("common.noCampaign");
      return campaignOfRow(row);
    },

    async units(): Promise<Unit[]> {
      const rows = await db.unit.findMany({ where: { workspaceId }, orderBy: { treeFirst: "asc" } });
      return rows.map(({ startsOn, endsOn, ...unit }) => ({
        ...unit,
        startsOn: startsOn && isoOf(startsOn),
        endsOn: endsOn && isoOf(endsOn),
      }));
    },

    async roster(unitId: string, date: IsoDate): Promise<Person[]> {
      const people = await db.person.findMany({
        where: { workspaceId, memberships: { some: { unitId, ...belongedOn(date) } } },
        include: { slackUser: true },
      });
      return sortedByName(people.map(personOf));
    },

    async personOfSlackUser(
      slackId: string,
      date: IsoDate,
    ): Promise<{ person: Person; unitId: string } | undefined> {
      const person = await db.person.findFirst({
        where: { workspaceId, slackUser: { slackId } },
        include: { slackUser: true, memberships: { where: belongedOn(date), take: 1 } },
      });
      const unitId = person?.memberships[0]?.unitId;
      return person && unitId ? { person: personOf(person), unitId } : undefined;
    },

    /** The same, as what they held on that date at the unit that they belonged to then. */
    async personThen(
      slackId: string,
      date: IsoDate,
    ): Promise<{ person: Person; unitId: string } | undefined> {
      const found = await this.personOfSlackUser(slackId, date);
      if (!found) return undefined;
      const { person, unitId } = found;
      const held = await db.roleHeld.findMany({
        where: { personId: person.id, unitId, ...belongedOn(date) },
      });
      return { person: { ...person, roles: rolesOf(held.map(({ role }) => role)) }, unitId };
    },

    /** Since when somebody who belongs to no unit on that date does not, and when they will again. */
    async between(personId: string, date: IsoDate): Promise<Between> {
      const [row] = await db.$queryRaw<Between[]>`
        SELECT (max(ends_on) FILTER (WHERE ends_on < ${date}::date) + 1)::text AS since,
          (min(starts_on) FILTER (WHERE starts_on > ${date}::date))::text AS until
        FROM membership WHERE workspace_id = ${workspaceId}::uuid AND person_id = ${personId}::uuid`;
      return row ?? { since: null, until: null };
    },

    /** Who is behind these Slack users, of those that have been met; null for one whom the roster does not know. */
    async peopleOf(slackIds: string[]): Promise<Map<string, { personId: string; name: string } | null>> {
      if (slackIds.length === 0) return new Map();
      const users = await db.slackUser.findMany({
        where: { workspaceId, slackId: { in: slackIds } },
        include: { person: true },
      });
      return new Map(
        users.map(({ slackId, person }) => [slackId, person && { personId: person.id, name: person.name }]),
      );
    },

    async slackUser(slackId: string): Promise<SlackUserRow | undefined> {
      const row = await db.slackUser.findUnique({ where: { workspaceId_slackId: { workspaceId, slackId } } });
      return row
        ? { ...row, checkedAt: Temporal.Instant.fromEpochMilliseconds(row.checkedAt.getTime()) }
        : undefined;
    },

    /** Keeps what Slack says of a user, and whose account it is: see `keepAccount`. */
    keepSlackUser: (profile: SlackProfile, saidAt: Temporal.Instant, how: { heard?: boolean } = {}) =>
      keepAccount({ db, workspaceId }, profile, saidAt, how),

    /** Whose e-mail address an account has that is not tied to them, and whether the one that is was deactivated. */
    async meant(personId: string): Promise<Meant | undefined> {
      const [row] = await db.$queryRaw<Meant[]>`
        SELECT p.name, NOT EXISTS (SELECT 1 FROM slack_user u WHERE u.person_id = p.id) AS "isGone"
        FROM person p WHERE p.workspace_id = ${workspaceId}::uuid AND p.id = ${personId}::uuid`;
      return row;
    },

    /** Accounts that are, or were, those of people of the roster, of which Slack last spoke before that moment, the longest ago first. */
    async askedBefore(moment: Temporal.Instant): Promise<string[]> {
      const rows = await db.slackUser.findMany({
        where: {
          workspaceId,
          OR: [{ personId: { not: null } }, { meantPersonId: { not: null } }],
          checkedAt: { lt: momentOf(moment) },
        },
        orderBy: { checkedAt: "asc" },
        select: { slackId: true },
        take: 200,
      });
      return rows.map(({ slackId }) => slackId);
    },

    /** Those of these accounts of which Slack last spoke before that moment. */
    async agedOf(slackIds: string[], moment: Temporal.Instant): Promise<string[]> {
      const rows = await db.slackUser.findMany({
        where: { workspaceId, slackId: { in: slackIds }, checkedAt: { lt: momentOf(moment) } },
        select: { slackId: true },
      });
      return rows.map(({ slackId }) => slackId);
    },

    /** Addresses of people whose Slack account is not known: liaisons and heads first. */
    async emailsWithoutSlackUser(): Promise<string[]> {
      const rows = await db.$queryRaw<{ email: string }[]>`
        SELECT p.email FROM person p LEFT JOIN slack_user s ON s.person_id = p.id
        WHERE p.workspace_id = ${workspaceId}::uuid AND p.email IS NOT NULL AND s.slack_id IS NULL
        ORDER BY NOT (p.roles && ARRAY['liaison', 'unit_head', 'leading_group', 'administrator']), p.employee_no`;
      return rows.map((row) => row.email);
    },

    /** The names of the campaign's administrators, for those who must ask one. */
    async administrators(): Promise<string[]> {
      const people = await db.person.findMany({
        where: { workspaceId, roles: { has: "administrator" } },
        select: { name: true },
        orderBy: { employeeNo: "asc" },
        take: 3,
      });
      return people.map((person) => person.name);
    },
  };
}

type PersonRow = Omit<Person, "roles" | "slackUserId"> & {
  roles: string[];
  slackUser: { slackId: string } | null;
};

function personOf(row: PersonRow): Person {
  return {
    id: row.id,
    employeeNo: row.employeeNo,
    name: row.name,
    position: row.position,
    email: row.email,
    roles: rolesOf(row.roles),
    slackUserId: row.slackUser?.slackId ?? null,
  };
}

const rolesOf = (held: string[]): Role[] =>
  held.filter((role): role is Role => roles.some((known) => known === role));
