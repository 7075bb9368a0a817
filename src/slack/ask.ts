import { z } from "zod";
import { UserError } from "../errors.ts";
import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Choosing, Doubtful } from "../line/doubt.ts";
import type { Answer } from "./answer.ts";
import { actions, type Block, button, input, option, section, type View } from "./blocks.ts";
import { actionId } from "./ids.ts";
import { messageOf } from "./page.ts";
import type { CommandRequest, FormValues } from "./requests.ts";

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
 * @param buttons whether the command has a form for it; what the two say where Yes alone would leave open to what
 * @throws UserError for a line that is too long for a button to carry
 */
export function askedAbout(
  request: CommandRequest,
  command: string,
  doubtful: Doubtful,
  question: Mrkdwn,
  { form, labels = {} }: { form: boolean; labels?: { yes?: string; form?: string } },
): Answer {
  const { locale } = request.viewer;
  const value = questions.yes.write({ command, text: request.text, sure: doubtful.sure });
  if (value.length > mostValue) throw new UserError("common.refused.longLine");
  const yes = button(questions.yes.id, labels.yes ?? locale.t("common.yes"), { value, style: "primary" });
  const open = button(questions.form.id, labels.form ?? locale.t("common.openForm"), { value });
  const message = messageOf(question, [section(question), actions(form ? [yes, open] : [yes])]);
  return { kind: "ephemeral", message };
}

/** A box that was ticked for one reading is not ticked for another: its block has another id. */
const sureBlock = "form.sure";

/**
 * Asks before a form is saved, in the form itself: the same form, with the question and a box below its inputs. Saved
 * with the box ticked it carries what was agreed to (`sureIn`); saved without, it is as if nothing had been asked.
 * @param view the form, its blocks' ids unchanged, so that Slack keeps what was typed
 * @param asked the question, with all that would be saved and is doubtful; what the box says, as "Yes, 9,999 people
 *   took part"; and blocks that stand below it
 */
export function askedInForm(
  view: View,
  doubtful: Doubtful,
  asked: { question: Mrkdwn; yes: string; below?: Block[] },
  locale: Locale,
): Answer {
  const box = { type: "checkboxes", action_id: sureBlock, options: [option(asked.yes, doubtful.sure)] };
  return questioned(view, doubtful, { ...asked, input: box }, locale);
}

/** The same with several ways to go on, one to be chosen; `words` says each in 75 characters. */
export function choiceInForm<W extends string>(
  view: View,
  choosing: Choosing<W>,
  asked: { question: Mrkdwn; words(way: W): string },
  locale: Locale,
): Answer {
  const options = choosing.ways.map(({ way, sure }) => option(asked.words(way), sure));
  const boxes = { type: "radio_buttons", action_id: sureBlock, options };
  return questioned(view, choosing, { question: asked.question, input: boxes }, locale);
}

function questioned(
  view: View,
  doubtful: Doubtful,
  asked: { question: Mrkdwn; input: Block["element"]; below?: Block[] },
  locale: Locale,
): Answer {
  const blocks = [
    // The form may be longer than the screen, and show its beginning only.
    section(locale.md("common.askedBelow")),
    ...view.blocks,
    section(asked.question),
    input(`${sureBlock}.${doubtful.sure}`, locale.t("common.confirm"), asked.input, { optional: true }),
    ...(asked.below ?? []),
  ];
  return { kind: "updateView", view: { ...view, blocks } };
}

/** What the box under a form's question agrees to, if one was asked and it is ticked. */
export function sureIn(values: FormValues): string | undefined {
  const found = Object.entries(values).find(([blockId]) => blockId.startsWith(`${sureBlock}.`));
  return found && [found[1] ?? []].flat()[0];
}
