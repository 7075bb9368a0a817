import type { Option } from "./types.ts";

/** What became of something a user did. */
export type Outcome = {
  /**
   * The HTTP status; `"socket"` when acknowledged over a socket; `"timeout"` after 3 s; 0 when nothing was
   * sent (a required input is empty) or nobody was there to answer.
   */
  status: number | "timeout" | "socket";
  /** From sending to the answer, real time. */
  milliseconds: number;
  /** The answer: parsed JSON, text, or `""`. */
  body: unknown;
  acknowledged: boolean;
  /** Block id → message for a refused submission; `answer` → Slack's error for an answer that Slack refuses. */
  errors?: Record<string, string>;
};

/** Where the element that a user presses is. */
export type Where = { channelId: string; ts: string } | { ephemeral: string } | { viewId: string } | "home";

/**
 * What a user chose: an option's value, a date `YYYY-MM-DD`, a time `HH:MM`, an id, a text; several for the
 * multiple kinds; a whole `Option` for an external select; seconds since 1970 for a datetimepicker; ids of uploaded
 * files for a file_input; null to clear.
 */
export type Choice = string | number | string[] | Option | Option[] | null;

/** A file to upload: UTF-8 where its content is a text; the type is told from the name unless given. */
export type Upload = { name: string; content: string | Uint8Array; mimetype?: string };

/** One user's hands. Methods throw when what they are asked to touch is not on the user's screen. */
export type Actor = {
  /** Types a slash command, e.g. `/attendance here`; `@name` and `#channel` become `<@U…|name>`, `<#C…|name>`. */
  command(text: string, channelId: string): Promise<Outcome>;
  /** Runs a global shortcut. */
  shortcut(callbackId: string): Promise<Outcome>;
  /** Runs a message shortcut on a message that everyone in its channel sees. */
  messageShortcut(callbackId: string, channelId: string, ts: string): Promise<Outcome>;
  /**
   * Presses a button or chooses in an element of a message, modal or Home tab. Action ids are unique within their
   * block only: without a `blockId` the first one that bears the id is meant.
   */
  press(where: Where, actionId: string, choice?: Choice, blockId?: string): Promise<Outcome>;
  /**
   * Sets an input at once. Where Slack would tell the bot (`dispatch_action`, or an element outside an input
   * block) it is told, and the promise gives that outcome; it never rejects, so it need not be awaited.
   */
  fill(viewId: string, blockId: string, actionId: string, value: Choice): Promise<Outcome | undefined>;
  /**
   * Types a text, replacing what stood there, without pressing Enter. The bot is told where the element asks for
   * each character ("on_character_entered"): once, as after a pause.
   */
  type(viewId: string, blockId: string, actionId: string, text: string): Promise<Outcome | undefined>;
  /** Presses Enter in a typed input. The bot is told where the element asks for it, as it does by default. */
  enter(viewId: string, blockId: string, actionId: string): Promise<Outcome | undefined>;
  /**
   * Uploads files into a file input, beside those that it holds already; `fill` with ids takes some away again.
   * @returns the ids of the new files
   * @throws NotAccepted when they are too many, too large or not of the element's file types
   */
  upload(viewId: string, blockId: string, actionId: string, files: Upload | Upload[]): Promise<string[]>;
  submit(viewId: string): Promise<Outcome>;
  closeView(viewId: string): Promise<Outcome>;
  /** Types into an external select. Empty when the answer was not acceptable (the call log says why). */
  suggest(viewId: string, blockId: string, actionId: string, query: string): Promise<Option[]>;
  openHome(): Promise<Outcome>;
  /** Writes a message; the bot is told where it is a member. */
  say(channelId: string, text: string): Promise<Outcome>;
};
