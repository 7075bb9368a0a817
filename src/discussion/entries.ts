import type { IsoDate } from "../calendar.ts";
import { changedFields } from "../db/changed.ts";
import type { Change } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { WrittenBy } from "../undo/ids.ts";
import { type DiscussionForm, type EnteredWho, type Entry, type Fields, mostParticipants } from "./model.ts";
import type { LockedDiscussion } from "./store.ts";

/** What an entry makes of a discussion, and what the audit says of it. Pure. */

/** What was saved, as the answer sums it up. `kept`: people who joined while the form was open. */
export type Saved = {
  id: string;
  unitId: string;
  date: IsoDate;
  themeCode: string;
  form: DiscussionForm;
  people: number;
  byCount: boolean;
  /** The first of those who took part. */
  names: string[];
  viewpoints: number;
  kept: string[];
  changed: boolean;
  /** What it can be taken back by; none where nothing changed. */
  written?: WrittenBy;
};

/**
 * Who took part by the entry.
 * @param roster the people of the unit on that date
 * @param held those recorded so far, who may be of other units
 * @throws UserError with field people or count
 */
export function wantedPeople({ who, unit }: Pick<Entry, "who" | "unit">, roster: string[], held: string[]) {
  switch (who.kind) {
    case "keep":
      return held;
    case "count":
      checkCount(who.count);
      return [];
    case "named":
      checkPeople(who.people, [...roster, ...held], unit.name);
      if (who.people.length === 0) throw new UserError("discussion.refused.nobody", {}, "people");
      return who.people;
    case "all": {
      if (!unit.hasRoster || roster.length === 0)
        throw new UserError("discussion.refused.noRoster", { unit: unit.name }, "who");
      checkPeople(who.except, roster, unit.name);
      const people = roster.filter((one) => !who.except.includes(one));
      if (people.length === 0) throw new UserError("discussion.refused.nobody", {}, "people");
      return people;
    }
  }
}

/** The number that stands for people who are not named. */
export const countOf = (who: EnteredWho, held: number | null): number | null =>
  who.kind === "count" ? who.count : who.kind === "keep" ? held : null;

function checkCount(count: number): void {
  if (!Number.isInteger(count) || count < 1 || count > mostParticipants)
    throw new UserError("discussion.refused.notNumber", { max: mostParticipants }, "count");
}

function checkPeople(people: string[], known: string[], unit: string): void {
  const all = new Set(known);
  if (people.some((one) => !all.has(one)))
    throw new UserError("discussion.refused.leftRoster", { unit }, "people");
}

type People = { added: string[]; removed?: string[] };

/** The audit's entries of what was entered; none when nothing changed. */
export function changesOf(
  id: string,
  before: LockedDiscussion | undefined,
  after: Fields & { unitId: string },
  { added, removed = [] }: People,
  why: { reason?: string },
): Change[] {
  const told = (fields: Fields): Record<string, Json> => ({
    date: fields.date,
    themeCode: fields.themeCode,
    form: fields.form,
    participantCount: fields.participantCount,
    ...(fields.confirmed ? { confirmed: true } : {}),
  });
  const fields = changedFields(before && told(before), told(after));
  const people = { ...(added.length > 0 ? { added } : {}), ...(removed.length > 0 ? { removed } : {}) };
  const isChanged =
    !before || JSON.stringify(fields.after) !== "{}" || added.length > 0 || removed.length > 0;
  if (!isChanged) return [];
  const at = { recordId: id, unitId: after.unitId, ...why };
  const change: Change = {
    ...{ record: "discussion", ...at, date: after.date, before: fields.before },
    after: { ...asObject(fields.after), ...people },
  };
  if (!before || before.date === after.date) return [change];
  // The week that it left has changed as well.
  const left = { before: { date: before.date }, after: { date: after.date }, date: before.date };
  return [change, { record: "discussionMoved", ...at, ...left }];
}

const asObject = (value: Json): { [key: string]: Json } =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};

/** The audit's entry for a discussion that is taken back: it counts no more, its row and history stay. */
export function removalOf(id: string, before: LockedDiscussion, why: { reason?: string } = {}): Change {
  const { unitId, date, themeCode, form, participantCount, people } = before;
  const was = { date, themeCode, form, participantCount, people: people.length };
  return { record: "discussion", recordId: id, before: was, after: null, unitId, date, ...why };
}
