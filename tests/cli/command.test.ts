import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand, understand } from "../../src/cli/command.ts";
import { texts as cliTexts } from "../../src/cli/texts.ts";
import { createDatabase } from "../../src/db/client.ts";
import { createWrite } from "../../src/db/write.ts";
import { figureSources, recordedByAll, recordFiles } from "../../src/features.ts";
import { silent } from "../../src/files/progress.ts";
import { texts } from "../../src/files/texts.ts";
import { createI18n, type Language } from "../../src/i18n/index.ts";
import { adoptWorkspace, theWorkspace } from "../../src/org/workspace.ts";
import { attendanceHeader, csv, folderOf, peopleHeader, valley } from "../files/support.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

/** Runs a command as the terminal would; `connected` tells whether it went to the database. */
async function run(args: string[], language: Language = "en") {
  const out: string[] = [];
  const err: string[] = [];
  let connected = false;
  const clock = { now: () => Temporal.Instant.from("2025-05-20T12:00:00Z") };
  const terminal = {
    locale: createI18n({ records: texts, cli: cliTexts }).locale(language),
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
  };
  const command = understand(args, terminal);
  if (typeof command === "number") return { code: command, out, err, connected };
  if (command.name === "start") throw new Error("it would start");
  const code = await runCommand(command, {
    ...terminal,
    async connect() {
      connected = true;
      const db = createDatabase(database.url, { poolSize: 2 });
      return { db, close: () => db.$disconnect() };
    },
    write: (db, workspaceId) => createWrite({ db, workspaceId, clock, onRecords: async () => undefined }),
    clock,
    files: recordFiles,
    recorded: recordedByAll,
    sources: figureSources,
    progress: silent,
  });
  return { code, out, err, connected };
}

async function importValley(): Promise<void> {
  const folder = await folderOf(valley);
  expect((await run(["import", folder.path])).code).toBe(0);
  await folder.remove();
}

const question = ["--unit", "amt", "--from", "2025-03-03", "--to", "2025-03-31"];

describe("figures", () => {
  it("prints one JSON object and nothing else", async () => {
    await importValley();
    const { code, out, err } = await run(["figures", ...question, "--json"]);
    expect([code, err, out.length]).toEqual([0, [], 1]);
    expect(Object.keys(JSON.parse(out[0] ?? ""))).toEqual([
      ...["units", "people", "attendance", "discussion", "topic"],
      ...["group", "plan", "mobilization", "note", "lecture", "visit", "issue", "inspection", "publicity"],
    ]);
  });

  it("prints them for people without --json, in words, numbers below each other", async () => {
    await importValley();
    const { code, out } = await run(["figures", ...question]);
    expect([code, out.length]).toEqual([0, 1]);
    expect(out[0]?.split("\n")).toEqual([
      "Schulamt (amt), 3 March 2025 – 31 March 2025",
      "",
      "Units",
      "  in all                          5",
      "People",
      "  in all                          4",
      "Attendance",
      "  units reported                  3",
      "  units in all                    5",
      "  sessions                        4",
      "  present                        19",
      "  late                            1",
      "  on leave                        3",
      "  absent                          2",
      "  attended (present or late)     20",
      "  expected                       25",
      "  attendance rate             80.0%",
      "Discussions",
      "  discussions                     0",
      "  people who took part            0",
      "  by theme",
      "    LESEN                         0",
      "Research topics",
      "  required                        1",
      "  registered                      0",
      "  by direction",
      "    W1                            0",
      "Leading groups",
      "  units with a group              0",
      "Plans",
      "  submitted                       0",
      "  approved                        0",
      "  returned                        0",
      "Mobilization meetings",
      "  units that held one             0",
      "  attendees                       0",
      "Study notes",
      "  notes                           0",
      "  people with notes               0",
      "  checked                         0",
      "Lectures",
      "  lectures                        0",
      "  audience                        0",
      "Field visits",
      "  visits                          0",
      "  units reached                   0",
      "Issues",
      "  raised                          0",
      "  open                            0",
      "  answered                        0",
      "  settled                         0",
      "  overdue                         0",
      "  median days to an answer        –",
      "Inspections",
      "  visits                          0",
      "  units inspected                 0",
      "Publicity",
      "  items                           0",
      "  published                       0",
      "  articles sent to the city       0",
    ]);
    const chinese = await run(["figures", ...question], "zh-CN");
    // A Chinese character is as wide as two digits: so the numbers end in one column.
    expect(chinese.out[0]?.split("\n").slice(6, 17)).toEqual([
      "考勤",
      "  已报单位                  3",
      "  单位总数                  5",
      "  学习次数                  4",
      "  出勤                     19",
      "  迟到                      1",
      "  请假                      3",
      "  缺勤                      2",
      "  到场（出勤和迟到）       20",
      "  应到                     25",
      "  出勤率                80.0%",
    ]);
  });

  it.each([
    [
      "an unknown unit",
      ["figures", "--unit", "nope", "--from", "2025-03-03", "--to", "2025-03-31"],
      /no unit with the code nope/,
    ],
    ["an unknown workspace", ["figures", ...question, "--workspace", "T9"], /no workspace T9/],
    ["a folder that is not there", ["import", "/no/such/folder"], /cannot be read/],
  ])("says in one sentence what is wrong with %s", async (_what, args, sentence) => {
    await importValley();
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([1, []]);
    expect(err.join("\n")).toMatch(sentence);
  });

  it("says that there is no campaign yet", async () => {
    const { code, err } = await run(["figures", ...question]);
    expect([code, err.length]).toEqual([1, 1]);
    expect(err[0]).toMatch(/no campaign yet/);
  });
});

