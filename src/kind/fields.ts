import type { z } from "zod";
import {
  code,
  count,
  date,
  name,
  optionalCount,
  optionalDate,
  optionalName,
  unitCode,
  word,
  yesNo,
} from "../files/fields.ts";

/** What a field of a record may hold; a date is "2026-10-14", somebody or a unit is an id. */
export type Value = string | number | boolean | null;

/**
 * One value of a record, everywhere it stands: `cell` reads it from a file's cell, `sql` is its column's type. What
 * `refers` to a person or a unit is a code in files and an id here.
 */
export type Field<T extends Value = Value> = {
  cell: z.ZodType<T, string>;
  sql: "text" | "date" | "integer" | "boolean" | "uuid";
  refers?: "person" | "unit";
};

/** A word without spaces, such as a group's number. */
export const codeField: Field<string> = { cell: code, sql: "text" };
/** A line of text. */
export const textField: Field<string> = { cell: name, sql: "text" };
export const optionalTextField: Field<string | null> = { cell: optionalName, sql: "text" };
export const dateField: Field<string> = { cell: date, sql: "date" };
export const optionalDateField: Field<string | null> = { cell: optionalDate, sql: "date" };
/** A whole number, from 0 on. */
export const countField: Field<number> = { cell: count, sql: "integer" };
export const optionalCountField: Field<number | null> = { cell: optionalCount, sql: "integer" };
export const yesNoField: Field<boolean> = { cell: yesNo, sql: "boolean" };
/** Somebody of the roster. */
export const personField: Field<string> = { cell: code, sql: "uuid", refers: "person" };
export const unitField: Field<string> = { cell: unitCode, sql: "uuid", refers: "unit" };
/** One of these words. */
export const wordField = <W extends string>(words: readonly W[]): Field<W> => ({
  cell: word(words),
  sql: "text",
});
