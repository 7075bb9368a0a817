import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Logger } from "../log.ts";
import { Prisma, PrismaClient } from "./generated/client.ts";
import { statementNames } from "./statements.ts";

/** The database outside a transaction. `$disconnect()` closes it. */
export type Database = PrismaClient;
/** The database inside a transaction. */
export type Tx = Prisma.TransactionClient;
/** Something that can be asked, inside a transaction or outside. */
export type Reader = Database | Tx;

/** A piece of SQL, to stand where a value would in that of a query. */
export const { sql } = Prisma;

export type DatabaseOptions = {
  /** Connections at most; a transaction holds one. Default 10. */
  poolSize?: number;
  /** No statement runs longer (ms): a request of Slack's has long been given up by then. Default 30,000. */
  statementTimeout?: number;
  /** Where a dropped idle connection is noted. It is no failure: the next query opens another. */
  log?: Logger;
};

/**
 * PostgreSQL answers the COMMIT of a transaction in which a statement failed with a cheerful "ROLLBACK". Code that
 * swallowed that statement's error would take its work for saved; here it hears of it.
 */
class HonestClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    const checked = (...args: unknown[]) => {
      const answer = query(...args);
      const [first] = args as [{ text?: string } | undefined];
      return first?.text === "COMMIT" && answer instanceof Promise ? answer.then(refuseRollback) : answer;
    };
    Object.assign(this, { query: checked });
  }
}

function refuseRollback(result: pg.QueryResult): pg.QueryResult {
  if (result.command === "COMMIT") return result;
  const message = "the transaction was rolled back at its commit: one of its statements had failed";
  throw Object.assign(new Error(message), { code: "25P02", severity: "ERROR" });
}

/**
 * The database at that postgresql:// address, connecting at the first query. It outlives lost connections and a
 * restarted server: what runs meanwhile rejects, what comes after works.
 */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { poolSize = 10, statementTimeout = 30_000, log } = options;
  const pool = new pg.Pool({
    connectionString: url,
    Client: HonestClient,
    application_name: "studyhall",
    max: poolSize,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    statement_timeout: statementTimeout,
    // The server's own limit may be lost with the network: then the client gives up by itself.
    query_timeout: statementTimeout + 5000,
    idle_in_transaction_session_timeout: 60_000,
  });
  const note = (error: Error) => log?.warn({ error }, "A database connection was lost.");
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    onPoolError: note,
    onConnectionError: note,
    statementNameGenerator: statementNames(),
  });
  // Prisma would wait for a connection 2 s only: a start on a busy machine takes longer now and then.
  const transactionOptions = { maxWait: 10_000, timeout: statementTimeout };
  return new PrismaClient({ adapter, errorFormat: "minimal", transactionOptions });
}

/** Resolves when the database answers. Rejects when it does not within `timeout` ms. */
export async function ping(db: Database, timeout = 2000): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`the database did not answer in ${timeout} ms`)), timeout);
  try {
    await Promise.race([db.$queryRaw`SELECT 1`, late]);
  } finally {
    clearTimeout(timer);
  }
}
