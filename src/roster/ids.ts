import { z } from "zod";
import { actionId } from "../slack/ids.ts";

/** Every id by which Slack calls the roster's and the unit tree's pages back. Values authorise nothing. */

const personId = z.uuid();
const unitId = z.uuid();
const page = z.int().min(0).max(100_000).default(0);
const person = z.object({ personId });
const unit = z.object({ unitId });

export const actions = {
  /** Opens the list of people without a Slack account, from the Home tab. */
  unmatched: actionId("org.unmatched", z.object({})),
  /** In place of the page that they stand on. */
  openPerson: actionId("org.openPerson", person),
  people: actionId("org.people", z.object({})),
  peoplePrevious: actionId("org.peoplePrevious", z.object({ page })),
  peopleNext: actionId("org.peopleNext", z.object({ page })),
  transfer: actionId("org.transfer", person),
  leave: actionId("org.leave", person),
  undo: actionId("org.undo", person),
  roles: actionId("org.roles", person),
  edit: actionId("org.edit", person),
  match: actionId("org.match", person),
  unmatch: actionId("org.unmatch", person),
  newPerson: actionId("org.newPerson", z.object({ unitId: unitId.optional() })),

  openUnit: actionId("org.openUnit", unit),
  aboveUnit: actionId("org.aboveUnit", unit),
  unitsPrevious: actionId("org.unitsPrevious", z.object({ page })),
  unitsNext: actionId("org.unitsNext", z.object({ page })),
  addUnit: actionId("org.addUnit", unit),
  changeUnit: actionId("org.changeUnit", unit),
  moveUnit: actionId("org.moveUnit", unit),
  mergeUnit: actionId("org.mergeUnit", unit),
} as const;

/** Modals: the two lists can be searched; the others are forms. */
export const views = {
  people: "org.people",
  person: "org.person",
  transfer: "org.transfer",
  leave: "org.leave",
  roles: "org.roles",
  edit: "org.edit",
  match: "org.match",
  newPerson: "org.newPerson",
  units: "org.units",
  addUnit: "org.addUnit",
  changeUnit: "org.changeUnit",
  moveUnit: "org.moveUnit",
  mergeUnit: "org.mergeUnit",
} as const;

/** The selects that look units up while their name is typed. */
export const unitSearch = "org.unit";

/** What was looked for stays at hand while one page follows another in the same modal. */
const longestQuery = 100;
export const listPlace = z.object({
  query: z.string().max(longestQuery).default(""),
  page,
  unmatched: z.boolean().default(false),
});
export type ListPlace = z.infer<typeof listPlace>;
export const shortQuery = (text: string): string =>
  [...text.replaceAll(/\p{Cc}+/gu, " ").trim()].slice(0, longestQuery).join("").slice(0, longestQuery);

/** What a modal carries: the list that one came from, and whom or which unit it is about. */
export const place = z.object({
  list: listPlace,
  personId: personId.optional(),
  unitId: unitId.optional(),
  /** The Slack user whose move away from somebody else was warned of. */
  confirmed: z.string().max(30).optional(),
  /** The form changes somebody who was typed as new: once saved, what was typed is kept no longer. */
  typedAsNew: z.literal(true).optional(),
});
export type Place = z.infer<typeof place>;

/** What the modal carries; an empty list where it carries nothing of ours. */
export function placeIn(viewData: string): Place {
  return place.parse(viewData === "" ? { list: {} } : JSON.parse(viewData));
}
