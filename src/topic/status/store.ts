import type { IsoDate } from "../../calendar.ts";
import type { Database } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import { sortedByName } from "../../i18n/pinyin.ts";
import type { TreeRange } from "../../org/scope.ts";
import { kinds } from "../ids.ts";
import type { TopicState } from "../model.ts";

export type StatusStore = ReturnType<typeof statusStore>;

/** Where people belong on a date, and the roles that owe a topic in a campaign. */
export type At = { campaignId: string; roles: string[]; date: IsoDate };

/** Somebody of a unit, with their topic if they have one. */
export type PersonTopic = {
  personId: string;
  name: string;
  required: boolean;
  topicId: string | null;
  title: string | null;
  state: TopicState | null;
};
/** Somebody who owes a topic and has none. */
export type MissingPerson = {
  personId: string;
  name: string;
  unitId: string;
  slackId: string | null;
  /** Prompts about it that they got so far, and whether one today. */
  prompts: number;
  promptedToday: boolean;
  /** Slack would not deliver one today. */
  refusedToday: boolean;
};
/** A topic that waits to be approved; `since`: the day on which it was given in last. */
export type WaitingTopic = {
  topicId: string;
  title: string;
  directionCode: string;
  personId: string;
  ownerName: string;
  unitId: string;
  since: Date;
};
/** A topic that waits no more, with who brought it where it is. */
export type DecidedTopic = {
  topicId: string;
  title: string;
  ownerName: string;
  state: TopicState;
  by: string | null;
};
export type Slice = { offset: number; limit: number };
const all: Slice = { offset: 0, limit: 1_000_000 };

/** Cut here, not in the database: it cannot put names in order. */
const sliced = <P>(people: P[], { offset, limit }: Slice) => ({
  people: people.slice(offset, offset + limit),
  total: people.length,
});

