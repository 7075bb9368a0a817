import type { Message, Option, View } from "./blocks.ts";

/** What a handler answers, as data: `handle.ts` brings it to Slack, and tests read it without Slack. */
export type Answer =
  /** Acknowledged; the user sees nothing new here. */
  | { kind: "nothing" }
  /** Seen by the asker only, where they asked. */
  | { kind: "ephemeral"; message: Message }
  /** In place of the message whose button was pressed. */
  | { kind: "replace"; message: Message }
  /** A new modal, over the one that is open if there is one. */
  | { kind: "openView"; view: View }
  /** In place of the modal that was used. */
  | { kind: "updateView"; view: View }
  /**
   * What a form saved: the form closes, and `message` says it where the form was asked for. `page` says it in the form's
   * place where that cannot be: over another modal, or when Slack takes no message.
   */
  | { kind: "saved"; message: Message; page: View }
  /** Close every modal. */
  | { kind: "closeViews" }
  /** What the asker's Home tab shows; answered where that is asked for only. */
  | { kind: "home"; view: View };

export type Suggestions = { options: Option[] };
