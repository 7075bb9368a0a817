import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Problem } from "../../src/files/problems.ts";
import { problemLine } from "../../src/files/problems.ts";
import { texts } from "../../src/files/texts.ts";
import { createI18n } from "../../src/i18n/index.ts";
import {
  attendanceHeader,
  campaignJson,
  countsHeader,
  csv,
  type Files,
  type Importer,
  importer,
  peopleHeader,
  unitsHeader,
  valley,
} from "./support.ts";

let into: Importer;
beforeAll(async () => {
  into = await importer();
});
afterAll(() => into.close());

const i18n = createI18n({ records: texts });

/** What is wrong with the valley when these files take the place of its own; nothing may have been written. */
async function problemsOf(files: Files, base: Files = valley): Promise<Problem[]> {
  const outcome = await into.import({ ...base, ...files });
  expect(await into.db.campaign.count()).toBe(0);
  return outcome.kind === "refused" ? outcome.problems : [];
}

/** "units.csv:3 code unitTwice", and a sentence in each language. */
function told(problems: Problem[]): string[] {
  return problems.map((problem) => {
    for (const language of ["en", "zh-CN"] as const) {
      const sentence = problemLine(problem, i18n.locale(language));
      expect(sentence).toContain(problem.file);
      expect(sentence).not.toMatch(/records\.|\{\{|undefined/);
    }
    const { file, line, column, key } = problem;
    return [`${file}${line === undefined ? "" : `:${line}`}`, column, key.replace("records.", "")]
      .filter(Boolean)
      .join(" ");
  });
}

const unit = (...lines: string[]): Files => ({ "units.csv": valley["units.csv"] + csv(...lines) });
const person = (...lines: string[]): Files => ({ "people.csv": valley["people.csv"] + csv(...lines) });
const attendance = (...lines: string[]): Files => ({ "attendance.csv": csv(attendanceHeader, ...lines) });
const counts = (...lines: string[]): Files => ({ "headcounts.csv": csv(countsHeader, ...lines) });
const campaign = (changes: Record<string, unknown>): Files => ({ "campaign.json": campaignJson(changes) });
const onlyUnits = (...lines: string[]): Files => ({
  "campaign.json": valley["campaign.json"],
  "units.csv": csv(unitsHeader, ...lines),
  "people.csv": csv(peopleHeader),
  "attendance.csv": csv(attendanceHeader),
  "headcounts.csv": csv(countsHeader),
});
const long = "长".repeat(101);

const cases: [what: string, files: Files, expected: string[]][] = [
  ["a code twice", unit("nord,Anders,valley,amt,"), ["units.csv:7 code unitTwice"]],
  ["codes that differ in case only", unit("NORD,Anders,valley,amt,"), ["units.csv:7 code unitTwinCode"]],
  ["an unknown parent", unit("x,X,school,nowhere,"), ["units.csv:7 parent_code unknownParent"]],
  [
    "an unknown unit or parent, in a row that is wrong elsewhere too",
    { ...unit("x,X,school,nowhere,9"), ...person("9,New,gone,,no-address,") },
    [
      "units.csv:7 session_weekday notWeekday",
      "units.csv:7 parent_code unknownParent",
      "people.csv:6 email notEmail",
      "people.csv:6 unit_code unknownUnit",
    ],
  ],
  ["one name under one parent", unit("x,Nordtal,valley,amt,"), ["units.csv:7 name nameTaken"]],
  [
    "a second root",
    unit("x,Schulamt,office,,"),
    ["units.csv:7 parent_code anotherRoot", "units.csv:7 name nameTaken"],
  ],
  [
    "a third root",
    unit("x,X,office,,", "y,Y,office,,"),
    ["units.csv:7 parent_code anotherRoot", "units.csv:8 parent_code anotherRoot"],
  ],
  ["a unit below itself", unit("x,X,school,x,"), ["units.csv:7 parent_code cycle"]],
  [
    "two circles",
    unit("x,X,school,y,", "y,Y,school,x,", "p,P,school,q,", "q,Q,school,p,", "r,R,school,q,"),
    ["units.csv:7 parent_code cycle", "units.csv:9 parent_code cycle"],
  ],
  ["nobody at the top", onlyUnits(), ["units.csv parent_code noRoot"]],
  ["a circle at the top", onlyUnits("a,A,x,b,", "b,B,x,a,"), ["units.csv:2 parent_code cycle"]],
  [
    "weekdays that are none",
    unit("x,X,s,amt,0", "y,Y,s,amt,8", "z,Z,s,amt,Mon"),
    [
      "units.csv:7 session_weekday notWeekday",
      "units.csv:8 session_weekday notWeekday",
      "units.csv:9 session_weekday notWeekday",
    ],
  ],
  [
    "fields that are empty",
    unit(",,,amt,"),
    ["units.csv:7 code empty", "units.csv:7 name empty", "units.csv:7 kind empty"],
  ],
  ["a name that is too long", unit(`x,${long},s,amt,`), ["units.csv:7 name tooLong"]],
  ["a code with a space", unit("x y,X,s,amt,"), ["units.csv:7 code codeWithSpace"]],
  [
    "a control character",
    unit("x,X\u0007,s,amt,", 'y,"Y\nZ",s,amt,'),
    ["units.csv:7 name controlCharacter", "units.csv:9 name controlCharacter"],
  ],

  ["an employee number twice", person("2,Other,amt,,,"), ["people.csv:6 employee_no personTwice"]],
  [
    "an address twice, in other capitals",
    person("9,New,amt,,Cy@K7.test,"),
    ["people.csv:6 email emailTaken"],
  ],
  ["an address that is none", person("9,New,amt,,home,"), ["people.csv:6 email notEmail"]],
  ["an unknown unit", person("9,New,nowhere,,,"), ["people.csv:6 unit_code unknownUnit"]],
  [
    "unknown roles",
    person("9,New,amt,,,king;staff;queen"),
    ["people.csv:6 roles unknownWord", "people.csv:6 roles unknownWord"],
  ],
  ["a missing name", person("9,,amt,,,"), ["people.csv:6 name empty"]],

  [
    "an unknown unit and person",
    attendance("no,2025-03-12,99,present"),
    ["attendance.csv:2 unit_code unknownUnit", "attendance.csv:2 employee_no unknownPerson"],
  ],
  [
    "dates that are none",
    attendance("k-7,2025-02-30,2,present", "k-7,12.3.2025,2,present"),
    ["attendance.csv:2 date notDate", "attendance.csv:3 date notDate"],
  ],
  [
    "dates outside the campaign",
    attendance("k-7,2025-03-02,2,present", "k-7,2025-06-30,2,present"),
    ["attendance.csv:2 date outsideCampaign", "attendance.csv:3 date outsideCampaign"],
  ],
  ["a week off", attendance("k-7,2025-04-16,2,present"), ["attendance.csv:2 date weekOff"]],
  [
    "tomorrow",
    attendance("k-7,2025-05-20,2,present", "k-7,2025-05-21,2,present"),
    ["attendance.csv:3 date inFuture"],
  ],
  ["an unknown status", attendance("k-7,2025-03-12,2,Present"), ["attendance.csv:2 status unknownWord"]],
  [
    "somebody twice in a session",
    attendance("k-7,2025-03-12,2,present", "k-7,2025-03-12,2,present"),
    ["attendance.csv:3 employee_no attendanceTwice"],
  ],
  [
    "somebody of another unit",
    attendance("k-8,2025-03-12,2,present"),
    ["attendance.csv:2 employee_no notMember"],
  ],

  [
    "negative and broken numbers",
    counts("k-8,2025-03-14,-1,1.5,x,100001"),
    [
      "headcounts.csv:2 present negative",
      "headcounts.csv:2 late notWhole",
      "headcounts.csv:2 leave notWhole",
      "headcounts.csv:2 absent tooMany",
    ],
  ],
  ["a missing number", counts("k-8,2025-03-14,1,,0,0"), ["headcounts.csv:2 late empty"]],
  ["numbers of nobody", counts("k-8,2025-03-14,0,0,0,0"), ["headcounts.csv:2 present nobody"]],
  [
    "a unit and date twice",
    counts("k-8,2025-03-14,1,0,0,0", "k-8,2025-03-14,1,0,0,0"),
    ["headcounts.csv:3 unit_code countTwice"],
  ],
  [
    "a session by name and by head-count",
    counts("k-7,2025-03-12,1,0,0,0"),
    ["headcounts.csv:2 unit_code namedAndCounted"],
  ],
  ["head-counts of a week off", counts("k-8,2025-04-16,1,0,0,0"), ["headcounts.csv:2 date weekOff"]],

  [
    "a missing column",
    { "people.csv": csv("employee_no,name,unit_code,position,email") },
    ["people.csv:1 roles columnMissing"],
  ],
  [
    "an unknown column",
    { "units.csv": valley["units.csv"].replaceAll(/$/gm, ",x").replace(",x", ",colour").replace(/,x$/, "") },
    ["units.csv:1 colour columnUnknown"],
  ],
  [
    "a column twice",
    { "headcounts.csv": csv(`${countsHeader},late`, "k-8,2025-03-14,1,0,0,0,5") },
    ["headcounts.csv:1 late columnTwice"],
  ],
  [
    "too many and too few fields",
    unit("x,X,s,amt", "y,Y,s,amt,1,2"),
    ["units.csv:7 fieldCount", "units.csv:8 fieldCount"],
  ],
  ["a quote that is never closed", unit('x,"X,s,amt,', "y,Y,s,gone,"), ["units.csv:7 quoteNotClosed"]],
  [
    "a quote that swallows a large file",
    attendance(
      "k-7,2025-03-12,2,gone",
      'k-7,"2025-03-12,2,present',
      ...Array<string>(9000).fill("k-7,2025-03-12,3,gone"),
    ),
    ["attendance.csv:2 status unknownWord", "attendance.csv:3 rowTooLong"],
  ],
  [
    "a quote in the wrong place",
    unit("w,W,s,gone,", 'x,"X"Y,s,amt,', "y,Y,s,gone,"),
    ["units.csv:8 quoteMisplaced"],
  ],
  ["an empty file", { "attendance.csv": "" }, ["attendance.csv emptyFile"]],
  [
    "bytes that are no text, in a row",
    {
      "people.csv": Buffer.concat([
        Buffer.from(valley["people.csv"].replace("Ada", "顾力涵")),
        Buffer.from("9,顾\xff,amt,,,\n9,Other,nowhere,,,\n", "latin1"),
      ]),
    },
    ["people.csv:6 name lostCharacter", "people.csv:7 unit_code unknownUnit"],
  ],

  ["broken JSON", { "campaign.json": '{\n "name": "x"\n "y": 1}' }, ["campaign.json:3 notJson"]],
  ["a list instead of a campaign", { "campaign.json": "[]" }, ["campaign.json notObject"]],
  [
    "unknown, missing and mistyped fields",
    {
      "campaign.json": campaignJson({ colour: 1, name_en: undefined, phases: "none", self_check_in: "yes" }),
    },
    [
      "campaign.json name_en missing",
      "campaign.json phases wrongType",
      "campaign.json self_check_in wrongType",
      "campaign.json colour unknownKey",
    ],
  ],
  [
    "a time zone that does not exist",
    campaign({ time_zone: "Mars/Olympus" }),
    ["campaign.json time_zone unknownTimeZone"],
  ],
  [
    "an offset for a time zone",
    campaign({ time_zone: "+03:30" }),
    ["campaign.json time_zone unknownTimeZone"],
  ],
  [
    "weeks that do not exist",
    campaign({ weeks_off: ["2025-W53", "2025-W16", "week 3"] }),
    ["campaign.json weeks_off.1 notWeek", "campaign.json weeks_off.3 notWeek"],
  ],
  [
    "an unknown role",
    campaign({ topic_required_of: ["king"] }),
    ["campaign.json topic_required_of.1 unknownRole"],
  ],
  [
    "settings out of bounds",
    campaign({ lock_days: -1, check_in_minutes: 0.5 }),
    ["campaign.json lock_days notBetween", "campaign.json check_in_minutes notBetween"],
  ],
  [
    "phases that leave the campaign and each other's time",
    campaign({
      phases: [
        { name: "A", name_en: "A", start: "2025-03-01", end: "2025-04-01" },
        { name: "B", name_en: "B", start: "2025-04-01", end: "2025-04-30" },
        { name: "C", name_en: "C", start: "2025-05-05", end: "2025-05-01" },
      ],
    }),
    [
      "campaign.json phases.1 phaseOutside",
      "campaign.json phases.2 phasesOverlap",
      "campaign.json phases.3.end endBeforeStart",
    ],
  ],
  [
    "a theme twice",
    campaign({
      themes: [
        { code: "T", name: "A", name_en: "A" },
        { code: "T", name: "B", name_en: "B" },
      ],
    }),
    ["campaign.json themes.2.code codeTwice"],
  ],
];

describe("what an import refuses", () => {
  it.each(cases)("%s", async (_what, files, expected) => {
    expect(told(await problemsOf(files))).toEqual(expected);
  });

  it("a campaign that ends before it starts", async () => {
    const found = told(await problemsOf(campaign({ start: "2025-06-30", end: "2025-06-29", phases: [] })));
    expect(found[0]).toBe("campaign.json end endBeforeStart");
  });

  it("a first import without the files that everything rests on", async () => {
    const { "attendance.csv": names } = valley;
    expect(told(await problemsOf({}, { "attendance.csv": names }))).toEqual([
      "campaign.json fileMissing",
      "units.csv fileMissing",
      "people.csv fileMissing",
    ]);
  });

  it("everything in all files at once, in the order of the files and lines", async () => {
    const found = told(
      await problemsOf({
        ...campaign({ time_zone: "Nowhere" }),
        ...unit("x,X,s,nowhere,9", "y,Y,s,x,", "z,Z,s,gone,"),
        ...person("9,New,x,,,", "10,,y,,,", "11,K,nowhere,,,"),
        ...attendance("x,2025-03-12,9,present", "x,2025-03-12,10,present", "nope,2025-03-12,12,gone"),
        ...counts("k-8,2025-03-14,0,0,0,0"),
      }),
    );
    // A row that was refused is known: who refers to it made no second mistake.
    expect(found).toEqual([
      "campaign.json time_zone unknownTimeZone",
      "units.csv:7 session_weekday notWeekday",
      "units.csv:7 parent_code unknownParent",
      "units.csv:9 parent_code unknownParent",
      "people.csv:7 name empty",
      "people.csv:8 unit_code unknownUnit",
      "attendance.csv:4 status unknownWord",
      "headcounts.csv:2 present nobody",
    ]);
  });

  it("counts every problem, and lists a thousand", async () => {
    const rows = Array.from({ length: 1500 }, (_, at) => `k-7,2025-03-12,no-${at},present`);
    const outcome = await into.import({ ...valley, ...attendance(...rows) });
    expect(outcome).toMatchObject({ kind: "refused", count: 1500 });
    expect(outcome.kind === "refused" && outcome.problems.length).toBe(1000);
  });

  it("shows what it quotes without control characters, and shortened", async () => {
    const [problem] = await problemsOf(
      attendance(`k-7,2025-03-12,${"\u0600".repeat(3)}${"9".repeat(40)},present`),
    );
    expect(problem?.values.code).toBe(`···${"9".repeat(40)}`);
  });
});

describe("what contradicts the records that are there", () => {
  let held: Importer;
  beforeAll(async () => {
    held = await importer();
    await held.import(valley);
  });
  afterAll(() => held.close());

  const against: [what: string, files: Files, expected: string[]][] = [
    [
      "attendance by name where head-counts are recorded",
      attendance("k-8,2025-03-14,4,present"),
      ["attendance.csv:2 unit_code heldByCount"],
    ],
    [
      "head-counts where names are recorded",
      counts("k-7,2025-03-12,2,0,0,0"),
      ["headcounts.csv:2 unit_code heldByName"],
    ],
    [
      "the address of somebody who is not in the file",
      { "people.csv": csv(peopleHeader, "2,Bo,k-7,,cy@k7.test,") },
      ["people.csv:2 email emailTakenHeld"],
    ],
    [
      "the address of somebody who is not in the file, with a number that nobody has",
      { "people.csv": csv(peopleHeader, "9,New,amt,,cy@k7.test,") },
      ["people.csv:2 employee_no sameEmail"],
    ],
    [
      "the name of a unit that is not in the file",
      { "units.csv": csv(unitsHeader, "x,Nordtal,valley,amt,") },
      ["units.csv:2 name nameTakenHeld"],
    ],
    [
      "another root",
      { "units.csv": csv(unitsHeader, "x,X,office,,") },
      ["units.csv:2 parent_code anotherRoot"],
    ],
    [
      "a circle through units that are not in the file",
      { "units.csv": csv(unitsHeader, "nord,Nordtal,valley,k-7,3") },
      ["units.csv:2 parent_code cycle"],
    ],
    [
      "a campaign that leaves recorded sessions out",
      campaign({ start: "2025-03-11", phases: [], weeks_off: ["2025-W12"] }),
      ["campaign.json start recordedBefore", "campaign.json weeks_off sessionLeftOut"],
    ],
  ];
  it.each(against)("%s", async (_what, files, expected) => {
    const outcome = await held.import(files);
    expect(told(outcome.kind === "refused" ? outcome.problems : [])).toEqual(expected);
  });

  it("a file alone is enough once the database holds what it refers to", async () => {
    const outcome = await held.import(attendance("k-7,2025-03-26,2,present"));
    expect(outcome).toMatchObject({ kind: "written", files: [{ name: "attendance.csv", records: 1 }] });
  });
});
