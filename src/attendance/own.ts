import type { IsoDate } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import { together } from "../db/together.ts";
import type { Change, Write, Written } from "../db/write.ts";
import type { WriteMany } from "../db/write-many.ts";
import { UserError } from "../errors.ts";
import type { Jobs } from "../jobs/index.ts";
import type { Organisation } from "../org/index.ts";
import type { Unit } from "../org/model.ts";
import { type Asker, LockedWeek } from "./asker.ts";
import { jobs as jobNames } from "./ids.ts";
import type { AttendanceStatus, Mark } from "./model.ts";
import { checkDate, checkStudyDate, isLocked, isSessionDay, nextSessionDay } from "./rules.ts";
import { markChange } from "./service.ts";
import type { AttendanceStore, LockedSession, SessionKey } from "./store.ts";
import type { OwnRow, OwnStore } from "./store-own.ts";

/** What somebody may say of themselves; absence is for others to record. */
export type OwnStatus = Exclude<AttendanceStatus, "absent">;
export type OwnEntry = { status: OwnStatus; reason?: string | undefined; date?: IsoDate | undefined };
/** A press on a check-in message. */
export type Press = { checkInId: string; unitId: string; date: IsoDate; status: OwnStatus };

export type OwnOutcome =
  | { kind: "recorded"; date: IsoDate; status: OwnStatus; before: AttendanceStatus | null }
  | { kind: "announced"; date: IsoDate; reason: string | null };
/** Why a place could not be recorded; kept with the key, so that a redelivery is answered alike. */
type Refusal = { kind: "notExpected" } | { kind: "byHeadCount" } | { kind: "closed" };
type Recorded = Extract<OwnOutcome, { kind: "recorded" }>;

type Piece = {
  actor: Asker["actor"];
  key: string;
  unitId: string;
  date: IsoDate;
  personId: string;
  mark: { status: OwnStatus; reason: string | null };
  checkInId: string | undefined;
  campaignId: string;
  now: Date;
};

export type OwnService = ReturnType<typeof ownService>;

