import { createHash } from "node:crypto";
import { z } from "zod";
import type { IsoDate } from "../../calendar.ts";
import type { Change } from "../../db/write.ts";
import type { Conflicts } from "../../files/problems.ts";
import type { Json } from "../../json.ts";

/** What an import changes, by kind: how many, and the first of them. */
export type Preview = { campaign: "made" | "changed" | undefined; groups: Group[] };
/** In the order of the preview: whoever loses a right is read first. They stand in the group of what changes, too. */
export const groupKinds = [
  "rolesLost",
  "unitsAdded",
  "unitsChanged",
  "peopleAdded",
  "peopleReturned",
  "peopleMoved",
  "peopleChanged",
] as const;
export type GroupKind = (typeof groupKinds)[number];
/** `from`: since when they count, of those that are added. */
export type Group = { kind: GroupKind; count: number; from: IsoDate | undefined; examples: Example[] };
/** A unit or a person, and what changes of it. */
export type Example = { id: string; fields: Field[] };
/** A field as the audit names it, with its old and its new value. */
export type Field = { name: string; before: Json; after: Json };

/** So many lines of a group are shown; of lost roles all that a section holds. */
const mostExamples = 10;
const mostLosses = 30;

/** Sorts the changes of an import by what they are. */
export function previewOf(changes: Change[]): Preview {
  const campaign = changes.find(({ record }) => record === "campaign");
  const byKind = Map.groupBy(changes, kindOf);
  byKind.set("rolesLost", changes.flatMap(lossOf));
  const groups = groupKinds.flatMap((kind) => {
    const all = byKind.get(kind) ?? [];
    const shown = all.slice(0, kind === "rolesLost" ? mostLosses : mostExamples);
    const examples = shown.map((change) => ({ id: change.recordId, fields: fieldsOf(change) }));
    const from = begins[kind] && textIn(all[0]?.after ?? null, begins[kind]);
    return all.length > 0 ? [{ kind, count: all.length, from: from || undefined, examples }] : [];
  });
  return { campaign: campaign && (campaign.before === null ? "made" : "changed"), groups };
}

function kindOf({ record, before, after }: Change): GroupKind | undefined {
  if (record === "unit") return before === null ? "unitsAdded" : "unitsChanged";
  if (record !== "person") return undefined;
  if (before === null) return "peopleAdded";
  if (textIn(before, "left") !== "") return "peopleReturned";
  return textIn(after, "unit") !== "" ? "peopleMoved" : "peopleChanged";
}

/** Where an added unit or person has its first day; all of one import begin on the same. */
const begins: Partial<Record<GroupKind, string>> = { unitsAdded: "startsOn", peopleAdded: "from" };

/** Of somebody who loses roles: those, and what they are then. */
function lossOf(change: Change): Change[] {
  if (change.record !== "person") return [];
  const [before, after] = [rolesIn(change.before), rolesIn(change.after)];
  const lost = before.filter((role) => role !== "staff" && !after.includes(role));
  return lost.length > 0 ? [{ ...change, before: { roles: lost }, after: { roles: after } }] : [];
}

const held = z.object({ roles: z.array(z.string()) });
const rolesIn = (fields: Json): string[] => held.safeParse(fields).data?.roles ?? [];

/** What differs; nothing of what is only made, which its group says. */
function fieldsOf({ before, after }: Change): Field[] {
  if (!isFields(before) || !isFields(after)) return [];
  return Object.keys(after).map((name) => ({
    name,
    before: before[name] ?? null,
    after: after[name] ?? null,
  }));
}

/** A field that a change names, such as a person's unit; "" where it stays. */
function textIn(fields: Json, field: string): string {
  const value = isFields(fields) ? fields[field] : undefined;
  return typeof value === "string" ? value : "";
}

const isFields = (value: Json): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The same for the same changes and conflicts: ids of what is only to be made are left out, since each look makes new
 * ones.
 */
export function fingerprintOf(changes: Change[], { list }: Conflicts): string {
  const told = changes.map(({ record, recordId, before, after }) => [
    record,
    before === null ? null : recordId,
    before,
    after,
  ]);
  return createHash("sha256")
    .update(JSON.stringify([told, list]))
    .digest("base64url");
}
