import type { Language } from "../i18n/index.ts";
import type { Field, Value } from "./fields.ts";

/** A record's values by field, and the unit that it belongs to. */
export type Values = Record<string, Value>;

/** What is wrong with a record that no field alone can say: the field, and the key of the sentence. */
export type Wrong = { field: string; key: string };

/**
 * A kind of record, declared once: files and figures are derived from it.
 * @template F the names of its fields, `C` those of its figures
 */
export type Kind<F extends string = string, C extends string = string> = {
  /** The first part of its ids and texts, its figures' name, and what the audit calls its records. */
  name: string;
  /** Its table. A column is called as its field is, in snake case; one that refers ends in "_id". */
  table: string;
  fields: Record<F, Field>;
  /** The field that says when it was: it counts by period, and lies in the campaign. Null: it has none. */
  date: NoInfer<F> | null;
  /** Whose record it is: the unit named in that column of its file, or that of the person in that field on its date. */
  unit: { column: string } | { of: NoInfer<F> };
  /** What tells two records of one unit in a campaign apart. `again`: what a second one of the same key is. */
  key: NoInfer<F>[];
  again: "refused" | "another";
  file: { name: string; columns: Record<NoInfer<F>, string> };
  /** What is wrong between its fields. */
  check?(values: Record<NoInfer<F>, Value>): Wrong | undefined;
  figures: {
    /** Which records count: those of the period, those up to its last day, or all of the campaign. */
    of: "period" | "upTo" | "all";
    /** Aggregates over the records `r`; `q.until` is the period's last day. SQL that stands in declarations only. */
    counts: Record<C, string>;
    words: Record<Language, { title: string; figures: Record<NoInfer<C>, string> }>;
  };
};

/** Checks a declaration's names against each other; a mistyped one is a type error. */
export const kind = <const F extends string, const C extends string>(declared: Kind<F, C>): Kind => declared;

/** The column of a field. */
export function columnOf({ fields }: Pick<Kind, "fields">, field: string): string {
  const name = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return fields[field]?.refers ? `${name}_id` : name;
}
