import type { Saved } from "../db/saved.ts";
import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Answer } from "../slack/answer.ts";
import { type Block, type Message, section, type View } from "../slack/blocks.ts";
import { noticeView, type Refusal, refusalMessage, refusalView } from "./refusals.ts";

/** What became of a request: an answer and what was saved for it, or a sentence that says why there is none. */
export type Outcome = { answer: Answer; saved: Saved } | { refusal: Refusal };

/** The outcome as a message, where it is one. */
export function messageOf(outcome: Outcome): Message | undefined {
  if ("refusal" in outcome) return refusalMessage(outcome.refusal);
  const { answer } = outcome;
  return "message" in answer ? answer.message : undefined;
}

/** The outcome as a modal, where it is one or can be laid into one. */
export function viewOf(outcome: Outcome, locale: Locale): View | undefined {
  if ("refusal" in outcome) return refusalView(outcome.refusal, locale);
  const { answer } = outcome;
  if (answer.kind === "openView" || answer.kind === "updateView") return answer.view;
  if (answer.kind === "saved") return answer.page;
  return answer.kind === "ephemeral" ? noticeView(Mrkdwn.trusted(answer.message.text), locale) : undefined;
}

const textOfSection = ({ type, text }: Block): string[] =>
  type === "section" && typeof text === "object" && text !== null && "text" in text
    ? [String(text.text)]
    : [];

/**
 * What a modal says, for somebody who has closed the one that it was meant for. A form has nothing to say: it can be
 * opened again.
 */
export function messageOfView(view: View): Message | undefined {
  const text = Mrkdwn.trusted(view.blocks.flatMap(textOfSection).join("\n"));
  if (view.submit || text.text === "") return undefined;
  return { text: text.cut(3900).text, blocks: view.blocks.slice(0, 50) };
}

/** The acknowledgement of a submission. */
export type ViewAnswer =
  | { response_action: "errors"; errors: Record<string, string> }
  | { response_action: "clear" }
  | { response_action: "update" | "push"; view: ModalJson };
type ModalJson = { type: "modal"; title: { type: "plain_text"; text: string }; blocks: never[] };

// Bolt's types know fewer blocks than Slack does; `limits.ts` checks ours in the tests.
export const asModal = (view: View): ModalJson => JSON.parse(JSON.stringify(view));

/**
 * How a submission is answered: the only way to close or change its modal within the acknowledgement.
 * @param inputs the ids of the submitted form's input blocks: Slack shows a sentence at none but these
 */
export function submissionAnswer(
  outcome: Outcome,
  inputs: ReadonlySet<string>,
  locale: Locale,
): ViewAnswer | undefined {
  if ("refusal" in outcome) {
    const { fields = {} } = outcome.refusal;
    const named = Object.keys(fields);
    if (named.length > 0 && named.every((field) => inputs.has(field)))
      return { response_action: "errors", errors: fields };
    // Laid over the form: what was typed is still there underneath.
    return { response_action: "push", view: asModal(refusalView(outcome.refusal, locale)) };
  }
  const view = viewOf(outcome, locale);
  if (!view) return outcome.answer.kind === "closeViews" ? { response_action: "clear" } : undefined;
  return { response_action: outcome.answer.kind === "openView" ? "push" : "update", view: asModal(view) };
}

/** A text as a message of one section. */
export const sentenceOf = (text: Mrkdwn): Message => ({ text: text.text, blocks: [section(text)] });
