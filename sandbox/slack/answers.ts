import { isFields } from "./args.ts";
import { acceptView } from "./blocks.ts";
import type { CallLog } from "./calls.ts";
import { answerHook } from "./hooks.ts";
import { notice } from "./messages.ts";
import { closeModal, pushModal, updateModal } from "./modals.ts";
import { Refusal } from "./refusal.ts";
import type { Outcome } from "./types.ts";
import type { Hook, StoredView, Workspace } from "./workspace.ts";

const noConnection = "We had some trouble connecting. Try again?";

/** Where answers take effect. */
export type AnswerDeps = { workspace: Workspace; calls: CallLog };

/** Shows what a command answered in its response, or Slack's own notice when it did not answer well. */
export function applyCommandAnswer(deps: AnswerDeps, hook: Hook, command: string, outcome: Outcome): Outcome {
  const { workspace } = deps;
  const say = (error: string) =>
    notice(workspace, hook.channelId, hook.userId, `${command} failed with the error "${error}"`);
  if (!outcome.acknowledged) {
    say(outcome.status === "timeout" ? "operation_timeout" : "dispatch_failed");
    return outcome;
  }
  const { body } = outcome;
  const sent = typeof body === "string" ? { text: body } : isFields(body) ? body : {};
  if (!sent.text && !sent.blocks) return outcome;
  return accepted(deps, outcome, sent, () => void answerHook(workspace, hook, sent), say);
}

/** Closes, changes or adds modals as a submission was answered. */
export function applySubmissionAnswer(
  deps: AnswerDeps,
  userId: string,
  view: StoredView,
  outcome: Outcome,
): Outcome {
  const { workspace } = deps;
  const trouble = () => showNotice(workspace, view, noConnection);
  if (!outcome.acknowledged) {
    trouble();
    return outcome;
  }
  const answer = isFields(outcome.body) ? outcome.body : {};
  const next = answer.response_action;
  if (next === "errors" && isFields(answer.errors))
    return showErrors(workspace, view, answer.errors, outcome);
  return accepted(
    deps,
    outcome,
    answer,
    () => {
      if (next === undefined) closeModal(workspace, userId, view.id);
      else if (next === "clear") closeModal(workspace, userId, view.id, true);
      else if (next === "update") updateModal(workspace, view, acceptView(answer.view, "modal"));
      else if (next === "push") pushModal(workspace, userId, acceptView(answer.view, "modal"));
      else throw new Refusal("invalid_response_action", [`response_action: "${next}"`]);
    },
    trouble,
  );
}

/** Tells the user, at the top of the modal, that the bot did not answer. */
export function applyActionAnswer(
  { workspace }: AnswerDeps,
  view: StoredView | undefined,
  outcome: Outcome,
): void {
  if (!outcome.acknowledged && view) showNotice(workspace, view, noConnection);
}

function showNotice(workspace: Workspace, view: StoredView, text: string): void {
  view.notice = text;
  workspace.changed();
}

function showErrors(
  workspace: Workspace,
  view: StoredView,
  sent: Record<string, unknown>,
  outcome: Outcome,
): Outcome {
  const known = new Set(
    view.view.blocks.filter((block) => block.type === "input").map((block) => block.block_id),
  );
  const errors = Object.fromEntries(Object.entries(sent).map(([block, text]) => [block, String(text)]));
  delete view.notice;
  // Slack shows errors at input blocks only; one for any other block leaves the user without a word.
  const shown = Object.entries(errors).filter(([block]) => known.has(block));
  view.errors = Object.fromEntries(shown);
  if (shown.length === 0) view.notice = noConnection;
  workspace.changed();
  return { ...outcome, errors };
}

/** Runs `effect`; what Slack refuses of an answer is logged as a call `answer` and told to the user by `say`. */
function accepted(
  { calls }: AnswerDeps,
  outcome: Outcome,
  args: Record<string, unknown>,
  effect: () => void,
  say: (error: string) => void,
): Outcome {
  try {
    effect();
    return outcome;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    calls.add({ method: "answer", ok: false, error: error.message, args });
    say(error.code);
    return { ...outcome, errors: { answer: error.message } };
  }
}
