import type { IsoDate } from "../../calendar.ts";
import type { Tx } from "../../db/client.ts";
import { together } from "../../db/together.ts";
import type { Actor, Change, Written } from "../../db/write.ts";
import type { WriteMany } from "../../db/write-many.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { WrittenBy } from "../../undo/ids.ts";
import { markChange } from "../entries.ts";
import { jobs as jobNames } from "../ids.ts";
import type { AttendanceStatus, Mark } from "../model.ts";
import type { AttendanceStore, LockedSession, SessionKey } from "../store.ts";
import { isSame, type OwnStatus, type Refusal } from "./model.ts";
import { type OwnRow, type OwnStore, recordIdOf } from "./store.ts";

export type Recorded = {
  kind: "recorded";
  date: IsoDate;
  status: OwnStatus;
  reason: string | null;
  before: AttendanceStatus | null;
  /** What it can be taken back by; none where nothing changed. */
  written?: WrittenBy;
};
/**
 * One person's status for one session; `checkInId` where a check-in message was pressed. `decided`: somebody else
 * records it at the person's request, over the status that stood then, whoever wrote that; why goes to the audit.
 */
export type Piece = {
  actor: Actor;
  key: string;
  unitId: string;
  date: IsoDate;
  personId: string;
  mark: { status: OwnStatus; reason: string | null };
  checkInId: string | undefined;
  decided?: { over: AttendanceStatus | null; why: string };
  campaignId: string;
  now: Date;
};

export type OwnRecorder = ReturnType<typeof ownRecorder>;

/**
 * Records what people say of themselves. What comes in at once is written in one transaction: 500 presses within a
 * minute cost some dozens of them.
 */
export function ownRecorder(deps: {
  store: AttendanceStore;
  own: OwnStore;
  writeMany: WriteMany;
  jobs: Jobs;
}) {
  const { store, own, writeMany, jobs } = deps;
  // A list that is fixed stays so: it need not be asked for again.
  const fixed = new Set<string>();

  async function recordAll(tx: Tx, pieces: Piece[]): Promise<Map<string, Written<Recorded | Refusal>>> {
    const checkInIds = [...new Set(pieces.flatMap(({ checkInId }) => checkInId ?? []))];
    const closed = await own.closed(tx, checkInIds, pieces[0]?.now ?? new Date(0));
    // Who presses too late records nothing, so makes no session either: leave announced would count as a report.
    const inTime = pieces.filter(({ checkInId }) => checkInId === undefined || !closed.has(checkInId));
    const announced = await fixLists(tx, inTime);
    const places = await own.lockPlaces(tx, pieces);
    const rows = new Map(places.map((row) => [placeOf(row), row]));
    await checkFixed(
      tx,
      inTime.filter((piece) => !rows.has(placeOf(piece))),
    );
    const before = new Map(rows);
    const theirs = await byOthers(tx, pieces, rows);
    const done = new Map(pieces.map((piece) => [piece.key, applied(piece, rows, closed, theirs)]));
    const changed = [...rows].filter(([place, row]) => before.get(place) !== row).map(([, row]) => row);
    await own.setPlaces(tx, changed);
    done
      .values()
      .next()
      .value?.changes.unshift(...announced);
    // What is shown is counted when the job runs; the message may be late, never wrong.
    for (const checkInId of checkInIds.filter((id) => !closed.has(id)))
      await jobs.enqueue(jobNames.updateCheckIn, { checkInId }, { key: checkInId, tx });
    return done;
  }

  /**
   * Makes the sessions that nobody has recorded yet, whoever is the first to come. Sessions are locked before places
   * and in one order everywhere, so that nobody waits in a circle with a liaison who saves.
   * @returns the audit's entries for leave that became a status
   */
  async function fixLists(tx: Tx, pieces: Piece[]): Promise<Change[]> {
    const sessions = new Map(pieces.map((piece) => [sessionOf(piece), piece]));
    const asked = [...sessions.values()].filter((piece) => !fixed.has(sessionOf(piece)));
    if (asked.length === 0) return [];
    const unfixed = await own.unfixed(tx, asked);
    remember(asked.filter((piece) => !unfixed.some((session) => sessionOf(session) === sessionOf(piece))));
    const changes: Change[] = [];
    for (const session of unfixed) {
      const piece = sessions.get(sessionOf(session));
      if (piece)
        changes.push(...announcedIn(await store.lock(tx, session, piece.campaignId, piece.now), session));
    }
    return changes;
  }

  /** The places whose status somebody else wrote than who says another one of themselves. */
  async function byOthers(tx: Tx, pieces: Piece[], rows: Map<string, OwnRow>): Promise<Set<string>> {
    const asked = pieces.flatMap((piece) => {
      const row = rows.get(placeOf(piece));
      return row && row.status !== null && !piece.decided && !isSame(row, piece.mark) ? [row] : [];
    });
    const writers = asked.length > 0 ? await own.writtenByOthers(tx, asked) : new Map<string, string>();
    return new Set(asked.filter((row) => writers.has(recordIdOf(row))).map(placeOf));
  }

  /** @throws TakenBack where somebody has no place because the whole session was taken back since its list was fixed */
  async function checkFixed(tx: Tx, pieces: Piece[]): Promise<void> {
    const remembered = pieces.filter((piece) => fixed.has(sessionOf(piece)));
    const gone = remembered.length > 0 ? await own.unfixed(tx, remembered) : [];
    for (const session of gone) fixed.delete(sessionOf(session));
    if (gone.length > 0) throw new TakenBack();
  }

  /** Those that another transaction had fixed, and committed: this one may still come to nothing. */
  function remember(pieces: Piece[]): void {
    if (fixed.size > mostRemembered) fixed.clear();
    for (const piece of pieces) fixed.add(sessionOf(piece));
  }

  return {
    record: together(async (pieces: Piece[]): Promise<(Recorded | Refusal)[]> => {
      const outcomes = await again(() => writeMany(pieces, recordAll));
      return pieces.flatMap(({ key }) => outcomes.get(key) ?? []);
    }),

    /** Records one piece as a part of another write, which `again` encloses. */
    async within(tx: Tx, piece: Piece): Promise<Written<Recorded | Refusal>> {
      const done = (await recordAll(tx, [piece])).get(piece.key);
      if (!done) throw new Error("the piece was left unanswered");
      return done;
    },
    again,
  };
}

