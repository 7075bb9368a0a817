import { readFile } from "node:fs/promises";
import { median } from "./load.ts";
import type { Stage } from "./stage.ts";

const rounds = 5;
/** Idle means that start-up's garbage has been collected: the measure is taken so long after `/readyz`. */
const idleMilliseconds = 5000;

/** From the start of the process to `/readyz` on a migrated database, in seconds, and its memory when idle, in MB. */
export async function startBench(stage: Stage) {
  const seconds: number[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    const bot = await stage.program("./studyhall-bot.ts");
    const { ok } = await fetch(`http://127.0.0.1:${bot.port}/readyz`);
    if (!ok) throw new Error("the bot is not ready");
    seconds.push((performance.now() - begun) / 1000);
    await new Promise((resolve) => setTimeout(resolve, idleMilliseconds));
    megabytes.push(await residentMegabytes(bot.process.pid));
    await bot.stop();
  }
  return { seconds: median(seconds), megabytes: median(megabytes) };
}

/** Resident memory of a process (Linux). */
export async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
