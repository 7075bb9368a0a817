import type { Locale, Values } from "../i18n/index.ts";
import { problemLine } from "./problems.ts";

/** What was done with it: the ends of the texts' keys. */
export type NoteKey = "above" | "sum" | "counting" | "column" | "read" | "empty" | "character" | "gb18030";

/**
 * What of a file was passed over, or read otherwise than it stands there, told once for each column and kind: where
 * first, the first few examples, and how often.
 */
export type Note = {
  file: string;
  line: number | undefined;
  column: string | undefined;
  key: NoteKey;
  examples: Values[];
  count: number;
};

export type Notes = {
  /** Where the following stands. */
  at(file: string, line: number | undefined): void;
  /** @param values what makes one example */
  add(column: string | undefined, key: NoteKey, values: Values): void;
  list(): Note[];
};

/** So many different examples are told; of columns all, which are few. */
const mostExamples = (key: NoteKey): number => (key === "column" ? 30 : 3);

/** An empty list of notes; they come in the order in which the files are read. */
export function notes(): Notes {
  const all = new Map<string, Note>();
  let place: { file: string; line: number | undefined } = { file: "", line: undefined };
  return {
    at(file, line) {
      place = { file, line };
    },
    add(column, key, values) {
      const id = `${place.file} ${key} ${column ?? ""}`;
      const note = all.get(id) ?? { ...place, column, key, examples: [], count: 0 };
      all.set(id, note);
      note.count++;
      const told = JSON.stringify(values);
      if (
        note.examples.length < mostExamples(key) &&
        !note.examples.some((each) => JSON.stringify(each) === told)
      )
        note.examples.push(values);
    },
    list: () => [...all.values()],
  };
}

/** "people.csv, line 2, employee_no: “'001001” as 001001; 2,999 more like it." */
export function noteLine({ examples, count, ...place }: Note, locale: Locale): string {
  const said = examples.map((values) => locale.t(`records.note.example.${place.key}`, values));
  const more = count - examples.length;
  const text = locale.t(`records.note.${place.key}`, {
    examples: said.join(locale.t("records.note.between")),
  });
  const rest = more > 0 ? locale.t("records.note.more", { count: more }) : "";
  return problemLine({ ...place, key: "records.note.line", values: { text, rest } }, locale);
}
