import { createHash } from "node:crypto";
import type { Tx } from "../../db/client.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import { type DiscussionRecord, mostViewpoints } from "../model.ts";
import type { DiscussionStore } from "../store.ts";
import type { Place, ViewpointStore } from "./store.ts";

/** What holds for every viewpoint, whoever keeps it. */

/** Longer than what is worth keeping; a whole message of Slack's may be. */
export const longestViewpoint = 1000;

/** @throws UserError for a closed campaign */
export function assertOpen({ campaign }: Asker): void {
  if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
}

/** The text without the blanks around it. @throws UserError with field text when nothing is left, or it is too long */
export function checked(typed: string): string {
  const text = typed.trim();
  if (text === "") throw new UserError("discussion.refused.noText", {}, "text");
  if (text.length > longestViewpoint)
    throw new UserError("discussion.refused.longText", { most: longestViewpoint }, "text");
  return text;
}

/** What makes an anonymous viewpoint happen once: it names the discussion and the text, not the request. */
export function anonymousKey(discussionId: string, text: string): string {
  const print = createHash("sha256").update(text).digest("hex");
  return `viewpoint:${discussionId}:${print}`;
}

/** A viewpoint of a discussion stands where the discussion does. */
export const placeOf = ({ id, unitId, themeCode, date }: DiscussionRecord): Place => ({
  ...{ unitId, themeCode, date },
  discussionId: id,
});

/** @returns what locks a discussion; it throws UserError with field text when it has all the viewpoints that are kept */
export function roomIn(deps: { store: ViewpointStore; discussions: DiscussionStore }) {
  return async (tx: Tx, discussionId: string): Promise<void> => {
    const held = await deps.discussions.lock(tx, discussionId);
    if (!held || held.isRemoved) throw new UserError("discussion.refused.removed");
    if ((await deps.store.count(tx, discussionId)) >= mostViewpoints)
      throw new UserError("discussion.refused.enoughViewpoints", { max: mostViewpoints }, "text");
  };
}
