import type { IsoWeek, Weekday } from "../calendar.ts";
import type { Language } from "../i18n/index.ts";

/** When a digest is due: weekday and time ("08:00") on the campaign's clocks. */
export type Schedule = { weekday: Weekday; time: string };

/** A channel's wish for a digest of a unit's scope. */
export type Subscription = Schedule & {
  id: string;
  channelId: string;
  unitId: string;
  language: Language;
  createdBySlack: string;
  /** Due times before this instant are not owed. */
  createdAt: Temporal.Instant;
  paused: boolean;
  removed: boolean;
};

/** `posting`: Slack may have been asked, its answer is not known. `silent`: nothing is posted for that week. */
export type PostState = "posting" | "posted" | "silent" | "failed";

/** The one digest of a channel and week. Unit and language are those at the time when it was begun. */
export type Post = {
  id: string;
  subscriptionId: string;
  channelId: string;
  unitId: string;
  week: IsoWeek;
  language: Language;
  state: PostState;
  ts: string | null;
  /** Of the page that was last sent; null when none was. */
  pageHash: string | null;
  /** Slack's error, when it failed or when the message can be updated no more. */
  error: string | null;
  createdAt: Temporal.Instant;
  /** When Slack was last asked to show something. */
  askedAt: Temporal.Instant | null;
};

/** A due time and the week whose digest it brings. */
export type Due = { week: IsoWeek; at: Temporal.Instant };
