import { readdir, readFile, readlink, rm } from "node:fs/promises";
import path from "node:path";

/** What a running server says of itself in `postmaster.pid`. */
export type Postmaster = { pid: number; port: number };

/** The server that the directory names, which may be dead; undefined when the file is missing or not yet complete. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(path.join(cluster, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Every process of a server works in its data directory; this tells it from a stranger that was given the same number. */
async function worksIn(pid: string, cluster: string): Promise<boolean> {
  return (await readlink(`/proc/${pid}/cwd`).catch(() => "")) === cluster;
}

/**
 * True while a process of that server still lives, be it only one that is ending. A killed server that nobody has
 * waited for (a zombie) has no directory any more and counts as dead, which PostgreSQL itself would not see.
 */
export async function isServing({ pid }: Postmaster, cluster: string): Promise<boolean> {
  if (process.platform !== "linux") return exists(pid);
  if (await worksIn(String(pid), cluster)) return true;
  const others = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  return (await Promise.all(others.map((name) => worksIn(name, cluster)))).includes(true);
}

/** Removes what a dead server left, so that its number, now a stranger's, keeps no new one from starting. */
export async function forget(cluster: string): Promise<void> {
  await rm(path.join(cluster, "postmaster.pid"), { force: true });
}
