import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chown, mkdir } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "../../log.ts";
import { EmbeddedDatabaseError } from "./error.ts";

/** The user the server runs as; undefined: the one we run as. PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number } | undefined;
/** Where the server keeps everything of its own, and as whom it runs. */
export type Place = { home: string; account: Account };

const USER = "postgres";

function idOf(flag: "-u" | "-g"): number | undefined {
  const { status, stdout } = spawnSync("id", [flag, USER], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}

function findAccount(): Account {
  const [uid, gid] = [idOf("-u"), idOf("-g")];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

/** The user `postgres`, created when this machine has none. */
function accountForRoot(log: Logger): Account {
  const existing = findAccount();
  if (existing) return existing;
  log.info(`Creating the user "${USER}": PostgreSQL does not run as root.`);
  spawnSync("groupadd", ["--system", USER]);
  spawnSync("useradd", ["--system", "-g", USER, "--no-create-home", "--shell", "/usr/sbin/nologin", USER]);
  const created = findAccount();
  if (created) return created;
  throw new EmbeddedDatabaseError(
    `PostgreSQL does not run as root, and the user "${USER}" could not be created: start Studyhall as another user, create "${USER}", or set DATABASE_URL.`,
  );
}

/** True when that user can enter the directory: a closed parent (such as root's home) shuts it out. */
function canEnter(directory: string, account: Account): boolean {
  const options = { ...account, cwd: "/" };
  return spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", directory], options).status === 0;
}

async function prepare(home: string, account: Account): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o755 });
    if (account) await chown(home, account.uid, account.gid);
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `The database's directory ${home} cannot be written: correct its permissions, or set STUDYHALL_DATA_DIR to another one.`,
      { cause },
    );
  }
}

/**
 * The directory for the server below `dataDir`, and the user it runs as. Started as root with a `dataDir` that the
 * user `postgres` cannot reach, it is one below `open` instead, always the same for the same `dataDir`.
 * @throws EmbeddedDatabaseError when no directory can be written or no user can run the server
 */
export async function choosePlace(dataDir: string, log: Logger, open = "/var/lib/studyhall"): Promise<Place> {
  const wanted = path.resolve(dataDir, "postgres");
  const account = process.getuid?.() === 0 ? accountForRoot(log) : undefined;
  await prepare(wanted, account);
  if (!account || canEnter(wanted, account)) return { home: wanted, account };
  const name = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const home = path.join(open, name, "postgres");
  await prepare(home, account);
  log.warn(`The user "${USER}" cannot enter ${wanted}; the database is kept in ${home} instead.`);
  return { home, account };
}