/** Checking in by oneself, and leave in advance. */
export function ownService(deps: {
  store: AttendanceStore;
  own: OwnStore;
  write: Write;
  writeMany: WriteMany;
  jobs: Jobs;
  org: Organisation;
}) {
  const { store, own, write, writeMany, jobs, org } = deps;

  const record = together(async (pieces: Piece[]): Promise<(Recorded | Refusal)[]> => {
    const outcomes = await writeMany(pieces, recordAll);
    return pieces.flatMap(({ key }) => outcomes.get(key) ?? []);
  });

  async function recordAll(tx: Tx, pieces: Piece[]): Promise<Map<string, Written<Recorded | Refusal>>> {
    const { rows, announced } = await placesOf(tx, pieces);
    const before = new Map(rows);
    const checkInIds = [...new Set(pieces.flatMap(({ checkInId }) => checkInId ?? []))];
    const closed = await own.closed(tx, checkInIds, pieces[0]?.now ?? new Date(0));
    const done = new Map(pieces.map((piece) => [piece.key, applied(piece, rows, closed)]));
    await own.setPlaces(
      tx,
      [...rows].filter(([place, row]) => before.get(place) !== row).map(([, row]) => row),
    );
    const first = done.values().next().value;
    first?.changes.unshift(...announced);
    // What is shown is counted when the job runs; the message may be late, never wrong.
    for (const checkInId of checkInIds.filter((id) => !closed.has(id)))
      await jobs.enqueue(jobNames.updateCheckIn, { checkInId }, { key: checkInId, tx });
    return done;
  }

  /** Everybody's place, by unit, date and person; a session that nobody has recorded yet is made first. */
  async function placesOf(
    tx: Tx,
    pieces: Piece[],
  ): Promise<{ rows: Map<string, OwnRow>; announced: Change[] }> {
    const found = await own.lockPlaces(tx, pieces);
    const rows = new Map(found.map((row) => [placeOf(row), row]));
    const missing = pieces.filter((piece) => !rows.has(placeOf(piece)));
    if (missing.length === 0) return { rows, announced: [] };
    const sessions = new Map(missing.map((piece) => [`${piece.unitId} ${piece.date}`, piece]));
    // In one order everywhere. Once per unit and session, whoever is the first to come.
    const announced: Change[] = [];
    for (const [, piece] of [...sessions].sort(([a], [b]) => (a < b ? -1 : 1)))
      announced.push(...announcedIn(await store.lock(tx, piece, piece.campaignId, piece.now), piece));
    const places = await own.lockPlaces(tx, pieces);
    return { rows: new Map(places.map((row) => [placeOf(row), row])), announced };
  }

  async function assertOwn(asker: Asker): Promise<string> {
    if (asker.personId === null) throw new UserError("common.notOnRoster");
    if (asker.campaign.selfCheckIn && asker.unit.hasRoster) return asker.personId;
    const liaisons = await org.holders(asker.unit.id, "liaison", asker.today);
    const values = {
      unit: asker.unit.name,
      liaisons: asker.locale.list(liaisons.map((person) => person.name)),
    };
    throw new UserError(`attendance.refused.${liaisons.length > 0 ? "noSelf" : "noSelfNoLiaison"}`, values);
  }

  /** The date that "here" or "leave" is about, and whether the unit has a session then. */
  async function dateOf(
    asker: Asker,
    unit: Unit,
    entry: OwnEntry,
  ): Promise<{ date: IsoDate; isOn: boolean }> {
    const { campaign, today } = asker;
    const date = entry.date ?? today;
    if (date > today) return { date, isOn: false };
    if (isSessionDay(unit, campaign, date) || (await own.isOn({ unitId: unit.id, date })))
      return { date, isOn: true };
    if (entry.status === "leave" && date === today) {
      const next = entry.date ?? nextSessionDay(unit, campaign, today);
      if (next !== undefined) return { date: next, isOn: false };
    }
    return { date, isOn: false };
  }

  /** Nothing is held on that date: says when the next session is. */
  function notOn(asker: Asker, unit: Unit, date: IsoDate): UserError {
    const { campaign, today, locale } = asker;
    const next = nextSessionDay(unit, campaign, today);
    if (next === undefined)
      return new UserError("attendance.refused.noSession", { date: locale.day(date) }, "date");
    return new UserError(
      "attendance.refused.noSessionThen",
      { date: locale.day(date), next: locale.day(next) },
      "date",
    );
  }

  async function recordAt(
    asker: Asker,
    personId: string,
    place: { unitId: string; date: IsoDate },
    mark: Mark & { status: OwnStatus },
    checkInId?: string,
  ) {
    const { actor, key, campaign } = asker;
    const now = new Date(asker.now.epochMilliseconds);
    const done = await record({
      actor,
      key,
      ...place,
      personId,
      mark,
      checkInId,
      campaignId: campaign.id,
      now,
    });
    if (done.kind === "recorded") return done;
    throw new UserError(`attendance.refused.${done.kind}`, { date: asker.locale.day(place.date) });
  }

  async function announce(
    asker: Asker,
    personId: string,
    date: IsoDate,
    reason: string | null,
  ): Promise<OwnOutcome> {
    checkStudyDate(date, asker);
    return write({ actor: asker.actor, key: asker.key }, async (tx) => {
      const before = await own.announce(tx, personId, date, reason, new Date(asker.now.epochMilliseconds));
      const about = { record: "leaveNotice", recordId: `${personId}/${date}`, unitId: asker.unit.id, date };
      const changes: Change[] = [{ ...about, before, after: { reason } }];
      return { outcome: { kind: "announced", date, reason }, changes };
    });
  }

  return {
    /** @returns the asker's person. @throws UserError where people do not record themselves */
    assertOwn,

    /**
     * Records the asker's own status: today's where the unit studies today, or that of the date given; leave for a
     * session to come is announced.
     * @throws UserError where the campaign leaves it to the liaisons, and for days without a session
     */
    async recordOwn(asker: Asker, entry: OwnEntry): Promise<OwnOutcome> {
      const personId = await assertOwn(asker);
      const reason = entry.status === "leave" ? (entry.reason ?? null) : null;
      const then =
        entry.date && entry.date < asker.today ? await org.staffOf(asker.slackUserId, entry.date) : undefined;
      const unit = then?.unit ?? asker.unit;
      const { date, isOn } = await dateOf(asker, unit, entry);
      if (
        entry.status === "leave" &&
        date >= asker.today &&
        !isOn &&
        (entry.date !== undefined || date > asker.today)
      )
        return announce(asker, personId, date, reason);
      checkDate(date, asker);
      if (!isOn) throw notOn(asker, unit, date);
      if (isLocked(date, asker.campaign, asker.today))
        throw new LockedWeek(unit, date, await org.holders(unit.id, "unit_head", asker.today), asker);
      return recordAt(asker, personId, { unitId: unit.id, date }, { status: entry.status, reason });
    },

    /**
     * A press on a check-in message: the same button twice counts once, another button changes it.
     * @throws UserError when it has closed, or the presser is not expected there
     */
    async press(asker: Asker, press: Press): Promise<Recorded> {
      const personId = await assertOwn(asker);
      const { unitId, date, status, checkInId } = press;
      return recordAt(asker, personId, { unitId, date }, { status, reason: null }, checkInId);
    },

    /** Takes back leave announced for a date to come. @returns false when there was none */
    async withdrawLeave(asker: Asker, date: IsoDate): Promise<boolean> {
      const { personId } = asker;
      if (personId === null) return false;
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const gone = await own.withdraw(tx, personId, date);
        const about = { record: "leaveNotice", recordId: `${personId}/${date}`, unitId: asker.unit.id, date };
        return { outcome: gone !== null, changes: gone ? [{ ...about, before: gone, after: null }] : [] };
      });
    },
  };
}

