import type { z } from "zod";
import { type IsoDate, isDate } from "../calendar.ts";
import { FormError, UserError } from "../errors.ts";
import { code, email, name, optionalName, weekday } from "../files/fields.ts";
import type { Values } from "../i18n/index.ts";
import type { FormValues } from "../slack/requests.ts";
import type { Place } from "./ids.ts";

/** What was typed into a form of the roster or the tree; it must be what a file of records may hold. */

const kinds = {
  employeeNo: code,
  code,
  name,
  kind: name,
  position: optionalName,
  email,
  weekday,
} as const;
export type TypedField = keyof typeof kinds;
export type Typed<F extends TypedField> = Record<F, string>;
type Read = { [F in TypedField]: z.output<(typeof kinds)[F]> };

/** What a field may be refused for here; the sentences of the files name what is in the line. */
const refusals: Record<string, string> = {
  "records.empty": "org.refused.empty",
  "records.tooLong": "org.refused.tooLong",
  "records.controlCharacter": "org.refused.controlCharacter",
  "records.codeWithSpace": "org.refused.codeWithSpace",
  "records.notEmail": "org.refused.notEmail",
  "records.notWeekday": "org.refused.chooseWeekday",
};

/** @throws FormError with a sentence at each wrong field */
export function readTyped<F extends TypedField>(typed: Record<F, string>, fields: F[]): Pick<Read, F> {
  const problems: UserError[] = [];
  const read = fields.map((field) => {
    const result = kinds[field].safeParse(typed[field]);
    if (result.success) return [field, result.data];
    const [issue] = result.error.issues;
    const values: Values =
      issue?.code === "custom" && issue.message === "records.tooLong" ? tooLong(issue.params) : {};
    problems.push(
      new UserError(refusals[issue?.message ?? ""] ?? "org.refused.controlCharacter", values, field),
    );
    return [field, null];
  });
  if (problems.length > 0) throw new FormError(problems);
  return Object.fromEntries(read);
}

const tooLong = (params: Record<string, unknown> | undefined): Values => ({
  length: Number(params?.length ?? 0),
  max: Number(params?.max ?? 0),
});

/** A field's block: of one person or unit alone, so that Slack never shows what was typed for another. */
export const blockOf = (field: string, { personId, unitId }: Place): string =>
  `${field}.${personId ?? unitId ?? "new"}`;

/** What a field holds: its text, or what was picked; "" and [] for nothing. */
export function typedIn(values: FormValues, place: Place) {
  const held = (field: string) => values[blockOf(field, place)];
  return {
    text: (field: string): string => {
      const value = held(field);
      return typeof value === "string" ? value : "";
    },
    several: (field: string): string[] => [held(field) ?? []].flat(),
  };
}

/** Runs what a form asks for; whatever is refused about a field stands at its block. */
export async function atFields<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const at = (error: UserError) =>
    new UserError(
      error.key,
      error.values,
      error.field === undefined ? undefined : blockOf(error.field, place),
    );
  try {
    return await work();
  } catch (error) {
    if (error instanceof FormError) throw new FormError(error.problems.map(at));
    throw error instanceof UserError && error.field !== undefined ? at(error) : error;
  }
}

/** The date that a form's picker holds. @throws UserError (field "from") when it holds none */
export function fromIn(text: string): IsoDate {
  if (!isDate(text)) throw new UserError("org.refused.chooseDate", {}, "from");
  return text;
}
