import type { Locale, Values } from "../i18n/index.ts";

/** Something wrong in a file: where, and which sentence says so (`locale.t(key, values)`). */
export type Problem = {
  file: string;
  /** Counted from 1, the header's line included; undefined when it is about the whole file. */
  line?: number | undefined;
  /** The column's name, or the path inside a JSON document ("phases.2.start"). */
  column?: string | undefined;
  key: string;
  values: Values;
};

/** Reports a problem of the row that is being read. */
export type Report = (column: string | undefined, key: string, values?: Values) => void;

/** Every problem of an import, counted in full; so many of them are kept, that a hopeless file costs no memory. */
export type Problems = {
  add(problem: Problem): void;
  readonly count: number;
  /** The kept ones, file by file in the order of `files`, then by line. */
  sorted(files: string[]): Problem[];
};

/** What was changed here since and stands otherwise in the files; `count` may exceed those listed. */
export type Conflicts = { list: Problem[]; count: number };

/** So many problems are kept and shown; who has more needs another file, not a longer list. */
export const shownProblems = 1000;

/** An empty list of problems to be added to; it keeps the first ones only, and counts all. */
export function problems(): Problems {
  const kept: Problem[] = [];
  let count = 0;
  return {
    add(problem) {
      count++;
      if (kept.length < shownProblems) kept.push(problem);
    },
    get count() {
      return count;
    },
    sorted(files) {
      const rank = new Map(files.map((file, at) => [file, at]));
      const of = (problem: Problem) => rank.get(problem.file) ?? files.length;
      return kept.toSorted((a, b) => of(a) - of(b) || (a.line ?? 0) - (b.line ?? 0));
    },
  };
}

/** They as an outcome lists them. @param files the order of the files */
export const told = (all: Problems, files: string[]): Conflicts => ({
  list: all.sorted(files),
  count: all.count,
});

/** "units.csv, line 3, code: the code SCH001 stands in line 2 already." */
export function problemLine({ file, line, column, key, values }: Problem, locale: Locale): string {
  const kind = line === undefined ? (column ? "column" : "file") : column ? "lineColumn" : "line";
  // As text: a line's number is written without a thousands separator.
  const place = locale.t(`records.place.${kind}`, { file, line: String(line), column: column ?? "" });
  return locale.t("records.place.problem", { place, reason: locale.t(key, values) });
}

/** A text of a file as a message shows it: on one line, without control characters, shortened. */
export function shown(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u00b7");
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}
