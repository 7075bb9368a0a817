import type { Json } from "../json.ts";
import { Doubtful } from "../line/doubt.ts";
import type { Saved } from "./entries.ts";
import type { Fields } from "./model.ts";
import type { LockedDiscussion } from "./store.ts";

/**
 * What is asked before a discussion is written. `beyond`: a number larger than the unit's list of people; `twin`: that
 * theme was discussed in that form by the unit that day already.
 */
export type DiscussionDoubt = { kind: "beyond"; listed: number } | { kind: "twin"; discussionId: string };

/** A discussion that stands already, and how many took part. */
export type Twin = { discussionId: string; people: number };

/** A discussion that is asked about: what would be saved, and the one that it may be the same as. */
export class DoubtfulDiscussion extends Doubtful<DiscussionDoubt> {
  readonly saved: Saved;
  readonly twin: Twin | undefined;
  constructor(reading: Json, doubts: DiscussionDoubt[], facts: { saved: Saved; twin: Twin | undefined }) {
    super(reading, doubts);
    this.saved = facts.saved;
    this.twin = facts.twin;
  }
}

/** True for a number of people beyond the unit's list; a unit without one has no measure. */
export const isBeyond = (count: number | null, listed: number): boolean =>
  count !== null && listed > 0 && count > listed;

/** Whether it is another discussion by what makes two the same. */
export const isOtherSubject = (
  a: Pick<Fields, "date" | "themeCode" | "form">,
  b: Pick<Fields, "date" | "themeCode" | "form">,
): boolean => a.date !== b.date || a.themeCode !== b.themeCode || a.form !== b.form;

/**
 * What is doubtful about a discussion.
 * @param before what it was, when it is changed: what was confirmed then is not asked again
 * @param listed how many people are on the unit's list that day; 0 where it has none
 */
export function doubtsOf(
  fields: Fields,
  before: LockedDiscussion | undefined,
  { listed, twin }: { listed: number; twin: Twin | undefined },
): DiscussionDoubt[] {
  const wasConfirmed = before?.confirmed === true && before.participantCount === fields.participantCount;
  return [
    ...(isBeyond(fields.participantCount, listed) && !wasConfirmed
      ? [{ kind: "beyond" as const, listed }]
      : []),
    ...(twin ? [{ kind: "twin" as const, discussionId: twin.discussionId }] : []),
  ];
}
