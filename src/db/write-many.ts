import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Json } from "../json.ts";
import type { Database, Tx } from "./client.ts";
import { inTransaction } from "./commit.ts";
import type { SavedRequests } from "./saved.ts";
import { type Actor, type OnRecords, recordChanges, type Write, type Written } from "./write.ts";

/** One of the requests that are written together. */
export type Keyed = { actor: Actor; key: string };

/**
 * Like `Write`, for many requests at once: one transaction, and each request once per key. The body gets those not
 * seen before and returns what it did by key, for every one of them.
 * @returns the outcome of every request by key, of this time or of the first time
 */
export type WriteMany = <I extends Keyed, T extends Json>(
  requests: I[],
  body: (tx: Tx, fresh: I[]) => Promise<Map<string, Written<T>>>,
) => Promise<Map<string, T>>;

/**
 * The way to write when hundreds press a button within a minute: what arrives while the database is busy is written
 * together, so that requests share round trips and the disk's flush. Every request keeps what `createWrite`
 * promises: done once per key, an audit entry a change, and an answer only after the commit.
 */
export function createWriteMany(deps: {
  db: Database;
  workspaceId: string;
  clock: Clock;
  onRecords: OnRecords;
  saved?: SavedRequests;
}): WriteMany {
  const { db, workspaceId, clock, onRecords, saved } = deps;
  return async <I extends Keyed, T extends Json>(
    requests: I[],
    body: (tx: Tx, fresh: I[]) => Promise<Map<string, Written<T>>>,
  ) => {
    const changed = new Set<string>();
    const outcomes = await inTransaction(
      db,
      async (tx) => {
        const at = new Date(clock.now().epochMilliseconds);
        const fresh = await takeKeys(tx, workspaceId, requests, at);
        const written = fresh.length > 0 ? await body(tx, fresh) : new Map<string, Written<T>>();
        await keep(tx, workspaceId, fresh, written, at);
        const changes = [...written.values()].flatMap((one) => one.changes);
        const restated = [...written.values()].flatMap((one) => one.restated ?? []);
        if (changes.length > 0) await onRecords(tx, [...recordChanges(changes), ...restated]);
        for (const [key, one] of written) if (one.changes.length > 0) changed.add(key);
        const done = new Map([...written].map(([key, { outcome }]) => [key, outcome]));
        const seen = requests.filter(({ key }) => !done.has(key)).map(({ key }) => key);
        return new Map([...done, ...(await outcomesOf<T>(tx, workspaceId, seen))]);
      },
      { timeout: 30_000, maxWait: 10_000 },
    );
    for (const { key } of requests) saved?.note(key, changed.has(key) ? "saved" : "perhaps");
    return outcomes;
  };
}

/** The same promise kept by one transaction a request, where nothing writes many at once. */
export function oneByOne(write: Write): WriteMany {
  return async <I extends Keyed, T extends Json>(
    requests: I[],
    body: (tx: Tx, fresh: I[]) => Promise<Map<string, Written<T>>>,
  ) => {
    const outcomes = new Map<string, T>();
    for (const request of requests) {
      const outcome = await write(request, async (tx) => {
        const written = (await body(tx, [request])).get(request.key);
        if (!written) throw new Error("the request was left unanswered");
        return written;
      });
      outcomes.set(request.key, outcome);
    }
    return outcomes;
  };
}

/** The requests whose key was not there yet, each key once. In one order everywhere, so that two batches never wait for each other. */
async function takeKeys<I extends Keyed>(tx: Tx, workspaceId: string, requests: I[], at: Date): Promise<I[]> {
  const keys = [...new Set(requests.map((request) => request.key))].sort();
  const taken = await tx.$queryRaw<{ key: string }[]>`
    INSERT INTO request_key (workspace_id, key, outcome, at)
    SELECT ${workspaceId}::uuid, k.key, 'null', ${at} FROM unnest(${keys}::text[]) AS k(key)
    ON CONFLICT DO NOTHING RETURNING key`;
  const fresh = new Map(requests.map((request) => [request.key, request]));
  return taken.flatMap(({ key }) => fresh.get(key) ?? []);
}

/**
 * The audit's entries and the outcomes by key, in one statement: this is where hundreds of requests meet. The keys are
 * named once more beside the JSON that holds them: without that the server reads every key of the workspace.
 */
async function keep<T extends Json>(
  tx: Tx,
  workspaceId: string,
  fresh: Keyed[],
  written: Map<string, Written<T>>,
  at: Date,
): Promise<void> {
  if (written.size === 0) return;
  const outcomes = [...written].map(([key, { outcome }]) => ({ key, outcome }));
  const keys = outcomes.map(({ key }) => key);
  const entries = fresh.flatMap(({ actor, key }) =>
    (written.get(key)?.changes ?? []).map((change) => ({
      ...change,
      actor: actor.name,
      personId: actor.personId,
      key,
    })),
  );
  await tx.$executeRaw`
    WITH audited AS (
      INSERT INTO audit_entry
        (workspace_id, at, actor, person_id, record, record_id, unit_id, date, before, after, reason, request_key)
      SELECT ${workspaceId}::uuid, ${at}, v.actor, v."personId", v.record, v."recordId", v."unitId", v.date,
        v.before, v.after, v.reason, v.key
      FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS v(actor text, "personId" uuid, record text,
        "recordId" text, "unitId" uuid, date date, before jsonb, after jsonb, reason text, key text))
    UPDATE request_key r SET outcome = coalesce(v.outcome, 'null'::jsonb)
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS v(key text, outcome jsonb)
    WHERE r.workspace_id = ${workspaceId}::uuid AND r.key = v.key AND r.key = ANY (${keys}::text[])`;
}

async function outcomesOf<T>(tx: Tx, workspaceId: string, keys: string[]): Promise<[string, T][]> {
  if (keys.length === 0) return [];
  const rows = await tx.requestKey.findMany({ where: { workspaceId, key: { in: keys } } });
  // What was stored is what the body returned then: the key names the kind of request.
  return rows.map((row) => [row.key, z.custom<T>().parse(row.outcome)]);
}
