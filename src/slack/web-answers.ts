import { ErrorCode } from "@slack/web-api";
import { z } from "zod";
import type { SlackProfile } from "../org/slack-profile.ts";
import { type Metadata, SlackRefused, SlackUnreachable } from "./gateway.ts";

// What Slack's Web API answers, as far as it is read, and what it says when it does not.

export const channelAnswer = z.object({
  channel: z.object({
    name: z.string().optional(),
    is_member: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_im: z.boolean().optional(),
  }),
});

export const fileAnswer = z.object({
  file: z.object({
    name: z.string(),
    size: z.number(),
    permalink: z.url(),
    url_private_download: z.url(),
  }),
});

export const history = z.object({
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .optional(),
    }),
  ),
});

/** Slack gives the payload back as JSON, in any order of keys. */
export function carries(
  got: { event_type: string; event_payload: Record<string, unknown> } | undefined,
  wanted: Metadata,
): boolean {
  return (
    got?.event_type === wanted.event_type &&
    Object.entries(wanted.event_payload).every(([key, value]) => got.event_payload[key] === value)
  );
}

const user = z.object({
  id: z.string(),
  is_bot: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  deleted: z.boolean().optional(),
  locale: z.string().optional(),
  tz: z.string().nullish(),
  team_id: z.string().optional(),
  enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
  profile: z.object({ email: z.string().optional() }).optional(),
});

/** `teams`: the workspaces that the user belongs to, as far as Slack says. */
export type Found = SlackProfile & { teams: string[] };

/** Of somebody who is no member of the workspace an e-mail address proves nothing. */
const outside = (profile: SlackProfile, standing: SlackProfile["standing"]): SlackProfile => ({
  ...profile,
  email: null,
  isAdmin: false,
  standing,
});

/** Somebody of another organisation, met in a shared channel, may call themselves by any e-mail address there. */
export function asOurs({ teams, ...profile }: Found, teamId: string): SlackProfile {
  return teams.length === 0 || teams.includes(teamId) ? profile : outside(profile, "stranger");
}

/** A user as Slack describes them, in an answer or an event. @throws ZodError for something else */
export function userOf(described: unknown): Found {
  const it = user.parse(described);
  const profile: SlackProfile = {
    slackUserId: it.id,
    email: it.profile?.email ?? null,
    locale: it.locale ?? null,
    timeZone: it.tz ?? null,
    isAdmin: it.is_owner === true || it.is_admin === true,
    isBot: it.is_bot === true,
    standing: "member",
  };
  const teams = [...(it.team_id ? [it.team_id] : []), ...(it.enterprise_user?.teams ?? [])];
  const standing = standingOf(it);
  return { ...(standing === "member" ? profile : outside(profile, standing)), teams };
}

function standingOf(it: z.infer<typeof user>): SlackProfile["standing"] {
  if (it.deleted) return "deactivated";
  if (it.is_stranger) return "stranger";
  return it.is_restricted || it.is_ultra_restricted ? "guest" : "member";
}

/** @param missing the refusal that means that there is nobody */
export async function found(answer: Promise<unknown>, missing: string): Promise<Found | undefined> {
  try {
    return userOf(z.object({ user: z.unknown() }).parse(await answer).user);
  } catch (error) {
    if (error instanceof SlackRefused && error.code === missing) return undefined;
    throw error;
  }
}

const refusal = z.object({ code: z.literal(ErrorCode.PlatformError), data: z.object({ error: z.string() }) });
const limited = z.object({ code: z.literal(ErrorCode.RateLimitedError), retryAfter: z.number() });

/** What features see of a call that came to nothing: a refusal, with when to try again, or no answer. */
export function asGatewayError(error: unknown): Error {
  const refused = refusal.safeParse(error);
  if (refused.success) return new SlackRefused(refused.data.data.error);
  const slower = limited.safeParse(error);
  if (slower.success) return new SlackRefused("ratelimited", slower.data.retryAfter);
  return new SlackUnreachable(error);
}
