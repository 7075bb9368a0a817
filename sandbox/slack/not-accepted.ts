/** Why Slack's client does not take a file: too many for the input, too large, or none of its file types. */
export type Unacceptable =
  | { reason: "count"; limit: number }
  | { reason: "size"; limit: number; name: string }
  | { reason: "type"; types: string[]; name: string };

/** A user's choice that Slack's client does not let them make. */
export class NotAccepted extends Error {
  readonly why: Unacceptable;

  constructor(why: Unacceptable) {
    super(`Slack's client does not take that: ${JSON.stringify(why)}`);
    this.name = "NotAccepted";
    this.why = why;
  }
}
