import type { Tx } from "../db/client.ts";
import { instantOf, momentOf } from "../db/dates.ts";
import type { Change } from "../db/write.ts";
import { type Language, type Locale, languages } from "../i18n/index.ts";
import type { Job } from "../jobs/job.ts";
import type { Unit } from "../org/model.ts";
import type { Message } from "../slack/blocks.ts";
import type { Metadata } from "../slack/gateway.ts";

/** A message in a channel that people press until it is closed. `ts` is Slack's message, null until it is posted. */
export type ChannelMessage = {
  id: string;
  channelId: string;
  ts: string | null;
  openedBySlack: string;
  language: Language;
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  closedAt: Temporal.Instant | null;
};

/** What every such message shows; `openedBy` is undefined for somebody whom the roster does not know. */
export type Shown = { unit: Unit; openedBy: string | undefined; timeZone: string };

/** What a feature says of its messages in channels. `F`: what they show besides. */
export type ChannelKind<M extends ChannelMessage, F> = {
  /** The keys of what is told where none can be posted, where the bot is not, and to those who may not close it. */
  refused: Record<"noChannel" | "notMember" | "mayNotClose", string>;
  /** `id`: what their data calls the row. */
  jobs: { id: string; post: Pick<Job, "name" | "what">; update: Pick<Job, "name" | "what"> };
  rows: {
    get(id: string): Promise<M | undefined>;
    setMessage(row: M, ts: string): Promise<void>;
    /** @returns false when it was closed before */
    close(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean>;
    /** Those whose time is over and that nobody has closed. */
    due(now: Temporal.Instant): Promise<M[]>;
    /** Those that still take presses. */
    openOnes(now: Temporal.Instant): Promise<string[]>;
  };
  /** By which the message is found when Slack's answer was lost: another one each time the row is opened again. */
  metadata(row: M): Metadata;
  /** The key of the write that closes it when its time is over: one for each time that it was opened. */
  closeKey(row: M): string;
  /** What the message is about; undefined when it is gone. */
  about(row: M): Promise<(F & { unitId: string }) | undefined>;
  show(facts: F & Shown, locale: Locale): Message;
  /** What presses change of what is shown; `count`: the same as it is now. */
  counted(facts: F): unknown;
  count(row: M): Promise<unknown>;
  /** What closing changes besides. */
  closing?(tx: Tx, row: M): Promise<Change[]>;
};

type Row = {
  id: string;
  channelId: string;
  ts: string | null;
  openedBySlack: string;
  language: string;
  opensAt: Date;
  closesAt: Date;
  closedAt: Date | null;
};

/** What a feature's row holds of its message. */
export function channelMessageOf(row: Row): ChannelMessage {
  const { id, channelId, ts, openedBySlack } = row;
  return {
    id,
    channelId,
    ts,
    openedBySlack,
    language: languages.find((known) => known === row.language) ?? "en",
    opensAt: instantOf(row.opensAt),
    closesAt: instantOf(row.closesAt),
    closedAt: row.closedAt ? instantOf(row.closedAt) : null,
  };
}

/** Rows whose messages still take presses. */
export const takesPresses = (now: Temporal.Instant) => ({ closedAt: null, closesAt: { gt: momentOf(now) } });

/** Rows whose time is over and that nobody has closed. */
export const isOver = (now: Temporal.Instant) => ({ closedAt: null, closesAt: { lte: momentOf(now) } });
