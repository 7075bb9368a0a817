import { z } from "zod";
import type { IsoDate } from "../../calendar.ts";
import type { Tx } from "../../db/client.ts";
import type { Change, Write, Written } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import { Choosing, chosen } from "../../line/doubt.ts";
import { assertAdministrator, changeDay } from "../../org/administer.ts";
import type { Asker } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { KeptRecord, RecordedDay, recordedPeople } from "../../org/recorded.ts";
import { takesPart } from "../../org/tree.ts";
import { shareTree } from "../../org/tree-lock.ts";
import { lastAdministrator } from "./last-administrator.ts";
import { followRoles } from "./roles-store.ts";
import { left, plannedStay, type Stay, stayOn, transferred, undone } from "./stays.ts";
import { saveStays } from "./stays-store.ts";
import type { LockedUnit, RosterStore } from "./store.ts";

/**
 * What a change of membership did. `kept`: sessions that keep what was recorded of the person there; `taken`: those of
 * the new unit that have it now.
 */
export type Moved = { from: IsoDate; unitId: string | null; kept: KeptRecord[]; taken: KeptRecord[] };

/** What becomes of what is recorded at a unit that is no longer theirs: it stays there, or goes along where it can. */
export type RecordedWay = "keep" | "along";

/** Somebody is recorded on days on which they would belong elsewhere: asked before anything is written. */
export class RecordedDays extends Choosing<RecordedWay> {
  readonly days: RecordedDay[];
  constructor(wish: { personId: string; from: IsoDate; unitId: string | null }, days: RecordedDay[]) {
    const ways: RecordedWay[] = days.some(({ into }) => into !== null) ? ["keep", "along"] : ["keep"];
    super({ ...wish, days }, [{ kind: "recordedDays" }], ways);
    this.days = days;
  }
}

/**
 * `asks`: it is asked what becomes of the days on which they are recorded elsewhere; with what was answered. `lock`: how
 * the person is locked, where others are too.
 */
type Asking = {
  asks?: { sure: string | undefined };
  lock?: (tx: Tx) => Promise<Locked | undefined>;
};
type Locked = NonNullable<Awaited<ReturnType<RosterStore["lock"]>>>;