/** Does it once more where a session was taken back that was taken for fixed: by now that is forgotten. */
const again = <T>(work: () => Promise<T>): Promise<T> =>
  work().catch((error: unknown) => {
    if (error instanceof TakenBack) return work();
    throw error;
  });

/** The audit's entries for leave that was announced and has become a status just now. */
function announcedIn({ id, fresh, rows }: LockedSession, { unitId, date }: SessionKey): Change[] {
  const leaves = fresh ? rows.filter((row) => row.status !== null) : [];
  // Marked, so that it is known for what nobody recorded: who presses first does not record other people's leave.
  return leaves.map((row) => ({
    ...markChange(id, row.personId, undefined, row, { unitId, date }),
    after: { status: row.status, reason: row.reason, announced: true },
  }));
}

/** A session was taken back whole while its list was taken for fixed. */
class TakenBack extends Error {}

const mostRemembered = 10_000;
const sessionOf = ({ unitId, date }: SessionKey) => `${unitId} ${date}`;
const placeOf = ({ unitId, date, personId }: { unitId: string; date: IsoDate; personId: string }) =>
  `${unitId} ${date} ${personId}`;

/** Does one piece to the rows in memory; two pieces of one person in a batch come one after the other. */
function applied(
  piece: Piece,
  rows: Map<string, OwnRow>,
  closed: Set<string>,
  theirs: Set<string>,
): Written<Recorded | Refusal> {
  const row = rows.get(placeOf(piece));
  const { mark, date, checkInId, decided } = piece;
  if (checkInId !== undefined && closed.has(checkInId)) return { outcome: { kind: "closed" }, changes: [] };
  if (!row) return { outcome: { kind: "notExpected" }, changes: [] };
  if (row.counted) return { outcome: { kind: "byHeadCount" }, changes: [] };
  const old: Mark = { status: row.status, reason: row.reason };
  // Pressing "on leave" where leave was announced with a reason keeps the reason.
  const reason = mark.status === old.status ? (mark.reason ?? old.reason) : mark.reason;
  const outcome: Recorded = { kind: "recorded", date, status: mark.status, reason, before: old.status };
  if (isSame(old, mark)) return { outcome, changes: [] };
  if (theirs.has(placeOf(piece))) return { outcome: { kind: "byOther" }, changes: [] };
  if (decided && decided.over !== old.status)
    return { outcome: { kind: "changed", status: old.status }, changes: [] };
  rows.set(placeOf(piece), { ...row, status: mark.status, reason });
  const about = { unitId: piece.unitId, date };
  const why = decided ? { ...about, reason: decided.why } : about;
  const change = markChange(row.sessionId, piece.personId, old, { status: mark.status, reason }, why);
  return { outcome: { ...outcome, written: { ...about, key: piece.key } }, changes: [change] };
}
