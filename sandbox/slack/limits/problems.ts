import type { z } from "zod";

/** Turns what a schema found into sentences with a path: `blocks[3].accessory.options: 101 options, at most 100`. */

/** Where a value stands, from the message or view inwards. */
export type Path = readonly PropertyKey[];

/** Writes a path as code would: `blocks[3].text`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`,
    )
    .join("");
}

/** One problem: where, and what is wrong. */
export function problem(path: Path, what: string): string {
  return path.length === 0 ? what : `${pathText(path)}: ${what}`;
}

/** Problems of a value under a schema, its paths beginning with `base`; none when the schema accepts it. */
export function schemaProblems(schema: z.ZodType, value: unknown, base: Path): string[] {
  const parsed = schema.safeParse(value, { error: phrase });
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => problem([...base, ...issue.path], issue.message));
}

/** Words for the findings that the schemas do not phrase themselves. */
function phrase(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is required" : `must be ${article(issue.expected)}`;
    case "invalid_value":
      if (issue.input === undefined) return "is required";
      return `${shown(issue.input)} is not ${issue.values.map((value) => shown(value)).join(" or ")}`;
    case "unrecognized_keys":
      return `has a field that Slack does not know: ${issue.keys.join(", ")}`;
    case "invalid_union":
      return issue.discriminator === undefined ? "is not allowed here" : unionPhrase(issue);
    case "too_small":
      return `must be at least ${issue.minimum}`;
    case "too_big":
      return `must be at most ${issue.maximum}`;
    default:
      return undefined;
  }
}

function unionPhrase(issue: z.core.$ZodRawIssue): string {
  const input: unknown = issue.input;
  if (typeof input !== "object" || input === null || !("type" in input)) return "is required";
  return `${shown(input.type)} is not allowed here`;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function article(expected: string): string {
  if (expected === "int") return "a whole number";
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
