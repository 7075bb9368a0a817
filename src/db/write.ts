import { z } from "zod";
import type { IsoDate } from "../calendar.ts";
import type { Clock } from "../clock.ts";
import type { Json } from "../json.ts";
import type { Database, Tx } from "./client.ts";
import { inTransaction } from "./commit.ts";
import type { SavedRequests } from "./saved.ts";

/** Who writes: a person of the roster, or a program ("import", "studyhall"). */
export type Actor = { name: string; personId?: string };

/** One change of one record, for the audit: `before` is null when it was made, `after` is null when it was undone. */
export type Change = {
  record: string;
  recordId: string;
  before: Json;
  after: Json;
  unitId?: string;
  date?: IsoDate;
  reason?: string;
};

/**
 * What a write hands back: its outcome (facts as JSON, kept so that a repeated request is answered alike) and its
 * changes. `restated`: units and dates whose figures change although none of their records does.
 */
export type Written<T> = { outcome: T; changes: Change[]; restated?: RecordChange[] };

/**
 * `at`: the moment that the audit keeps, where the true one would lead back to somebody who is to stay unknown.
 * `within`: the key of the request that it is done for, where its own key is another; kept nowhere.
 */
export type Write = <T extends Json>(
  request: { actor: Actor; key: string; at?: Temporal.Instant; within?: string },
  body: (tx: Tx) => Promise<Written<T>>,
) => Promise<T>;

/** Records of a unit and date were written. */
export type RecordChange = { unitId: string; date: IsoDate };

/** Called with the units and dates whose records a write changed, inside its transaction. */
export type OnRecords = (tx: Tx, changes: RecordChange[]) => Promise<void>;

/**
 * The one way to write: a transaction that does the work once per key, leaves an audit entry a change, tells
 * those who listen, and commits. Seen the key before? Then nothing is done and the outcome of that time is returned.
 *
 * The key is inserted first: of two deliveries at once, the second waits at the primary key until the first has
 * committed. Whatever the body or the commit throws reaches the caller, and nothing is kept.
 */
export function createWrite(deps: {
  db: Database;
  workspaceId: string;
  clock: Clock;
  onRecords: OnRecords;
  saved?: SavedRequests;
}): Write {
  const { db, workspaceId, clock, onRecords, saved } = deps;
  return async <T extends Json>(request: Parameters<Write>[0], body: (tx: Tx) => Promise<Written<T>>) => {
    let changed = false;
    const outcome = await inTransaction(
      db,
      async (tx) => {
        const at = new Date((request.at ?? clock.now()).epochMilliseconds);
        const first = await tx.$executeRaw`
          INSERT INTO request_key (workspace_id, key, outcome, at) VALUES (${workspaceId}::uuid, ${request.key}, 'null', ${at})
          ON CONFLICT DO NOTHING`;
        if (first === 0) return seenBefore<T>(tx, workspaceId, request.key);
        const { outcome, changes, restated = [] } = await body(tx);
        changed = changes.length > 0;
        if (changed) {
          for (let from = 0; from < changes.length; from += entriesAtOnce)
            await keepEntries(tx, changes.slice(from, from + entriesAtOnce), request, workspaceId, at);
          await onRecords(tx, [...recordChanges(changes), ...restated]);
        }
        await tx.$executeRaw`
          UPDATE request_key SET outcome = ${JSON.stringify(outcome)}::jsonb
          WHERE workspace_id = ${workspaceId}::uuid AND key = ${request.key}`;
        return outcome;
      },
      // An import of a county takes longer than Prisma's 5 s; a request of Slack's is bounded by the statement timeout.
      { timeout: 120_000, maxWait: 10_000 },
    );
    saved?.note(request.within ?? request.key, changed ? "saved" : "perhaps");
    return outcome;
  };
}

/** An import leaves ten thousand entries: too many for the memory of one statement. */
const entriesAtOnce = 1000;

/** Writes entries of the audit. In one text: with a parameter a field, Prisma took seconds for those of an import. */
async function keepEntries(
  tx: Tx,
  changes: Change[],
  { actor, key, at: hidden }: { actor: Actor; key: string; at?: Temporal.Instant },
  workspaceId: string,
  at: Date,
): Promise<void> {
  // Of somebody who is to stay unknown, the key would lead back to them.
  const requestKey = hidden === undefined ? key : null;
  await tx.$executeRaw`
    INSERT INTO audit_entry
      (workspace_id, at, actor, person_id, record, record_id, unit_id, date, before, after, reason, request_key)
    SELECT ${workspaceId}::uuid, ${at}, ${actor.name}, ${actor.personId ?? null}::uuid,
      v.record, v."recordId", v."unitId", v.date, v.before, v.after, v.reason, ${requestKey}
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS v(
      record text, "recordId" text, "unitId" uuid, date date, before jsonb, after jsonb, reason text)`;
}

async function seenBefore<T>(tx: Tx, workspaceId: string, key: string): Promise<T> {
  const row = await tx.requestKey.findUniqueOrThrow({ where: { workspaceId_key: { workspaceId, key } } });
  // What we stored is what the body returned then: the key names the kind of request, so its type is T's.
  return z.custom<T>().parse(row.outcome);
}

/** The units and dates among the changes, each once. */
export function recordChanges(changes: Change[]): RecordChange[] {
  const seen = new Map<string, RecordChange>();
  for (const { unitId, date } of changes)
    if (unitId !== undefined && date !== undefined) seen.set(`${unitId} ${date}`, { unitId, date });
  return [...seen.values()];
}
