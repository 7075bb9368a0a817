import { z } from "zod";
import { actionId } from "../slack/ids.ts";

/** Ids by which Slack calls this feature back. Values name what was pressed and authorise nothing. */

const target = z.object({ subscriptionId: z.uuid() });
const page = z.object({ page: z.int().min(0).max(10_000) });

export const actions = {
  pause: actionId("digest.pause", target),
  resume: actionId("digest.resume", target),
  remove: actionId("digest.remove", target),
  /** The answer to what `/digest remove` asks. */
  removeYes: actionId("digest.removeYes", target),
  /** Opens the form, from the Home tab. */
  change: actionId("digest.change", target),
  /** Turn the pages of the list. */
  previous: actionId("digest.previous", page),
  next: actionId("digest.next", page),
} as const;

/** The form, the block of each of its fields, and the action that asks for units. */
export const form = "digest.form";
export const fields = { unit: "unit", weekday: "weekday", time: "time", language: "language" } as const;
export const unitSearch = "digest.unit";

/** What the form carries along: the channel that it was opened in. */
export const formData = z.object({ channelId: z.string().regex(/^[CGD][A-Z0-9]+$/) });

export const jobs = {
  post: "digest.post",
  refresh: "digest.refresh",
  update: "digest.update",
  announce: "digest.announce",
  tell: "digest.tell",
} as const;
