import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Database, Tx } from "./client.ts";
import {
  type Actor,
  auditEntry,
  type Json,
  type OnRecords,
  recordChanges,
  type Write,
  type Written,
} from "./write.ts";

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
}): WriteMany {
  const { db, workspaceId, clock, onRecords } = deps;
  return <I extends Keyed, T extends Json>(
    requests: I[],
    body: (tx: Tx, fresh: I[]) => Promise<Map<string, Written<T>>>,
  ) =>
    db.$transaction(
      async (tx) => {
        const at = new Date(clock.now().epochMilliseconds);
        const fresh = await takeKeys(tx, workspaceId, requests, at);
        const written = fresh.length > 0 ? await body(tx, fresh) : new Map<string, Written<T>>();
        const entries = fresh.flatMap(({ actor, key }) =>
          (written.get(key)?.changes ?? []).map((change) => auditEntry(change, actor, workspaceId, at)),
        );
        if (entries.length > 0) {
          await tx.auditEntry.createMany({ data: entries });
          await onRecords(tx, recordChanges([...written.values()].flatMap(({ changes }) => changes)));
        }
        const outcomes = new Map([...written].map(([key, { outcome }]) => [key, outcome]));
        await keepOutcomes(tx, workspaceId, outcomes);
        const seen = requests.filter(({ key }) => !outcomes.has(key)).map(({ key }) => key);
        return new Map([...outcomes, ...(await outcomesOf<T>(tx, workspaceId, seen))]);
      },
      { timeout: 30_000, maxWait: 10_000 },
    );
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

async function keepOutcomes(tx: Tx, workspaceId: string, outcomes: Map<string, Json>): Promise<void> {
  if (outcomes.size === 0) return;
  await tx.$executeRaw`
    UPDATE request_key r SET outcome = v.outcome::jsonb
    FROM unnest(${[...outcomes.keys()]}::text[], ${[...outcomes.values()].map((one) => JSON.stringify(one))}::text[]) AS v(key, outcome)
    WHERE r.workspace_id = ${workspaceId}::uuid AND r.key = v.key`;
}

async function outcomesOf<T>(tx: Tx, workspaceId: string, keys: string[]): Promise<[string, T][]> {
  if (keys.length === 0) return [];
  const rows = await tx.requestKey.findMany({ where: { workspaceId, key: { in: keys } } });
  // What was stored is what the body returned then: the key names the kind of request.
  return rows.map((row) => [row.key, z.custom<T>().parse(row.outcome)]);
}
