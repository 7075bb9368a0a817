import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noteLine } from "../../src/files/notes.ts";
import { problemLine } from "../../src/files/problems.ts";
import { texts } from "../../src/files/texts.ts";
import { createI18n } from "../../src/i18n/index.ts";
import {
  attendanceHeader,
  campaignJson,
  csv,
  type Files,
  type Importer,
  importer,
  peopleHeader,
  unitsHeader,
  valley,
} from "./support.ts";

let into: Importer;
const i18n = createI18n({ records: texts });

/** What was told of the files, and what was wrong with them, each in English; in Chinese it says something too. */
async function importOf(files: Files): Promise<string[]> {
  const outcome = await into.import(files);
  const told = (locale = i18n.locale("en")) => [
    ...outcome.notes.map((note) => noteLine(note, locale)),
    ...(outcome.kind === "refused" ? outcome.problems.map((problem) => problemLine(problem, locale)) : []),
  ];
  for (const line of [...told(), ...told(i18n.locale("zh-CN"))])
    expect(line).not.toMatch(/records\.|\{\{|undefined/);
  return told();
}
const people = async () =>
  (
    await into.db.person.findMany({
      orderBy: { employeeNo: "asc" },
      include: { memberships: { include: { unit: true } } },
    })
  ).map(({ employeeNo, name, position, email, roles, memberships }) => [
    employeeNo,
    name,
    memberships.map(({ unit }) => unit.code).join(),
    position,
    email,
    roles.join(),
  ]);

describe("an office's own table", () => {
  beforeEach(async () => {
    into = await importer();
  });
  afterEach(() => into.close());

  it("is read with its titles, sums, numbers of rows and words, and what was passed over is told", async () => {
    const told = await importOf({
      "campaign.json": campaignJson(),
      "units.csv": csv(
        "学校名册,,,,,",
        "序号,单位代码,单位名称,单位类别,上级单位,学习日",
        "1,001,教育局,bureau,无,周四",
        "2,'002,青溪小学,school,教育局,星期三",
        "3,００3,梅岭小学,school,001,/",
        "小计,2,,,,3",
        "合 计,,3,,,",
      ),
      "people.csv": csv(
        "名册",
        "制表：办公室  2025年5月",
        "工号,姓名,单位,职务,邮箱,角色",
        '="001001",王伟,青溪小学,/,—,联络员；讲师',
        '"=""001002""",李雷,002,教师,N/A,管理员',
        "'001003,阿依古丽·买买提,003,无,-,",
        "合计,3,,,,",
      ),
      "attendance.csv": csv(
        attendanceHeader,
        "青溪小学,2025/3/12,001001,present",
        "002,2025年3月12日,'001002,late",
        "002,２０２５-３-19,001001,absent",
      ),
    });
    expect(told).toEqual([
      "units.csv, line 1: passed over, above the line that names the columns: “学校名册”",
      "units.csv, line 2: passed over, as a column that counts the lines: 序号",
      "units.csv, line 2: columns under other names: 单位代码 as code; 单位名称 as name; 单位类别 as kind; 上级单位 as parent_code; 学习日 as session_weekday",
      "units.csv, line 3, parent_code: read as empty: “无”",
      "units.csv, line 3, session_weekday: read “周四” as 4; “星期三” as 3",
      "units.csv, line 4, code: read “'002” as 002; “００3” as 003",
      "units.csv, line 5, session_weekday: read as empty: “/”",
      "units.csv, line 6: passed over, as a sum: “小计 2 3”; “合 计 3”",
      "units.csv, line 4, parent_code: read “教育局” as 001",
      "people.csv, line 1: passed over, above the line that names the columns: “名册”; “制表：办公室  2025年5月”",
      "people.csv, line 3: columns under other names: 工号 as employee_no; 姓名 as name; 单位 as unit_code; 职务 as position; 邮箱 as email; 角色 as roles",
      'people.csv, line 4, employee_no: read “="001001"” as 001001; “="001002"” as 001002; “\'001003” as 001003',
      "people.csv, line 4, position: read as empty: “/”; “无”",
      "people.csv, line 4, email: read as empty: “—”; “N/A”; “-”",
      "people.csv, line 4, roles: read “联络员；讲师” as liaison;lecturer; “管理员” as administrator",
      "people.csv, line 4, unit_code: read “青溪小学” as 002",
      "people.csv, line 7: passed over, as a sum: “合计 3”",
      "attendance.csv, line 2, date: read “2025/3/12” as 2025-03-12; “2025年3月12日” as 2025-03-12; “２０２５-３-19” as 2025-03-19",
      "attendance.csv, line 2, unit_code: read “青溪小学” as 002",
      "attendance.csv, line 3, employee_no: read “'001002” as 001002",
    ]);
    const units = await into.db.unit.findMany({ orderBy: { code: "asc" }, include: { parent: true } });
    expect(
      units.map(({ code, name, parent, sessionWeekday }) => [code, name, parent?.code, sessionWeekday]),
    ).toEqual([
      ["001", "教育局", undefined, 4],
      ["002", "青溪小学", "001", 3],
      ["003", "梅岭小学", "001", null],
    ]);
    expect(await people()).toEqual([
      ["001001", "王伟", "002", null, null, "liaison,lecturer"],
      ["001002", "李雷", "002", "教师", null, "administrator"],
      ["001003", "阿依古丽·买买提", "003", null, null, ""],
    ]);
    const marks = await into.db.attendance.findMany({ include: { session: true, person: true } });
    const told3 = marks
      .filter(({ status }) => status !== null)
      .map(({ session, person, status }) =>
        [session.date.toISOString().slice(0, 10), person.employeeNo, status].join(),
      );
    expect(told3.toSorted()).toEqual([
      "2025-03-12,001001,present",
      "2025-03-12,001002,late",
      "2025-03-19,001001,absent",
    ]);
  });

  it("is read as GB18030 and as Excel's Unicode text, with the private characters of the former", async () => {
    const gb = (text: string) =>
      // 王 and 䶮, which GB18030 has at FE9F.
      Buffer.from(
        [...text].flatMap((sign) => ({ 王: [0xcd, 0xf5], 䶮: [0xfe, 0x9f] })[sign] ?? [...Buffer.from(sign)]),
      );
    await importOf(valley);
    expect(await importOf({ "people.csv": gb(csv(peopleHeader, "9,王䶮,amt,,,")) })).toEqual([
      "people.csv: read as Chinese text in GB18030. If names look wrong, save as “CSV UTF-8” and import it again.",
    ]);
    const tabs = csv(peopleHeader, "8,李\ue863,amt,,,").replaceAll(",", "\t");
    expect(await importOf({ "people.csv": Buffer.from(`\ufeff${tabs}`, "utf16le") })).toEqual([
      "people.csv, line 2, name: private characters of GB18030 read U+E863 as 䶮 (“李䶮”)",
    ]);
    const named = (await people()).filter(([no]) => no === "8" || no === "9");
    expect(named.map(([, name]) => name)).toEqual(["李䶮", "王䶮"]);
  });

  it("tells a few examples of many, and the sample's format nothing", async () => {
    expect(await importOf(valley)).toEqual([]);
    const rows = Array.from({ length: 40 }, (_, at) => `'${1000 + at},Somebody,amt,,,`);
    expect(await importOf({ "people.csv": csv(peopleHeader, ...rows) })).toEqual([
      "people.csv, line 2, employee_no: read “'1000” as 1000; “'1001” as 1001; “'1002” as 1002, and 37 more like it",
    ]);
  });
});

describe("one bad cell", () => {
  beforeAll(async () => {
    into = await importer();
    await into.import(valley);
  });
  afterAll(() => into.close());

  const person = (...rows: string[]) => ({ "people.csv": csv(peopleHeader, ...rows) });
  const html = '<html><table border="1"><tr><td>x"</td></tr></table>';
  it.each<[what: string, files: Files, told: string[]]>([
    [
      "somebody's own character is named, and the other rows are checked",
      person("9,王\ue123,amt,,,", "10,New,nowhere,,,"),
      [
        "people.csv, line 2, name: “王\ue123” holds U+E123, a character of somebody's own font that others cannot read. Write it anew with a common input method.",
        "people.csv, line 3, unit_code: there is no unit nowhere.",
      ],
    ],
    [
      "a lost character in a name is asked about, whatever stands for it",
      person("9,王?,amt,,,", "10,王？,amt,,,", "11,王\ufffd,amt,,,", "12,锟斤拷,amt,,,"),
      [
        ...["2, name: “王?”", "3, name: “王？”"].map(nameDamaged),
        "people.csv, line 4, name: “王\ufffd”: a character was lost here, or is damaged. Write it anew, and save the file as “CSV UTF-8”.",
        nameDamaged("5, name: “锟斤拷”"),
      ],
    ],
    [
      "so is one in the name of a unit",
      { "units.csv": csv(unitsHeader, "x,青溪?学,school,amt,") },
      [nameDamaged("2, name: “青溪?学”").replace("people.csv", "units.csv")],
    ],
    [
      "whoever refers to a row that was refused made no second mistake",
      {
        ...person("'009,王\ue123,amt,,,"),
        "attendance.csv": csv(attendanceHeader, "amt,2025-03-12,'009,present"),
      },
      [
        "attendance.csv, line 2, employee_no: read “'009” as 009",
        "people.csv, line 2, name: “王\ue123” holds U+E123, a character of somebody's own font that others cannot read. Write it anew with a common input method.",
      ],
    ],
    [
      "a zero in a field is said at its row",
      person("9,A\0,amt,,,"),
      [
        "people.csv, line 2, name: “A·”: a character was lost here, or is damaged. Write it anew, and save the file as “CSV UTF-8”.",
      ],
    ],
    [
      "a web page is called that",
      { "people.csv": html },
      [
        "people.csv: this is a web page with a table in it, not a CSV. Open it in a spreadsheet, save it as “CSV UTF-8” and import that file.",
      ],
    ],
    [
      "a quote inside of a field is said at its row",
      person('9,5" Disk,amt,,,', "10,New,nowhere,,,"),
      [
        "people.csv, line 2: a quote stands in the wrong place. Put the whole text in quotes, and double those inside.",
        "people.csv, line 3, unit_code: there is no unit nowhere.",
      ],
    ],
    [
      "a code that became a number is asked about",
      person("1.10101E+17,New,amt,,,"),
      [
        "people.csv, line 2, employee_no: “1.10101E+17” is a code that a spreadsheet took for a number; its last digits are lost. Write it anew in a column formatted as text.",
      ],
    ],
    [
      "a unit's name that several have is asked about",
      { ...person("9,New,Krippe,,,"), "units.csv": csv(unitsHeader, "x,X,school,Krippe,") },
      [
        "units.csv, line 2, parent_code: several units are called Krippe. Write the code of the one that is meant: k-7, k-8.",
        "people.csv, line 2, unit_code: several units are called Krippe. Write the code of the one that is meant: k-7, k-8.",
      ],
    ],
    [
      "a column under two names",
      { "people.csv": csv("工号,姓名,单位,单位代码,职务,邮箱,角色", "9,New,amt,nord,,,") },
      [
        "people.csv, line 1: columns under other names: 工号 as employee_no; 姓名 as name; 单位 as unit_code; 职务 as position; 邮箱 as email; 角色 as roles",
        "people.csv, line 1, unit_code: “单位” and “单位代码” both name this column. Delete one of them, or name it otherwise.",
      ],
    ],
    [
      "a header that lacks a column is found among the titles",
      { "people.csv": csv("名册", "工号,姓名,单位,职务,邮箱", "9,New,amt,,") },
      [
        "people.csv, line 2: columns under other names: 工号 as employee_no; 姓名 as name; 单位 as unit_code; 职务 as position; 邮箱 as email",
        "people.csv, line 2, roles: this column is missing. The first line should be employee_no,name,unit_code,position,email,roles.",
      ],
    ],
    [
      "a sum has no number, and somebody of that name has one",
      person("合计,9,amt,,,", "9,合计,nowhere,,,"),
      [
        "people.csv, line 2: passed over, as a sum: “合计 9 amt”",
        "people.csv, line 3, unit_code: there is no unit nowhere.",
      ],
    ],
  ])("%s", async (_what, files, told) => {
    expect(await importOf(files)).toEqual(told);
    expect(await into.db.person.count()).toBe(4);
  });
});

function nameDamaged(place: string): string {
  return `people.csv, line ${place} is no whole name: a character was lost when the file was saved, and a sign such as “?” stands for it. Write the whole name, and save the file as “CSV UTF-8”.`;
}
