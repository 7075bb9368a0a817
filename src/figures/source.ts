import type { Period } from "../calendar.ts";
import type { Reader } from "../db/client.ts";
import type { Language } from "../i18n/index.ts";
import type { Unit } from "../org/model.ts";

/** A unit's scope (it and everything below) and two dates, both included. */
export type Question = { unit: Unit; period: Period };

/**
 * What a feature counts. All questions are answered by one query, so a table by district costs no more than its
 * longest column. The facts come in the order of the questions; their fields are the figures' names.
 */
export type FigureSource<F = Record<string, unknown>> = {
  name: string;
  /** What people read in place of the names: the source's title, and each figure's. */
  words: Record<Language, { title: string; figures: Record<keyof F & string, string> }>;
  /** Of the figures that are rates, which of the others they are made of: what people read is rounded once, from those. */
  rates?: Partial<Record<keyof F & string, { part: keyof F & string; whole: keyof F & string }>>;
  answer(reader: Reader, workspaceId: string, questions: Question[]): Promise<F[]>;
};
