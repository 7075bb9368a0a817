import { isOff, isOutside, isStudyDay, studyDayAfter, studyDayBefore } from "./days.ts";
import { type Person, people, type UnitCode, units } from "./town.ts";
import { type Asker, type Rules, weekdayOf, withoutRoster } from "./who.ts";

/** What attendance should be recorded, and what should be refused: plain maps, written without the bot's rules. */

export type Status = "present" | "late" | "leave" | "absent";
export type Mark = { status: Status | null; reason: string | null };
export type Counts = Record<Status, number>;
export type Session = {
  material: string | null;
  /** Employee numbers. */
  ledBy: string | null;
  counts: Counts | null;
  /** The people expected, fixed when it was first recorded. */
  list: Map<string, Mark>;
};
/**
 * The key of a text that the answer should have, one of several; that something was done; or exactly the doubts that
 * are asked about before it is. `reading` is all that a Yes would agree to.
 */
export type Prediction = { done: true } | { refused: string[] } | { asked: string[]; reading: string };
export const done: Prediction = { done: true };
export const refused = (...keys: string[]): Prediction => ({ refused: keys });
/** With those that are spelt alike, where there are some, or with the list. */
const unknownName = refused("common.refused.unknownName", "common.refused.unknownNear");

/** Somebody as a line names them; `as` is how. */
export type Named = { no: string | undefined; as: "name" | "mention" };
export type Exception = { who: Named; status: "late" | "leave" | "absent" };
export type Details = { material: string | null; ledBy: string | null };
/** Why an entry may be a slip; `kind` is the last part of its text's key. */
export type Doubt = { kind: string; changed?: number; announced?: string[] };
/**
 * What a line or a form goes with. `by`: who records, by number or account; `line`: typed on one, `dated` with its day;
 * `sure`: what was said Yes to.
 */
type Manner = {
  by: string;
  line?: { dated: boolean; doubts?: Doubt[] };
  sure?: string | undefined;
  details?: Details;
};
export type CheckIn = {
  unit: UnitCode;
  date: string;
  channel: string;
  openedBy: string;
  closesAt: number;
  closed: boolean;
  /** The bot's, once it has one. */
  id?: string;
};

/** What somebody says of themselves that others are asked to record; `over` is what stood then, and who else wrote that. */
export type OwnRequest = {
  slack: string;
  no: string;
  unit: UnitCode;
  date: string;
  status: Status;
  reason: string | null;
  words: string | null;
  over: { status: Status | null; by: string | null };
  decided?: "recorded" | "left" | "overtaken";
  /** The bot's, once it has one. */
  id?: string;
};

const sessionKey = (unit: UnitCode, date: string) => `${unit} ${date}`;

