import type { IsoDate } from "../calendar.ts";
import { UserError } from "../errors.ts";
import { nameKey } from "../i18n/names.ts";
import type { Asker } from "../org/asker.ts";
import type { StudyDays } from "../org/calendar/study-days.ts";
import { isLocked } from "../org/campaign/weeks.ts";
import { LockedWeek, mayEnter } from "../org/entering.ts";
import type { Organisation } from "../org/index.ts";
import type { Unit } from "../org/model.ts";
import { unitNamed } from "../org/named.ts";
import { peopleNamed } from "../org/people.ts";
import type { SlackPeople } from "../org/slack-people.ts";
import type { Answer } from "../slack/answer.ts";
import type { CommandRequest } from "../slack/requests.ts";
import type { Saved } from "./entries.ts";
import { entryOf, textCounts } from "./form/entry.ts";
import type { Draft } from "./form/store.ts";
import type { ByName, Sheet } from "./model.ts";
import type { AttendanceCommand, LineDoubt, When } from "./parse.ts";
import { lastSessionDay, sessionDayIn } from "./rules.ts";
import type { AttendanceService } from "./service.ts";
import type { AttendanceStore } from "./store.ts";
import type { Whose } from "./understand.ts";

export type Of<K extends AttendanceCommand["kind"]> = Extract<AttendanceCommand, { kind: K }>;
type Named = ByName["exceptions"];
/** An entry for a unit, and the question's answer that it was typed with. */
type Asking = Pick<CommandRequest, "sure" | "intoForm">;

/** What comes of an entry, besides being refused or asked about. */
export type EntryParts = {
  saved(asker: Asker, facts: Saved): Promise<Answer>;
  /** The form with the entry in it, nothing written. */
  form(draft: Draft): Promise<Answer>;
  /** A locked week: what was written waits in the form, which asks why. */
  reasonAsked(asker: Asker, draft: Draft): Promise<Answer>;
  /** A locked week that only others may still correct: what was written goes along when they are asked. */
  tried(asker: Asker, draft: Draft, locked: LockedWeek): Promise<Answer>;
};

/** The day that a line is about: the one it names, or its week's session day, or the unit's last one. */
export function dayOf(
  unit: Unit,
  { date, week }: When,
  { days, today }: { days: StudyDays; today: IsoDate },
): IsoDate {
  if (date !== undefined) return date;
  if (week === undefined) return lastSessionDay(unit, days, today);
  const day = sessionDayIn(unit, week, days);
  if (day === undefined) throw new UserError("attendance.refused.whichDay", { unit: unit.name });
  return day;
}

