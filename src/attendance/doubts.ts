import { Doubtful } from "../line/doubt.ts";
import type { Asker } from "../org/asker.ts";
import type { StudyDays } from "../org/calendar/study-days.ts";
import type { Marks, Saved } from "./entries.ts";
import type { ByName, Counts } from "./model.ts";
import type { LineDoubt } from "./parse.ts";
import { type NotItsDay, notItsDay } from "./rules.ts";
import type { LockedSession } from "./store.ts";

/** What an entry by name or by head-counts may be asked about before it is written. */
export type SessionDoubt =
  /** The unit does not study on this day, and nothing is recorded of it. */
  | NotItsDay
  /** A line without a date would change what was recorded of a day gone by. */
  | { kind: "earlier"; changed: number }
  /** Head-counts tell of fewer people on leave than have announced it. */
  | { kind: "fewerOnLeave"; announced: string[] }
  /** What the line itself leaves open. */
  | LineDoubt;

/** An entry that is asked about; `saved` is what it would come to. */
export class SessionDoubtful extends Doubtful<SessionDoubt> {
  readonly saved: Saved;
  constructor(saved: Saved, marks: Marks, doubts: SessionDoubt[]) {
    const people = [...marks].map(([personId, { status, reason }]) => [personId, status, reason]);
    // The request's own key is no part of what is agreed to: [Yes] comes with another.
    const { written: _, ...facts } = saved;
    super({ ...facts, people }, doubts);
    this.saved = saved;
  }
}

/** Why an entry about a session could be a slip: see `SessionDoubt`. */
export function doubtsOf(
  session: LockedSession,
  { unit, date, line }: Pick<ByName, "unit" | "date" | "line">,
  changed: number,
  { days, today }: Pick<Asker, "today"> & { days: StudyDays },
): SessionDoubt[] {
  const isRecorded =
    session.headCounts !== null || (!session.fresh && session.rows.some((row) => row.status !== null));
  const otherDay = isRecorded ? undefined : notItsDay(unit, days, date);
  const earlier = line?.dated === false && isRecorded && changed > 0 && date < today;
  return [
    ...(line?.doubts ?? []),
    ...(otherDay ? [otherDay] : []),
    ...(earlier ? [{ kind: "earlier" as const, changed }] : []),
  ];
}

/** Leave that was announced is kept by whoever records: counts that leave it out are asked about. */
export function onLeaveDoubt(session: LockedSession, counts: Counts): SessionDoubt[] {
  const announced = session.rows.filter((row) => row.announced).map((row) => row.name);
  return counts.leave < announced.length ? [{ kind: "fewerOnLeave", announced }] : [];
}