/** The audit's entries for leave that was announced and has become a status just now. */
function announcedIn({ id, fresh, rows }: LockedSession, { unitId, date }: SessionKey): Change[] {
  const leaves = fresh ? rows.filter((row) => row.status !== null) : [];
  return leaves.map((row) =>
    markChange(id, row.personId, undefined, { status: row.status, reason: row.reason }, { unitId, date }),
  );
}

const placeOf = ({ unitId, date, personId }: { unitId: string; date: IsoDate; personId: string }) =>
  `${unitId} ${date} ${personId}`;

/** Does one piece to the rows in memory; two pieces of one person in a batch come one after the other. */
function applied(piece: Piece, rows: Map<string, OwnRow>, closed: Set<string>): Written<Recorded | Refusal> {
  const row = rows.get(placeOf(piece));
  const { mark, date, checkInId } = piece;
  if (checkInId !== undefined && closed.has(checkInId)) return { outcome: { kind: "closed" }, changes: [] };
  if (!row) return { outcome: { kind: "notExpected" }, changes: [] };
  if (row.counted) return { outcome: { kind: "byHeadCount" }, changes: [] };
  const old: Mark = { status: row.status, reason: row.reason };
  // Pressing "on leave" where leave was announced with a reason keeps the reason.
  const reason = mark.status === old.status ? (mark.reason ?? old.reason) : mark.reason;
  const outcome: Recorded = { kind: "recorded", date, status: mark.status, before: old.status };
  if (mark.status === old.status && reason === old.reason) return { outcome, changes: [] };
  rows.set(placeOf(piece), { ...row, status: mark.status, reason });
  const about = { unitId: piece.unitId, date };
  const change = markChange(row.sessionId, piece.personId, old, { status: mark.status, reason }, about);
  return { outcome, changes: [change] };
}
