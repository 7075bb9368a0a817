import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type Database } from "../../src/db/client.ts";
import { createWrite, type Write } from "../../src/db/write.ts";
import { recordedByAll, recordFiles } from "../../src/features.ts";
import { type ImportOutcome, importRecords } from "../../src/files/import.ts";
import { silent } from "../../src/files/progress.ts";
import { theWorkspace } from "../../src/org/workspace.ts";
import { freshDatabase } from "../support/database.ts";

export type Files = Record<string, string | Uint8Array>;

const frame = {
  name: "Lesejahr",
  name_en: "Year of reading",
  time_zone: "America/St_Johns",
  start: "2025-03-03",
  end: "2025-06-29",
  phases: [
    { name: "Anfang", name_en: "Begin", start: "2025-03-03", end: "2025-04-30" },
    { name: "Ende", name_en: "End", start: "2025-05-01", end: "2025-06-29" },
  ],
  themes: [{ code: "LESEN", name: "Lesen", name_en: "Reading" }],
  directions: [{ code: "W1", name: "Wege", name_en: "Ways" }],
  topic_required_of: ["unit_head"],
  weeks_off: ["2025-W16"],
};

/** campaign.json of the small county below, with some fields changed. */
export const campaignJson = (changes: Record<string, unknown> = {}) =>
  JSON.stringify({ ...frame, ...changes });

/** Lines of a CSV. */
export const csv = (...lines: string[]) => `${lines.join("\n")}\n`;

export const unitsHeader = "code,name,kind,parent_code,session_weekday";
export const peopleHeader = "employee_no,name,unit_code,position,email,roles";
export const attendanceHeader = "unit_code,date,employee_no,status";
export const countsHeader = "unit_code,date,present,late,leave,absent";

/** A county that shares nothing with the sample: other names, codes, dates, weekdays, zone, and size. */
export const valley = {
  "campaign.json": campaignJson(),
  "units.csv": csv(
    unitsHeader,
    "k-7,Krippe,nursery,nord,",
    "nord,Nordtal,valley,amt,3",
    "amt,Schulamt,office,,1",
    "k-8,Krippe,nursery,süd,5",
    "süd,Südtal,valley,amt,",
  ),
  "people.csv": csv(
    peopleHeader,
    "1,Ada,amt,Head,ADA@amt.test,unit_head;administrator",
    "2,Bo,k-7,,,",
    "3,Cy,k-7,Cook,cy@k7.test,liaison",
    "4,Di,k-8,,di@k8.test,staff",
  ),
  "attendance.csv": csv(
    attendanceHeader,
    "k-7,2025-03-12,2,present",
    "k-7,2025-03-12,3,late",
    "k-7,2025-03-19,2,absent",
    "k-7,2025-03-19,3,present",
    "amt,2025-03-10,1,leave",
  ),
  "headcounts.csv": csv(countsHeader, "k-8,2025-03-14,17,0,2,1"),
} satisfies Files;

/** A folder with these files; ends with `remove`. */
export async function folderOf(files: Files): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "studyhall-records-"));
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  return { path, remove: () => rm(path, { recursive: true }) };
}

type How = { newPeople?: boolean; overwrite?: boolean; restate?: boolean };

export type Importer = {
  db: Database;
  workspaceId: string;
  /** Sets the clock of the imports that follow; in the beginning it stands inside the valley's campaign. */
  setNow(instant: string): void;
  import(files: Files, how?: How): Promise<ImportOutcome>;
  importFolder(path: string, how?: How): Promise<ImportOutcome>;
  /** Runs before the next import writes, once it has read everything. */
  beforeNextWrite(task: () => Promise<unknown>): void;
  close(): Promise<void>;
};

/** An empty database, and imports into it. */
export async function importer(): Promise<Importer> {
  const { url, drop } = await freshDatabase();
  const db = createDatabase(url, { poolSize: 3 });
  const workspaceId = (await theWorkspace(db)).id;
  let now = Temporal.Instant.from("2025-05-20T12:00:00Z");
  const clock = { now: () => now };
  const writeNow = createWrite({ db, workspaceId, clock, onRecords: async () => undefined });
  let before: (() => Promise<unknown>) | undefined;
  const write: Write = async (request, body) => {
    const task = before;
    before = undefined;
    await task?.();
    return writeNow(request, body);
  };
  const importFolder = (path: string, how: How = {}) =>
    importRecords(
      {
        db,
        workspaceId,
        clock,
        write,
        files: recordFiles,
        recorded: recordedByAll,
        progress: silent,
        ...how,
      },
      path,
    );
  return {
    db,
    workspaceId,
    setNow: (instant) => {
      now = Temporal.Instant.from(instant);
    },
    importFolder,
    beforeNextWrite: (task) => {
      before = task;
    },
    async import(files, how) {
      const folder = await folderOf(files);
      return importFolder(folder.path, how).finally(folder.remove);
    },
    async close() {
      await db.$disconnect();
      await drop();
    },
  };
}