/** Who belongs where: transfers, leaving, and taking back what is planned. Administrators only. */
export function moves(deps: {
  store: RosterStore;
  workspaceId: string;
  write: Write;
  org: Organisation;
  recorded: () => ReturnType<typeof recordedPeople>;
}) {
  const { store, workspaceId, write, org, recorded } = deps;

  /** Changes somebody's stays in one transaction, and brings fixed lists in line. */
  function change(
    asker: Asker,
    personId: string,
    body: (tx: Tx, person: Locked) => Promise<{ stays: Stay[]; from: IsoDate; unitId: string | null }>,
    { asks, lock = (tx) => store.lock(tx, personId) }: Asking = {},
  ): Promise<Moved> {
    assertAdministrator(asker);
    return write({ actor: asker.actor, key: asker.key }, async (tx) => {
      await shareTree(tx, workspaceId);
      const person = await lock(tx);
      if (!person) throw new UserError("common.outOfDate");
      return move(tx, asker, person, await body(tx, person), asks);
    });
  }

  /** The same within a transaction that holds the person and the tree. */
  async function move(
    tx: Tx,
    asker: Asker,
    person: Locked,
    { stays, from, unitId }: { stays: Stay[]; from: IsoDate; unitId: string | null },
    asks: { sure: string | undefined } | undefined,
  ): Promise<Written<Moved>> {
    const personId = person.id;
    await saveStays(tx, workspaceId, [{ personId, stays }]);
    await followRoles(tx, workspaceId, [personId], asker.today);
    const days = asks ? await recorded().elsewhere(tx, personId, from) : [];
    const goAlong =
      days.length > 0 && chosen(new RecordedDays({ personId, from, unitId }, days), asks?.sure) === "along";
    const along = goAlong ? days.filter(({ into }) => into !== null) : [];
    const moved = await recorded().takeAlong(tx, personId, along);
    const kept = await recorded().follow(tx, workspaceId, [personId], from);
    const taken = along.flatMap(({ into, date }) => (into ? [{ unitId: into.unitId, date }] : []));
    const changes = [...(await changesOf(person, stays, from)), ...moved];
    return { outcome: { from, unitId, kept, taken }, changes };
  }

  /** One entry for each unit that is concerned from that day on: its figures change, and the digests that show them. */
  async function changesOf(person: Locked, stays: Stay[], from: IsoDate): Promise<Change[]> {
    const tree = await org.units();
    const told = (some: Stay[]) =>
      some
        .filter(({ to }) => to === null || to >= from)
        .map((stay) => ({ unit: tree.byId(stay.unitId)?.code ?? stay.unitId, from: stay.from, to: stay.to }));
    const units = new Set(
      [...person.stays, ...stays].filter(({ to }) => to === null || to >= from).map(({ unitId }) => unitId),
    );
    return [...units].map((unitId) => ({
      ...{ record: "membership", recordId: person.id, unitId, date: from },
      ...{ before: told(person.stays), after: told(stays) },
    }));
  }

  /** @throws UserError when something is planned for later that day than the change */
  async function assertNothingLater(stays: Stay[], from: IsoDate, { locale, today }: Asker): Promise<void> {
    const later = stays.find((stay) => stay.from > from);
    if (!later) return;
    const key = later === plannedStay(stays, today) ? "plannedAlready" : "movedSince";
    const unit = (await org.units()).byId(later.unitId)?.name ?? "–";
    throw new UserError(`org.refused.${key}`, { unit, date: locale.date(later.from) }, "from");
  }

  /** @throws UserError (field "unit") for a unit that does not take part from that day on */
  async function openUnit(tx: Tx, unitId: string, from: IsoDate, { locale }: Asker): Promise<LockedUnit> {
    const unit = isId(unitId) ? await store.unit(tx, unitId) : undefined;
    if (!unit) throw new UserError("org.refused.chooseUnit", {}, "unit");
    const { name, startsOn, endsOn } = unit;
    if (endsOn !== null)
      throw new UserError("org.refused.unitEnds", { unit: name, date: locale.date(endsOn) }, "unit");
    if (!takesPart(unit, from))
      throw new UserError(
        "org.refused.unitBegins",
        { unit: name, date: locale.date(startsOn ?? from) },
        "from",
      );
    return unit;
  }

  return {
    openUnit,
    move,

    /**
     * From that day on the person belongs to the unit; whoever has left belongs somewhere again.
     * @throws UserError; field is "unit" or "from". RecordedDays where they are recorded elsewhere from that day on
     */
    transfer: (
      asker: Asker,
      wish: { personId: string; unitId: string; from: IsoDate },
      sure?: string,
    ): Promise<Moved> =>
      change(
        asker,
        wish.personId,
        async (tx, { name, stays }) => {
          const from = changeDay(wish.from, asker);
          await assertNothingLater(stays, from, asker);
          const unit = await openUnit(tx, wish.unitId, from, asker);
          const then = stayOn(stays, from);
          if (then?.unitId === unit.id)
            throw new UserError("org.refused.thereAlready", { name, unit: unit.name }, "unit");
          return { stays: transferred(stays, unit.id, from), from, unitId: unit.id };
        },
        { asks: { sure } },
      ),

    /**
     * From that day on the person belongs to no unit. The last administrator stays, unless an administrator of the Slack
     * workspace says so.
     * @throws UserError (field "from") or RecordedDays, as `transfer`
     */
    leave(
      asker: Asker,
      wish: { personId: string; from: IsoDate },
      isSlackAdmin: boolean,
      sure?: string,
    ): Promise<Moved> {
      const { personId } = wish;
      async function lock(tx: Tx): Promise<Locked | undefined> {
        const assertNotLast = await lastAdministrator(store, tx, personId, { asker, isSlackAdmin });
        const person = await store.lock(tx, personId);
        if (person) assertNotLast(person, "from");
        return person;
      }
      const body = async (_tx: Tx, { name, stays }: Locked) => {
        const from = changeDay(wish.from, asker);
        await assertNothingLater(stays, from, asker);
        const then = stayOn(stays, from);
        if (!then) throw new UserError("org.refused.leftAlready", { name }, "from");
        if (then.from === from)
          throw new UserError("org.refused.leavesOnArrival", { name, date: asker.locale.date(from) }, "from");
        return { stays: left(stays, from), from, unitId: null };
      };
      return change(asker, personId, body, { asks: { sure }, lock });
    },

    /** Takes back a transfer or an end that has not come yet. @throws UserError when there is none any more */
    undo: (asker: Asker, personId: string): Promise<Moved> =>
      change(asker, personId, async (tx, { stays }) => {
        const before = undone(stays, asker.today);
        const last = before?.at(-1);
        if (!before || !last) throw new UserError("org.refused.nothingPlanned");
        const planned = stays.at(-1);
        const from = planned && planned.from > asker.today ? planned.from : asker.today;
        // From that day on they are there again: the unit must still be.
        const isThere = last.to === null || last.to >= from;
        const unit = isThere ? await openUnit(tx, last.unitId, last.from, asker) : undefined;
        return { stays: before, from, unitId: unit?.id ?? last.unitId };
      }),
  };
}

/** A select that was emptied holds no id. */
const isId = (text: string): boolean => z.uuid().safeParse(text).success;
