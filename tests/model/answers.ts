import type { Feature } from "../../src/feature.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import type { TextTree } from "../../src/i18n/index.ts";

/** What the bot said: every text in an answer, a message or a view, and which of its sentences that is. */

/** All texts in anything that Slack shows. */
export function textsIn(shown: unknown): string[] {
  if (typeof shown === "string") return [shown];
  if (Array.isArray(shown)) return shown.flatMap(textsIn);
  if (typeof shown !== "object" || shown === null) return [];
  return Object.entries(shown).flatMap(([key, value]) => (unseen.has(key) ? [] : textsIn(value)));
}
/** Fields that nobody reads. */
const unseen = new Set([
  ...["value", "action_id", "block_id", "callback_id", "private_metadata", "type", "response_action"],
  ...["response_type", "style", "metadata", "external_id", "ts", "channel", "user", "id", "hash", "state"],
]);

const live = /<!(?:channel|here|everyone|subteam)|<@(?!U0)/;

/** Texts in which Slack would call somebody: in mrkdwn, and in the text of a message itself. */
export function callsIn(shown: unknown, isText = false): string[] {
  if (typeof shown === "string") return isText && live.test(shown) ? [shown] : [];
  if (Array.isArray(shown)) return shown.flatMap((one) => callsIn(one));
  if (typeof shown !== "object" || shown === null) return [];
  const { type } = shown as { type?: unknown };
  return Object.entries(shown).flatMap(([key, value]) =>
    callsIn(value, key === "text" && type !== "plain_text" && type !== "text"),
  );
}

type Sentence = { key: string; pattern: RegExp };

function flat(tree: TextTree, path: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[`${path}.${key}`, value] as [string, string]]
      : flat(value, `${path}.${key}`),
  );
}

const whatEver = "[\\s\\S]*?";
const sentencePattern = (text: string) =>
  new RegExp(
    text
      .split(/\{\{\w+\}\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
      .join(whatEver),
  );

/** Finds the refusals among what was said, in both languages. */
export function refusalFinder(features: Feature[]): (shown: unknown) => string[] {
  const named = [["common", commonTexts], ...features.map(({ name, texts }) => [name, texts])] as [
    string,
    Feature["texts"],
  ][];
  const sentences: Sentence[] = named.flatMap(([name, texts]) =>
    Object.values(texts).flatMap((tree) =>
      flat(tree, name)
        .filter(([key]) => isRefusal(key))
        .map(([key, text]) => ({ key: key.replace(/_(?:one|other)$/, ""), pattern: sentencePattern(text) })),
    ),
  );
  return (shown) => {
    const said = textsIn(shown)
      .join("\n")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&");
    return [...new Set(sentences.filter(({ pattern }) => pattern.test(said)).map(({ key }) => key))];
  };
}

const others = [
  "common.notOnRoster",
  "common.noCampaign",
  "common.unexpected",
  "common.outOfDate",
  "common.slackDown",
];
const isRefusal = (key: string) =>
  /\.(?:refused|parse|doubt)\./.test(key) ||
  others.includes(key) ||
  /^attendance\.undo\.(?:notRecorded|changedMeanwhile)$/.test(key) ||
  /^attendance\.request\.(?:superseded|noPlace|notReached|nobody|ownByForm)$/.test(key) ||
  /^(?:campaign\.(?:administratorsOnly|wholeNumber)|attendance\.remind\.(?:locked|weekOff|notBegun))$/.test(
    key,
  );
