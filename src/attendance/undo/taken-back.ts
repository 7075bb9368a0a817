import { z } from "zod";
import type { Change } from "../../db/write.ts";
import { type About, markChange, noMark, sessionChange } from "../entries.ts";
import { type Counts, countsOf, type Mark, statuses } from "../model.ts";
import type { LockedSession, SessionKey } from "../store.ts";
import type { HeldSession } from "./store.ts";

/** What taking back makes of a session, and what the audit says of it. Pure. */

const mark = z.object({ status: z.enum(statuses), reason: z.string().nullish() }).nullable();
const number = z.int().optional();
const shape = z.object({
  ...{ material: z.string().nullable(), ledById: z.string().nullable() },
  ...{ present: number, late: number, leave: number, absent: number },
});
const announced = z.object({ announced: z.literal(true) });

/** Leave announced before that became a status because somebody else was the first to record: it is not what they did. */
export const cameAlong = ({ after }: Change): boolean => announced.safeParse(after).success;

export const personOf = ({ recordId }: Change): string => recordId.split("/")[1] ?? "";
export const sessionIdOf = ({ recordId }: Change): string => recordId.split("/")[0] ?? "";

/** Somebody's status before the change. */
export function markBefore({ before }: Change): Mark {
  const was = mark.parse(before);
  return was === null ? noMark : { status: was.status, reason: was.reason ?? null };
}

/** The session's own fields before the change. */
export function sessionBefore({ before }: Change): Pick<LockedSession, "details" | "headCounts"> {
  const { material, ledById, present, late, leave, absent } = shape.parse(before);
  const counted = present !== undefined && late !== undefined && leave !== undefined && absent !== undefined;
  return { details: { material, ledById }, headCounts: counted ? { present, late, leave, absent } : null };
}

/** The session with these statuses in place of those that the people had. */
export const withMarks = <S extends LockedSession>(session: S, marks: Map<string, Mark>): S => ({
  ...session,
  rows: session.rows.map((row) => ({ ...row, ...marks.get(row.personId) })),
});

/** The audit's entries for a session of which nothing is left: everybody's status, and its own fields. */
export function removalOf(session: LockedSession, about: About): Change[] {
  const people = session.rows.flatMap((row) =>
    row.status === null ? [] : [markChange(session.id, row.personId, row, noMark, about)],
  );
  return [...people, ...sessionChange(session, { material: null, ledById: null }, null, about)];
}

/** What stands of a session, for the answer. */
export type Stands = SessionKey & {
  counts: Counts;
  silent: number;
  byHeadCount: boolean;
  late: string[];
  leave: string[];
  absent: string[];
};

/** Names kept in an outcome: an answer does not list more. */
const mostNames = 20;

export function standsOf({ unitId, date, rows, headCounts }: HeldSession): Stands {
  const { silent, ...counts } = countsOf(rows);
  const named = (status: Mark["status"]) =>
    headCounts ? [] : rows.filter((row) => row.status === status).map(({ name }) => name);
  return {
    ...{ unitId, date, counts: headCounts ?? counts, byHeadCount: headCounts !== null },
    silent: headCounts ? 0 : silent,
    late: named("late").slice(0, mostNames),
    leave: named("leave").slice(0, mostNames),
    absent: named("absent").slice(0, mostNames),
  };
}
