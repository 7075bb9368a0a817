import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { FormValues } from "../../slack/requests.ts";
import { sameBlock } from "../ids.ts";

/** Who is meant by numbers that nobody has: the id of somebody of the roster, or that they are new. */
export const sameAnswers = z.record(z.string(), z.union([z.literal("new"), z.uuid()]));
export type SameAnswers = z.infer<typeof sameAnswers>;

const prefix = `${sameBlock}.`;
/** The block of the question about that number of the file. */
export const blockOf = (employeeNo: string): string => `${prefix}${employeeNo}`;

/** What was chosen in the form, by the number in the file. */
export function answersIn(values: FormValues): SameAnswers {
  const given = Object.entries(values).filter(([block, value]) => block.startsWith(prefix) && value !== null);
  return sameAnswers.parse(
    Object.fromEntries(given.map(([block, value]) => [block.slice(prefix.length), value])),
  );
}

/** @returns a refusal at each number that was said to be somebody whom another one was said to be */
export function twiceMeant(answers: SameAnswers): UserError[] {
  const meant = new Map<string, string>();
  return Object.entries(answers).flatMap(([employeeNo, answer]) => {
    const other = meant.get(answer);
    if (answer !== "new" && other === undefined) meant.set(answer, employeeNo);
    return answer === "new" || other === undefined
      ? []
      : [new UserError("campaign.refused.sameTwice", { other }, blockOf(employeeNo))];
  });
}
