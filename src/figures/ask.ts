import type { Reader } from "../db/client.ts";
import type { FigureSource, Question } from "./source.ts";

/** The figures of one question, by the name of what counted them: `{units: {...}, people: {...}, attendance: {...}}`. */
export type Figures = Record<string, Record<string, unknown>>;

/**
 * Asks every source every question: one statement a source, however many questions.
 * @returns the figures in the order of the questions, their fields in the order of the sources
 */
export async function askFigures(
  sources: FigureSource[],
  reader: Reader,
  workspaceId: string,
  questions: Question[],
): Promise<Figures[]> {
  const answers: { name: string; facts: Record<string, unknown>[] }[] = [];
  // One after the other: a reader may be a transaction, which has a single connection.
  for (const source of sources)
    answers.push({ name: source.name, facts: await source.answer(reader, workspaceId, questions) });
  return questions.map((_, at) =>
    Object.fromEntries(answers.map(({ name, facts }) => [name, facts[at] ?? {}])),
  );
}
