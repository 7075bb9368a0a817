import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addDays } from "../src/calendar.ts";

/** What one import took: until the command had ended, and the most memory it held (the database apart). */
export type ImportMeasure = { rows: number; seconds: number; megabytes: number };

const statuses = ["present", "present", "present", "present", "late", "leave", "absent"];
const unitCount = 200;
const peopleCount = 4000;

/**
 * Imports a made-up county with that many attendance rows into an empty database, with the command that people use.
 * @param env where: DATABASE_URL of a migrated, empty database, or STUDYHALL_DATA_DIR
 */
export async function measureImport(rows: number, env: Record<string, string>): Promise<ImportMeasure> {
  const folder = await mkdtemp(join(tmpdir(), "studyhall-bench-"));
  await writeCounty(folder, rows);
  try {
    const answer = await runChild(folder, env);
    return { rows, ...answer };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeCounty(folder: string, rows: number): Promise<void> {
  const unit = (at: number) => `B${at}`;
  const start = "2024-01-01";
  const weeks = Math.ceil(rows / peopleCount);
  const end = addDays(start, weeks * 7);
  const campaign = {
    name: "Messung",
    name_en: "Measurement",
    time_zone: "Europe/Berlin",
    start,
    end,
    phases: [],
    themes: [],
    directions: [],
    topic_required_of: [],
    weeks_off: [],
  };
  const units = Array.from(
    { length: unitCount },
    (_, at) => `${unit(at)},Unit ${at},school,${at === 0 ? "" : unit(0)},1`,
  );
  const people = Array.from(
    { length: peopleCount },
    (_, at) => `P${at},Person ${at},${unit(at % unitCount)},,,staff`,
  );
  const attendance = Array.from({ length: rows }, (_, at) => {
    const person = at % peopleCount;
    const date = addDays(start, Math.floor(at / peopleCount) * 7);
    return `${unit(person % unitCount)},${date},P${person},${statuses[(at * 31) % statuses.length]}`;
  });
  const write = (name: string, lines: string[]) => writeFile(join(folder, name), `${lines.join("\n")}\n`);
  await write("campaign.json", [JSON.stringify(campaign)]);
  await write("units.csv", ["code,name,kind,parent_code,session_weekday", ...units]);
  await write("people.csv", ["employee_no,name,unit_code,position,email,roles", ...people]);
  await write("attendance.csv", ["unit_code,date,employee_no,status", ...attendance]);
}

/** The import in a process of its own, whose memory is not mixed with that of the measuring one. */
function runChild(folder: string, env: Record<string, string>): Promise<Omit<ImportMeasure, "rows">> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), folder], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    let answer: Omit<ImportMeasure, "rows"> | undefined;
    child.on("message", (message: Omit<ImportMeasure, "rows">) => {
      answer = message;
    });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 && answer ? resolve(answer) : reject(new Error(`the import ended with ${code}`)),
    );
  });
}

/** In the child: the command, then what it took. */
async function importAndTell(folder: string): Promise<void> {
  const { main } = await import("../src/cli.ts");
  const began = performance.now();
  process.exitCode = await main(["import", folder]);
  const seconds = (performance.now() - began) / 1000;
  // Kilobytes on every system that Node runs on.
  process.send?.({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 });
  process.disconnect?.();
}

/** By itself: `node bench/import.ts` measures 100,000 rows on a fresh embedded database. */
async function measureAlone(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "studyhall-bench-data-"));
  await chmod(dataDir, 0o755);
  const { rows, seconds, megabytes } = await measureImport(100_000, {
    STUDYHALL_DATA_DIR: dataDir,
    DATABASE_URL: "",
  });
  await rm(dataDir, { recursive: true, force: true });
  console.log(
    `import of ${rows} rows: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB (aim: 20 s, 400 MB)`,
  );
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  await (folder === undefined ? measureAlone() : importAndTell(folder));
}
