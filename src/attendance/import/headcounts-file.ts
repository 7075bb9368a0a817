import { z } from "zod";
import type { Tx } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import type { Change } from "../../db/write.ts";
import { count, date, unitCode } from "../../files/fields.ts";
import { type ImportContext, recordFile } from "../../files/file.ts";
import { unitOf } from "../../files/references.ts";
import type { Json } from "../../json.ts";
import { type Counts, statuses, total } from "../model.ts";
import { saidHere, settleCounts } from "./claims.ts";
import { sessionsAtOnce } from "./names-file.ts";
import { type AttendancePlan, type CountedSession, planOf, sessionKey } from "./plan.ts";
import { heldSessions, makeSessions, rosters, setRoster, unitsWithNames, writeCounts } from "./store.ts";

const schema = z.object({
  unit_code: unitCode,
  date,
  present: count,
  late: count,
  leave: count,
  absent: count,
});

/** headcounts.csv: attendance of units without a complete list of people. */
export const headcountsFile = recordFile({
  name: "headcounts.csv",
  needed: false,
  schema,
  async open(context) {
    const plan = planOf(context);
    const { counted } = plan;
    let rosterChanges: RosterChange[] = [];
    const changed = () => [...counted.values()].filter(isChanged);
    return {
      held: false,
      row({ unit_code, date: day, ...counts }, line, report) {
        const unit = unitOf(context, unit_code, report);
        const possible = plan.checkDate(day, report);
        if (total(counts) === 0) report("present", "records.nobody");
        if (!unit || !possible) return;
        const key = sessionKey(unit, day);
        const other = counted.get(key);
        const named = plan.named.get(key);
        if (other) return report("unit_code", "records.countTwice", { line: String(other.line) });
        if (named) report("unit_code", "records.namedAndCounted", { line: String(named.line) });
        counted.set(key, { unit, date: day, line, counts, report });
      },
      async end() {
        await compare(context, [...counted.values()]);
        rosterChanges = await findRosterChanges(context, plan);
      },
      pending: () => changed().length + rosterChanges.length,
      async write(tx, done) {
        const changes = await writeSessions(tx, context, changed(), done);
        return [...changes, ...(await writeRosters(tx, rosterChanges))];
      },
    };
  },
});

async function compare(context: ImportContext, sessions: CountedSession[]): Promise<void> {
  for (let from = 0; from < sessions.length; from += sessionsAtOnce) {
    const batch = sessions.slice(from, from + sessionsAtOnce);
    const asked = batch.map(({ unit, date: day }) => ({ unitId: unit.id, date: day }));
    const held = await heldSessions(context.reader, asked);
    for (const session of batch) session.held = held.get(sessionKey(session.unit, session.date));
    const here = await saidHere(context, batch.filter(isChanged));
    for (const session of batch) {
      const { unit, date: day, report } = session;
      session.isKept = settleCounts(context, session, here.get(sessionKey(unit, day)));
      if (session.isKept) continue;
      if ([...(session.held?.marks.values() ?? [])].some(({ status }) => status !== null))
        report("unit_code", "records.heldByName", { unit: unit.code, date: day });
    }
  }
}

function isChanged({ counts, held, isKept }: CountedSession): boolean {
  if (isKept) return false;
  return !held?.counts || statuses.some((status) => held.counts?.[status] !== counts[status]);
}

async function writeSessions(
  tx: Tx,
  context: ImportContext,
  changed: CountedSession[],
  done: (records: number) => void,
): Promise<Change[]> {
  const { workspaceId, campaign } = context;
  if (!campaign) throw new Error("head-counts are written without a campaign");
  const now = momentOf(context.now);
  const changes: Change[] = [];
  for (let from = 0; from < changed.length; from += sessionsAtOnce) {
    const batch = changed.slice(from, from + sessionsAtOnce);
    const at = batch.map(({ unit, date: day }) => ({ unitId: unit.id, date: day }));
    const ids = await makeSessions(tx, { workspaceId, campaignId: campaign.id, now }, at);
    const rows = batch.map((session) => ({
      session,
      id: ids.get(sessionKey(session.unit, session.date)) ?? "",
    }));
    await writeCounts(
      tx,
      rows.map(({ session, id }) => ({ id, ...session.counts })),
      now,
    );
    for (const { session, id } of rows) changes.push(changeOf(id, session));
    done(from + batch.length);
  }
  return changes;
}

function changeOf(id: string, { unit, date: day, counts, held }: CountedSession): Change {
  const details = held?.details ?? { material: null, ledById: null };
  const shape = (own: Counts | null | undefined): Json => (own ? { ...details, ...own } : { ...details });
  const before = held ? shape(held.counts) : null;
  return { record: "session", recordId: id, unitId: unit.id, date: day, before, after: shape(counts) };
}

type RosterChange = { unitId: string; hasRoster: boolean };

/**
 * A unit that reports head-counts, and never by name, has no complete list of people: its form asks for numbers.
 * One that reported by name, now or before, has one.
 */
async function findRosterChanges(context: ImportContext, plan: AttendancePlan): Promise<RosterChange[]> {
  const named = new Set([...plan.named.values()].map(({ unit }) => unit.id));
  const counted = new Set([...plan.counted.values()].map(({ unit }) => unit.id));
  const unclear = [...counted].filter((id) => !named.has(id));
  const withNames = await unitsWithNames(context.reader, unclear);
  const held = await rosters(context.reader, [...named, ...unclear]);
  const wanted = [
    ...[...named].map((unitId) => ({ unitId, hasRoster: true })),
    ...unclear.map((unitId) => ({ unitId, hasRoster: withNames.has(unitId) })),
  ];
  return wanted.filter(({ unitId, hasRoster }) => (held.get(unitId) ?? true) !== hasRoster);
}

async function writeRosters(tx: Tx, changes: RosterChange[]): Promise<Change[]> {
  for (const hasRoster of [true, false]) {
    const units = changes.filter((change) => change.hasRoster === hasRoster).map(({ unitId }) => unitId);
    if (units.length > 0) await setRoster(tx, units, hasRoster);
  }
  return changes.map(({ unitId, hasRoster }) => ({
    record: "unit",
    recordId: unitId,
    unitId,
    before: { hasRoster: !hasRoster },
    after: { hasRoster },
  }));
}
