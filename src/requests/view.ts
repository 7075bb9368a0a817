import { createHash } from "node:crypto";
import { z } from "zod";
import type { Answer } from "../slack/answer.ts";
import { formValues } from "../slack/form.ts";
import type { FormValues } from "../slack/requests.ts";
import { answerWithin, within } from "./deadline.ts";
import { asModal, type Outcome, submissionAnswer } from "./outcome.ts";
import { outOfDate } from "./routes.ts";
import type { Listening } from "./runner.ts";

/** A modal that is submitted, or closed without that. */
export function onViews({ app, routes, runner }: Listening): void {
  app.view({ callback_id: /^/, type: "view_submission" }, async ({ body, view, ack }) => {
    const user = body.user.id;
    const { callback_id: id } = view;
    const inputs = inputsOf(view.blocks);
    const { handler, bare } = (isWhole(inputs, view.state) && routes.views.get(id)) || unknown;
    const values = formValues(view.state, blocksOf(view));
    const key = `view:${view.id}:${view.hash}:${fingerprint(values)}`;
    const more = { values, viewData: view.private_metadata };
    const close: Answer = { kind: "closeViews" };
    const outcome = runner.run(
      id,
      user,
      key,
      async (request) => (await handler.submit?.({ ...request, ...more })) ?? close,
      bare && (async (request) => (await bare.submit?.({ ...request, ...more })) ?? close),
    );
    const soon = await within(outcome, answerWithin);
    if (soon === "late") {
      const told = ack({ response_action: "update", view: asModal(runner.words.stillWorking(user)) });
      await runner.acked(told);
      const to = { user, viewId: view.id };
      return runner.delivery.later(outcome.then((late) => runner.delivery.bring(late, to)));
    }
    const isTold = await toldElsewhere(runner, soon.done, { user, view });
    const named = new Set(inputs?.map(({ blockId }) => blockId));
    const answer = isTold
      ? ({ response_action: "clear" } as const)
      : submissionAnswer(soon.done, named, runner.words.localeOf(user));
    if (await runner.acked(answer ? ack(answer) : ack())) return;
    // The form is still open. A refusal must not take its place: what was typed would be gone.
    await runner.delivery.bring(soon.done, { user, viewId: "refusal" in soon.done ? undefined : view.id });
  });
  app.view({ callback_id: /^/, type: "view_closed" }, async ({ body, view, ack }) => {
    const { callback_id: id } = view;
    const { handler, bare } = routes.views.get(id) ?? unknown;
    const more = { values: formValues(view.state, blocksOf(view)), viewData: view.private_metadata };
    const done: Answer = { kind: "nothing" };
    const kept = runner.run(
      id,
      body.user.id,
      `closed:${view.id}:${view.hash}`,
      async (request) => (await handler.closed?.({ ...request, ...more })) ?? done,
      async (request) => (await bare?.closed?.({ ...request, ...more })) ?? done,
    );
    // Acknowledged after the draft is kept: a form that is opened again at once finds it.
    await within(kept, answerWithin);
    await runner.acked(ack());
  });
}

/** What was saved by a form that lies over nothing else is said where the form was asked for. */
async function toldElsewhere(
  { delivery }: Pick<Listening["runner"], "delivery">,
  outcome: Outcome,
  { user, view }: { user: string; view: { id: string; root_view_id: string | null } },
): Promise<boolean> {
  if (!("answer" in outcome) || outcome.answer.kind !== "saved") return false;
  if (view.root_view_id !== null && view.root_view_id !== view.id) return false;
  return delivery.tellSaved(outcome.answer.message, { user, viewId: view.id });
}

const unknown = { handler: { submit: outOfDate, closed: undefined }, bare: undefined };

const input = z.object({ block_id: z.string(), element: z.object({ action_id: z.string() }) });
const blocksShape = z.array(z.looseObject({ type: z.string() }));

const blocksOf = (view: { blocks?: unknown }): unknown[] => (Array.isArray(view.blocks) ? view.blocks : []);

/** The inputs of the form as Slack sends it along; undefined where that is no form. */
function inputsOf(blocks: unknown): { blockId: string; actionId: string }[] | undefined {
  const shown = blocksShape.safeParse(blocks).data?.filter(({ type }) => type === "input");
  const inputs = z.array(input).safeParse(shown).data;
  return inputs?.map(({ block_id: blockId, element }) => ({ blockId, actionId: element.action_id }));
}

const stateShape = z.object({ values: z.record(z.string(), z.record(z.string(), z.looseObject({}))) });

/** Whether the state holds every input of the form: what is missing would be read as left empty. */
function isWhole(inputs: ReturnType<typeof inputsOf>, state: unknown): boolean {
  const values = stateShape.safeParse(state).data?.values;
  return (
    inputs !== undefined &&
    values !== undefined &&
    inputs.every(({ blockId, actionId }) => values[blockId]?.[actionId] !== undefined)
  );
}

const fingerprint = (values: FormValues) =>
  createHash("sha256").update(JSON.stringify(values)).digest("base64url").slice(0, 16);
