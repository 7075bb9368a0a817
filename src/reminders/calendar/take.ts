import { fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { PublicHoliday } from "./public-holidays.ts";

const answer = z.array(z.object({ date: z.string(), working: z.boolean(), en: z.string(), zh: z.string() }));

/**
 * Public holidays, computed in a process that ends with its answer. It takes half a second, some times in a year. A
 * worker thread would do it too, but 60 MB of what it took were seen to stay with the bot.
 * @throws what ended the process before it answered
 */
export async function takeHolidays(country: string, years: number[]): Promise<PublicHoliday[]> {
  const child = fork(fileURLToPath(new URL("./process.ts", import.meta.url)), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  child.once("message", resolve);
  child.once("error", reject);
  child.once("exit", (code) =>
    reject(new Error(`the holidays' process ended with ${code}, without an answer`)),
  );
  child.send({ country, years });
  try {
    return answer.parse(await promise);
  } finally {
    child.kill();
  }
}

/** Counts the changes of what public-holidays.ts makes of the data. */
const reading = 2;

/**
 * Names the data that holidays were taken from, without loading them: a new release is taken anew, and so is what is
 * read out of it in another way.
 */
export async function holidayData(): Promise<string> {
  const files = createRequire(import.meta.url);
  const versions = ["chinese-days", "date-holidays"].map(async (name) => {
    const text = await readFile(files.resolve(`${name}/package.json`), "utf8");
    return `${name}@${z.object({ version: z.string() }).parse(JSON.parse(text)).version}`;
  });
  return [...(await Promise.all(versions)), `reading@${reading}`].join(" ");
}
