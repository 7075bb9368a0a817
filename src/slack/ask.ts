import { z } from "zod";
import { UserError } from "../errors.ts";
import type { CommandRequest } from "../feature.ts";
import type { Doubtful } from "../line/doubt.ts";
import type { Answer } from "./answer.ts";
import { actions, button, section } from "./blocks.ts";
import { actionId } from "./ids.ts";
import type { Mrkdwn } from "./mrkdwn.ts";
import { messageOf } from "./page.ts";

/** What a question's buttons carry: the command, its line as typed, and what a Yes agrees to. */
const asked = z.object({ command: z.string(), text: z.string(), sure: z.string() });

/** The buttons of every question about a line; `requests/questions.ts` answers them by running the command again. */
export const questions = {
  yes: actionId("line.yes", asked),
  form: actionId("line.form", asked),
} as const;

/** Slack's limit of a button's value. */
const mostValue = 2000;

/**
 * Asks before a line is written: an ephemeral answer that says the whole reading, with [Yes] and, where the command
 * can show the reading in its form (`request.intoForm`), [Open the form]. Nothing is kept: [Yes] reads the line
 * again, and writes only if it still means the same.
 * @param question the reading in full, as a question
 * @throws UserError for a line that is too long for a button to carry
 */
export function askedAbout(
  request: CommandRequest,
  command: string,
  doubtful: Doubtful,
  question: Mrkdwn,
  { form }: { form: boolean },
): Answer {
  const { locale } = request.viewer;
  const value = questions.yes.write({ command, text: request.text, sure: doubtful.sure });
  if (value.length > mostValue) throw new UserError("common.refused.longLine");
  const yes = button(questions.yes.id, locale.t("common.yes"), { value, style: "primary" });
  const open = button(questions.form.id, locale.t("common.openForm"), { value });
  const message = messageOf(question, [section(question), actions(form ? [yes, open] : [yes])]);
  return { kind: "ephemeral", message };
}
