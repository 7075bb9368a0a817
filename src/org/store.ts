import type { IsoDate, Period } from "../calendar.ts";
import { campaignAt, campaignOfRow, currentCampaign } from "../campaign/current.ts";
import type { Campaign } from "../campaign/model.ts";
import type { Database } from "../db/client.ts";
import { dayOf, isoOf, momentOf } from "../db/dates.ts";
import { UserError } from "../errors.ts";
import type { Between } from "../feature.ts";
import { sortedByName } from "../i18n/pinyin.ts";
import type { SlackProfile } from "../slack/gateway.ts";
import { calendarStore } from "./calendar/store.ts";
import type { CalendarRows } from "./calendar/study-days.ts";
import type { Person, Unit } from "./model.ts";
import { type Role, roles } from "./scope.ts";

export type SlackUserRow = {
  personId: string | null;
  locale: string | null;
  language: string | null;
  timeZone: string | null;
  isAdmin: boolean;
  checkedAt: Temporal.Instant;
};

/** What the roster and the campaign hold, of one workspace. */
export type OrgStore = ReturnType<typeof orgStore>;

export function orgStore(db: Database, workspaceId: string) {
  /** SQL's "belonged to it on that date", as Prisma's condition. */
  const on = (date: IsoDate) => ({
    startsOn: { lte: dayOf(date) },
    OR: [{ endsOn: null }, { endsOn: { gte: dayOf(date) } }],
  });

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
        where: { workspaceId, memberships: { some: { unitId, ...on(date) } } },
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
        include: { slackUser: true, memberships: { where: on(date), take: 1 } },
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
      const held = await db.roleHeld.findMany({ where: { personId: person.id, unitId, ...on(date) } });
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

    /**
     * Keeps what Slack says of a user and ties it to the person with that e-mail address. A person whose Slack
     * account changed is tied to the new one; the language chosen stays. What an administrator tied or untied by hand
     * stays as it is, whatever the addresses say.
     */
    async keepSlackUser(profile: SlackProfile, now: Temporal.Instant): Promise<void> {
      const { slackUserId, locale, timeZone, isAdmin } = profile;
      const email = profile.email?.toLowerCase();
      await db.$transaction(async (tx) => {
        // Locked: a first request and the search by e-mail often meet the same person in the same moment.
        const [person] = email
          ? await tx.$queryRaw<{ id: string }[]>`
              SELECT id FROM person WHERE workspace_id = ${workspaceId}::uuid AND email = ${email} FOR NO KEY UPDATE`
          : [];
        const byHand = await tx.$queryRaw<{ slackId: string }[]>`
          SELECT slack_id AS "slackId" FROM slack_user
          WHERE workspace_id = ${workspaceId}::uuid AND matched_by_hand
            AND (slack_id = ${slackUserId} OR person_id = ${person?.id ?? null}::uuid)
          ORDER BY slack_id FOR UPDATE`;
        const found = byHand.length === 0 ? (person?.id ?? null) : null;
        if (found)
          await tx.slackUser.updateMany({
            where: { workspaceId, personId: found, slackId: { not: slackUserId } },
            data: { personId: null },
          });
        await tx.$executeRaw`
          INSERT INTO slack_user (workspace_id, slack_id, person_id, locale, time_zone, is_admin, checked_at)
          VALUES (${workspaceId}::uuid, ${slackUserId}, ${found}::uuid, ${locale}, ${timeZone}, ${isAdmin}, ${momentOf(now)})
          ON CONFLICT (workspace_id, slack_id) DO UPDATE SET
            person_id = CASE WHEN slack_user.matched_by_hand THEN slack_user.person_id ELSE EXCLUDED.person_id END,
            locale = EXCLUDED.locale, time_zone = EXCLUDED.time_zone, is_admin = EXCLUDED.is_admin,
            checked_at = EXCLUDED.checked_at`;
      });
    },

    /**
     * Keeps what Slack says once more of somebody who is known, first of all whether they administrate the workspace.
     * Whoever is no member of it any more is no longer the person that their address had named.
     */
    async keepAsked(profile: SlackProfile, now: Temporal.Instant): Promise<void> {
      const { slackUserId, isAdmin, isOutsider, locale, timeZone } = profile;
      await db.$executeRaw`
        UPDATE slack_user SET is_admin = ${isAdmin}, checked_at = ${momentOf(now)},
          locale = coalesce(${locale}, locale), time_zone = coalesce(${timeZone}, time_zone),
          person_id = CASE WHEN ${isOutsider} AND NOT matched_by_hand THEN NULL ELSE person_id END
        WHERE workspace_id = ${workspaceId}::uuid AND slack_id = ${slackUserId}`;
    },

    /** Slack users who are people of the roster and of whom Slack was last asked before that moment, the longest ago first. */
    async askedBefore(moment: Temporal.Instant): Promise<string[]> {
      const rows = await db.slackUser.findMany({
        where: {
          workspaceId,
          personId: { not: null },
          locale: { not: null },
          checkedAt: { lt: momentOf(moment) },
        },
        orderBy: { checkedAt: "asc" },
        select: { slackId: true },
        take: 200,
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