export function attendanceModel(rules: Rules, nowMs: () => number) {
  const sessions = new Map<string, Session>();
  /** Reasons of leave announced, by employee number and date. */
  const notices = new Map<string, string | null>();
  const checkIns: CheckIn[] = [];
  /** Who wrote the status that stands, by unit, date and number. */
  const writers = new Map<string, string>();
  /** The last of a person, unit and date stands behind the earlier ones. */
  const requests: OwnRequest[] = [];
  /** Readings that were asked about, by what their Yes carries; undefined where the question was not the model's. */
  const agreed = new Map<string, string | undefined>();

  const nobody = { status: null, reason: null };
  function expected(unit: UnitCode, date: string): Map<string, Mark> {
    const fixed = sessions.get(sessionKey(unit, date))?.list;
    if (fixed && fixed.size > 0) return fixed;
    return new Map(
      rules.members(unit, date).map(({ no }) => {
        const key = `${no} ${date}`;
        return [no, notices.has(key) ? { status: "leave", reason: notices.get(key) ?? null } : nobody];
      }),
    );
  }

  /** The session as a write finds it: made, and its list fixed. Kept only when the write is done. */
  function opened(unit: UnitCode, date: string): Session {
    const held = sessions.get(sessionKey(unit, date));
    return {
      ...(held ?? { material: null, ledBy: null, counts: null }),
      list: new Map(expected(unit, date)),
    };
  }
  /** @param by who changed it; leave that was announced and becomes a status is nobody's */
  function keep(unit: UnitCode, date: string, session: Session, by?: string): void {
    const before = sessions.get(sessionKey(unit, date))?.list;
    for (const [no, { status }] of session.list)
      if (by !== undefined && status !== (before?.get(no)?.status ?? null))
        writers.set(`${sessionKey(unit, date)} ${no}`, by);
    sessions.set(sessionKey(unit, date), session);
  }

  /** Who else than the person wrote what stands of them. */
  function otherWriter(unit: UnitCode, date: string, no: string): string | undefined {
    const status = sessions.get(sessionKey(unit, date))?.list.get(no)?.status ?? null;
    const by = status === null ? undefined : writers.get(`${sessionKey(unit, date)} ${no}`);
    return by === no || (status === "leave" && notices.has(`${no} ${date}`)) ? undefined : by;
  }

  /** True when somebody's status, or head-counts, stand there. */
  function isRecorded(unit: UnitCode, date: string): boolean {
    const held = sessions.get(sessionKey(unit, date));
    return held !== undefined && (held.counts !== null || [...held.list.values()].some((one) => one.status));
  }

  /** What is asked before it is written, unless it was said Yes to. */
  function asked(reading: unknown, doubts: Doubt[], sure: string | undefined): Prediction | undefined {
    const whole = JSON.stringify([reading, doubts]);
    if (doubts.length === 0 || (sure !== undefined && agreed.get(sure) === whole)) return undefined;
    return { asked: doubts.map(({ kind }) => `attendance.doubt.${kind}`), reading: whole };
  }

  /** What the entry changes of what was recorded: how much, and of whom; before it is kept. */
  function changes(unit: UnitCode, date: string, after: Session) {
    const held = sessions.get(sessionKey(unit, date));
    const before = held && held.list.size > 0 ? held.list : undefined;
    const people = [...after.list].filter(
      ([no, mark]) => JSON.stringify(before?.get(no)) !== JSON.stringify(mark),
    );
    const own = (one: Session | undefined) =>
      JSON.stringify([one?.material ?? null, one?.ledBy ?? null, one?.counts ?? null]);
    const replaced = people.flatMap(([no, { status }]) => {
      const was = before?.get(no)?.status;
      return was && was !== status ? [`${no} ${was} ${status}`] : [];
    });
    // People without a status of whom head-counts say nothing either are no change.
    const told = after.counts ? people.filter(([no]) => before?.get(no)?.status) : people;
    return { changed: told.length + (own(held) === own(after) ? 0 : 1), replaced, was: held?.counts ?? null };
  }

  function doubtsOf(unit: UnitCode, date: string, changed: number, { line }: Pick<Manner, "line">): Doubt[] {
    const recorded = isRecorded(unit, date);
    const on = weekdayOf(unit);
    const isEarlier = line?.dated === false && recorded && changed > 0 && date < rules.now();
    return [
      ...(line?.doubts ?? []),
      ...(on !== null && !recorded && !isStudyDay(on, date) ? [{ kind: "otherDay" }] : []),
      ...(isEarlier ? [{ kind: "earlier", changed }] : []),
    ];
  }

  /** Why nothing can be entered for the unit and date. */
  function barred(asker: Asker, unit: UnitCode, date: string): Prediction | undefined {
    if (date > rules.now()) return refused("attendance.refused.future");
    if (isOutside(date)) return refused("common.refused.outsideCampaign");
    if (isOff(date)) return refused("common.refused.weekOff");
    if (rules.mayEnter(asker, unit, date)) return undefined;
    if (rules.isLocked(date) && rules.enters(asker, unit))
      return refused(`common.refused.locked${rules.holds(unit, "unit_head") ? "" : "NoHead"}`);
    return refused(`common.refused.notYours${rules.holds(unit, "liaison") ? "" : "NoLiaison"}`);
  }

  function byName(
    unit: UnitCode,
    date: string,
    exceptions: { no: string; status: Status; reason?: string | undefined }[],
    more: Manner & { shown?: Map<string, Mark>; kept?: Status[]; others?: boolean },
  ): Prediction {
    if (withoutRoster.includes(unit)) return refused("attendance.refused.noRoster");
    const session = opened(unit, date);
    if (session.list.size === 0) return refused("attendance.refused.noRoster");
    for (const [at, { no }] of exceptions.entries()) {
      if (!session.list.has(no)) return refused("attendance.refused.leftRoster");
      if (exceptions.slice(0, at).some((other) => other.no === no))
        return refused("common.refused.twicePerson");
    }
    const left: string[] = [];
    const stays = (no: string, { status }: Mark) =>
      more.others === true ||
      (status !== null && more.kept?.includes(status)) ||
      (more.line !== undefined && status === "leave" && notices.has(`${no} ${date}`));
    for (const [no, old] of session.list) {
      const named = exceptions.find((one) => one.no === no);
      // Beside head-counts announced leave stays a notice; names that replace them find it.
      const key = `${no} ${date}`;
      const isNotice = old.status === null && notices.has(key);
      const stand: Mark = isNotice ? { status: "leave", reason: notices.get(key) ?? null } : old;
      const meant = named ? named.status : stays(no, stand) ? stand.status : "present";
      const before = more.shown?.get(no);
      // What the form showed and nobody touched does not undo what others recorded since.
      const changedSince = before !== undefined && before.status !== old.status;
      const untouched = changedSince && old.status !== null && meant === (before.status ?? "present");
      const status = untouched ? old.status : meant;
      if (untouched && old.status !== meant) left.push(no);
      const reason =
        (untouched ? undefined : named?.reason) ?? (status === stand.status ? stand.reason : null);
      session.list.set(no, { status, reason });
    }
    const after = { ...session, ...more.details, counts: null };
    const made = changes(unit, date, after);
    const announced = [...after.list.keys()].filter((no) => notices.has(`${no} ${date}`));
    const reading = ["names", unit, date, [...after.list], left, made, announced];
    const question = asked(reading, doubtsOf(unit, date, made.changed, more), more.sure);
    if (question) return question;
    keep(unit, date, after, more.by);
    return done;
  }

  function byCount(unit: UnitCode, date: string, counts: Counts, more: Manner): Prediction {
    const all = counts.present + counts.late + counts.leave + counts.absent;
    if (all === 0) return refused("attendance.refused.nobody");
    const session = opened(unit, date);
    if (!withoutRoster.includes(unit)) {
      const marks = [...session.list.values()];
      if (marks.some(({ status }) => status !== null && status !== "leave"))
        return refused("attendance.refused.byName");
      if (marks.length > 0 && all > marks.length) return refused("attendance.refused.overRoster");
    }
    const list = new Map([...session.list.keys()].map((no) => [no, nobody]));
    const after = { ...session, ...more.details, counts, list };
    const made = changes(unit, date, after);
    const announced = [...list.keys()].filter((no) => notices.has(`${no} ${date}`));
    const doubts: Doubt[] = doubtsOf(unit, date, made.changed, more);
    if (counts.leave < announced.length) doubts.push({ kind: "fewerOnLeave", announced });
    const question = asked(["counts", unit, date, counts, made], doubts, more.sure);
    if (question) return question;
    keep(unit, date, after, more.by);
    return done;
  }

  const isSame = (old: Mark, mark: Mark) =>
    mark.status === old.status && (mark.reason === null || mark.reason === old.reason);

  function set(unit: UnitCode, date: string, no: string, mark: Mark & { status: Status }, by: string): void {
    const { list, ...session } = opened(unit, date);
    const old = list.get(no) ?? nobody;
    const reason = mark.status === old.status ? (mark.reason ?? old.reason) : mark.reason;
    keep(unit, date, { ...session, list: new Map([...list, [no, { status: mark.status, reason }]]) }, by);
  }

  function setOwn(asker: Asker, unit: UnitCode, date: string, mark: Mark & { status: Status }): Prediction {
    const { no } = asker.person as Person;
    const session = opened(unit, date);
    keep(unit, date, session);
    const old = session.list.get(no);
    if (!old) return refused("attendance.refused.notExpected");
    if (session.counts) return refused("attendance.refused.byHeadCount");
    if (!isSame(old, mark) && otherWriter(unit, date, no) !== undefined) return ask(asker, unit, date, mark);
    set(unit, date, no, mark, no);
    return done;
  }

  /** Others are asked to record it; nothing changes. */
  function ask(
    asker: Asker,
    unit: UnitCode,
    date: string,
    mark: Mark & { status: Status; words?: string | null },
  ): Prediction {
    const { no } = asker.person as Person;
    const old = expected(unit, date).get(no);
    if (!old) return refused("attendance.refused.notExpected");
    if (sessions.get(sessionKey(unit, date))?.counts) return refused("attendance.refused.byHeadCount");
    if (isSame(old, mark)) return done;
    const able = rules.isLocked(date) ? ["unit_head" as const] : (["liaison", "unit_head"] as const);
    const others = people.filter(
      (one) => one.unit === unit && one.no !== no && able.some((role) => one.roles.includes(role)),
    );
    if (!others.some(({ slack }) => slack !== null)) {
      if (others.length > 0) return refused("attendance.request.notReached");
      return refused(`attendance.request.${rules.mayEnter(asker, unit, date) ? "ownByForm" : "nobody"}`);
    }
    const over = { status: old.status, by: otherWriter(unit, date, no) ?? null };
    const { status, reason, words = null } = mark;
    const said = { slack: asker.slack, no, unit, date, status, reason, words, over };
    const last = lastRequest(said);
    const { id: _, decided, ...before } = last ?? {};
    const isOpen = decided === undefined || decided === "left";
    if (!isOpen || JSON.stringify(before) !== JSON.stringify(said)) requests.push(said);
    return done;
  }

  const lastRequest = ({ slack, unit, date }: Pick<OwnRequest, "slack" | "unit" | "date">) =>
    requests.findLast((one) => one.slack === slack && one.unit === unit && one.date === date);

  /** [Record it] or [Leave it]: who is first decides. */
  function decide(asker: Asker, request: OwnRequest, records: boolean): Prediction {
    if (request.decided !== undefined) return done;
    const { unit, date, no, status, reason, over } = request;
    const bar = barred(asker, unit, date);
    if (bar) return bar;
    if (lastRequest(request) !== request) return refused("attendance.request.superseded");
    const session = opened(unit, date);
    const old = session.list.get(no);
    if (!old || session.counts) return refused("attendance.request.noPlace");
    if (records) keep(unit, date, session);
    const isOver = old.status === over.status || isSame(old, { status, reason });
    request.decided = !records ? "left" : isOver ? "recorded" : "overtaken";
    if (request.decided === "recorded" && !isSame(old, { status, reason }))
      set(unit, date, no, { status, reason }, asker.person?.no ?? asker.slack);
    return done;
  }

  function ownBarred(asker: Asker): Prediction | undefined {
    if (!asker.person) return refused("common.notOnRoster");
    if (rules.settings.selfCheckIn && !withoutRoster.includes(asker.unit)) return undefined;
    return refused(`attendance.refused.noSelf${rules.holds(asker.unit, "liaison") ? "" : "NoLiaison"}`);
  }

  const isOn = (unit: UnitCode, date: string) =>
    isStudyDay(weekdayOf(unit), date) ||
    sessions.has(sessionKey(unit, date)) ||
    checkIns.some((one) => one.unit === unit && one.date === date);

  function announce(person: Person, date: string, reason: string | null): Prediction {
    if (isOutside(date)) return refused("common.refused.outsideCampaign");
    if (isOff(date)) return refused("common.refused.weekOff");
    notices.set(`${person.no} ${date}`, reason);
    return done;
  }

  return {
    requests,
    decide,
    sessions,
    notices,
    checkIns,
    agreed,
    isRecorded,
    /** True when people are recorded there by name, so that a line about some leaves the others alone. */
    isByName: (unit: UnitCode, date: string): boolean =>
      isRecorded(unit, date) && sessions.get(sessionKey(unit, date))?.counts === null,
    expected,
    barred,
    byName,
    byCount,
    ownBarred,
    isOn,

    lastDay: (unit: UnitCode): string => studyDayBefore(weekdayOf(unit), rules.now()) ?? rules.now(),

    /** The unit that a line names, or why it may not be asked about. */
    named(asker: Asker, code: string | undefined): UnitCode | Prediction {
      if (code === undefined) return asker.unit;
      const unit = units.find((one) => one.code === code)?.code;
      if (!unit) return refused("common.refused.unknownUnit");
      return rules.sees(asker, unit) ? unit : refused("common.refused.notSeen");
    },

    /** Employee numbers of those whom a line names; or why it is not understood. */
    found(
      unit: UnitCode,
      date: string,
      exceptions: Exception[],
    ): { no: string; status: Status }[] | Prediction {
      const list = expected(unit, date);
      const found: { no: string; status: Status }[] = [];
      for (const { who, status } of exceptions) {
        const person = people.find(({ no }) => no === who.no);
        if (!person) return who.as === "name" ? unknownName : refused("common.refused.unknownMention");
        if (!list.has(person.no))
          return who.as === "name" ? unknownName : refused("common.refused.notExpectedName");
        found.push({ no: person.no, status });
      }
      const twice = found.some((one, at) => found.findIndex(({ no }) => no === one.no) !== at);
      return twice ? refused("common.refused.twicePerson", "attendance.parse.twicePerson") : found;
    },

    /** "here", "late", "leave": said of oneself; `doubts`: of what a reason may mean. */
    own(
      asker: Asker,
      entry: {
        status: Status;
        reason: string | null;
        date?: string;
        doubts?: Doubt[];
        sure?: string | undefined;
      },
    ): Prediction {
      const no = ownBarred(asker);
      if (no) return no;
      const person = asker.person as Person;
      const today = rules.now();
      const { status } = entry;
      const reason = status === "present" ? null : entry.reason;
      let date = entry.date ?? today;
      let on = date <= today && isOn(asker.unit, date);
      if (!on && status === "leave" && date === today && entry.date === undefined) {
        const next = studyDayAfter(weekdayOf(asker.unit), today);
        if (next) [date, on] = [next, false];
      }
      const question = () => asked(["own", status, reason, date], entry.doubts ?? [], entry.sure);
      if (status === "leave" && date >= today && !on && (entry.date !== undefined || date > today)) {
        const no = isOutside(date) || isOff(date);
        return (no ? undefined : question()) ?? announce(person, date, reason);
      }
      if (date > today) return refused("attendance.refused.future");
      if (isOutside(date)) return refused("common.refused.outsideCampaign");
      if (isOff(date)) return refused("common.refused.weekOff");
      if (!on)
        return refused(
          `attendance.refused.noSession${studyDayAfter(weekdayOf(asker.unit), today) ? "Then" : ""}`,
        );
      const isOpen = checkIns.some(
        (one) => one.unit === asker.unit && one.date === date && !one.closed && nowMs() < one.closesAt,
      );
      const mark = { status, reason, words: entry.reason };
      const { unit } = asker;
      return (
        question() ??
        (date === today || isOpen ? setOwn(asker, unit, date, mark) : ask(asker, unit, date, mark))
      );
    },

    /** A press on a check-in message. */
    press(
      asker: Asker | undefined,
      at: CheckIn,
      shownUntil: number,
      nowMs: number,
      status: Status,
    ): Prediction {
      if (!asker) return refused("common.notOnRoster");
      if (asker.unit !== at.unit) return refused("attendance.refused.otherUnit");
      if (nowMs >= shownUntil) return refused("attendance.refused.closed");
      const no = ownBarred(asker);
      if (no) return no;
      if (at.closed || nowMs >= at.closesAt) return refused("attendance.refused.closed");
      return setOwn(asker, at.unit, at.date, { status, reason: null });
    },

    openCheckIn(asker: Asker, channel: string, nowMs: number): Prediction {
      const { unit } = asker;
      const date = rules.now();
      if (!rules.settings.selfCheckIn) return refused("attendance.refused.noSelfCheckIn");
      const no = barred(asker, unit, date);
      if (no) return no;
      if (withoutRoster.includes(unit)) return refused("attendance.refused.noRoster");
      const known = checkIns.find((one) => one.unit === unit && one.date === date && one.channel === channel);
      if (known && !known.closed && nowMs < known.closesAt) return refused("attendance.refused.alreadyOpen");
      if (channel.startsWith("D")) return refused("attendance.refused.noChannel");
      if (channel === "C0LOUNGE") return refused("attendance.refused.notMember");
      const closesAt = nowMs + rules.settings.checkInMinutes * 60_000;
      if (known) Object.assign(known, { closesAt, closed: false, openedBy: asker.slack });
      else checkIns.push({ unit, date, channel, closesAt, closed: false, openedBy: asker.slack });
      return done;
    },

    /** The day of which a line takes the session back that names none. */
    lastRecorded(unit: UnitCode): string {
      const dates = [...sessions.keys()].flatMap((key) => {
        const [code, date = ""] = key.split(" ");
        const counts = code === unit && !isOutside(date) && date <= rules.now() && isRecorded(unit, date);
        return counts ? [date] : [];
      });
      const last = dates.sort().at(-1);
      const open = last !== undefined && !rules.isLocked(last) ? last : undefined;
      return open ?? studyDayBefore(weekdayOf(unit), rules.now()) ?? rules.now();
    },

    /** Whether the session may be taken back. @returns undefined when it may */
    mayRemove(asker: Asker, unit: UnitCode, date: string): Prediction | undefined {
      const no = barred(asker, unit, date);
      if (no) return no;
      return isRecorded(unit, date) ? undefined : refused("attendance.undo.notRecorded");
    },

    /** Takes a whole session back; leave that was announced stands as announced. */
    remove(unit: UnitCode, date: string): Prediction {
      const key = sessionKey(unit, date);
      sessions.delete(key);
      for (const place of writers.keys()) if (place.startsWith(`${key} `)) writers.delete(place);
      return done;
    },

    withdraw(asker: Asker, date: string): void {
      // What is gone by stands as it was announced.
      if (asker.person && date >= rules.now()) notices.delete(`${asker.person.no} ${date}`);
    },
  };
}
export type AttendanceModel = ReturnType<typeof attendanceModel>;
