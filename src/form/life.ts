import { FormError, UserError } from "../errors.ts";
import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Asker } from "../org/asker.ts";
import type { Request } from "../org/request.ts";
import type { Answer } from "../slack/answer.ts";
import { type Block, plain, type View } from "../slack/blocks.ts";
import { messageOf } from "../slack/page.ts";
import type { ActionRequest, SubmitRequest } from "../slack/requests.ts";

/**
 * `entry`: what stands in the inputs instead of what is recorded. `fill` counts how often they were filled anew: Slack
 * keeps what was typed as long as a block's id stays. `seen`: how far the audit had come when the form was drawn.
 */
export type Filling<E> = { entry?: E; fill: number; seen?: string };
type Held<A, E> = { about: A; entry: E };
type Holding = Request & Pick<SubmitRequest, "values" | "viewData">;

/** A form and its drafts. `A`: what it is about; `E`: what stands in its inputs; `W`: as much of `A` as names a draft. */
export type Life<A extends W, E, W> = {
  asking(request: Request): Promise<Asker>;
  read(request: Holding): Held<A, E> & Filling<E>;
  show(request: Request, about: W, how: Filling<E>): Promise<View>;
  keep(asker: Asker, held: Held<A, E>): Promise<unknown>;
  draft(asker: Asker, wanted: W): Promise<Held<A, E> | undefined>;
  forget(asker: Asker, wanted: W): Promise<void>;
  /** Which draft is meant by a button that offers one. */
  offered(request: ActionRequest): W;
};

/** The life of a form between being opened and being saved: nothing that was typed is lost, whatever becomes of it. */
export function formLife<A extends W, E, W>(life: Life<A, E, W>) {
  async function kept(request: Holding): Promise<void> {
    await life.keep(await life.asking(request), life.read(request));
  }

  return {
    /** A choice is kept at once: a form that expires tells nobody. */
    async picked(request: ActionRequest): Promise<Answer> {
      await kept(request);
      return { kind: "nothing" };
    },

    async closed(request: SubmitRequest): Promise<void> {
      // Slack may close a view without saying what stood in it: that is nothing to keep.
      if (Object.keys(request.values).length > 0) await kept(request);
    },

    /** The draft's words in the inputs; what is recorded, where the draft is gone. */
    async useDraft(request: ActionRequest): Promise<Answer> {
      const fill = life.read(request).fill + 1;
      const wanted = life.offered(request);
      const draft = await life.draft(await life.asking(request), wanted);
      const view = draft
        ? await life.show(request, draft.about, { entry: draft.entry, fill })
        : await life.show(request, wanted, { fill });
      return { kind: "updateView", view };
    },

    /** The offer goes; what has been typed since stays. */
    async discardDraft(request: ActionRequest): Promise<Answer> {
      const { about, ...filling } = life.read(request);
      await life.forget(await life.asking(request), life.offered(request));
      return { kind: "updateView", view: await life.show(request, about, filling) };
    },
  };
}

/**
 * Puts refusals at their fields.
 * @param blockOf the block of a field that the form shows
 * @returns what is to be said above the form, where it does not show each of the fields
 * @throws the refusals at the form's blocks, where it does
 */
export function refusedAt(
  error: UserError | FormError,
  blockOf: (field: string) => string | undefined,
): UserError | undefined {
  const problems = error instanceof FormError ? error.problems : [error];
  const placed = problems.map(({ key, values, field }) => {
    const block = field === undefined ? undefined : blockOf(field);
    return block === undefined ? undefined : new UserError(key, values, block);
  });
  if (placed.every((problem) => problem !== undefined))
    throw error instanceof FormError ? new FormError(placed) : placed[0];
  return problems[0];
}

/** What was saved: a message where the form was opened, and a page in the form's place. */
export function savedAnswer(
  saved: { title: string; text: Mrkdwn; blocks: Block[]; inModal: Block[] },
  callbackId: string,
  locale: Locale,
): Answer {
  const page: View = {
    type: "modal",
    callback_id: callbackId,
    title: plain(saved.title, 24),
    close: plain(locale.t("common.done"), 24),
    blocks: saved.inModal,
  };
  return { kind: "saved", message: messageOf(saved.text, saved.blocks), page };
}