export function statusStore(db: Database, workspaceId: string) {
  return {
    /** How many topics of the scope's people stand where, required of them or not. */
    async byState({ treeFirst, treeLast }: TreeRange, at: At): Promise<Map<TopicState, number>> {
      const rows = await db.$queryRaw<{ state: TopicState; topics: number }[]>`
        SELECT t.state, count(*)::int AS topics
        FROM topic t
        JOIN membership m ON m.person_id = t.person_id AND belonged(m.starts_on, m.ends_on, ${at.date}::date)
        JOIN unit u ON u.id = m.unit_id AND u.tree_first BETWEEN ${treeFirst}::int AND ${treeLast}::int
        WHERE t.campaign_id = ${at.campaignId}::uuid GROUP BY t.state`;
      return new Map(rows.map(({ state, topics }) => [state, topics]));
    },

    /** People of exactly this unit who owe a topic or have one, by name. */
    async ofUnit(
      unitId: string,
      at: At,
      slice: Slice = all,
    ): Promise<{ people: PersonTopic[]; total: number }> {
      const rows = await db.$queryRaw<(PersonTopic & { employeeNo: string })[]>`
        SELECT p.id AS "personId", p.name, p.employee_no AS "employeeNo", p.roles && ${at.roles}::text[] AS required,
          t.id AS "topicId", t.title, t.state
        FROM membership m JOIN person p ON p.id = m.person_id
        LEFT JOIN topic t ON t.person_id = p.id AND t.campaign_id = ${at.campaignId}::uuid
        WHERE m.unit_id = ${unitId}::uuid AND m.workspace_id = ${workspaceId}::uuid
          AND belonged(m.starts_on, m.ends_on, ${at.date}::date) AND (p.roles && ${at.roles}::text[] OR t.id IS NOT NULL)`;
      return sliced(sortedByName(rows), slice);
    },

    /** Who of the scope owes a topic and has none, unit by unit. `since`: the beginning of today. */
    async missing({ treeFirst, treeLast }: TreeRange, at: At, since: Temporal.Instant, slice: Slice = all) {
      const rows = await db.$queryRaw<(MissingPerson & { employeeNo: string; treeFirst: number })[]>`
        WITH missing AS (
          SELECT p.id, p.name, p.employee_no, u.id AS unit_id, u.tree_first, su.slack_id
          FROM membership m
          JOIN unit u ON u.id = m.unit_id AND u.tree_first BETWEEN ${treeFirst}::int AND ${treeLast}::int
          JOIN person p ON p.id = m.person_id AND p.roles && ${at.roles}::text[]
          LEFT JOIN slack_user su ON su.person_id = p.id
          WHERE m.workspace_id = ${workspaceId}::uuid AND belonged(m.starts_on, m.ends_on, ${at.date}::date)
            AND NOT EXISTS (SELECT 1 FROM topic t WHERE t.person_id = p.id AND t.campaign_id = ${at.campaignId}::uuid))
        SELECT x.id AS "personId", x.name, x.employee_no AS "employeeNo", x.unit_id AS "unitId",
          x.tree_first AS "treeFirst", x.slack_id AS "slackId",
          coalesce(r.prompts, 0) AS prompts, coalesce(r.today, false) AS "promptedToday",
          coalesce(r.refused, false) AS "refusedToday"
        FROM missing x
        LEFT JOIN LATERAL (
          SELECT count(*) FILTER (WHERE NOT undelivered)::int AS prompts,
            bool_or(sent_at >= ${momentOf(since)} AND NOT undelivered) AS today,
            bool_or(sent_at >= ${momentOf(since)} AND undelivered) AS refused
          FROM reminder WHERE workspace_id = ${workspaceId}::uuid AND sent_to = x.slack_id
            AND kind IN (${kinds.asked}, ${kinds.missing})) AS r ON true`;
      const byUnit = sortedByName(rows).toSorted((a, b) => a.treeFirst - b.treeFirst);
      return sliced(byUnit, slice);
    },

    /** Every topic of the campaign that waits to be approved, the longest waiting first. */
    waiting: ({ campaignId, date }: Pick<At, "campaignId" | "date">): Promise<WaitingTopic[]> =>
      db.$queryRaw<WaitingTopic[]>`
        SELECT t.id AS "topicId", t.title, t.direction_code AS "directionCode", t.person_id AS "personId",
          p.name AS "ownerName", m.unit_id AS "unitId",
          coalesce(a.at, t.created_at) AS since
        FROM topic t JOIN person p ON p.id = t.person_id
        JOIN membership m ON m.person_id = t.person_id AND belonged(m.starts_on, m.ends_on, ${date}::date)
        LEFT JOIN LATERAL (
          SELECT max(e.at) AS at FROM audit_entry e
          WHERE e.workspace_id = ${workspaceId}::uuid AND e.record = 'topic' AND e.record_id = t.id::text
            AND e.after->>'state' = 'registered') AS a ON true
        WHERE t.workspace_id = ${workspaceId}::uuid AND t.campaign_id = ${campaignId}::uuid AND t.state = 'registered'
        ORDER BY since, t.id`,

    /** Topics of a list as they are now. */
    decided: (topicIds: string[]): Promise<DecidedTopic[]> => db.$queryRaw<DecidedTopic[]>`
      SELECT t.id AS "topicId", t.title, p.name AS "ownerName", t.state, a.by
      FROM topic t JOIN person p ON p.id = t.person_id
      LEFT JOIN LATERAL (
        SELECT coalesce(q.name, e.actor) AS by FROM audit_entry e LEFT JOIN person q ON q.id = e.person_id
        WHERE e.workspace_id = ${workspaceId}::uuid AND e.record = 'topic' AND e.record_id = t.id::text
          AND e.after->>'state' = t.state ORDER BY e.id DESC LIMIT 1) AS a ON true
      WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = ANY (${topicIds}::uuid[])`,

    /** Of these people, those who still have no topic in the campaign. */
    async stillMissing(personIds: string[], campaignId: string): Promise<Set<string>> {
      const rows = await db.topic.findMany({
        where: { campaignId, personId: { in: personIds } },
        select: { personId: true },
      });
      const has = new Set(rows.map(({ personId }) => personId));
      return new Set(personIds.filter((id) => !has.has(id)));
    },
  };
}
