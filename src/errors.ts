import type { Values } from "./i18n/index.ts";

/**
 * A refusal that the user is told, in a sentence that says what to do. The text is `locale.t(key, values)`.
 * `field` names the block of a form that it is about.
 */
export class UserError extends Error {
  readonly key: string;
  readonly values: Values;
  readonly field: string | undefined;
  constructor(key: string, values: Values = {}, field?: string) {
    super(key);
    this.name = "UserError";
    this.key = key;
    this.values = values;
    this.field = field;
  }
}

/** Several refusals of one form, each at its field. */
export class FormError extends Error {
  readonly problems: UserError[];
  constructor(problems: UserError[]) {
    super(problems.map((problem) => problem.key).join(", "));
    this.name = "FormError";
    this.problems = problems;
  }
}

/**
 * The database went away while it was asked to commit: the work may be saved, or not. Doing it again with the same key
 * does it once.
 */
export class CommitUnanswered extends Error {
  constructor(cause: unknown) {
    super("the commit was not answered", { cause });
    this.name = "CommitUnanswered";
  }
}
