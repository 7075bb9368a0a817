import { withoutUnseen } from "../visible.ts";
import type { NoteKey } from "./notes.ts";
import { type Problem, shown } from "./problems.ts";

/** The columns as they stand, and where each column that is read stands (the first, if it stands there twice). */
export type Header = { names: string[]; places: [column: string, at: number][] };

/** Who is told of the header. */
export type HeaderReader = {
  /** The columns that the header must have, in any order. */
  columns: string[];
  problem(problem: Omit<Problem, "file">): void;
  note(line: number, column: string | undefined, key: NoteKey, values: Record<string, string>): void;
};

/** Titles and dates stand in the first rows; what begins later is another table. */
const mostRows = 10;

/** Offices' words for the columns; where a word means one of several, the first that the file has. */
const words: Record<string, string[]> = {
  代码: ["code"],
  编码: ["code"],
  单位代码: ["unit_code", "code"],
  单位编码: ["unit_code", "code"],
  单位: ["unit_code", "name"],
  所在单位: ["unit_code"],
  单位名称: ["unit_code", "name"],
  名称: ["name"],
  姓名: ["name"],
  类别: ["kind"],
  类型: ["kind"],
  单位类型: ["kind"],
  单位类别: ["kind"],
  上级: ["parent_code"],
  上级单位: ["parent_code"],
  上级单位代码: ["parent_code"],
  主管单位: ["parent_code"],
  学习日: ["session_weekday"],
  集中学习日: ["session_weekday"],
  工号: ["employee_no"],
  职工号: ["employee_no"],
  教工号: ["employee_no"],
  职工编号: ["employee_no"],
  职务: ["position"],
  职位: ["position"],
  岗位: ["position"],
  邮箱: ["email"],
  电子邮箱: ["email"],
  电子邮件: ["email"],
  "e-mail": ["email"],
  角色: ["roles"],
  身份: ["roles"],
  日期: ["date", "registered_on"],
  登记日期: ["registered_on"],
  状态: ["status", "state"],
  考勤: ["status"],
  出勤: ["present"],
  迟到: ["late"],
  请假: ["leave"],
  缺勤: ["absent"],
  讨论编号: ["discussion_no"],
  主题: ["theme_code"],
  主题代码: ["theme_code"],
  形式: ["form"],
  参加人数: ["participant_count"],
  方向: ["direction_code"],
  方向代码: ["direction_code"],
  题目: ["title"],
  课题: ["title"],
  课题名称: ["title"],
};
/** Columns that only count the rows. */
const counting = new Set(["序号", "no.", "no", "#"]);

/** Looks for the header among the first rows: the first row that holds all columns. */
export function seekHeader(reader: HeaderReader) {
  const above: { record: string[]; line: number }[] = [];
  const read = (cell: string) => columnOf(cell, reader.columns);
  const held = ({ record }: { record: string[] }) => new Set(record.map(read).filter(Boolean)).size;
  return {
    /** @returns the header, or undefined when it is not this row; `lost` says that it is none of the next ones either */
    look(record: string[], line: number): Header | undefined {
      const row = { record, line };
      if (held(row) < reader.columns.length) {
        above.push(row);
        return undefined;
      }
      for (const { record: cells, line: at } of above)
        reader.note(at, undefined, "above", {
          text: shown(cells.filter((cell) => cell.trim() !== "").join(" ")),
        });
      return headerOf(row, read, reader);
    },
    get lost() {
      return above.length >= mostRows;
    },
    /** Says what is missing in the row that is most like a header. */
    report(): void {
      const best = above.toSorted((a, b) => held(b) - held(a))[0];
      if (!best) {
        reader.problem({ key: "records.emptyFile", values: {} });
        return;
      }
      const found = new Set(best.record.map(read));
      for (const column of reader.columns.filter((each) => !found.has(each)))
        reader.problem({
          line: best.line,
          column,
          key: "records.columnMissing",
          values: { columns: reader.columns.join(",") },
        });
      if (held(best) > 0) headerOf(best, read, reader);
    },
  };
}

/** The column that a cell of the header names. */
function columnOf(cell: string, columns: string[]): string | undefined {
  const name = withoutUnseen(cell).trim();
  if (columns.includes(name)) return name;
  const written = name.toLowerCase().replaceAll(/\s+/g, "");
  return [written, ...(Object.hasOwn(words, written) ? (words[written] ?? []) : [])].find((each) =>
    columns.includes(each),
  );
}

function headerOf(
  { record, line }: { record: string[]; line: number },
  read: (cell: string) => string | undefined,
  reader: HeaderReader,
): Header {
  const names = record.map((cell) => cell.trim());
  const places = new Map<string, number>();
  for (const [at, name] of names.entries()) {
    const column = read(name);
    const first = column === undefined ? undefined : places.get(column);
    if (column === undefined) passOver(name, line, reader);
    else if (first === undefined) places.set(column, at);
    else if (names[first] === name)
      reader.problem({ line, column: shown(name), key: "records.columnTwice", values: {} });
    else
      reader.problem({
        line,
        column,
        key: "records.columnTwiceAs",
        values: { one: shown(names[first] ?? ""), other: shown(name) },
      });
    if (column !== undefined && first === undefined && column !== name)
      reader.note(line, undefined, "column", { name: shown(name), column });
  }
  return { names, places: [...places] };
}

function passOver(name: string, line: number, reader: HeaderReader): void {
  if (counting.has(name.toLowerCase())) reader.note(line, undefined, "counting", { name });
  else
    reader.problem({
      line,
      column: shown(name),
      key: "records.columnUnknown",
      values: { columns: reader.columns.join(",") },
    });
}
