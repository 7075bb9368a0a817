import { randomUUIDv7 } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
import type { Database, Reader, Tx } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import { besideNames, nameKey } from "../../i18n/names.ts";
import { isSpelling, sortedByName } from "../../i18n/pinyin.ts";
import type { UnitDates } from "../../org/model.ts";
import { plainNumber, search } from "../../org/people.ts";
import type { TreeRange } from "../../org/scope.ts";
import { administratorsOn } from "./roles-store.ts";
import { staysOf } from "./stays-store.ts";

/** Somebody of the roster as a list shows them, with the unit where they are, will be first, or were last. */
export type ListedPerson = {
  id: string;
  employeeNo: string;
  name: string;
  position: string | null;
  roles: string[];
  unitId: string;
  isMember: boolean;
  slackUserId: string | null;
  /** Without an account, since theirs was deactivated. */
  isGone: boolean;
};
export type Wanted = {
  query: string;
  scope: TreeRange;
  date: IsoDate;
  /** Only those who belong somewhere and have no Slack account. */
  unmatched: boolean;
  offset: number;
  limit: number;
};
export type PersonFields = {
  employeeNo: string;
  name: string;
  position: string | null;
  email: string | null;
  roles: string[];
};
export type PersonRecord = PersonFields & { id: string };
/** `standing`: what it is where it is no member's, as "guest" or "deactivated". */
export type Account = { slackId: string; matchedByHand: boolean; standing: string | null };
export type LockedUnit = UnitDates & { id: string; code: string; name: string };

/** Somebody's account that was deactivated, the last one. */
const gone = {
  where: { standing: "deactivated" },
  orderBy: { checkedAt: "desc" },
  take: 1,
} as const;

export type RosterStore = ReturnType<typeof rosterStore>;

