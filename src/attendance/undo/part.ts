import { z } from "zod";
import type { Tx } from "../../db/client.ts";
import type { Change, Written } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Json } from "../../json.ts";
import type { Asker } from "../../org/asker.ts";
import { checkStudyDate, isLocked } from "../../org/campaign/weeks.ts";
import { assertMayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { UndoPart } from "../../slack/undo.ts";
import { type About, markChange, sessionChange } from "../entries.ts";
import { type Mark, statuses } from "../model.ts";
import type { OwnService } from "../own/service.ts";
import type { OwnStore } from "../own/store.ts";
import type { AttendanceStore } from "../store.ts";
import type { HeldSession, UndoStore } from "./store.ts";
import {
  cameAlong,
  markBefore,
  personOf,
  removalOf,
  type Stands,
  sessionBefore,
  sessionIdOf,
  standsOf,
  withMarks,
} from "./taken-back.ts";
import { undoneView } from "./view.ts";

const date = z.string();
const names = z.array(z.string());
const number = z.int();
/** What stands after a write was taken back: of a session, or of the asker alone (`own` is what was kept before spans). */
export const undone = z.discriminatedUnion("kind", [
  z.object({
    ...{ kind: z.literal("session"), unitId: z.string(), date, silent: number, byHeadCount: z.boolean() },
    counts: z.object({ present: number, late: number, leave: number, absent: number }),
    ...{ late: names, leave: names, absent: names },
  }),
  z.object({ kind: z.literal("nothing"), unitId: z.string(), date }),
  z.object({
    ...{ kind: z.literal("own"), date, status: z.enum(statuses).nullable() },
    announced: z.boolean(),
  }),
  z.object({
    kind: z.literal("ownDays"),
    days: z.array(z.object({ date, status: z.enum(statuses).nullable(), announced: z.boolean() })),
  }),
]);
export type Undone = z.infer<typeof undone>;

/** How what was saved of attendance is taken back: a session's people and numbers, one's own status, leave announced. */
export function attendanceUndo(deps: {
  store: AttendanceStore;
  undos: UndoStore;
  own: OwnStore;
  service: OwnService;
  org: Organisation;
}): UndoPart {
  const { store, undos, own, service, org } = deps;

  /** One's own status by oneself, or the unit's session. */
  async function assertMay(asker: Asker, changes: Change[]): Promise<void> {
    const [first] = asked(changes);
    if (first?.date === undefined || first.unitId === undefined) throw new UserError("common.outOfDate");
    checkStudyDate(first.date, asker);
    const locked = isLocked(first.date, asker.campaign, asker.today);
    if (isOwn(asker, changes) && !locked && asker.campaign.selfCheckIn) {
      await service.assertOwn(asker);
      return;
    }
    const unit = (await org.units()).byId(first.unitId);
    if (!unit) throw new UserError("common.outOfDate");
    await assertMayEnter(asker, unit, first.date, org);
  }

  async function lock(tx: Tx, changes: Change[]): Promise<void> {
    for (const change of changes.filter(({ record }) => record === "leaveNotice"))
      await undos.notice(tx, sessionIdOf(change), change.date ?? "");
    const [sessionId] = sessionsOf(changes);
    if (sessionId !== undefined) await undos.hold(tx, sessionId);
  }

  async function restore(tx: Tx, asker: Asker, changes: Change[]): Promise<Written<Json>> {
    const notices: Change[] = [];
    for (const change of changes.filter(({ record }) => record === "leaveNotice"))
      notices.push(await backToNotice(tx, asker, change));
    const [sessionId] = sessionsOf(changes);
    const session = sessionId === undefined ? undefined : await undos.hold(tx, sessionId);
    if (sessionId !== undefined && !session) throw new UserError("common.outOfDate");
    const taken = session && (await backToSession(tx, session, asked(changes)));
    const outcome = isOwn(asker, changes)
      ? await ownStands(tx, asker, changes)
      : stands(taken?.left, changes);
    return { outcome, changes: [...notices, ...(taken?.changes ?? [])] };
  }

  async function backToNotice(tx: Tx, asker: Asker, change: Change): Promise<Change> {
    const { date = "", before, after } = change;
    const personId = sessionIdOf(change);
    const was = z.object({ reason: z.string().nullable() }).nullable().parse(before);
    if (was === null) await own.withdraw(tx, personId, date);
    else await own.announce(tx, personId, date, was.reason, new Date(asker.now.epochMilliseconds));
    return { ...change, before: after, after: before };
  }

  /** @returns what is left of the session (undefined: nothing, so that it is as if never recorded), and the changes */
  async function backToSession(tx: Tx, session: HeldSession, changes: Change[]) {
    const about = aboutOf(session, changes);
    const marks = new Map<string, Mark>();
    for (const change of changes)
      if (change.record === "attendance") marks.set(personOf(change), markBefore(change));
    const details = changes.find(({ record }) => record === "session");
    const before = { ...withMarks(session, marks), ...(details ? sessionBefore(details) : {}) };
    if (await isNothing(tx, before)) {
      await undos.remove(tx, session);
      return { left: undefined, changes: removalOf(session, about) };
    }
    await store.setMarks(
      tx,
      session,
      [...marks].map(([personId, mark]) => ({ personId, ...mark })),
    );
    await store.setSession(tx, session.id, before.details, before.headCounts);
    const people = session.rows.flatMap((row) => {
      const mark = marks.get(row.personId);
      return mark ? [markChange(session.id, row.personId, row, mark, about)] : [];
    });
    const own = sessionChange(session, before.details, before.headCounts, about);
    // Who belongs elsewhere by now has left the list with their status.
    return { left: await undos.hold(tx, session.id), changes: [...people, ...own] };
  }

  /** Leave that only came along with the first record stands for no session by itself: then it is announced again. */
  async function isNothing(tx: Tx, { id, headCounts, details, rows }: HeldSession): Promise<boolean> {
    if (headCounts !== null || details.material !== null || details.ledById !== null) return false;
    const recorded = rows.filter((row) => row.status !== null).map((row) => row.personId);
    return recorded.length === (await undos.onlyAnnounced(tx, id, recorded)).size;
  }

  async function ownStands(tx: Tx, asker: Asker, changes: Change[]): Promise<Undone> {
    const dates = new Set(asked(changes).flatMap((change) => change.date ?? []));
    const days: Extract<Undone, { kind: "ownDays" }>["days"] = [];
    for (const date of [...dates].toSorted()) {
      const { status, announced } = await own.own(asker.personId ?? "", date, tx);
      days.push({ date, status, announced });
    }
    return { kind: "ownDays", days };
  }

  return {
    late: "attendance.undoLate",
    records: ["attendance", "session", "leaveNotice"],
    assertMay,
    lock,
    restore,
    async show(outcome, asker) {
      const facts = undone.parse(outcome);
      const unit = "unitId" in facts ? (await org.units()).byId(facts.unitId) : undefined;
      return undoneView(facts, unit?.name ?? "–", asker.locale);
    },
  };
}

/** What was asked for; leave that became a status on the way is not. */
const asked = (changes: Change[]): Change[] => changes.filter((change) => !cameAlong(change));

/** True when all of it is about the asker alone. */
function isOwn({ personId }: Asker, changes: Change[]): boolean {
  return asked(changes).every(
    (change) =>
      (change.record === "attendance" && personOf(change) === personId) ||
      (change.record === "leaveNotice" && sessionIdOf(change) === personId),
  );
}

const sessionsOf = (changes: Change[]): string[] => [
  ...new Set(
    asked(changes)
      .filter(({ record }) => record !== "leaveNotice")
      .map(sessionIdOf),
  ),
];

/** The reason of a correction goes with what takes it back. */
function aboutOf({ unitId, date }: HeldSession, changes: Change[]): About {
  const reason = changes.find((change) => change.reason !== undefined)?.reason;
  return { unitId, date, ...(reason === undefined ? {} : { reason }) };
}

function stands(left: HeldSession | undefined, changes: Change[]): Undone {
  const { unitId = "", date: day = "" } = changes[0] ?? {};
  if (!left) return { kind: "nothing", unitId, date: day };
  const facts: Stands = standsOf(left);
  return { kind: "session", ...facts };
}
