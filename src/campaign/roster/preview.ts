import { createHash } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
import type { Change, Json } from "../../db/write.ts";

/** What an import changes, by kind: how many, and the first of them. */
export type Preview = { campaign: "made" | "changed" | undefined; groups: Group[] };
export const groupKinds = [
  "unitsAdded",
  "unitsChanged",
  "peopleAdded",
  "peopleMoved",
  "peopleChanged",
] as const;
export type GroupKind = (typeof groupKinds)[number];
/** `from`: since when they count, of those that are added. */
export type Group = { kind: GroupKind; count: number; from: IsoDate | undefined; examples: Example[] };
/** `moved`: the units that somebody leaves and comes to. */
export type Example = { id: string; moved: { from: string; to: string } | undefined };

const mostExamples = 5;

/** Sorts the changes of an import by what they are. */
export function previewOf(changes: Change[]): Preview {
  const campaign = changes.find(({ record }) => record === "campaign");
  const byKind = Map.groupBy(changes, kindOf);
  const groups = groupKinds.flatMap((kind) => {
    const all = byKind.get(kind) ?? [];
    const examples = all.slice(0, mostExamples).map((change) => ({
      id: change.recordId,
      moved:
        kind === "peopleMoved"
          ? { from: textIn(change.before, "unit"), to: textIn(change.after, "unit") }
          : undefined,
    }));
    const from = begins[kind] && textIn(all[0]?.after ?? null, begins[kind]);
    return all.length > 0 ? [{ kind, count: all.length, from: from || undefined, examples }] : [];
  });
  return { campaign: campaign && (campaign.before === null ? "made" : "changed"), groups };
}

function kindOf({ record, before, after }: Change): GroupKind | undefined {
  if (record === "unit") return before === null ? "unitsAdded" : "unitsChanged";
  if (record !== "person") return undefined;
  if (before === null) return "peopleAdded";
  return textIn(after, "unit") !== "" ? "peopleMoved" : "peopleChanged";
}

/** Where an added unit or person has its first day; all of one import begin on the same. */
const begins: Partial<Record<GroupKind, string>> = { unitsAdded: "startsOn", peopleAdded: "from" };

/** A field that a change names, such as a person's unit; "" where it stays. */
function textIn(fields: Json, field: string): string {
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return "";
  const value = fields[field];
  return typeof value === "string" ? value : "";
}

/** The same for the same changes: ids of what is only to be made are left out, since each look makes new ones. */
export function fingerprintOf(changes: Change[]): string {
  const told = changes.map(({ record, recordId, before, after }) => [
    record,
    before === null ? null : recordId,
    before,
    after,
  ]);
  return createHash("sha256").update(JSON.stringify(told)).digest("base64url");
}
