import { z } from "zod";
import type { HistoryEntry, Kinds } from "../../history/store.ts";
import { type Counts, statuses } from "../model.ts";

/** What is of a session, with the person whom each record is about. */
export const sessionKinds: Kinds = { session: null, attendance: 2, leaveNotice: 1 };

/** A change of one or several people, or of the session itself. */
export type SessionChange = Omit<HistoryEntry, "before" | "after" | "names" | "people" | "record"> & {
  what:
    | {
        kind: "people";
        from: string | null;
        to: string | null;
        because: string | null;
        names: string[];
        people: number;
      }
    | { kind: "leave"; announced: boolean; names: string[]; people: number; because: string | null }
    | { kind: "session"; material: string | null; counts: Counts | null };
};

const mark = z.object({ status: z.string().nullable(), reason: z.string().nullish() }).nullable().catch(null);
const number = z.int().nullish();
const sessionShape = z
  .object({ material: z.string().nullish(), present: number, late: number, leave: number, absent: number })
  .catch({});
const notice = z.object({ reason: z.string().nullish() }).nullable().catch(null);

/** The audit's entry as a change of the session. */
export function changeOf({ record, before, after, names, people, ...entry }: HistoryEntry): SessionChange {
  if (record === "attendance") {
    const [from, to] = [mark.parse(before), mark.parse(after)];
    const stood = { from: from?.status ?? null, to: to?.status ?? null };
    return { ...entry, what: { kind: "people", ...stood, because: to?.reason ?? null, names, people } };
  }
  if (record === "leaveNotice") {
    const because = notice.parse(after)?.reason ?? null;
    return { ...entry, what: { kind: "leave", announced: after !== null, names, people, because } };
  }
  const { material, ...numbers } = sessionShape.parse(after);
  return { ...entry, what: { kind: "session", material: material ?? null, counts: countsIn(numbers) } };
}

/** Without whom it concerned, and why. */
export const withoutPeople = (change: SessionChange): SessionChange =>
  change.what.kind === "session"
    ? change
    : { ...change, reason: null, what: { ...change.what, names: [], because: null } };

function countsIn(numbers: Partial<Record<keyof Counts, number | null | undefined>>): Counts | null {
  if (statuses.some((status) => typeof numbers[status] !== "number")) return null;
  const [present, late, leave, absent] = statuses.map((status) => numbers[status] ?? 0);
  return { present: present ?? 0, late: late ?? 0, leave: leave ?? 0, absent: absent ?? 0 };
}
