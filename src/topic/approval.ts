import type { IsoDate } from "../calendar.ts";
import type { Reader } from "../db/client.ts";
import type { Organisation } from "../org/index.ts";
import { approversOf, type Leader } from "./rules.ts";
import type { TopicStore } from "./store.ts";

/** Who approves whose topic, as the roster stands on a date. */
export type Approval = ReturnType<typeof approval>;

export function approval({ store, org }: { store: TopicStore; org: Organisation }) {
  /** Before the campaign nobody belongs anywhere yet: its first day says who will be asked. */
  async function dayOf(today: IsoDate): Promise<IsoDate> {
    const { from } = (await org.campaign()).period;
    return today < from ? from : today;
  }

  return {
    /** Those who may approve that person's topic today, whom to ask first in front. */
    async approversOf(personId: string, today: IsoDate, reader?: Reader): Promise<Leader[]> {
      const date = await dayOf(today);
      // One after the other: a reader may be a transaction, which has a single connection.
      const unitId = await store.unitIdOf(personId, date, reader);
      const leaders = await store.leaders(date, reader);
      return approversOf({ personId, unitId }, await org.units(), leaders);
    },

    /** Of these owners, those whose topic the person may approve. */
    async ownersFor<T extends { personId: string; unitId: string }>(
      personId: string,
      owners: T[],
      today: IsoDate,
    ): Promise<T[]> {
      const leaders = await store.leaders(await dayOf(today));
      if (!leaders.some((leader) => leader.personId === personId)) return [];
      const tree = await org.units();
      return owners.filter((owner) =>
        approversOf(owner, tree, leaders).some((approver) => approver.personId === personId),
      );
    },

    dayOf,
  };
}
