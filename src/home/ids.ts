import { z } from "zod";
import { actionId } from "../slack/ids.ts";

/** Ids by which Slack and the queue call this feature back. */

export const actions = {
  /** Puts the failed jobs of that name back into the queue. The name authorises nothing. */
  retry: actionId("home.retry", z.object({ job: z.string().max(100) })),
} as const;

export const jobs = { refresh: "home.refresh" } as const;
