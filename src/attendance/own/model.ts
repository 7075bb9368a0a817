import type { IsoDate } from "../../calendar.ts";
import { Doubtful } from "../../line/doubt.ts";
import type { AttendanceStatus, Mark } from "../model.ts";
import type { LineDoubt } from "../parse.ts";

/** What somebody may say of themselves; absence is for others to record. */
export const ownStatuses = ["present", "late", "leave"] as const satisfies AttendanceStatus[];
export type OwnStatus = (typeof ownStatuses)[number];

/** `doubts`: what a line leaves open, to be asked unless the author is `sure` already. */
export type OwnEntry = {
  status: OwnStatus;
  reason?: string | undefined;
  date?: IsoDate | undefined;
  /** Leave on every session day from `date` to that one. */
  until?: IsoDate | undefined;
  doubts?: LineDoubt[] | undefined;
  sure?: string | undefined;
};
/** What would be recorded of oneself; of a span the session days. */
export type OwnReading = {
  status: OwnStatus;
  reason: string | null;
  date: IsoDate;
  until?: IsoDate;
  days?: IsoDate[];
};

/** A line about oneself that is asked about before it is recorded. */
export class OwnDoubtful extends Doubtful<LineDoubt> {
  readonly own: OwnReading;
  constructor(own: OwnReading, doubts: LineDoubt[]) {
    super(own, doubts);
    this.own = own;
  }
}

/** Why a place could not be recorded; kept with the key, so that a redelivery is answered alike. */
export type Refusal =
  | { kind: "notExpected" }
  | { kind: "byHeadCount" }
  | { kind: "closed" }
  /** Somebody else recorded another status, which one's own entry does not go over. */
  | { kind: "byOther" }
  /** What was decided about is not what stands any more. */
  | { kind: "changed"; status: AttendanceStatus | null };

/** Whether what somebody says is what stands; a status alone says nothing against the reason that stands with it. */
export const isSame = (stands: Mark, said: Mark): boolean =>
  said.status === stands.status && (said.reason === null || said.reason === stands.reason);
