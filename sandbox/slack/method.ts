import type { Args } from "./args.ts";
import type { Files } from "./files.ts";
import type { Triggers } from "./triggers.ts";
import type { Workspace } from "./workspace.ts";

/** What a Web API method may use. */
export type MethodContext = {
  workspace: Workspace;
  triggers: Triggers;
  files: Files;
  url: string;
  /** A new address to connect a socket to, good once. */
  socketUrl(): string;
};

/**
 * One method of the Web API: arguments in, the answer's fields out; undefined when what is asked for is the
 * emulator's to answer. A refusal is thrown as `Refusal`.
 */
export type Method = (args: Args, context: MethodContext) => Record<string, unknown> | undefined;
