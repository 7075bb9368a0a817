import type { Period } from "../calendar.ts";
import type { Reader } from "../db/client.ts";

/** Of which dates a feature has records of units. */
export type Recorded = {
  /** Whether its records stay with the unit, or go where their people go. */
  follows: "unit" | "person";
  /** The first and the last date of what was recorded of exactly these units; undefined where nothing was. */
  dates(reader: Reader, workspaceId: string, unitIds: string[]): Promise<Period | undefined>;
};