describe("import", () => {
  it("lists each problem with file, line and column, in the language of the terminal", async () => {
    const folder = await folderOf({
      ...valley,
      "attendance.csv": csv(attendanceHeader, "k-7,2025-03-12,2,here"),
    });
    const english = await run(["import", folder.path]);
    const chinese = await run(["import", folder.path], "zh-CN");
    await folder.remove();
    expect([english.code, english.out]).toEqual([1, []]);
    expect(english.err).toEqual([
      "attendance.csv, line 2, status: “here” is not known here. Possible are: present, late, leave, absent.",
      "Nothing was imported: there is 1 problem. Please correct it and import the folder again.",
    ]);
    expect(chinese.err).toEqual([
      "attendance.csv 第 2 行 status：“here”不可用。可以填写：present, late, leave, absent。",
      "没有导入任何内容：共有 1 处问题，请改正后重新导入。",
    ]);
  });

  it("says which files would do when the folder holds none of them", async () => {
    const folder = await folderOf({ "readme.txt": "" });
    const { code, err } = await run(["import", folder.path]);
    await folder.remove();
    expect(code).toBe(1);
    expect(err[0]).toMatch(/campaign\.json, units\.csv, people\.csv, attendance\.csv, headcounts\.csv/);
  });

  it("says that there is nothing to change, and what it does not read", async () => {
    await importValley();
    const folder = await folderOf({ ...valley, "tallies.csv": "" });
    const { code, out } = await run(["import", folder.path]);
    await folder.remove();
    expect(code).toBe(0);
    expect(out).toEqual([
      "There is nothing to change: everything in this folder is imported already.",
      "Not read yet: tallies.csv.",
    ]);
  });

  it("asks by a refusal whether somebody is new, and takes --new-people for the answer", async () => {
    await importValley();
    const folder = await folderOf({ "people.csv": csv(peopleHeader, "30,Cy,k-7,,,") });
    const { code, err } = await run(["import", folder.path]);
    const told = await run(["import", folder.path, "--new-people"]);
    await folder.remove();
    expect(code).toBe(1);
    expect(err[0]).toContain(
      "people.csv, line 2, employee_no: Cy of Krippe may be the one on the roster with the number 3.",
    );
    expect(err[0]).toContain("import with --new-people");
    expect(told).toMatchObject({ code: 0, out: ["Imported:", "  people.csv: 1 record made or changed"] });
  });
});

describe("import of what was changed here since", () => {
  /** Makes the cook a liaison no more, as somebody does it in Slack. */
  async function demote(): Promise<void> {
    const db = createDatabase(database.url, { poolSize: 1 });
    const { id, workspaceId } = await db.person.update({
      ...{ where: { id: (await db.person.findFirstOrThrow({ where: { employeeNo: "3" } })).id } },
      data: { roles: [] },
    });
    const change = { record: "person", recordId: id, before: { roles: ["liaison"] }, after: { roles: [] } };
    const at = new Date("2025-05-19T12:00:00Z");
    await db.auditEntry.create({ data: { workspaceId, at, actor: "U1", ...change } });
    await db.$disconnect();
  }

  it("lists it, keeps it, says how to overwrite it, and overwrites it when told", async () => {
    await importValley();
    await demote();
    const folder = await folderOf(valley);
    const [english, chinese] = [
      await run(["import", folder.path]),
      await run(["import", folder.path], "zh-CN"),
    ];
    const overwritten = await run(["import", folder.path, "--overwrite"]);
    const after = await run(["import", folder.path]);
    await folder.remove();
    expect(english).toMatchObject({ code: 0, err: [] });
    expect(english.out).toEqual([
      "There is nothing else to change: the rest of this folder is imported already.",
      "people.csv, line 4, roles: Cy (3): “–” here since 2025-05-19 (U1), “liaison” in the file.",
      "Kept: 1 value was entered or changed in Slack and stays as it is. To take the folder's instead, run it again with --overwrite.",
    ]);
    expect(chinese.out).toEqual([
      "没有其他需要更改的内容：文件夹里的其余记录都已导入。",
      "people.csv 第 4 行 roles：Cy (3)：系统中自 2025-05-19 起为“–”（U1），文件中为“liaison”。",
      "未作更改：有 1 处是在系统中登记或改过的，现保持系统中的内容。如果都要以文件夹里的为准，请加上 --overwrite 重新运行。",
    ]);
    expect(overwritten).toMatchObject({ code: 0, err: [] });
    expect(overwritten.out).toEqual([
      "Imported:",
      "  people.csv: 1 record made or changed",
      "people.csv, line 4, roles: Cy (3): “–” here since 2025-05-19 (U1), “liaison” in the file.",
      "Overwritten: 1 value that had been entered or changed in Slack is now what the folder says.",
    ]);
    expect(after.out).toEqual(["There is nothing to change: everything in this folder is imported already."]);
  });
});

describe("workspaces", () => {
  it("are chosen by --workspace where there are several, and adopted by the bot where an import made one", async () => {
    await importValley();
    const db = createDatabase(database.url, { poolSize: 2 });
    try {
      const made = await theWorkspace(db);
      const adopted = await adoptWorkspace(db, "T1", "County");
      expect(adopted).toMatchObject({ id: made.id, slackTeamId: "T1", name: "County" });
      expect(await adoptWorkspace(db, "T1", "County renamed")).toMatchObject({
        id: made.id,
        name: "County renamed",
      });
      expect((await adoptWorkspace(db, "T2", "Other")).id).not.toBe(made.id);
      const unclear = await run(["figures", ...question]);
      expect([unclear.code, unclear.err]).toEqual([
        1,
        [expect.stringMatching(/several workspaces.*T1 and T2/)],
      ]);
      expect((await run(["figures", ...question, "--workspace", "T1"])).code).toBe(0);
    } finally {
      await db.$disconnect();
    }
  });
});