/** The roster as it is looked through and changed in Slack. */
export function rosterStore(db: Database, workspaceId: string) {
  return {
    /** People whose name, employee number or e-mail holds the text, or whose name is spelt so; those called exactly that first. */
    async find({ query, scope, date, unmatched, offset, limit }: Wanted) {
      const [name, text] = [nameKey(query), plainNumber(query)];
      const rows = await db.$queryRaw<(ListedPerson & { holds: boolean; isLeading: boolean })[]>`
        WITH home AS (
          SELECT DISTINCT ON (m.person_id) m.person_id, m.unit_id,
            belonged(m.starts_on, m.ends_on, ${date}::date) AS is_member
          FROM membership m WHERE m.workspace_id = ${workspaceId}::uuid
          ORDER BY m.person_id, is_member DESC, m.starts_on DESC),
        found AS (
          SELECT p.id, p.employee_no, p.name, p.position, p.roles, h.unit_id, h.is_member, s.slack_id,
            EXISTS (SELECT 1 FROM slack_user g WHERE g.meant_person_id = p.id AND g.standing = 'deactivated') AS is_gone,
            position(${text} IN coalesce(p.email, '')) > 0 AS holds
          FROM person p JOIN home h ON h.person_id = p.id JOIN unit u ON u.id = h.unit_id
          LEFT JOIN slack_user s ON s.person_id = p.id
          WHERE p.workspace_id = ${workspaceId}::uuid AND u.tree_first BETWEEN ${scope.treeFirst} AND ${scope.treeLast}
            AND (NOT ${unmatched} OR (h.is_member AND s.slack_id IS NULL))
            AND (${text} = '' OR ${isSpelling(query)}
              OR position(${name} IN translate(lower(normalize(p.name, NFKC)), ${besideNames}, '')) > 0
              OR position(${text} IN lower(p.employee_no)) = 1 OR position(${text} IN coalesce(p.email, '')) > 0))
        SELECT f.id, f.employee_no AS "employeeNo", f.name, f.position, f.roles, f.unit_id AS "unitId",
          f.is_member AS "isMember", f.slack_id AS "slackUserId", f.slack_id IS NULL AND f.is_gone AS "isGone", f.holds,
          f.roles && ARRAY['liaison', 'unit_head', 'leading_group', 'administrator'] AS "isLeading"
        FROM found f`;
      const found = await search(sortedByName(rows), query, ({ holds }) => holds);
      // Without an account those matter most on whom units depend.
      const ordered = unmatched ? found.toSorted((a, b) => Number(b.isLeading) - Number(a.isLeading)) : found;
      const people = ordered
        .slice(offset, offset + limit)
        .map(({ holds: _, isLeading: __, ...person }) => person);
      return { people, total: found.length };
    },

    /** How many people belong somewhere and have no Slack account, and how many of them units depend on. */
    async unmatched(date: IsoDate): Promise<{ people: number; leading: number }> {
      const [row] = await db.$queryRaw<{ people: number; leading: number }[]>`
        SELECT count(*)::int AS people, count(*) FILTER (WHERE p.roles && ARRAY['liaison', 'unit_head'])::int AS leading
        FROM person p JOIN membership m ON m.person_id = p.id
          AND belonged(m.starts_on, m.ends_on, ${date}::date)
        LEFT JOIN slack_user s ON s.person_id = p.id
        WHERE p.workspace_id = ${workspaceId}::uuid AND s.slack_id IS NULL`;
      return row ?? { people: 0, leading: 0 };
    },

    async person(id: string, reader: Reader = db) {
      const row = await reader.person.findFirst({
        where: { id, workspaceId },
        include: { slackUser: true, meantBy: gone },
      });
      if (!row) return undefined;
      const { employeeNo, name, position, email, roles } = row;
      // None any more is worth less than one that is gone: it says why.
      const slackUser = row.slackUser ?? row.meantBy[0];
      const stays = (await staysOf(reader, [id])).get(id) ?? [];
      const account: Account | null = slackUser
        ? {
            slackId: slackUser.slackId,
            matchedByHand: slackUser.matchedByHand,
            standing: slackUser.standing,
          }
        : null;
      return { id, employeeNo, name, position, email, roles, stays, account };
    },

    /** The same, and nobody else changes them until the transaction ends. */
    async lock(tx: Tx, id: string) {
      await tx.$queryRaw`SELECT id FROM person WHERE id = ${id}::uuid AND workspace_id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
      return this.person(id, tx);
    },

    async ofSlackUser(slackId: string): Promise<string | undefined> {
      const row = await db.slackUser.findUnique({ where: { workspaceId_slackId: { workspaceId, slackId } } });
      return row?.personId ?? undefined;
    },

    /** A unit that does not begin or end until the transaction has: a merger waits for it. */
    async unit(tx: Tx, id: string): Promise<LockedUnit | undefined> {
      const [row] = await tx.$queryRaw<LockedUnit[]>`
        SELECT id, code, name, starts_on::text AS "startsOn", ends_on::text AS "endsOn" FROM unit
        WHERE id = ${id}::uuid AND workspace_id = ${workspaceId}::uuid FOR SHARE`;
      return row;
    },

    async add(tx: Tx, fields: PersonFields): Promise<string> {
      const id = randomUUIDv7();
      await tx.person.create({ data: { id, workspaceId, ...fields } });
      return id;
    },

    async change(tx: Tx, id: string, fields: Partial<PersonFields>): Promise<void> {
      await tx.person.update({ where: { id }, data: fields });
    },

    /** Somebody else who has the employee number or address already: one of them, with what it is. */
    async taken(
      { employeeNo, email }: { employeeNo?: string; email: string | null },
      but: string | null,
      reader: Reader = db,
    ) {
      const find = async (where: object) => {
        const others = but === null ? {} : { id: { not: but } };
        return (await reader.person.findFirst({ where: { workspaceId, ...where, ...others } }))?.name;
      };
      return {
        employeeNo: employeeNo === undefined ? undefined : await find({ employeeNo }),
        email: email === null ? undefined : await find({ email }),
      };
    },

    /**
     * Every administrator of that date (`administratorsOn`), locked together with the person in one order: of two who
     * step down at once, the second sees the first.
     */
    async administrators(tx: Tx, personId: string, date: IsoDate): Promise<string[]> {
      await tx.$queryRaw`
        SELECT id FROM person
        WHERE workspace_id = ${workspaceId}::uuid AND ('administrator' = ANY (roles) OR id = ${personId}::uuid)
        ORDER BY id FOR NO KEY UPDATE`;
      // Asked once they are locked: the statement that waited for the lock saw memberships as they were before.
      return administratorsOn(tx, workspaceId, date);
    },

    /** Whose the Slack user is, locked. Undefined for one never seen. */
    async account(tx: Tx, slackId: string) {
      const [row] = await tx.$queryRaw<
        { personId: string | null; name: string | null; standing: string | null }[]
      >`
        SELECT u.person_id AS "personId", p.name, u.standing FROM slack_user u LEFT JOIN person p ON p.id = u.person_id
        WHERE u.workspace_id = ${workspaceId}::uuid AND u.slack_id = ${slackId} FOR UPDATE OF u`;
      return row;
    },

    /** Ties the Slack user to the person and frees whoever each was tied to; by hand, so that no address undoes it. */
    async match(tx: Tx, personId: string, slackId: string): Promise<void> {
      // Found by its address, it is theirs no more and is told why.
      await tx.slackUser.updateMany({
        where: { workspaceId, personId, slackId: { not: slackId }, matchedByHand: false },
        data: { personId: null, meantPersonId: personId },
      });
      await tx.slackUser.updateMany({
        where: {
          ...{ workspaceId, slackId: { not: slackId } },
          OR: [{ personId }, { meantPersonId: personId, standing: "deactivated" }],
        },
        data: { personId: null, meantPersonId: null, matchedByHand: false },
      });
      const id = { workspaceId, slackId };
      await tx.slackUser.upsert({
        where: { workspaceId_slackId: id },
        // Never asked for at Slack: the language comes with their first request.
        create: {
          ...id,
          personId,
          matchedByHand: true,
          checkedAt: momentOf(Temporal.Instant.fromEpochMilliseconds(0)),
        },
        update: { personId, meantPersonId: null, matchedByHand: true },
      });
    },

    async unmatch(tx: Tx, slackId: string): Promise<void> {
      await tx.slackUser.update({
        where: { workspaceId_slackId: { workspaceId, slackId } },
        data: { personId: null, meantPersonId: null, matchedByHand: true },
      });
    },
  };
}
