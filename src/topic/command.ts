import { shortName } from "../i18n/names.ts";
import type { Answer } from "../slack/answer.ts";
import type { Message } from "../slack/blocks.ts";
import { type Help, helpMessage, notUnderstood } from "../slack/help.ts";
import type { CommandHandler, CommandRequest } from "../slack/requests.ts";
import { parseTopic, topicWords } from "./parse.ts";

/** What the command's words lead to. */
export type CommandParts = {
  form(request: CommandRequest): Promise<Answer>;
  status(request: CommandRequest, unit: string | undefined): Promise<Answer>;
  missing(request: CommandRequest, unit: string | undefined): Promise<Answer>;
  approvals(request: CommandRequest): Promise<Answer>;
};

/** `/topic`: alone it opens the form of one's own topic; its words show what there is to see. */
export function topicCommand(parts: CommandParts): CommandHandler {
  return {
    opens: (text) => parseTopic(text).kind === "form",
    async run(request) {
      const command = parseTopic(request.text);
      switch (command.kind) {
        case "form":
          return parts.form(request);
        case "status":
          return parts.status(request, command.unit);
        case "missing":
          return parts.missing(request, command.unit);
        case "approvals":
          return parts.approvals(request);
        case "help":
          return { kind: "ephemeral", message: helpFor(request, command.word) };
      }
    },
  };
}

/** How `/topic` is used. */
const help: Help = {
  command: "/topic",
  lines: (["form", "status", "missing", "approvals"] as const).map((kind) => ({
    text: `topic.help.${kind}`,
    words: topicWords[kind],
  })),
};

function helpFor({ text, viewer }: CommandRequest, word: string | undefined): Message {
  if (word === undefined) return helpMessage(help, viewer);
  const why = viewer.locale.md("topic.help.unknown", { word: shortName(word, 60) });
  return notUnderstood(help, { text, word, why }, viewer);
}
