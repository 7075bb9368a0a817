import { UserError } from "../errors.ts";
import type { Answer } from "../slack/answer.ts";
import { questions } from "../slack/ask.ts";
import type { ActionHandler, ActionRequest, CommandHandler } from "../slack/requests.ts";

/**
 * The buttons under a question about a line: each runs the line's command again, as the presser's own request. The
 * answer takes the question's place.
 */
export function questionActions(
  command: (name: string) => CommandHandler | undefined,
): Record<string, ActionHandler> {
  async function again(
    request: ActionRequest,
    asked: { command: string; text: string },
    how: { sure: string } | { intoForm: true },
  ): Promise<Answer> {
    const handler = command(asked.command);
    if (!handler) throw new UserError("common.outOfDate");
    const answer = await handler.run({
      ...request,
      ...how,
      text: asked.text,
      channelId: request.channelId ?? "",
    });
    return answer.kind === "ephemeral" ? { kind: "replace", message: answer.message } : answer;
  }

  return {
    [questions.yes.id]: {
      run: async (request) => {
        const asked = questions.yes.read(request.value);
        return again(request, asked, { sure: asked.sure });
      },
    },
    [questions.form.id]: {
      opens: true,
      run: async (request) => again(request, questions.form.read(request.value), { intoForm: true }),
    },
  };
}
