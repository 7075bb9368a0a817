import { realpath } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { during, type Logger } from "../log.ts";
import {
  type Access,
  ensureCluster,
  freePort,
  lastWords,
  readAccess,
  rememberPort,
  startServer,
  sweep,
} from "./embedded/cluster.ts";
import { EmbeddedDatabaseError } from "./embedded/error.ts";
import { choosePlace, type Place } from "./embedded/place.ts";
import { forget, isServing, readPostmaster } from "./embedded/postmaster.ts";
import { join, type Presence } from "./embedded/presence.ts";
import { findProgram, type Program } from "./embedded/program.ts";

export { EmbeddedDatabaseError } from "./embedded/error.ts";

/** A server that is starting after a crash replays its log first; one that is ending lets go much sooner. */
const PATIENCE_MS = 60_000;
const ROLE = "studyhall";

export type EmbeddedServer = {
  /** postgresql:// address of the database "studyhall", as its owner (not a superuser; may create databases). */
  url: string;
  /** Leaves the server, and stops it when nobody else uses it. Close your own connections first. Safe to call twice. */
  stop(): Promise<void>;
};

type Setting = { program: Program; place: Place; cluster: string; log: Logger };

/**
 * Joins the server of this directory, starting it when it does not run. Several may try at once: one starts it, all
 * join. It may move to another port only at first: later there are connections that know the old one.
 */
async function joinOrStart(
  setting: Setting,
  access: Access,
  mayMove: boolean,
  onLost: () => void,
): Promise<[Presence, Access]> {
  const { program, place, cluster, log } = setting;
  let port = access.port;
  for (const giveUp = performance.now() + PATIENCE_MS; performance.now() < giveUp; await wait(100)) {
    const running = await readPostmaster(cluster);
    if (running) {
      const answer = await join(access, running.port, cluster, onLost);
      if (answer.kind === "ours") return [answer.presence, { ...access, port: running.port }];
      if (await isServing(running, cluster)) continue;
      await forget(cluster);
    }
    const { ok, output } = await during(log, "Starting the database", () =>
      startServer(program, place, cluster, port),
    );
    if (ok) log.debug({ port }, "the database has started");
    else if (await readPostmaster(cluster))
      continue; // somebody else was faster
    else if (
      mayMove &&
      /could not (?:create any TCP|bind)|Address already in use/.test(await lastWords(place.home))
    )
      port = await freePort();
    else
      throw new EmbeddedDatabaseError(
        `The database in ${cluster} did not start: ${output.trim()} ${await lastWords(place.home)}`,
      );
  }
  throw new EmbeddedDatabaseError(
    `The database in ${cluster} is being used by a server that does not answer: stop it, or set DATABASE_URL. ${await lastWords(place.home)}`,
  );
}

function address(access: Access, user: string, database: string): string {
  return `postgresql://${user}:${access.password}@127.0.0.1:${access.port}/${database}`;
}

/** Creates the owner and the database where they are missing; another start may be doing the same. */
async function ensureDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: address(access, "postgres", "postgres") });
  client.on("error", () => undefined);
  await client.connect();
  const create = async (sql: string) =>
    client.query(sql).catch((cause: { code?: string }) => {
      if (!["42710", "42P04", "23505", "55006"].includes(cause.code ?? "")) throw cause;
    });
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [ROLE]);
    if (rowCount) return;
    const password = client.escapeLiteral(access.password);
    await create(`CREATE ROLE ${ROLE} LOGIN CREATEDB PASSWORD ${password}`);
    await create(`CREATE DATABASE ${ROLE} OWNER ${ROLE}`);
  } finally {
    await client.end();
  }
}

async function prepare(dataDir: string, log: Logger): Promise<[Setting, Access]> {
  const place = await choosePlace(dataDir, log);
  // The server tells its directory without symbolic links; as that it is recognised.
  place.home = await realpath(place.home);
  const program = await findProgram(place);
  await sweep(place.home);
  const access = await readAccess(place.home);
  const cluster = await ensureCluster(program, place, access.password, log);
  return [{ program, place, cluster, log }, access];
}

/** Uses the server until `leave` is called: when it ends meanwhile, it is started again at the same address. */
async function stayJoined(setting: Setting, known: Access): Promise<[Access, () => Promise<void>]> {
  const { program, place, cluster, log } = setting;
  let leaving = false;
  let reviving = Promise.resolve();
  const onLost = () => {
    if (!leaving) reviving = revive();
  };
  let [presence, access] = await joinOrStart(setting, known, true, onLost);
  if (access.port !== known.port) access = await rememberPort(place.home, access);
  async function revive(): Promise<void> {
    log.warn("The database has stopped; starting it again.");
    try {
      [presence] = await joinOrStart(setting, access, false, onLost);
    } catch (error) {
      log.error({ error }, "The database did not start again.");
      if (leaving) return;
      await wait(2000);
      await revive();
    }
  }
  const leave = async () => {
    leaving = true;
    await reviving; // so that a server that was just started again is not left behind
    if (await presence.isLast())
      await program.run("pg_ctl", ["stop", "-w", "-m", "fast", "-s", "-D", cluster]);
    await presence.leave();
  };
  return [access, leave];
}

/**
 * Runs the PostgreSQL that comes with the packages on `dataDir`/postgres, or joins the one that runs there already:
 * one that a killed bot left behind, or one that another command is using. It listens on the loopback interface only.
 * A server that ends while it is used is started again on the same port. The last one to leave stops it.
 * @throws EmbeddedDatabaseError with what to do, when no server can be had
 */
export async function startEmbedded(options: { dataDir: string; log: Logger }): Promise<EmbeddedServer> {
  const [setting, known] = await prepare(options.dataDir, options.log);
  const [access, leave] = await stayJoined(setting, known);
  try {
    await ensureDatabase(access);
  } catch (cause) {
    await leave();
    throw cause;
  }
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= leave();
    return stopping;
  };
  return { url: address(access, ROLE, ROLE), stop };
}
