import type { IsoDate } from "../calendar.ts";
import type { Unit } from "../org/model.ts";

/** How a discussion was held. The words are those of the files. */
export const forms = ["meeting", "forum", "small_group", "online"] as const;
export type DiscussionForm = (typeof forms)[number];

/** More people in one discussion than this is a slip of the finger. */
export const mostParticipants = 100_000;

/** One of the campaign's themes. */
export type Theme = { code: string; name: string; nameEn: string };

/** Somebody who took part, as lists show them. */
export type Participant = { personId: string; name: string; employeeNo: string; position: string | null };

/** A discussion with everything that its pages show. `participantCount` is null where people are named. */
export type DiscussionRecord = {
  id: string;
  unitId: string;
  date: IsoDate;
  themeCode: string;
  form: DiscussionForm;
  participantCount: number | null;
  participants: Participant[];
  viewpoints: number;
  /** It was entered by mistake and taken back. */
  isRemoved: boolean;
};

/** The fields of a discussion that are not people. */
export type Fields = Pick<DiscussionRecord, "date" | "themeCode" | "form" | "participantCount"> & {
  /** True where somebody said that a number beyond the unit's people is right. */
  confirmed: boolean | null;
};

/** What makes two discussions the same one, as far as a record can tell. */
export type Subject = { unitId: string; date: IsoDate; themeCode: string; form: DiscussionForm };

/** Who took part, as somebody enters it. `keep`: as it is recorded. */
export type EnteredWho =
  | { kind: "all"; except: string[] }
  | { kind: "named"; people: string[] }
  | { kind: "count"; count: number }
  | { kind: "keep" };

/** What somebody enters. `reason`: why a record of a locked week is changed; `sure`: what they said Yes to, if they were asked. */
export type Entry = {
  unit: Unit;
  date: IsoDate;
  themeCode: string;
  form: DiscussionForm;
  who: EnteredWho;
  reason?: string;
  sure?: string | undefined;
};

/** How many took part. */
export const peopleOf = ({
  participantCount,
  participants,
}: Pick<DiscussionRecord, "participantCount" | "participants">) => participantCount ?? participants.length;

/** So many viewpoints of one discussion are kept. */
export const mostViewpoints = 5;
