import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Access } from "./cluster.ts";

// Any number, the same in every Studyhall.
const LOCK = 0x53_74_75_64;
const OTHERS = `SELECT count(*)::int AS others FROM pg_stat_activity
  WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;

/** One user of the server, seen by the others as long as this connection lives. */
export type Presence = {
  /** Ends the presence. True: nobody else uses the server, and nobody new gets in before it is stopped or `leave` is called. */
  isLast(): Promise<boolean>;
  leave(): Promise<void>;
};

export type Answer = { kind: "ours"; presence: Presence } | { kind: "silent" } | { kind: "stranger" };

/** Nobody answers, or the server is starting or ending (57P0x); anything else is somebody else's server. */
function isSilence(cause: unknown): boolean {
  const { code = "", message = "" } = cause as { code?: string; message?: string };
  return /^57P0|^ECONN|^ETIMEDOUT|^EPIPE/.test(code) || /terminated|timeout/.test(message);
}

/**
 * Asks the server on that port whether it is the one of this directory and, if so, registers as one of its users.
 * @param onLost called when the connection ends although nobody left: the server has stopped
 */
export async function join(
  access: Access,
  port: number,
  cluster: string,
  onLost: () => void,
): Promise<Answer> {
  const client = new pg.Client({
    ...{ host: "127.0.0.1", port, user: "postgres", password: access.password, database: "postgres" },
    ...{ application_name: "studyhall-presence", connectionTimeoutMillis: 5000, keepAlive: true },
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    if (rows[0]?.data_directory !== cluster) throw new Error("another server");
    // Waits while somebody is stopping the server, and then fails with it.
    await client.query("SELECT pg_advisory_lock_shared($1)", [LOCK]);
  } catch (cause) {
    await client.end().catch(() => undefined);
    return { kind: isSilence(cause) ? "silent" : "stranger" };
  }
  let leaving = false;
  client.on("end", () => {
    if (!leaving) onLost();
  });
  const leave = () => {
    leaving = true;
    return client.end().catch(() => undefined);
  };
  const isLast = async () => {
    leaving = true;
    return mayStop(client).catch(() => false);
  };
  return { kind: "ours", presence: { isLast, leave } };
}

/** The exclusive lock says that no other Studyhall is present; the list of sessions, that nobody else is either. */
async function mayStop(client: pg.Client): Promise<boolean> {
  await client.query("SELECT pg_advisory_unlock_shared($1)", [LOCK]);
  const { rows } = await client.query<{ alone: boolean }>("SELECT pg_try_advisory_lock($1) AS alone", [LOCK]);
  if (!rows[0]?.alone) return false;
  // Our own pool's sessions may need a moment to end.
  for (let tries = 0; tries < 20; tries++) {
    const { rows: sessions } = await client.query<{ others: number }>(OTHERS);
    if (sessions[0]?.others === 0) return true;
    await wait(50);
  }
  return false;
}
