import type { Database } from "../../src/db/client.ts";

/** Every figure once more, from raw rows in plain JavaScript. */

const iso = (date: Date) => date.toISOString().slice(0, 10);

/** All rows that anything is counted from. */
export async function rawRows(db: Database) {
  return {
    campaign: await db.campaign.findFirstOrThrow({ include: { themes: true, directions: true } }),
    units: await db.unit.findMany(),
    memberships: await db.membership.findMany(),
    people: new Map((await db.person.findMany()).map((one) => [one.id, one])),
    sessions: await db.session.findMany({ include: { attendances: true } }),
    discussions: await db.discussion.findMany({ include: { participants: true } }),
    topics: await db.topic.findMany(),
  };
}
type Rows = Awaited<ReturnType<typeof rawRows>>;
const statuses = ["present", "late", "leave", "absent"] as const;

/** The figures of a unit and all below it, between two dates. */
export function recount(rows: Rows, code: string, from: string, to: string) {
  const scope = scopeOf(rows, code);
  const isThere = ({ startsOn, endsOn }: { startsOn: Date | null; endsOn: Date | null }) =>
    (startsOn === null || iso(startsOn) <= to) && (endsOn === null || iso(endsOn) >= to);
  const units = rows.units.filter((one) => scope.has(one.id) && isThere(one));
  const members = new Set(
    rows.memberships.filter((one) => scope.has(one.unitId) && isThere(one)).map((one) => one.personId),
  );
  return {
    units: { total: units.length },
    people: { total: members.size },
    attendance: attendance(rows, scope, new Set(units.map((one) => one.id)), from, to),
    discussion: discussion(rows, scope, from, to),
    topic: topic(rows, members, to),
  };
}

function scopeOf({ units }: Rows, code: string): Set<string> {
  const root = units.find((one) => one.code === code);
  const scope = new Set(root ? [root.id] : []);
  for (let before = -1; before !== scope.size; ) {
    before = scope.size;
    for (const one of units) if (one.parentId && scope.has(one.parentId)) scope.add(one.id);
  }
  return scope;
}

function attendance(rows: Rows, scope: Set<string>, there: Set<string>, from: string, to: string) {
  const sum = { present: 0, late: 0, leave: 0, absent: 0 };
  const reporting = new Set<string>();
  let sessions = 0;
  for (const session of rows.sessions) {
    const date = iso(session.date);
    if (!scope.has(session.unitId) || date < from || date > to) continue;
    const named = session.attendances.filter(({ status }) => status !== null);
    if (session.present === null && named.length === 0) continue;
    sessions += 1;
    if (there.has(session.unitId)) reporting.add(session.unitId);
    for (const status of statuses)
      sum[status] += (session[status] ?? 0) + named.filter((one) => one.status === status).length;
  }
  const attended = sum.present + sum.late;
  const expected = attended + sum.leave + sum.absent;
  const rate = expected === 0 ? null : Math.round((attended / expected) * 10_000) / 10_000;
  return {
    ...{ unitsReported: reporting.size, unitsTotal: there.size, sessions },
    ...{ ...sum, attended, expected, rate },
  };
}

function discussion(rows: Rows, scope: Set<string>, from: string, to: string) {
  const held = rows.discussions.filter(
    (one) => scope.has(one.unitId) && one.removedAt === null && iso(one.date) >= from && iso(one.date) <= to,
  );
  const named = new Set(held.flatMap((one) => one.participants.map(({ personId }) => personId)));
  const counted = held.filter((one) => one.participants.length === 0);
  const people = named.size + counted.reduce((sum, one) => sum + (one.participantCount ?? 0), 0);
  const byTheme = rows.campaign.themes.map(({ code }) => [
    code,
    held.filter((one) => one.themeCode === code).length,
  ]);
  return { discussions: held.length, people, byTheme: Object.fromEntries(byTheme) };
}

function topic({ campaign, people, topics }: Rows, members: Set<string>, to: string) {
  const owing = [...members].filter((id) =>
    people.get(id)?.roles.some((role) => campaign.topicRequiredOf.includes(role)),
  );
  const registered = topics.filter((one) => owing.includes(one.personId) && iso(one.registeredOn) <= to);
  const byDirection = campaign.directions.map(({ code }) => [
    code,
    registered.filter((one) => one.directionCode === code).length,
  ]);
  return {
    required: owing.length,
    registered: registered.length,
    byDirection: Object.fromEntries(byDirection),
  };
}
