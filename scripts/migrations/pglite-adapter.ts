import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";

/** What Prisma's schema engine asks of a driver: every call answers a result or an error, and never throws. */
type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };
type Failure = { kind: "postgres"; code: string; severity: string; message: string };
type Query = { sql: string; args: unknown[] };

/** Numbers that Prisma's driver interface gives to column types (`ColumnTypeEnum`), by PostgreSQL type oid. */
const TYPE_BY_OID: Record<number, number> = {
  16: 5, // bool
  18: 6, // "char"
  20: 1, // int8
  21: 0, // int2
  23: 0, // int4
  26: 1, // oid
  700: 2, // float4
  701: 3, // float8
  1000: 69, // bool[]
  1002: 70, // "char"[]
  1005: 64, // int2[]
  1007: 64, // int4[]
  1009: 71, // text[]
  1015: 71, // varchar[]
  1016: 65, // int8[]
  1028: 65, // oid[]
};
const TEXT = 7;

async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (cause) {
    const { code = "XX000", message = String(cause) } = cause as { code?: string; message?: string };
    return { ok: false, error: { kind: "postgres", code, severity: "ERROR", message } };
  }
}

/** `int8` and `oid` travel as text: they may exceed what a JavaScript number holds. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return Array.isArray(value) ? value.map(plain) : value;
}

function connection(open: () => Promise<PGlite>) {
  const exec = async (sql: string) => void (await (await open()).exec(sql));
  const info = { provider: "postgres", adapterName: "pglite" };
  const queryRaw = ({ sql, args }: Query) =>
    attempt(async () => {
      const result = await (await open()).query<unknown[]>(sql, args, { rowMode: "array" });
      return {
        columnNames: result.fields.map((field) => field.name),
        columnTypes: result.fields.map((field) => TYPE_BY_OID[field.dataTypeID] ?? TEXT),
        rows: result.rows.map((row) => row.map(plain)),
      };
    });
  const executeRaw = ({ sql, args }: Query) =>
    attempt(async () => (await (await open()).query(sql, args)).affectedRows ?? 0);
  const end = (sql: string) => () => attempt(() => exec(sql));
  const startTransaction = () =>
    attempt(async () => {
      await exec("BEGIN");
      const options = { usePhantomQuery: true };
      return { ...info, options, queryRaw, executeRaw, commit: end("COMMIT"), rollback: end("ROLLBACK") };
    });
  return {
    ...info,
    queryRaw,
    executeRaw,
    // The script goes over whole: PostgreSQL itself knows where a statement ends.
    executeScript: (script: string) => attempt(() => exec(script)),
    startTransaction,
    getConnectionInfo: () => ({ ok: true, value: { schemaName: "public", supportsRelationJoins: true } }),
    dispose: () => attempt(async () => undefined),
  };
}

/**
 * A driver for Prisma's schema engine over a throw-away PostgreSQL in memory, so that writing a migration and checking
 * drift need no server and cannot touch a real database. Extensions that a migration may create: btree_gist and pg_trgm.
 *
 * The engine asks for two databases, a main one and a "shadow" to apply migrations to. It asks the main one only for
 * its version, so both are the same here; `close` it when the engine is done.
 */
export function memoryAdapter() {
  let created: Promise<PGlite> | undefined;
  const open = () => {
    created ??= PGlite.create("memory://", { extensions: { btree_gist, pg_trgm } });
    return created;
  };
  const connect = async () => ({ ok: true, value: connection(open) });
  return {
    provider: "postgres",
    adapterName: "pglite",
    connect,
    connectToShadowDb: connect,
    errorRegistry: { consumeError: () => undefined },
    close: async () => (await created)?.close(),
  };
}
