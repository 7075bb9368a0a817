import type { Logger } from "pino";
import type { Message } from "./blocks.ts";
import { type SlackGateway, SlackRefused, SlackUnreachable } from "./gateway.ts";

/** After no answer from Slack the rest waits so long. */
const unreachableSeconds = 60;
/** After a rate limit that does not say how long it lasts. */
const limitedSeconds = 30;

/**
 * What became of a direct message: `posted`; `later`, since Slack takes no more now; `unknown`, since Slack did not
 * answer and it may have arrived; or `refused`, for good. After `waitSeconds` the next one may be tried.
 */
export type Sent =
  | { became: "posted" | "refused" }
  | { became: "later"; waitSeconds: number }
  | { became: "unknown"; waitSeconds: number };

/** Sends one direct message of a job that sends many; never rejects for what Slack says. @param what it is, for the log */
export async function sendDirect(
  { slack, log }: { slack: SlackGateway; log: Logger },
  slackUserId: string,
  message: Message,
  what: string,
): Promise<Sent> {
  try {
    await slack.direct(slackUserId, message);
    return { became: "posted" };
  } catch (error) {
    if (error instanceof SlackRefused && error.code === "ratelimited")
      return { became: "later", waitSeconds: (error.retryAfterSeconds ?? limitedSeconds) + 1 };
    log.warn({ err: error, what, slackUserId }, "a direct message was not delivered");
    return error instanceof SlackUnreachable
      ? { became: "unknown", waitSeconds: unreachableSeconds }
      : { became: "refused" };
  }
}

/**
 * What is left of a job's messages when Slack takes no more now, and when to go on; undefined: go on at once. One that
 * waits comes first, as `claimed`; one that may have arrived is not sent twice.
 */
export function leftAfter<P extends { claimed?: boolean | undefined }>(
  sent: Sent,
  current: P,
  others: P[],
): { prompts: P[]; afterSeconds: number } | undefined {
  if (!("waitSeconds" in sent)) return undefined;
  const prompts = sent.became === "later" ? [{ ...current, claimed: true }, ...others] : others;
  return { prompts, afterSeconds: sent.waitSeconds };
}
