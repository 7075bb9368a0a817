import { addDays, type IsoDate } from "../../calendar.ts";
import { Choosing } from "../../line/doubt.ts";
import type { Known } from "./stays-store.ts";
import type { PersonFields } from "./store.ts";

/** Somebody of the roster who may be the new person. `leftOn`: the first day on which they were gone; null: still there. */
export type Alike = Known & { unitId: string; leftOn: IsoDate | null };

/** That somebody is new after all, or by id who they are. */
export type SameWay = "other" | `same:${string}`;

/** The new person has the name of somebody on the roster: asked before anything is written. */
export class SamePerson extends Choosing<SameWay> {
  readonly people: Alike[];
  readonly wish: PersonFields & { unitId: string; from: IsoDate };
  constructor(wish: SamePerson["wish"], people: Alike[]) {
    const ways = people.map(({ personId }): SameWay => `same:${personId}`);
    super({ ...wish, people }, [{ kind: "samePerson" }], [...ways, "other"]);
    this.people = people;
    this.wish = wish;
  }
}

/** A question lists no more of them. */
const mostAlike = 5;

/**
 * Those of one name who may be the new person: who is still at that very unit, and who has left it, or left with that
 * address or number. Somebody of that name who is at another unit now is somebody else.
 * @param namesakes everybody of that name
 */
export function alike(
  namesakes: Known[],
  wish: { employeeNo: string; email: string | null; unitId: string; from: IsoDate },
): Alike[] {
  const found = namesakes.flatMap((person): Alike[] => {
    const last = person.stays.at(-1);
    if (!last) return [];
    const { unitId, to } = last;
    const isThere = to === null || to >= wish.from;
    const hasKey =
      person.employeeNo === wish.employeeNo || (wish.email !== null && person.email === wish.email);
    if (unitId !== wish.unitId && (isThere || !hasKey)) return [];
    return [{ ...person, unitId, leftOn: isThere ? null : addDays(to, 1) }];
  });
  return found.slice(0, mostAlike);
}
