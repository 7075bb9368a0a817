import { contains, type IsoDate, todayIn } from "../../calendar.ts";
import { type Doubt, type ImportContext, type KnownUnit, noDoubt } from "../../files/file.ts";
import type { Report } from "../../files/problems.ts";
import type { DiscussionForm } from "../model.ts";
import type { HeldDiscussion } from "./store.ts";

/** A discussion as it will be after the import: a row of the file, or one of the database's that it does not name. */
export type PlannedDiscussion = {
  id: string;
  number: string;
  unit: Pick<KnownUnit, "id" | "code">;
  date: IsoDate;
  themeCode: string;
  form: DiscussionForm;
  participantCount: number | null;
  line: number | undefined;
  report: Report | undefined;
  held: HeldDiscussion | undefined;
  /** It was taken back here since, and stays so. */
  isKept?: boolean;
  /** Whether names or a number stand for its people was changed here since, and stays so. */
  isCountKept?: boolean;
};

/** What the two files share. */
export type DiscussionPlan = {
  /** By number. */
  discussions: Map<string, PlannedDiscussion>;
  /** Numbers of refused rows: a participant of one is not called unknown as well. */
  doubtful: Doubt;
};

const plans = new WeakMap<ImportContext, DiscussionPlan>();

/** The plan of this import, shared by the two files. */
export function planOf(context: ImportContext): DiscussionPlan {
  const plan = plans.get(context) ?? { discussions: new Map(), doubtful: noDoubt() };
  plans.set(context, plan);
  return plan;
}

/** True for a date of the campaign up to today; says what is wrong with another. Weeks off have discussions too. */
export function checkDate({ campaign, now }: ImportContext, date: IsoDate, report: Report): boolean {
  if (!campaign) return true;
  const { from, to } = campaign.period;
  const today = todayIn(now, campaign.timeZone);
  if (!contains(campaign.period, date)) report("date", "records.outsideCampaign", { date, from, to });
  else if (date > today) report("date", "records.inFuture", { date, today });
  else return true;
  return false;
}
