import type { Reader } from "../../db/client.ts";
import type { UserError } from "../../errors.ts";
import type { Mark } from "../model.ts";
import { type OwnStore, recordIdOf } from "../own/store.ts";
import type { AttendanceStore, SessionKey } from "../store.ts";

/** What stands of somebody, and who else wrote it: null where it was themselves, or nothing stands. */
export type StandsOf = Mark & { name: string; by: string | null };
export type Standing = ReturnType<typeof standingOf>;

export const standingOf =
  ({ store, own }: { store: AttendanceStore; own: OwnStore }) =>
  /** @throws what `refuse` makes, for somebody without a place of their own in the session */
  async (
    reader: Reader,
    { unitId, date, personId }: SessionKey & { personId: string },
    refuse: (why: "notExpected" | "byHeadCount") => UserError,
  ): Promise<StandsOf> => {
    const { session, expected } = await store.sheet({ unitId, date }, reader);
    const me = expected.find((person) => person.personId === personId);
    if (!me) throw refuse("notExpected");
    if (session?.headCounts) throw refuse("byHeadCount");
    const { status, reason, name } = me;
    if (!session || status === null) return { status, reason, name, by: null };
    const place = { sessionId: session.id, personId };
    const by = (await own.writtenByOthers(reader, [place])).get(recordIdOf(place)) ?? null;
    return { status, reason, name, by };
  };
