import type { IsoDate, Period } from "../calendar.ts";
import type { Reader, Tx } from "../db/client.ts";
import type { Change } from "../db/write.ts";

/** Of which dates a feature has records of units, and what becomes of those of people who move. */
export type Recorded = {
  /** Whether its records stay with the unit, or go where their people go. */
  follows: "unit" | "person";
  /** The first and the last date of what was recorded of exactly these units; undefined where nothing was. */
  dates(reader: Reader, workspaceId: string, unitIds: string[]): Promise<Period | undefined>;
  inCampaign?: RecordedInCampaign;
  people?: RecordedPeople;
};

/** A feature whose records have a date that their campaign has to hold. */
type RecordedInCampaign = {
  /** They are of study sessions, of which a week off has none. */
  ofSessions: boolean;
  /** The dates under which something is recorded in the campaign, each once. */
  dates(reader: Reader, campaignId: string): Promise<IsoDate[]>;
};

/** A day on which something is recorded of somebody at a unit to which they do not belong then. */
export type KeptRecord = { unitId: string; date: IsoDate };

/** The same in full. `into`: where it could stand at their own unit; null where it has no place for it. */
export type RecordedDay = KeptRecord & {
  record: string;
  recordId: string;
  status: string;
  reason: string | null;
  into: { recordId: string; unitId: string } | null;
};

/** What a feature keeps by person and day, at the unit to which they belong. */
export type RecordedPeople = {
  /** The kind of record, as the audit names it. */
  record: string;
  /**
   * Memberships have changed from that day on: people are expected where they belong now; what was recorded stays.
   * @returns the days that keep something at a unit that is not theirs
   */
  follow(tx: Tx, workspaceId: string, personIds: string[], from: IsoDate): Promise<KeptRecord[]>;
  /** Those days of one person by date, held until the transaction ends. */
  elsewhere(tx: Tx, personId: string, from: IsoDate): Promise<RecordedDay[]>;
  /** Moves what is recorded to their own unit where it has a place. @returns the audit's entries, at both units */
  takeAlong(tx: Tx, personId: string, days: RecordedDay[]): Promise<Change[]>;
};

/** What all features keep of people, told as one. */
export function recordedPeople(parts: { recorded?: Recorded }[]): Omit<RecordedPeople, "record"> {
  const all = parts.flatMap(({ recorded }) => recorded?.people ?? []);
  return {
    async follow(tx, workspaceId, personIds, from) {
      const kept: KeptRecord[] = [];
      for (const one of all) kept.push(...(await one.follow(tx, workspaceId, personIds, from)));
      return kept;
    },
    async elsewhere(tx, personId, from) {
      const days: RecordedDay[] = [];
      for (const one of all) days.push(...(await one.elsewhere(tx, personId, from)));
      return days.sort((a, b) => a.date.localeCompare(b.date));
    },
    async takeAlong(tx, personId, days) {
      const changes: Change[] = [];
      for (const one of all) {
        const its = days.filter(({ record }) => record === one.record);
        changes.push(...(await one.takeAlong(tx, personId, its)));
      }
      return changes;
    },
  };
}
