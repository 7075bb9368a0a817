import type { IsoDate } from "../calendar.ts";
import type { Language, Locale } from "../i18n/index.ts";
import type { Campaign } from "./campaign/model.ts";
import type { Staff } from "./model.ts";

/** Who is asking. `staff` is undefined for a Slack user who belongs to no unit today. */
export type Viewer = {
  slackUserId: string;
  staff: Staff | undefined;
  /** Somebody of the roster who belongs to no unit today: since when, and from when on again. */
  between?: Between | undefined;
  /** Their e-mail address is that of somebody of the roster to whom an administrator tied another account by hand. */
  meant?: Meant | undefined;
  /** Slack says just now that they are an owner or administrator of the workspace. */
  isAdmin: boolean;
  /** They were when Slack was last asked, and now it does not answer: so `isAdmin` is false. */
  adminUnknown?: boolean;
  language: Language;
  locale: Locale;
};

/** `isGone`: the account that was tied to them was deactivated. */
export type Meant = { name: string; isGone: boolean };

export type Between = { since: IsoDate | null; until: IsoDate | null };

/** What every request carries. `key` names the request: the same again means that Slack delivered twice. */
export type Request = {
  viewer: Viewer;
  campaign: Campaign;
  today: IsoDate;
  now: Temporal.Instant;
  key: string;
};

/** A request while the workspace has no campaign, and so no calendar of its own. */
export type WithoutCampaign<R extends Request = Request> = Omit<R, "campaign" | "today">;
