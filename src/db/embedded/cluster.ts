import { randomBytes } from "node:crypto";
import { chown, link, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { z } from "zod";
import { during, type Logger } from "../../log.ts";
import { EmbeddedDatabaseError } from "./error.ts";
import type { Place } from "./place.ts";
import type { Program } from "./program.ts";

const accessSchema = z.object({ password: z.string().min(20), port: z.number().int() });
/** How to reach the server: the password of its roles and its port. Kept in a file that only its owner reads. */
export type Access = z.infer<typeof accessSchema>;

const LOG_LIMIT = 5_000_000;
/** Settings for one small server on one machine. What makes data safe (fsync, full_page_writes) stays at its default. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  // Loopback alone: a socket's directory would need a short path and an owner of its own.
  unix_socket_directories: "",
  max_connections: 100,
  shared_buffers: "64MB",
  max_wal_size: "256MB",
  // No replicas: less is written.
  wal_level: "minimal",
  max_wal_senders: 0,
  io_method: "sync",
  jit: "off",
  log_checkpoints: "off",
};

/** A port of the loopback interface that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

const accessFile = (home: string) => path.join(home, "access.json");

/** Writes the file whole under another name first: a reader never sees half of it. */
async function writeOwnerOnly(file: string, text: string): Promise<string> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  return draft;
}

/** The way to the server in `home`; the first to ask makes the password up. @throws EmbeddedDatabaseError */
export async function readAccess(home: string): Promise<Access> {
  const file = accessFile(home);
  const fresh = { password: randomBytes(24).toString("base64url"), port: await freePort() };
  try {
    const draft = await writeOwnerOnly(file, JSON.stringify(fresh));
    await link(draft, file).catch(() => undefined); // it exists: another start was first
    await rm(draft);
    return accessSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `The database's key ${file} cannot be read: start Studyhall as the user who owns it, or set STUDYHALL_DATA_DIR to another directory.`,
      { cause },
    );
  }
}

/** Keeps the port for the next start, so that its address stays the same as long as the port is free. */
export async function rememberPort(home: string, access: Access): Promise<Access> {
  await rename(await writeOwnerOnly(accessFile(home), JSON.stringify(access)), accessFile(home));
  return access;
}

/** A creation that was broken off is never mistaken for a database: it is made beside, then takes its name. */
async function initialise(program: Program, { home, account }: Place, cluster: string, password: string) {
  const draft = `${cluster}.new-${process.pid}`;
  const passwordFile = `${draft}.key`;
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) await chown(passwordFile, account.uid, account.gid);
    const { ok, output } = await program.run("initdb", [
      ...[
        "-D",
        draft,
        "--username=postgres",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--no-instructions",
      ],
      // The same order on every machine: by code point, built in, whatever locales the machine has.
      ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ]);
    if (!ok)
      throw new EmbeddedDatabaseError(
        /No space left/.test(output)
          ? `The disk is full: the database cannot be created in ${home}.`
          : `The database could not be created in ${home}: ${output.trim()}`,
      );
    await rename(draft, cluster).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== "ENOTEMPTY" && cause.code !== "EEXIST") throw cause; // another start was first
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** The directory of the database, created when this is the first start. @throws EmbeddedDatabaseError */
export async function ensureCluster(
  program: Program,
  place: Place,
  password: string,
  log: Logger,
): Promise<string> {
  const cluster = path.join(place.home, "cluster");
  if (await stat(path.join(cluster, "PG_VERSION")).catch(() => undefined)) return cluster;
  await during(log, `Creating the database in ${cluster}`, () =>
    initialise(program, place, cluster, password),
  );
  return cluster;
}

/** Starts the server and returns when it answers. It leads a session of its own: Ctrl-C ends the bot first, not the database. */
export async function startServer(program: Program, { home, account }: Place, cluster: string, port: number) {
  const logFile = path.join(home, "server.log");
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT) await rename(logFile, `${logFile}.old`);
  if (account) {
    await (await open(logFile, "a", 0o600)).close();
    await chown(logFile, account.uid, account.gid);
  }
  const settings = Object.entries({ ...SETTINGS, port }).map(([name, value]) => `-c ${name}=${value}`);
  const args = ["start", "-w", "-t", "120", "-s", "-D", cluster, "-l", logFile, "-o", settings.join(" ")];
  return program.run("pg_ctl", args);
}

/** The last lines of the server's own log, for an error that names the reason. */
export async function lastWords(home: string): Promise<string> {
  const text = await readFile(path.join(home, "server.log"), "utf8").catch(() => "");
  return text.trim().split("\n").slice(-4).join(" | ");
}

/** Removes what creations left that were killed half way. */
export async function sweep(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = /\.new-(\d+)(?:\.key)?$/.exec(name)?.[1];
    if (pid && !(await stat(`/proc/${pid}`).catch(() => undefined)))
      await rm(path.join(home, name), { recursive: true, force: true });
  }
}
