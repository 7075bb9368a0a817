import type { Actor } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Viewer } from "./request.ts";
import { may } from "./scope.ts";

/** An administrator of the roster, or Slack's own owner or administrator: the first to set a campaign up. */
export function mayConfigure(viewer: Viewer): boolean {
  return (
    viewer.isAdmin ||
    (viewer.staff !== undefined && may(viewer.staff.member, "configureCampaign", viewer.staff.unit))
  );
}

/** @throws UserError for everybody but administrators */
export function assertMayConfigure(viewer: Viewer): void {
  if (!mayConfigure(viewer)) throw new UserError("campaign.administratorsOnly");
}

export const actorOf = (viewer: Viewer): Actor => ({
  name: viewer.slackUserId,
  ...(viewer.staff ? { personId: viewer.staff.id } : {}),
});

/** Whether the roster knows the asker, be it that they belong to no unit today. */
export const isOfRoster = ({ staff, between }: Pick<Viewer, "staff" | "between">): boolean =>
  staff !== undefined || between !== undefined;
