import type { IsoDate, IsoWeek } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Campaign } from "../org/campaign/model.ts";
import type { Block } from "./blocks.ts";

/**
 * Something that a person should hear of today. `key` names it for good: an item is told once to a person, whatever
 * crashes. `week` and `unitId` say which unit's count of prompts it adds to; `kind` is its rung, as "attendance.after".
 */
export type ReminderItem = {
  key: string;
  slackUserId: string;
  unitId: string;
  week: IsoWeek;
  kind: string;
  /** The sentence and the buttons that do the thing, in the person's language. */
  show(locale: Locale): { text: Mrkdwn; blocks: Block[] };
};

export type ReminderSource = {
  /**
   * What is due to be told today, as things stand now. It is asked twice: when the day's messages are planned, and
   * again for a few people right before theirs are sent (`only`), so that nobody is reminded of what was just done.
   */
  due(request: {
    campaign: Campaign;
    today: IsoDate;
    /** Whether a unit works on that date: no weekend (unless worked), no holiday, no day or week off. */
    works(unitId: string, date: IsoDate): boolean;
    /** Slack user ids: what is due to others need not be found. */
    only?: ReadonlySet<string>;
  }): Promise<ReminderItem[]>;
};
