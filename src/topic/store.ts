import { randomUUID } from "node:crypto";
import type { IsoDate } from "../calendar.ts";
import type { Database, Reader, Tx } from "../db/client.ts";
import { dayOf, instantOf, momentOf } from "../db/dates.ts";
import { sortedByName } from "../i18n/pinyin.ts";
import type { Listed } from "../org/people.ts";
import { gramsOf } from "./likeness/grams.ts";
import type { Direction, Topic, TopicEntry, TopicFile, TopicState } from "./model.ts";
import type { Leader } from "./rules.ts";

/** Topics and their owners. With the rooms' stores the only place of this feature that touches the database. */
export type TopicStore = ReturnType<typeof topicStore>;

/** What a step changes besides the entry. */
export type TopicChange = {
  state: TopicState;
  returnedReason?: string | null;
  findings?: string | null;
  link?: string | null;
  file?: TopicFile | null;
};

type Row = Omit<Topic, "owner" | "file"> & {
  personId: string;
  ownerName: string;
  slackUserId: string | null;
  fileId: string | null;
  fileName: string | null;
  fileLink: string | null;
};

export function topicStore(db: Database, workspaceId: string) {
  /** By its id, or by its owner in a campaign. */
  type Which = { id: string } | { campaignId: string; personId: string };

  async function find(reader: Reader, which: Which): Promise<Topic | undefined> {
    const wanted =
      "id" in which ? { id: which.id, campaignId: null, personId: null } : { id: null, ...which };
    const [row] = await reader.$queryRaw<Row[]>`
      SELECT t.id, t.campaign_id AS "campaignId", t.person_id AS "personId", p.name AS "ownerName",
        su.slack_id AS "slackUserId", t.direction_code AS "directionCode", t.title, t.why, t.method, t.state,
        t.registered_on::text AS "registeredOn", t.returned_reason AS "returnedReason", t.findings, t.link,
        t.file_id AS "fileId", t.file_name AS "fileName", t.file_link AS "fileLink",
        ARRAY(SELECT c.person_id::text FROM topic_co_researcher c JOIN person q ON q.id = c.person_id
              WHERE c.topic_id = t.id ORDER BY q.name, q.employee_no) AS "coResearcherIds",
        ARRAY(SELECT v.unit_id::text FROM topic_unit v JOIN unit u ON u.id = v.unit_id
              WHERE v.topic_id = t.id ORDER BY u.tree_first) AS "unitIds"
      FROM topic t JOIN person p ON p.id = t.person_id LEFT JOIN slack_user su ON su.person_id = p.id
      WHERE t.workspace_id = ${workspaceId}::uuid
        AND (t.id = ${wanted.id}::uuid OR (t.campaign_id = ${wanted.campaignId}::uuid AND t.person_id = ${wanted.personId}::uuid))`;
    return row && topicOf(row);
  }

  async function writeLists(
    tx: Tx,
    topicId: string,
    { coResearcherIds, unitIds }: TopicEntry,
  ): Promise<void> {
    await tx.topicCoResearcher.deleteMany({ where: { topicId } });
    await tx.topicUnit.deleteMany({ where: { topicId } });
    await tx.topicCoResearcher.createMany({
      data: coResearcherIds.map((personId) => ({ topicId, personId })),
    });
    await tx.topicUnit.createMany({ data: unitIds.map((unitId) => ({ topicId, unitId })) });
  }

  return {
    byId: (id: string, reader: Reader = db) => find(reader, { id }),
    own: (campaignId: string, personId: string) => find(db, { campaignId, personId }),

    /** The person's topic, if they have one; until the transaction ends nobody else changes it or makes one for them. */
    async lockOwn(tx: Tx, campaignId: string, personId: string): Promise<Topic | undefined> {
      await tx.$queryRaw`SELECT id FROM person WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
      await tx.$queryRaw`
        SELECT id FROM topic WHERE campaign_id = ${campaignId}::uuid AND person_id = ${personId}::uuid FOR UPDATE`;
      return find(tx, { campaignId, personId });
    },

    async lock(tx: Tx, id: string): Promise<Topic | undefined> {
      await tx.$queryRaw`
        SELECT id FROM topic WHERE id = ${id}::uuid AND workspace_id = ${workspaceId}::uuid FOR UPDATE`;
      return find(tx, { id });
    },

    async create(
      tx: Tx,
      topic: TopicEntry & { campaignId: string; personId: string; registeredOn: IsoDate },
      now: Temporal.Instant,
    ): Promise<string> {
      const id = randomUUID();
      const { campaignId, personId, directionCode, title, why, method } = topic;
      const at = { createdAt: momentOf(now), updatedAt: momentOf(now) };
      await tx.topic.create({
        data: {
          ...{ id, workspaceId, campaignId, personId, directionCode, title, why, method, ...at },
          titleGrams: gramsOf(title),
          state: "registered",
          registeredOn: dayOf(topic.registeredOn),
        },
      });
      await writeLists(tx, id, topic);
      return id;
    },

    async saveEntry(tx: Tx, id: string, entry: TopicEntry, now: Temporal.Instant): Promise<void> {
      const { directionCode, title, why, method } = entry;
      const data = {
        directionCode,
        title,
        why,
        method,
        titleGrams: gramsOf(title),
        updatedAt: momentOf(now),
      };
      await tx.topic.update({ where: { id }, data });
      await writeLists(tx, id, entry);
    },

    async saveState(tx: Tx, id: string, change: TopicChange, now: Temporal.Instant): Promise<void> {
      const { file, ...rest } = change;
      const named = file && { fileId: file.id, fileName: file.name, fileLink: file.link };
      const none = { fileId: null, fileName: null, fileLink: null };
      await tx.topic.update({
        where: { id },
        data: {
          returnedReason: null,
          ...rest,
          ...(file === undefined ? {} : (named ?? none)),
          updatedAt: momentOf(now),
        },
      });
    },

    /** A topic that was registered by mistake is gone; what the audit says of it stays. */
    async remove(tx: Tx, id: string): Promise<void> {
      await tx.topic.deleteMany({ where: { id, workspaceId } });
    },

    /** Why it was returned last. */
    async lastReason(tx: Tx, id: string): Promise<string | null> {
      const [row] = await tx.$queryRaw<{ reason: string | null }[]>`
        SELECT reason FROM audit_entry
        WHERE workspace_id = ${workspaceId}::uuid AND record = 'topic' AND record_id = ${id}
          AND after->>'state' = 'returned' ORDER BY id DESC LIMIT 1`;
      return row?.reason ?? null;
    },

    /** What Slack says of a file, once it has said it; nothing where another file took its place meanwhile. */
    async nameFile(tx: Tx, id: string, file: TopicFile): Promise<void> {
      await tx.topic.updateMany({
        where: { id, workspaceId, fileId: file.id },
        data: { fileName: file.name, fileLink: file.link },
      });
    },

    directions: (campaignId: string): Promise<Direction[]> =>
      db.direction.findMany({
        where: { campaignId },
        select: { code: true, name: true, nameEn: true },
        orderBy: { code: "asc" },
      }),

    /** Those who may have to approve: heads, members of leading groups and administrators, with their unit that day. */
    leaders: async (date: IsoDate, reader: Reader = db): Promise<Leader[]> =>
      sortedByName(
        await reader.$queryRaw<(Leader & { employeeNo: string })[]>`
        SELECT p.id AS "personId", p.name, p.employee_no AS "employeeNo", p.roles, m.unit_id AS "unitId", su.slack_id AS "slackUserId"
        FROM person p
        JOIN membership m ON m.person_id = p.id AND belonged(m.starts_on, m.ends_on, ${date}::date)
        LEFT JOIN slack_user su ON su.person_id = p.id
        WHERE p.workspace_id = ${workspaceId}::uuid AND p.roles && ARRAY['unit_head', 'leading_group', 'administrator']`,
      ),

    /** The unit that somebody belongs to on that date; where they left, the last one. */
    async unitIdOf(personId: string, date: IsoDate, reader: Reader = db): Promise<string | undefined> {
      const [row] = await reader.$queryRaw<{ unitId: string }[]>`
        SELECT unit_id AS "unitId" FROM membership
        WHERE person_id = ${personId}::uuid AND workspace_id = ${workspaceId}::uuid
        ORDER BY belonged(starts_on, ends_on, ${date}::date) DESC, starts_on DESC LIMIT 1`;
      return row?.unitId;
    },

    /** People of the roster by id; who is not on it is left out. */
    async people(ids: string[], reader: Reader = db): Promise<Listed[]> {
      if (ids.length === 0) return [];
      const rows = await reader.person.findMany({
        where: { id: { in: ids }, workspaceId },
      });
      return sortedByName(rows).map(({ id, name, employeeNo, position }) => ({
        personId: id,
        name,
        employeeNo,
        position,
      }));
    },

    /** What somebody is called; "–" for who is not on the roster. */
    async nameOf(personId: string | null, reader: Reader): Promise<string> {
      const found = personId === null ? null : await reader.person.findUnique({ where: { id: personId } });
      return found?.name ?? "–";
    },

    /** Who brought the topic into its state, and when. */
    async lastStep(id: string, state: TopicState, reader: Reader = db) {
      const [row] = await reader.$queryRaw<{ actor: string; at: Date }[]>`
        SELECT coalesce(p.name, a.actor) AS actor, a.at FROM audit_entry a LEFT JOIN person p ON p.id = a.person_id
        WHERE a.workspace_id = ${workspaceId}::uuid AND a.record = 'topic' AND a.record_id = ${id}
          AND a.after->>'state' = ${state} ORDER BY a.id DESC LIMIT 1`;
      return row && { actor: row.actor, at: instantOf(row.at) };
    },
  };
}

function topicOf({ personId, ownerName, slackUserId, fileId, fileName, fileLink, ...row }: Row): Topic {
  return {
    ...row,
    owner: { personId, name: ownerName, slackUserId },
    file: fileId === null ? null : { id: fileId, name: fileName, link: fileLink },
  };
}
