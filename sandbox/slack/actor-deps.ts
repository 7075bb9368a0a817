import type { AnswerDeps } from "./answers.ts";
import type { Courier } from "./delivery.ts";
import type { Files } from "./files.ts";
import type { Hooks } from "./hooks.ts";
import type { Triggers } from "./triggers.ts";
import type { Option, Outcome, StateValues } from "./types.ts";

/** What a user's hands work on. */
export type ActorDeps = AnswerDeps & {
  courier: Courier;
  triggers: Triggers;
  hooks: Hooks;
  files: Files;
  memory: Memory;
};

/** What users' screens remember and Slack's store does not. */
export type Memory = {
  /** Options that external selects have shown, by user, view and action id. */
  suggested: Map<string, Option[]>;
  /** What users chose in messages, by user and message. */
  inMessages: Map<string, StateValues>;
};

/** What a user did that did not reach the bot. */
export const notSent: Outcome = { status: 0, milliseconds: 0, body: "", acknowledged: true };
