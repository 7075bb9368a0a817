import { z } from "zod";

/** PostgreSQL's connection errors (class 08, shutdowns 57P0x, too many clients), the socket's, and Prisma's for the same. */
const awayCodes =
  /^(08...|57P0[1-3]|53300|57014|ECONN\w+|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|P10(01|02|08|11|17)|P2024|P2028)$/;
const awayMessages =
  /Can't reach database server|Connection terminated|connection timeout|timeout exceeded when trying to connect|Query read timeout|Server has closed the connection|Client .*not queryable|Cannot use a pool after calling end|Connection ended unexpectedly/i;
/** What the driver adapter calls them; a raw query's error carries nothing else. */
const awayKinds = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
  "TlsConnectionError",
]);

const ofAdapter = z.object({ cause: z.object({ kind: z.string(), originalCode: z.string().optional() }) });
const ofPrisma = z.object({ meta: z.object({ driverAdapterError: ofAdapter }) });

/** The adapter's own words: its error comes as it is from a commit, wrapped from a query. */
const adapterCause = (error: Error) =>
  (ofPrisma.safeParse(error).data?.meta.driverAdapterError ?? ofAdapter.safeParse(error).data)?.cause;

/** True when the database could not be reached, or did not answer in time. */
export function isDatabaseAway(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; cause instanceof Error && depth < 5; depth++) {
    if ("code" in cause && awayCodes.test(String(cause.code))) return true;
    if (awayMessages.test(cause.message)) return true;
    const adapter = adapterCause(cause);
    if (adapter && (awayKinds.has(adapter.kind) || awayCodes.test(adapter.originalCode ?? ""))) return true;
    cause = cause.cause;
  }
  return false;
}
