import type { IsoWeek, Weekday } from "../calendar.ts";
import { instantOf } from "../db/dates.ts";
import type { DigestPost, DigestSubscription } from "../db/generated/client.ts";
import { languageOf } from "../i18n/index.ts";
import type { Post, PostState, Subscription } from "./model.ts";

/** Rows of the database as the feature's own types. The database's CHECK constraints hold weekdays and states. */

export function subscriptionOf(row: DigestSubscription): Subscription {
  const { id, channelId, unitId, time, createdBySlack } = row;
  return {
    id,
    channelId,
    unitId,
    time,
    createdBySlack,
    weekday: row.weekday as Weekday,
    language: languageOf(row.language),
    createdAt: instantOf(row.createdAt),
    paused: row.pausedAt !== null,
    removed: row.removedAt !== null,
  };
}

export function postOf(row: DigestPost): Post {
  const { id, subscriptionId, channelId, unitId, ts, pageHash, error } = row;
  const week: IsoWeek = row.week;
  return {
    id,
    subscriptionId,
    channelId,
    unitId,
    week,
    ts,
    pageHash,
    error,
    language: languageOf(row.language),
    state: row.state as PostState,
    createdAt: instantOf(row.createdAt),
    askedAt: row.updatedAt ? instantOf(row.updatedAt) : null,
  };
}
