import type { Database } from "../../src/db/client.ts";
import { isOutside } from "./days.ts";
import { people, type UnitCode } from "./town.ts";
import type { Asker, Rules } from "./who.ts";

/**
 * Discussions and topics. What a line records is predicted (lines.ts); of forms and buttons the model holds who may
 * change what: each change must be the asker's to make, and stand in the audit under their name.
 */

export type Discussion = {
  unit: UnitCode;
  date: string;
  theme: string;
  form: string;
  count: number | null;
  removed: boolean;
  /** Employee numbers, sorted. */
  people: string[];
};
export type Topic = {
  owner: string;
  direction: string;
  title: string;
  state: string;
  registeredOn: string;
  why: string | null;
  method: string | null;
};
type Kept = { discussions: Map<string, Discussion>; topics: Map<string, Topic> };

async function read(db: Database): Promise<Kept> {
  const discussions = await db.$queryRaw<(Discussion & { id: string })[]>`
    SELECT d.id, u.code AS unit, d.date::text AS date, d.theme_code AS theme, d.form, d.participant_count AS count,
      d.removed_at IS NOT NULL AS removed, ARRAY(
        SELECT p.employee_no FROM discussion_participant x JOIN person p ON p.id = x.person_id
        WHERE x.discussion_id = d.id ORDER BY p.employee_no COLLATE "C") AS people
    FROM discussion d JOIN unit u ON u.id = d.unit_id`;
  const topics = await db.$queryRaw<(Topic & { id: string })[]>`
    SELECT t.id, p.employee_no AS owner, t.direction_code AS direction, t.title, t.state,
      t.registered_on::text AS "registeredOn", t.why, t.method
    FROM topic t JOIN person p ON p.id = t.person_id`;
  const byId = <T extends { id: string }>(rows: T[]) => new Map(rows.map(({ id, ...row }) => [id, row]));
  return { discussions: byId(discussions), topics: byId(topics) };
}

/** Follows discussions and topics from step to step. */
export function keptFollower(db: Database) {
  let before: Kept = { discussions: new Map(), topics: new Map() };
  return {
    /** Whether that stood already after the last step: the same unit, day, theme and form. */
    stands: (one: Pick<Discussion, "unit" | "date" | "theme" | "form">): boolean =>
      [...before.discussions.values()].some((other) => !other.removed && subjectOf(other) === subjectOf(one)),

    /**
     * @param predicted the one discussion that the step should have made; null: none may change; undefined: not known
     * @param told records whose change the audit tells of: "discussion <id>"
     */
    async next(rules: Rules, who: string, predicted: Discussion | null | undefined, told: Set<string>) {
      const after = await read(db);
      const asker = rules.askerOf(who);
      const discussions = changedIn(before.discussions, after.discussions);
      const topics = changedIn(before.topics, after.topics);
      before = after;
      if (predicted !== undefined) {
        const wanted = predicted === null ? [] : [JSON.stringify(predicted)];
        const made = discussions.map(({ now }) => JSON.stringify(now));
        const same = JSON.stringify(wanted) === JSON.stringify(made);
        return same ? [] : [`discussions: predicted ${wanted.join()}, and made ${made.join()}`];
      }
      return [
        ...discussions.flatMap((one) => discussionProblems(rules, asker, one)),
        ...topics.flatMap((one) => topicProblems(rules, asker, one)),
        ...discussions
          .filter(({ id }) => !told.has(id))
          .map(({ id }) => `no audit entry of discussion ${id}`),
        ...topics.filter(({ id }) => !told.has(id)).map(({ id }) => `no audit entry of topic ${id}`),
      ];
    },
  };
}

const subjectOf = ({ unit, date, theme, form }: Pick<Discussion, "unit" | "date" | "theme" | "form">) =>
  [unit, date, theme, form].join(" ");

type Changed<T> = { id: string; old: T | undefined; now: T };
function changedIn<T>(before: Map<string, T>, after: Map<string, T>): Changed<T>[] {
  return [...after].flatMap(([id, now]) => {
    const old = before.get(id);
    return JSON.stringify(old) === JSON.stringify(now) ? [] : [{ id, old, now }];
  });
}

function discussionProblems(
  rules: Rules,
  asker: Asker | undefined,
  { old, now }: Changed<Discussion>,
): string[] {
  const what = `${asker?.slack} changed ${JSON.stringify(old)} to ${JSON.stringify(now)}`;
  const without = (one: Discussion) => JSON.stringify({ ...one, people: [] });
  const own = asker?.person?.no;
  const joined =
    old &&
    without(old) === without(now) &&
    now.people.join() === [...new Set([...old.people, own])].sort().join();
  if (joined) return [];
  const dates = [...new Set([now.date, old?.date ?? now.date])];
  const may = asker && dates.every((date) => rules.mayEnter(asker, now.unit, date));
  const list = new Set([...rules.members(now.unit, now.date).map(({ no }) => no), ...(old?.people ?? [])]);
  return [
    ...(may ? [] : [`${what}, and may not`]),
    ...(old?.removed ? [`${what}, though it was taken back`] : []),
    ...(dates.some((date) => date > rules.now() || isOutside(date)) ? [`${what}: not on that date`] : []),
    ...(now.people.every((no) => list.has(no)) ? [] : [`${what}: somebody is not on the list`]),
    ...(now.count !== null && now.people.length > 0 ? [`${what}: counted and named`] : []),
  ];
}

/** What the owner's changes may lead to, and what the approver's may. */
const moves = {
  owner: [
    "returned registered",
    "approved registered",
    "fieldwork registered",
    "approved fieldwork",
    "fieldwork concluded",
  ],
  approver: ["registered approved", "registered returned"],
};

function topicProblems(rules: Rules, asker: Asker | undefined, { old, now }: Changed<Topic>): string[] {
  const what = `${asker?.slack} changed ${JSON.stringify(old)} to ${JSON.stringify(now)}`;
  const isOwner = asker?.person?.no === now.owner;
  const move = `${old?.state} ${now.state}`;
  if (!old) {
    const right = isOwner && now.state === "registered" && now.registeredOn === rules.now();
    return right && !isOutside(now.registeredOn) ? [] : [what];
  }
  if (old.owner !== now.owner || old.registeredOn !== now.registeredOn) return [what];
  const text = ({ direction, title, why, method }: Topic) => JSON.stringify([direction, title, why, method]);
  if (isOwner) return old.state === now.state || moves.owner.includes(move) ? [] : [`${what}: not a step`];
  const owner = people.find(({ no }) => no === now.owner);
  const leads = asker && owner && (rules.isAdmin(asker) || asker.roles.some((role) => role !== "liaison"));
  const above = leads && rules.sees(asker, owner.unit);
  return above && text(old) === text(now) && moves.approver.includes(move) ? [] : [`${what}, and may not`];
}
