import type { Tx } from "../db/client.ts";
import type { Change, Written } from "../db/write.ts";
import type { Json } from "../json.ts";
import type { Asker } from "../org/asker.ts";
import type { PageView } from "./page.ts";

/**
 * How one write of the feature is taken back: exactly what it changed, as long as nobody has changed the same since.
 */
export type UndoPart = {
  /** The key of the text that says how else to change it once the time is over (`until`), such as "attendance.undoLate". */
  late: string;
  /** The kinds of record that are the feature's, as the audit names them. */
  records: string[];
  /** @throws UserError for an asker who may not correct these (any more) */
  assertMay(asker: Asker, changes: Change[]): Promise<void>;
  /** Holds what is to be put back until the transaction ends: what others change later waits. */
  lock(tx: Tx, changes: Change[]): Promise<void>;
  /** Whether a later change is one of the same thing; without this, every later change of the same record is. */
  isSame?(change: Change, later: Change): boolean;
  /** Puts back what stood before. @returns its changes, and as outcome what stands now */
  restore(tx: Tx, asker: Asker, changes: Change[]): Promise<Written<Json>>;
  /** What stands now, for whoever took it back. */
  show(outcome: Json, asker: Asker): Promise<PageView>;
};
