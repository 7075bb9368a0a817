import { createHash } from "node:crypto";
import type { UnitTree } from "../org/tree.ts";
import type { Topic, TopicEntry, TopicState } from "./model.ts";

/** The rules of topics. Pure. */

/** Somebody who may have to approve. */
export type Leader = {
  personId: string;
  name: string;
  roles: string[];
  unitId: string;
  slackUserId: string | null;
};

/**
 * Who approves somebody's topic: the head of the unit above; where it has none, of the one above that. In the root,
 * which has nothing above, its head for everybody else and, for the head, the other members of its leading group, else
 * its administrators. Nobody approves their own. Those without a Slack account cannot press a button: then those
 * further up may as well, and where there is nobody at all, any administrator.
 */
export function approversOf(
  owner: { personId: string; unitId: string | undefined },
  tree: Pick<UnitTree, "byId">,
  leaders: Leader[],
): Leader[] {
  const others = leaders.filter(({ personId }) => personId !== owner.personId);
  const holding = (role: string, unitId?: string) =>
    others.filter((one) => one.roles.includes(role) && (unitId === undefined || one.unitId === unitId));
  const parentOf = (id: string) => tree.byId(id)?.parentId ?? undefined;
  const found: Leader[] = [];
  const reachable = () => found.some(({ slackUserId }) => slackUserId !== null);
  const own = owner.unitId;
  let at = own === undefined ? undefined : (parentOf(own) ?? own);
  while (at !== undefined && !reachable()) {
    const unitId: string = at;
    const above = parentOf(unitId);
    const roles = above === undefined ? ["unit_head", "leading_group", "administrator"] : ["unit_head"];
    for (const role of roles) if (!reachable()) found.push(...holding(role, unitId));
    at = above;
  }
  if (!reachable()) found.push(...holding("administrator"));
  return found.filter((one, index) => found.findIndex(({ personId }) => personId === one.personId) === index);
}

/** Names what an approver decides about: a title or direction changed since makes another mark. */
export function markOf({ title, directionCode }: Pick<TopicEntry, "title" | "directionCode">): string {
  return createHash("sha256")
    .update(JSON.stringify([directionCode, title]))
    .digest("base64url")
    .slice(0, 10);
}

/** What saving the entry does to the topic: where it stands then. Another title or direction is approved anew. */
export function stateAfter(before: Topic, entry: TopicEntry): TopicState {
  if (before.state === "returned") return "registered";
  return markOf(before) === markOf(entry) ? before.state : "registered";
}

/** The fields of an entry that differ, before and after; undefined when none does. */
export function entryChange(before: TopicEntry, after: TopicEntry) {
  const lists = ["coResearcherIds", "unitIds"] as const;
  const texts = ["directionCode", "title", "why", "method"] as const;
  const sorted = (list: string[]) => [...list].sort().join();
  const changed = [
    ...texts.filter((field) => before[field] !== after[field]),
    ...lists.filter((field) => sorted(before[field]) !== sorted(after[field])),
  ];
  if (changed.length === 0) return undefined;
  const pick = (entry: TopicEntry) => Object.fromEntries(changed.map((field) => [field, entry[field]]));
  return { before: pick(before), after: pick(after) };
}
