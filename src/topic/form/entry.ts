import { z } from "zod";
import type { FormValues } from "../../slack/requests.ts";
import type { Topic, TopicEntry } from "../model.ts";

/** What stands in the form, as typed and picked. */
export const formEntry = z.object({
  direction: z.string().optional(),
  title: z.string().optional(),
  why: z.string().optional(),
  method: z.string().optional(),
  coResearchers: z.array(z.string()).optional(),
  units: z.array(z.string()).optional(),
});
export type FormEntry = z.infer<typeof formEntry>;

/** What saving the form changes, as the audit names it. */
export const entryFields = ["title", "directionCode", "why", "method", "coResearcherIds", "unitIds"] as const;

/**
 * What the view carries. `fill` counts how often the inputs were filled anew: Slack keeps what was typed as long as a
 * block's id stays. `alike`: the topics that stand under the title. `mark`: on the page of those that are alike, the title and
 * direction that it asks about.
 */
const formPlace = z.object({
  fill: z.int().min(0),
  alike: z.string().max(500).default(""),
  mark: z.string().optional(),
});
export type FormPlace = z.infer<typeof formPlace>;
export const placeIn = (viewData: string): FormPlace => formPlace.parse(JSON.parse(viewData));

const texts = ["direction", "title", "why", "method"] as const;
const lists = ["coResearchers", "units"] as const;
export const fieldNames = [...texts, ...lists] as const;
export type FieldName = (typeof fieldNames)[number];

export const blockOf = (name: FieldName, { fill }: Pick<FormPlace, "fill">): string => `${name}.${fill}`;

export function readForm(values: FormValues, place: FormPlace): FormEntry {
  const entry: FormEntry = {};
  for (const name of texts) {
    const value = values[blockOf(name, place)];
    if (typeof value === "string") entry[name] = value;
  }
  for (const name of lists) {
    const value = values[blockOf(name, place)];
    if (value !== undefined && value !== null) entry[name] = [value].flat();
  }
  return entry;
}

/** What the form shows of a topic. */
export const entryOf = (topic: Topic | undefined): FormEntry =>
  topic
    ? {
        direction: topic.directionCode,
        title: topic.title,
        ...(topic.why ? { why: topic.why } : {}),
        ...(topic.method ? { method: topic.method } : {}),
        coResearchers: topic.coResearcherIds,
        units: topic.unitIds,
      }
    : {};

/** The entry as it is saved; a title is one line. */
export function saved(entry: FormEntry): TopicEntry {
  const text = (value: string | undefined) => value?.trim() || null;
  return {
    directionCode: entry.direction ?? "",
    title: (entry.title ?? "").normalize("NFC").replaceAll(/\s+/gu, " ").trim(),
    why: text(entry.why),
    method: text(entry.method),
    coResearcherIds: [...new Set(entry.coResearchers ?? [])],
    unitIds: [...new Set(entry.units ?? [])],
  };
}

/** True when the two would be saved differently. */
export function differs(one: FormEntry, other: FormEntry): boolean {
  const plain = (entry: FormEntry) => {
    const { coResearcherIds, unitIds, ...rest } = saved(entry);
    return JSON.stringify([rest, [...coResearcherIds].sort(), [...unitIds].sort()]);
  };
  return plain(one) !== plain(other);
}
