import type { Show } from "./show.ts";

/** What Slack's own client says in a form, and the key of the page's words for it. */
const known: readonly [RegExp, string][] = [
  [/^Please complete this required field\.$/, "field.required"],
  [/^Use at least (\d+) characters\.$/, "field.tooShort"],
  [/^Use at most (\d+) characters\.$/, "field.tooLong"],
  [/^Enter a valid email address\.$/, "field.email"],
  [/^Enter a valid URL\.$/, "field.url"],
  [/^Enter a number\.$/, "field.number"],
  [/^Enter a whole number\.$/, "field.whole"],
  [/^Enter a number of at least (.+)\.$/, "field.tooSmall"],
  [/^Enter a number of at most (.+)\.$/, "field.tooBig"],
  [/^We had some trouble connecting\. Try again\?$/, "trouble.connecting"],
];

/** What is wrong with a field or form, in the person's language when Slack says it; the bot's words stay as they are. */
export function clientError(text: string, show: Show): string {
  for (const [pattern, key] of known) {
    const found = pattern.exec(text);
    if (found) return show.t(key, { limit: found[1] ?? "" });
  }
  return text;
}
