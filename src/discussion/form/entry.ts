import { z } from "zod";
import { type IsoDate, isDate } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { FormValues } from "../../slack/requests.ts";
import { type DiscussionRecord, type EnteredWho, forms, type Participant } from "../model.ts";

/** Who took part, as the form asks: `keep` is what is recorded already. */
export const whoKinds = ["keep", "all", "except", "only", "number"] as const;
export type WhoKind = (typeof whoKinds)[number];

/** What stands in the form, as typed and picked. */
export const formEntry = z.object({
  theme: z.string().optional(),
  form: z.enum(forms).optional(),
  who: z.enum(whoKinds).optional(),
  people: z.array(z.string()).optional(),
  count: z.string().optional(),
  correction: z.string().optional(),
});
export type FormEntry = z.infer<typeof formEntry>;

/**
 * What the view carries. `who`: whose inputs it shows; `seen`: how far the audit had come when it was drawn; `fill`
 * counts how often the inputs were filled anew, for Slack keeps what was typed as long as a block's id stays.
 */
export const formPlace = z.object({
  unitId: z.uuid(),
  date: z.string().refine(isDate),
  discussionId: z.uuid().nullable(),
  who: z.enum(whoKinds),
  seen: z.string().regex(/^\d{1,19}$/),
  fill: z.int().min(0),
});
export type FormPlace = z.infer<typeof formPlace>;
export const placeIn = (viewData: string): FormPlace => formPlace.parse(JSON.parse(viewData));

const names = ["unit", "date", "theme", "form", "who", "people", "count", "correction"] as const;
export type FieldName = (typeof names)[number];

/** The id of an input's block. Those for `except` are not those for `only`: what was picked there means the opposite. */
export const blockOf = (name: FieldName, { unitId, date, fill, who }: FormPlace): string =>
  name === "people" ? `people-${who}.${unitId}.${date}.${fill}` : `${name}.${fill}`;

export const fieldNames = names;

/** What the form holds. `unitId` and `date` are what is picked there, which the place may not have followed yet. */
export function readForm(
  values: FormValues,
  place: FormPlace,
): { unitId: string; date: IsoDate; entry: FormEntry } {
  const held = (name: FieldName) => values[blockOf(name, place)];
  const text = (name: FieldName) => {
    const value = held(name);
    return typeof value === "string" ? value : undefined;
  };
  const people = held("people");
  const entry = formEntry.parse({
    theme: text("theme"),
    form: text("form"),
    who: text("who") ?? place.who,
    ...(people === undefined ? {} : { people: [people ?? []].flat() }),
    count: text("count"),
    correction: text("correction"),
  });
  return { unitId: text("unit") ?? place.unitId, date: text("date") ?? place.date, entry };
}

/** The most names that a multi-select can show as chosen. */
export const mostChosen = 100;

/** What the form shows of a discussion; of a new one, everybody of the unit where it has a list of people. */
export function entryOf(record: DiscussionRecord | undefined, roster: Participant[]): FormEntry {
  if (!record) return { who: roster.length > 0 ? "all" : "number" };
  const { themeCode: theme, form, participantCount } = record;
  if (participantCount !== null) return { theme, form, who: "number", count: String(participantCount) };
  return { theme, form, who: "keep" };
}

/** Those whom `except` or `only` begin with: of a discussion that is changed, as it is recorded. */
export function suggestedPeople(
  kind: WhoKind,
  record: DiscussionRecord | undefined,
  roster: Participant[],
): string[] {
  if (!record || record.participantCount !== null) return [];
  const there = record.participants.map(({ personId }) => personId);
  const chosen =
    kind === "only" ? there : roster.map(({ personId }) => personId).filter((one) => !there.includes(one));
  return chosen.length <= mostChosen ? chosen : [];
}

/** True when saving the entry would record something else than there is. */
export function differs(entry: FormEntry, record: DiscussionRecord | undefined): boolean {
  const { theme, form, who, people = [], count = "", correction = "" } = entry;
  if (correction !== "") return true;
  if (!record) return theme !== undefined || form !== undefined || people.length > 0 || count !== "";
  if (theme !== record.themeCode || form !== record.form) return true;
  if (who === "number") return count !== String(record.participantCount ?? "");
  return who !== "keep";
}

/** The entry as the service takes it. @throws UserError (field count or people) where something is missing */
export function whoOf({ who, people, count }: FormEntry): EnteredWho {
  switch (who) {
    case "keep":
      return { kind: "keep" };
    case "number": {
      const typed = count?.trim() ?? "";
      return { kind: "count", count: typed === "" ? Number.NaN : Number(typed) };
    }
    case "only":
      return { kind: "named", people: people ?? [] };
    case "except":
      return { kind: "all", except: people ?? [] };
    case "all":
      return { kind: "all", except: [] };
    case undefined:
      throw new UserError("common.outOfDate");
  }
}
