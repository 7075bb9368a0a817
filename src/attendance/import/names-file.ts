import { z } from "zod";
import type { Tx } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import type { Change } from "../../db/write.ts";
import { code, date, unitCode, word } from "../../files/fields.ts";
import { type ImportContext, recordFile } from "../../files/file.ts";
import { personOf, unitOf } from "../../files/references.ts";
import type { Json } from "../../json.ts";
import { markChange } from "../entries.ts";
import { noCounts, statuses } from "../model.ts";
import { saidHere, settleNames } from "./claims.ts";
import { belonged, type NamedSession, planOf, sessionKey } from "./plan.ts";
import {
  fixExpected,
  heldSessions,
  makeSessions,
  type NewMark,
  recordedElsewhere,
  writeMarks,
} from "./store.ts";

const schema = z.object({ unit_code: unitCode, date, employee_no: code, status: word(statuses) });

/** Sessions whose people are held in memory, or sent to the database, at a time. */
export const sessionsAtOnce = 100;

/** attendance.csv: who was there, by name. Sessions and people that the file leaves out stay as they are. */
export const namesFile = recordFile({
  name: "attendance.csv",
  needed: false,
  schema,
  async open(context) {
    const plan = planOf(context);
    const { named } = plan;
    let found: Changed[] | undefined;
    const changed = () => {
      found ??= changedSessions(named);
      return found;
    };
    return {
      held: false,
      row(row, line, report) {
        const unit = unitOf(context, row.unit_code, report);
        const person = personOf(context, row.employee_no, report);
        const possible = plan.checkDate(row.date, report);
        if (!unit || !person || !possible) return;
        const key = sessionKey(unit, row.date);
        const session = named.get(key) ?? { unit, date: row.date, line, marks: new Map(), report };
        named.set(key, session);
        const other = session.marks.get(person);
        if (other) return report("employee_no", "records.attendanceTwice", { line: String(other.line) });
        const mark = { status: row.status, line };
        const values = { code: person.employeeNo, unit: unit.code, date: row.date };
        const outsider = () => report("employee_no", "records.notMember", values);
        session.marks.set(person, belonged(person, unit, row.date) ? mark : { ...mark, outsider });
      },
      end: () => compare(context, [...named.values()]),
      pending: () => changed().reduce((sum, { marks }) => sum + marks.length, 0),
      write: (tx, done) => write(tx, context, changed(), done),
    };
  },
});

/** Looks up what the database has of the sessions, and reports what cannot go together with it. */
async function compare(context: ImportContext, sessions: NamedSession[]): Promise<void> {
  for (let from = 0; from < sessions.length; from += sessionsAtOnce) {
    const batch = sessions.slice(from, from + sessionsAtOnce);
    const asked = batch.map(({ unit, date: day }) => ({ unitId: unit.id, date: day }));
    const held = await heldSessions(context.reader, asked);
    for (const session of batch) session.held = held.get(sessionKey(session.unit, session.date));
    const here = await saidHere(context, batch.filter(isOtherwise));
    for (const session of batch) {
      settleNames(context, session, here.get(sessionKey(session.unit, session.date)));
      if (session.held?.counts && session.marks.size > 0)
        session.report("unit_code", "records.heldByCount", about(session));
      // Who stands in the session's fixed list belonged to the unit when it was recorded, whatever came later.
      for (const [person, { outsider }] of session.marks)
        if (outsider && !session.held?.marks.has(person.id)) outsider();
    }
    await compareElsewhere(context, batch);
  }
}

/** Whether the file has anything that the database has not. */
const isOtherwise = ({ held, marks }: NamedSession): boolean =>
  !held ||
  held.counts !== null ||
  [...marks].some(([person, { status }]) => held.marks.get(person.id)?.status !== status);

/** Reports whom another unit has recorded on the same date: there they are not expected here. */
async function compareElsewhere(
  { reader, problems }: ImportContext,
  sessions: NamedSession[],
): Promise<void> {
  const asked = sessions.flatMap(({ unit, date: day, marks, held }) =>
    [...marks.keys()]
      .filter(({ id }) => !held?.marks.has(id))
      .map(({ id }) => ({ unitId: unit.id, date: day, personId: id })),
  );
  const elsewhere = await recordedElsewhere(reader, asked);
  for (const session of sessions)
    for (const [person, { line }] of session.marks) {
      const unit = elsewhere.get(`${sessionKey(session.unit, session.date)} ${person.id}`);
      if (unit === undefined) continue;
      const at = { file: "attendance.csv", line, column: "employee_no", key: "records.recordedElsewhere" };
      problems.add({ ...at, values: { code: person.employeeNo, unit, date: session.date } });
    }
}

const about = ({ unit, date: day }: NamedSession) => ({ unit: unit.code, date: day });

type Changed = { session: NamedSession; marks: Omit<NewMark, "sessionId">[] };

/** The statuses that the database does not have yet, or has otherwise. */
function changedSessions(named: Map<string, NamedSession>): Changed[] {
  const changed: Changed[] = [];
  for (const session of named.values()) {
    const marks: Changed["marks"] = [];
    for (const [person, { status }] of session.marks)
      if (session.held?.marks.get(person.id)?.status !== status) marks.push({ personId: person.id, status });
    if (marks.length > 0) changed.push({ session, marks });
  }
  return changed;
}

async function write(
  tx: Tx,
  context: ImportContext,
  changed: Changed[],
  done: (records: number) => void,
): Promise<Change[]> {
  const { workspaceId, campaign } = context;
  if (!campaign) throw new Error("attendance is written without a campaign");
  const where = { workspaceId, campaignId: campaign.id, now: momentOf(context.now) };
  const changes: Change[] = [];
  let written = 0;
  for (let from = 0; from < changed.length; from += sessionsAtOnce) {
    const batch = changed.slice(from, from + sessionsAtOnce);
    const at = batch.map(({ session }) => ({ unitId: session.unit.id, date: session.date }));
    const ids = await makeSessions(tx, where, at);
    const sessions = batch.map((each) => ({ ...each, id: idOf(ids, each.session) }));
    const marks = sessions.flatMap(({ id, marks: own }) => own.map((mark) => ({ sessionId: id, ...mark })));
    await writeMarks(tx, workspaceId, marks);
    const unlisted = sessions.filter(({ session }) => !session.held || session.held.marks.size === 0);
    await fixExpected(
      tx,
      workspaceId,
      unlisted.map(({ id }) => id),
    );
    for (const { id, session, marks: own } of sessions) changes.push(...changesOf(id, session, own));
    written += marks.length;
    done(written);
  }
  return changes;
}

function idOf(ids: Map<string, string>, { unit, date: day }: NamedSession): string {
  const id = ids.get(sessionKey(unit, day));
  if (id === undefined) throw new Error("a session was neither made nor found");
  return id;
}

/**
 * A session that is new to the audit is told in one entry, by its counts; a correction is told person by person, and so
 * is one of which something stays: the entry would be the last word about all of it.
 */
function changesOf(id: string, session: NamedSession, marks: Changed["marks"]): Change[] {
  const at = { unitId: session.unit.id, date: session.date };
  const held = session.held?.marks;
  if (held && (session.isKept || [...held.values()].some(({ status }) => status !== null)))
    return marks.map(({ personId, status }) =>
      markChange(id, personId, held.get(personId), { status, reason: null }, at),
    );
  const counts = { ...noCounts };
  for (const { status } of marks) counts[status]++;
  const after: Json = { byName: counts };
  return [{ record: "session", recordId: id, before: null, after, ...at }];
}
