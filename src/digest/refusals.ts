import type { SlackRefused } from "../slack/gateway.ts";

/**
 * What a refusal of Slack's to show a page means.
 * - `later`: not now; after so many seconds it may go through.
 * - `again`: Slack's or the token's trouble, not the channel's: the job tries again.
 * - `withoutChart`: it is about the blocks, and the page has one that Slack may not take.
 * - `gone`: the message is there no more, or can be changed no more.
 * - `no`: this channel, or this page, will not be taken until somebody does something.
 */
export type Meaning = { kind: "later"; seconds: number } | { kind: "again" | "withoutChart" | "gone" | "no" };

const limited = new Set(["ratelimited", "rate_limited", "message_limit_exceeded"]);
/** https://docs.slack.dev/reference/methods/chat.postMessage: "errors", as far as they pass or concern the whole bot. */
const passing = new Set([
  ...["internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"],
  ...["invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope"],
  ...["ekm_access_denied", "accesslimited", "access_denied"],
]);
const gone = new Set(["message_not_found", "cant_update_message", "edit_window_closed"]);
/** When Slack names no time: its tiers count by the minute. */
const defaultSeconds = 30;

/** @param page whether the message that was refused had a chart, without which it may be taken */
export function meaningOf(refusal: SlackRefused, page: { chart: boolean }): Meaning {
  const { code, retryAfterSeconds } = refusal;
  if (limited.has(code)) return { kind: "later", seconds: retryAfterSeconds ?? defaultSeconds };
  if (passing.has(code)) return { kind: "again" };
  if (gone.has(code)) return { kind: "gone" };
  return { kind: page.chart && isAboutBlocks(code) ? "withoutChart" : "no" };
}

/** invalid_blocks, invalid_blocks_format, msg_blocks_too_long …; an unknown block may also be an invalid argument. */
const isAboutBlocks = (code: string) => /block|invalid_arguments|msg_too_long/.test(code);
