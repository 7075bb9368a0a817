import { z } from "zod";
import type { Deps } from "../../feature.ts";
import type { Job } from "../../jobs/job.ts";
import { SlackRefused } from "../../slack/gateway.ts";
import { messageOf, type PageView } from "../../slack/page.ts";
import type { ActionRequest } from "../../slack/requests.ts";
import { jobs as jobNames } from "../ids.ts";

/** Where a message stands whose button opened a form; forms carry it. */
export const messageAt = z.object({ channelId: z.string(), ts: z.string() });
export type MessageAt = z.infer<typeof messageAt>;

/** The direct message that was pressed. None for a modal and the Home tab, and for channels: others read those. */
export function pressedIn({ channelId, messageTs: ts, callbackId }: ActionRequest): MessageAt | undefined {
  if (callbackId || ts === undefined || !channelId?.startsWith("D")) return undefined;
  return { channelId, ts };
}

const redrawData = z.object({
  at: messageAt,
  message: z.object({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) }),
});

/**
 * Once a form has done what a message's button asked for, the message says so too, and offers it no more. A press
 * without a form is answered in the message's place; a submission can only answer in its modal, so a job does this.
 */
export function redrawing({ jobs, slack }: Pick<Deps, "jobs" | "slack">) {
  return {
    /** @param at undefined where no message was pressed */
    async redraw(at: MessageAt | undefined, page: PageView): Promise<void> {
      if (at === undefined) return;
      const message = messageOf(page.text, page.blocks);
      await jobs.enqueue(jobNames.redraw, { at, message }, { key: `${at.channelId} ${at.ts}` });
    },

    job: {
      name: jobNames.redraw,
      what: "topic.failed.redraw",
      data: redrawData,
      async run({ at, message }) {
        await slack.update(at.channelId, at.ts, message).catch((error: unknown) => {
          // Deleted, or one that only its reader saw: there is nothing left to redraw.
          if (!(error instanceof SlackRefused) || error.code === "ratelimited") throw error;
        });
      },
    } satisfies Job<z.infer<typeof redrawData>>,
  };
}
