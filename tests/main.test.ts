import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { afterwards } from "./support/bot.ts";
import { freshDatabase } from "./support/database.ts";

const program = fileURLToPath(new URL("../bin/studyhall.mjs", import.meta.url));

/** The sandbox in a process of its own, on a database of its own; `shell` puts one between us and it, as npm does. */
async function start({
  shell = false,
  env = {},
  settings: prepare,
}: {
  shell?: boolean;
  env?: NodeJS.ProcessEnv;
  settings?: (folder: string) => Promise<unknown>;
} = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "studyhall-main-"));
  afterwards(() => rm(dataDir, { recursive: true, force: true }));
  const { url, drop } = await freshDatabase();
  afterwards(drop);
  await prepare?.(dataDir);
  const { PATH = "" } = process.env;
  const settings = { PATH, DATABASE_URL: url, STUDYHALL_DATA_DIR: dataDir, PORT: "0", ...env };
  const command = `"${process.execPath}" "${program}" start & echo "pid $!"; wait`;
  const child = shell
    ? spawn("/bin/sh", ["-c", command], { env: settings, cwd: dataDir })
    : spawn(process.execPath, [program, "start"], { env: settings, cwd: dataDir });
  afterwards(async () => void child.kill("SIGKILL"));
  return { child, ...listenTo(child) };
}

function listenTo(child: ChildProcess) {
  let said = "";
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      for (const hear of heard) hear();
    });
  const { promise: exited, resolve } = Promise.withResolvers<number | null>();
  child.once("exit", resolve);
  /** What the pattern finds, once it is said. */
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((found) => {
      const hear = () => {
        const match = pattern.exec(said);
        if (match) found(match);
      };
      heard.add(hear);
      hear();
    });
  return { says, exited, said: () => said };
}

describe("the program", () => {
  it.each(["SIGINT", "SIGHUP"] as const)("ends in order at %s", async (signal) => {
    const { child, says, exited, said } = await start();
    await says(/open http:\/\/localhost:\d+/);
    child.kill(signal);
    expect(await exited).toBe(0);
    expect(said()).toContain("Stopped.");
  });

  it("ends in order when it is told to before it has started", async () => {
    const { child, says, exited, said } = await start();
    await says(/Loading the sample county/);
    child.kill("SIGTERM");
    expect(await exited).toBe(0);
    expect(said()).toContain("Stopped.");
  });

  it.each([
    ["help that was asked for", "--help", 0],
    ["a slip", "--hlep", 2],
  ])("starts nothing for %s", async (_, option, code) => {
    const child = spawn(process.execPath, [program, "start", option], { env: { PORT: "many" } });
    afterwards(async () => void child.kill("SIGKILL"));
    const { exited, said } = listenTo(child);
    expect(await exited).toBe(code);
    expect(said()).toContain("Usage: npm run studyhall -- start");
  });

  it("ends with npm and its shell, which pass no signal on", async () => {
    const { child, says } = await start({ shell: true, env: { npm_lifecycle_event: "start" } });
    const pid = Number((await says(/pid (\d+)/))[1]);
    afterwards(async () => {
      if (isRunning(pid)) process.kill(pid, "SIGKILL");
    });
    await says(/open http:\/\/localhost:\d+/);
    child.kill("SIGKILL");
    await says(/Stopped\./);
  });

  it("does not run the sandbox in place of the bot whose settings it cannot read", async () => {
    // A folder in its place can be read by nobody, not even by root.
    const { exited, said } = await start({ settings: (folder) => mkdir(join(folder, ".env")) });
    expect(await exited).toBe(1);
    expect(said()).toContain(".env cannot be read");
  });

  it.each([
    [
      "nobody answers at DATABASE_URL",
      { DATABASE_URL: "postgresql://a:hidden@127.0.0.1:1/x" },
      "DATABASE_URL",
    ],
    ["a setting is wrong", { PORT: "many" }, "PORT should be a number"],
  ])("says in a sentence that %s", async (_, env, sentence) => {
    const { exited, said } = await start({ env });
    expect(await exited).toBe(1);
    expect(said()).toContain(sentence);
    expect(said()).not.toContain("hidden");
    expect(said()).not.toMatch(/^\s+at /m);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