/** Lines about a unit's people: by name, of some of them alone, and by head-counts. */
export function lineEntries(deps: {
  service: AttendanceService;
  store: AttendanceStore;
  people: SlackPeople;
  org: Organisation;
}) {
  const { service, store, people, org } = deps;

  async function placeOf(
    asker: Asker,
    { unit: typed, ...when }: Whose,
  ): Promise<{ unit: Unit; date: IsoDate }> {
    const unit = await unitNamed(asker, typed, org, when.date);
    const days = await org.days(asker.campaign);
    return { unit, date: dayOf(unit, when, { days, today: asker.today }) };
  }

  /** The week's lock, where that alone stands in the way. @throws UserError for everything else that does */
  async function lockedFor(asker: Asker, unit: Unit, date: IsoDate): Promise<LockedWeek | undefined> {
    try {
      await service.assertMay(asker, unit, date);
      return undefined;
    } catch (error) {
      if (error instanceof LockedWeek) return error;
      throw error;
    }
  }

  const sheetOf = (place: { unit: Unit; date: IsoDate }) =>
    store.sheet({ unitId: place.unit.id, date: place.date });

  /** Without a list there is nobody to find: the service says what to do instead. */
  async function found(asker: Asker, except: Of<"people">["except"], { expected }: Sheet): Promise<Named> {
    const mentioned = except.flatMap(({ who }) => ("slackUserId" in who ? [who.slackUserId] : []));
    const met = await people.meet(mentioned);
    return expected.length > 0 ? peopleNamed(except, expected, met, asker.locale) : [];
  }

  async function byName(
    asker: Asker,
    command: Of<"everyone"> | Of<"people">,
    asking: Asking,
    parts: EntryParts,
  ): Promise<Answer> {
    const { sure, intoForm } = asking;
    const place = await placeOf(asker, command);
    const { unit, date } = place;
    const locked = await lockedFor(asker, unit, date);
    const sheet = await sheetOf(place);
    const counted = unit.hasRoster && sheet.expected.length > 0 ? undefined : countsOf(command);
    if (counted) return byCount(asker, counted, asking, parts);
    const exceptions = await found(asker, command.except, sheet);
    const others = command.kind === "people" && isByName(sheet) ? ("asRecorded" as const) : undefined;
    const draft = { unitId: unit.id, date, entry: entryOf(sheet, markedOn(sheet, exceptions, others)) };
    if (intoForm && !locked) return parts.form(draft);
    if (locked) return parts.tried(asker, draft, locked);
    if (isLocked(date, asker.campaign, asker.today)) return parts.reasonAsked(asker, draft);
    const line = { dated: isDated(command), doubts: doubtsOf(command, others, sheet.expected.length) };
    const entry = { unit, date, exceptions, line, sure, ...(others && { others }) };
    return parts.saved(asker, await service.recordByName(asker, entry));
  }

  async function byCount(
    asker: Asker,
    command: Of<"counts">,
    { sure, intoForm }: Asking,
    parts: EntryParts,
  ): Promise<Answer> {
    const { unit, date } = await placeOf(asker, command);
    const locked = await lockedFor(asker, unit, date);
    const { present, late, leave, absent, doubts = [] } = command;
    const counts = { present, late, leave, absent };
    const draft = { unitId: unit.id, date, entry: { counts: textCounts(counts) } };
    if (intoForm && !locked) return parts.form(draft);
    if (locked) return parts.tried(asker, draft, locked);
    if (isLocked(date, asker.campaign, asker.today)) return parts.reasonAsked(asker, draft);
    const line = { dated: isDated(command), doubts };
    return parts.saved(asker, await service.recordCounts(asker, { unit, date, counts, line, sure }));
  }

  return {
    placeOf,
    sheetOf,
    byName,
    byCount,

    /** "王伟 late", typed by 王伟, who enters for nobody else: what they say of themselves. */
    async aboutOneself(asker: Asker, command: Of<"people">): Promise<Of<"self"> | undefined> {
      const { except, unit, date, week, doubts } = command;
      const [only, ...more] = except;
      if (!only || more.length > 0 || unit !== undefined) return undefined;
      const place = await placeOf(asker, command);
      if (await mayEnter(asker, place.unit, place.date, org)) return undefined;
      const { expected } = await sheetOf(place);
      const me = expected.find(({ personId }) => personId === asker.personId);
      const { who, status, reason } = only;
      if (!me || !("name" in who) || nameKey(who.name) !== nameKey(me.name) || status === "absent")
        return undefined;
      const day = { ...(date && { date }), ...(week && { week }) };
      return { kind: "self", status, ...(reason && { reason }), ...day, ...(doubts && { doubts }) };
    },
  };
}

const isDated = ({ date, week }: When): boolean => date !== undefined || week !== undefined;

/** Somebody is recorded by name already, so that a line about some people leaves the others as they are. */
const isByName = ({ session, expected }: Sheet): boolean =>
  session !== undefined && session.headCounts === null && expected.some(({ status }) => status !== null);

/** 28人全到, of a unit without a list: head-counts. */
function countsOf(command: Of<"everyone"> | Of<"people">): Of<"counts"> | undefined {
  if (command.kind !== "everyone" || command.stated === undefined || command.except.length > 0)
    return undefined;
  const { stated, except: _, ...about } = command;
  return { ...about, kind: "counts", present: stated, late: 0, leave: 0, absent: 0 };
}

/** Of how many a stated number is: of all who are expected, or of those who came. */
function doubtsOf(
  command: Of<"everyone"> | Of<"people">,
  others: ByName["others"] | undefined,
  listed: number,
): LineDoubt[] {
  const { doubts = [] } = command;
  if (command.kind === "everyone" && command.stated !== undefined && !fits(command, listed))
    return [...doubts, { kind: "otherNumber", stated: command.stated, listed }];
  return command.kind === "people" && others === undefined ? [...doubts, { kind: "othersCame" }] : doubts;
}

const fits = ({ stated, except }: Of<"everyone">, listed: number): boolean =>
  stated === listed || stated === listed - except.length;

/** Who stands in the form's lists: those named, and whom the entry leaves as they are. */
function markedOn({ expected }: Sheet, named: Named, others: ByName["others"] | undefined) {
  const isNamed = new Set(named.map(({ personId }) => personId));
  // Leave that was announced stays, as it does where the line itself is saved.
  const stays = ({ status, announced }: Sheet["expected"][number]) =>
    others === "asRecorded" ? status !== null : announced && status === "leave";
  const left = expected.filter((person) => stays(person) && !isNamed.has(person.personId));
  return [...named, ...left.map(({ personId, status }) => ({ personId, status }))];
}
