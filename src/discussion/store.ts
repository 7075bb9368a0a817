import { randomUUIDv7 } from "node:crypto";
import { z } from "zod";
import type { Database, Reader, Tx } from "../db/client.ts";
import { dayOf, momentOf } from "../db/dates.ts";
import { sortedByName } from "../i18n/pinyin.ts";
import type { Twin } from "./doubts.ts";
import type { DiscussionRecord, Fields, Participant, Subject, Theme } from "./model.ts";

/** Discussions and who took part. With the rooms' stores the only place that touches the database. */
export type DiscussionStore = ReturnType<typeof discussionStore>;

/** A discussion that this transaction holds, as it was before. */
export type LockedDiscussion = Fields & { id: string; unitId: string; isRemoved: boolean; people: string[] };

type Row = Omit<DiscussionRecord, "participants"> & { participants: unknown };
const participants = z.array(
  z.object({
    personId: z.string(),
    name: z.string(),
    employeeNo: z.string(),
    position: z.string().nullable(),
  }),
);

export function discussionStore(db: Database, workspaceId: string) {
  async function hold(
    tx: Tx,
    id: string,
    strength: "change" | "join",
  ): Promise<LockedDiscussion | undefined> {
    type Held = Omit<LockedDiscussion, "people">;
    // Many join at once: a shared lock lets them, and only a change of the record waits.
    const rows =
      strength === "change"
        ? await tx.$queryRaw<Held[]>`
            SELECT id, unit_id AS "unitId", date::text AS date, theme_code AS "themeCode", form,
              participant_count AS "participantCount", confirmed, removed_at IS NOT NULL AS "isRemoved"
            FROM discussion WHERE id = ${id}::uuid AND workspace_id = ${workspaceId}::uuid FOR UPDATE`
        : await tx.$queryRaw<Held[]>`
            SELECT id, unit_id AS "unitId", date::text AS date, theme_code AS "themeCode", form,
              participant_count AS "participantCount", confirmed, removed_at IS NOT NULL AS "isRemoved"
            FROM discussion WHERE id = ${id}::uuid AND workspace_id = ${workspaceId}::uuid FOR SHARE`;
    const [held] = rows;
    if (!held) return undefined;
    const people =
      strength === "change"
        ? await tx.discussionParticipant.findMany({ where: { discussionId: id }, select: { personId: true } })
        : [];
    return { ...held, people: people.map(({ personId }) => personId) };
  }

  return {
    /** The campaign's themes, by code. */
    themes: (campaignId: string): Promise<Theme[]> =>
      db.theme.findMany({ where: { campaignId }, omit: { campaignId: true }, orderBy: { code: "asc" } }),

    async get(id: string, reader: Reader = db): Promise<DiscussionRecord | undefined> {
      const [row] = await reader.$queryRaw<Row[]>`
        SELECT d.id, d.unit_id AS "unitId", d.date::text AS date, d.theme_code AS "themeCode", d.form,
          d.participant_count AS "participantCount", d.removed_at IS NOT NULL AS "isRemoved",
          (SELECT count(*)::int FROM viewpoint v WHERE v.discussion_id = d.id) AS viewpoints,
          (SELECT coalesce(json_agg(json_build_object('personId', p.id, 'name', p.name, 'employeeNo', p.employee_no,
             'position', p.position)), '[]')
           FROM discussion_participant dp JOIN person p ON p.id = dp.person_id WHERE dp.discussion_id = d.id) AS participants
        FROM discussion d WHERE d.id = ${id}::uuid AND d.workspace_id = ${workspaceId}::uuid`;
      return row && { ...row, participants: sortedByName(participants.parse(row.participants)) };
    },

    /** Locks a discussion until the transaction ends; undefined when there is none. */
    lock: (tx: Tx, id: string) => hold(tx, id, "change"),
    /** The same for somebody who only joins: its participants are not read. */
    share: (tx: Tx, id: string) => hold(tx, id, "join"),

    async make(
      tx: Tx,
      where: { campaignId: string; unitId: string; now: Temporal.Instant },
      fields: Fields,
    ): Promise<string> {
      const { campaignId, unitId, now } = where;
      const at = momentOf(now);
      const id = randomUUIDv7();
      const data = { ...fields, date: dayOf(fields.date), createdAt: at, updatedAt: at };
      await tx.discussion.create({ data: { id, workspaceId, campaignId, unitId, ...data } });
      return id;
    },

    async set(
      tx: Tx,
      id: string,
      fields: Partial<Fields> & { isRemoved?: boolean },
      now: Temporal.Instant,
    ): Promise<void> {
      const { date, isRemoved, ...rest } = fields;
      const moved = date === undefined ? {} : { date: dayOf(date) };
      const removed = isRemoved === undefined ? {} : { removedAt: isRemoved ? momentOf(now) : null };
      const data = { ...rest, ...moved, ...removed, updatedAt: momentOf(now) };
      await tx.discussion.update({ where: { id }, data });
    },

    /** @returns those who were not there before */
    async addPeople(tx: Tx, id: string, personIds: string[]): Promise<string[]> {
      if (personIds.length === 0) return [];
      const rows = await tx.$queryRaw<{ personId: string }[]>`
        INSERT INTO discussion_participant (discussion_id, person_id)
        SELECT ${id}::uuid, v FROM unnest(${personIds}::uuid[]) AS v
        ON CONFLICT DO NOTHING RETURNING person_id AS "personId"`;
      return rows.map(({ personId }) => personId);
    },

    async removePeople(tx: Tx, id: string, personIds: string[]): Promise<void> {
      await tx.discussionParticipant.deleteMany({
        where: { discussionId: id, personId: { in: personIds } },
      });
    },

    /** Who joined by themselves since the audit stood at `seen`. */
    async joinedSince(tx: Tx, id: string, seen: string): Promise<Set<string>> {
      const rows = await tx.$queryRaw<{ personId: string }[]>`
        SELECT after->>'joined' AS "personId" FROM audit_entry
        WHERE workspace_id = ${workspaceId}::uuid AND record = 'discussion' AND record_id = ${id}
          AND id > ${BigInt(seen)} AND after->>'joined' IS NOT NULL`;
      return new Set(rows.map(({ personId }) => personId));
    },

    /** How far the audit of a discussion has come. */
    async seen(id: string): Promise<string> {
      const [row] = await db.$queryRaw<{ seen: bigint | null }[]>`
        SELECT max(id) AS seen FROM audit_entry
        WHERE workspace_id = ${workspaceId}::uuid AND record = 'discussion' AND record_id = ${id}`;
      return String(row?.seen ?? 0);
    },

    /** One writing of a subject at a time: two at once would not see each other's discussion. */
    async lockSubject(tx: Tx, { unitId, date, themeCode, form }: Subject): Promise<void> {
      const name = `studyhall discussion ${unitId} ${date} ${themeCode} ${form}`;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
    },

    /** The first discussion of that subject that stands, other than the one named. */
    async twin(subject: Subject, reader: Reader = db, other?: string): Promise<Twin | undefined> {
      const { unitId, date, themeCode, form } = subject;
      const row = await reader.discussion.findFirst({
        where: {
          ...{ workspaceId, unitId, date: dayOf(date), themeCode, form, removedAt: null },
          ...(other === undefined ? {} : { id: { not: other } }),
        },
        select: { id: true, participantCount: true, _count: { select: { participants: true } } },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      });
      return row
        ? { discussionId: row.id, people: row.participantCount ?? row._count.participants }
        : undefined;
    },

    /** People of the roster by id, as lists show them. */
    async people(ids: string[]): Promise<Participant[]> {
      const rows = await db.person.findMany({
        where: { workspaceId, id: { in: ids } },
      });
      return sortedByName(rows).map(({ id, name, employeeNo, position }) => ({
        ...{ personId: id, name, employeeNo, position },
      }));
    },
  };
}
