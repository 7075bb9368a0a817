import { shortName } from "../i18n/names.ts";
import type { Message } from "../slack/blocks.ts";
import { type Help, helpMessage, notUnderstood } from "../slack/help.ts";
import type { CommandRequest } from "../slack/requests.ts";
import { digestWords } from "./parse.ts";

/** How `/digest` is used. */
const help: Help = {
  command: "/digest",
  lines: [
    { text: "digest.help.preview", words: digestWords.preview },
    { text: "digest.help.subscribe", words: digestWords.subscribe, for: "subscribeDigest" },
    { text: "digest.help.list", words: digestWords.list, for: "subscribeDigest" },
    {
      text: "digest.help.pause",
      words: [...digestWords.pause, ...digestWords.resume, ...digestWords.remove],
      for: "subscribeDigest",
    },
    { text: "digest.help.now", words: digestWords.now, for: "subscribeDigest" },
  ],
};

/** @param word what stood where the help was asked for, and was not understood */
export function helpFor({ text, viewer }: CommandRequest, word: string | undefined): Message {
  if (word === undefined) return helpMessage(help, viewer);
  const why = viewer.locale.md("digest.unknown", { word: shortName(word, 60) });
  return notUnderstood(help, { text, word, why }, viewer);
}
