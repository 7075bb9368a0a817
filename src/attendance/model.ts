import type { IsoDate } from "../calendar.ts";
import type { Unit } from "../org/model.ts";
import type { AttendanceStatus } from "./parse/words.ts";
import type { LineDoubt } from "./parse.ts";

export type { AttendanceStatus } from "./parse/words.ts";
export const statuses = ["present", "late", "leave", "absent"] as const satisfies AttendanceStatus[];
/** What the form asks for by name; everybody else was there. */
export const exceptions = ["late", "leave", "absent"] as const satisfies AttendanceStatus[];
export type ExceptionStatus = (typeof exceptions)[number];

/** People by status. */
export type Counts = Record<AttendanceStatus, number>;
export const noCounts: Counts = { present: 0, late: 0, leave: 0, absent: 0 };
export const total = (counts: Counts): number => counts.present + counts.late + counts.leave + counts.absent;

/** One of the people expected at a session. `status` is null while nobody has recorded one: silence, not absence. */
export type Expected = {
  personId: string;
  name: string;
  employeeNo: string;
  position: string | null;
  status: AttendanceStatus | null;
  reason: string | null;
  /** Their leave was announced for that day; their status may be another one. */
  announced: boolean;
};

export type SessionRecord = {
  id: string;
  material: string | null;
  ledBy: { personId: string; name: string } | null;
  /** Head-counts, where they were reported instead of names. */
  headCounts: Counts | null;
};

/**
 * What is known of one unit's session on one date. `session` is undefined while nothing is recorded; then `expected`
 * is who belongs to the unit that day, with their announced leave. `seen` marks how far the audit had come.
 */
export type Sheet = { session: SessionRecord | undefined; expected: Expected[]; seen: string };

/** The fields of a session that are not about people. */
export type Details = { material: string | null; ledById: string | null };

/** Somebody's status as recorded, with the reason where one was given. */
export type Mark = { status: AttendanceStatus | null; reason: string | null };

/** How an entry came in and how sure its author is; what both ways of recording have in common. */
export type Manner = {
  /**
   * Typed on a line, which shows nothing of what is there: so it leaves announced leave alone where it names nobody,
   * and is asked about where it would change an earlier session without saying its date (`dated`). `doubts` is what it
   * leaves open itself.
   */
  line?: { dated: boolean; doubts: LineDoubt[] };
  /** What the author said Yes to (line/doubt.ts). */
  sure?: string | undefined;
};

/** What a liaison enters: everybody was there, except these. */
export type ByName = Manner & {
  unit: Unit;
  date: IsoDate;
  /** Without a `reason` the one recorded stays, as long as the status does. */
  exceptions: { personId: string; status: ExceptionStatus; reason?: string }[];
  /** Those not named were present, unless they are to stay as recorded. */
  others?: "asRecorded";
  /** These statuses are left as they are with those who have them. */
  keep?: ExceptionStatus[];
  details?: Details;
  /** Why a record of a locked week is changed. */
  reason?: string;
  /** The sheet that the form showed: what others recorded since is kept where the form says nothing else. */
  seen?: string;
};

export type ByCount = Manner & {
  unit: Unit;
  date: IsoDate;
  counts: Counts;
  details?: Details;
  reason?: string;
};

/** Counts by name: silent ones apart. */
export function countsOf(expected: Pick<Expected, "status">[]): Counts & { silent: number } {
  const counts = { ...noCounts, silent: 0 };
  for (const { status } of expected) counts[status ?? "silent"] += 1;
  return counts;
}
