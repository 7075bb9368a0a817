import type { CommandHandler, CommandRequest } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import { shortName } from "../i18n/names.ts";
import type { Answer } from "../slack/answer.ts";
import { context, type Message, section } from "../slack/blocks.ts";
import { Mrkdwn } from "../slack/mrkdwn.ts";
import { messageOf } from "../slack/page.ts";
import { parseTopic } from "./parse.ts";

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
          return { kind: "ephemeral", message: helpMessage(request.viewer.locale, command.word) };
      }
    },
  };
}

function helpMessage(locale: Locale, word: string | undefined): Message {
  const problem = word === undefined ? [] : [locale.md("topic.help.unknown", { word: shortName(word, 60) })];
  const usage = locale.md("topic.help.usage");
  const examples = locale.md("topic.help.examples");
  return messageOf(Mrkdwn.join([...problem, usage, examples]), [
    ...problem.map((line) => section(line)),
    section(usage),
    context(examples),
  ]);
}
