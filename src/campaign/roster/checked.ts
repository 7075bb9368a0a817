import type { SameQuestion } from "../../files/file.ts";
import type { Note } from "../../files/notes.ts";
import type { Conflicts, Problem } from "../../files/problems.ts";
import type { Restated } from "../../org/restate.ts";
import type { Preview } from "./preview.ts";
import type { SameAnswers } from "./same.ts";

/** People who belong to a unit and are not in the file: how many, and the first of them by name. */
export type LeftOut = { count: number; names: string[] };

/**
 * What was said about an upload so far: who is whom, and whether it is to overwrite what was changed here since, which
 * stays otherwise.
 */
export type SaidOfIt = { answers: SameAnswers; overwrite: boolean };
export const nothingSaid: SaidOfIt = { answers: {}, overwrite: false };

/**
 * What an upload would do. `conflicts` were changed here since; `names` are those of the preview's examples.
 * More questions than a form holds are not asked: `lastLine` is where a first part of the file may end.
 */
export type Checked = { uploadId: string } & SaidOfIt &
  (
    | { kind: "refused"; problems: Problem[]; count: number }
    | { kind: "asked"; questions: SameQuestion[] }
    | { kind: "tooManyAsked"; count: number; lastLine: number }
    | { kind: "unchanged"; leftOut: LeftOut; notes: Note[] }
    | {
        kind: "planned";
        preview: Preview;
        restated: Restated[];
        /** Posted digests of locked weeks, which keep the figures of before. */
        kept: number;
        names: Map<string, string>;
        leftOut: LeftOut;
        notes: Note[];
        fingerprint: string;
        conflicts: Conflicts;
      }
  );
export type Done =
  | { kind: "imported"; files: { name: string; records: number }[] }
  /** Something changed since the preview: this is what the upload would do now. */
  | { kind: "changed"; checked: Checked };

/** A modal holds no more questions that anybody would look through, and `private_metadata` no more answers. */
export const mostAsked = 20;

/** The questions, unless they and what was answered before are more than one form holds. */
export function askable(questions: SameQuestion[], answers: SameAnswers) {
  const count = questions.length + Object.keys(answers).length;
  if (count <= mostAsked) return { kind: "asked" as const, questions };
  const lines = questions.map(({ line }) => line).sort((a, b) => a - b);
  return { kind: "tooManyAsked" as const, count, lastLine: lines.slice(0, mostAsked).at(-1) ?? 0 };
}
