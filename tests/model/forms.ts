import { z } from "zod";
import type { ElementState, OpenView } from "../../sandbox/slack/index.ts";
import type { Counts, Mark, Prediction, Status } from "./attendance.ts";
import { done, refused } from "./attendance.ts";
import { asSeen } from "./lines.ts";
import type { Play } from "./play.ts";
import type { UnitCode } from "./town.ts";
import { type Asker, withoutRoster } from "./who.ts";

/** What submitting a form should do, read from what stands in it. */

/** What the attendance form showed of people, by view and by the mark that it carries. */
export type Shown = Map<string, Map<string, Mark>>;

const said = z.object({ status: z.string(), reason: z.string() });
const place = z.object({
  unitId: z.string(),
  date: z.string(),
  reasons: z.record(z.string(), said).optional(),
});

/** Notes what a form shows when it appears: later records of others are measured against it. */
export function noteShown(play: Play, shown: Shown, view: OpenView | undefined): void {
  if (view?.view.callback_id !== "attendance.form") return;
  const key = `${view.id} ${view.view.private_metadata}`;
  if (shown.has(key)) return;
  const { unitId, date } = place.parse(JSON.parse(view.view.private_metadata));
  shown.set(key, new Map(play.attendance.expected(play.codeOf(unitId) as UnitCode, date)));
}

type Held = { blockId: string; state: ElementState };
const heldIn = (view: OpenView): Held[] =>
  Object.entries(view.state.values).flatMap(([blockId, elements]) =>
    Object.values(elements).map((state) => ({ blockId, state })),
  );
const field = (view: OpenView, name: string): Held | undefined =>
  heldIn(view).find(({ blockId }) => blockId === name || blockId.startsWith(`${name}.`));

const option = z.object({ value: z.string() });
function textIn(view: OpenView, name: string): string | undefined {
  const state: Record<string, unknown> = field(view, name)?.state ?? {};
  const { value, selected_date, selected_option, selected_time } = state;
  const chosen = option.safeParse(selected_option);
  const text = chosen.success ? chosen.data.value : (value ?? selected_date ?? selected_time);
  return typeof text === "string" && text !== "" ? asSeen(text) : undefined;
}
const chosenIn = (view: OpenView, name: string): string[] | undefined => {
  const found = z.array(option).safeParse(field(view, name)?.state.selected_options);
  return found.success ? found.data.map(({ value }) => value) : undefined;
};

/** @param seen how far the audit has come of what the form is about
 * @returns undefined for forms that the model knows nothing of: they must leave its records alone */
export function submission(
  play: Play,
  asker: Asker | undefined,
  view: OpenView,
  shown: Shown,
  seen: string,
): Prediction | undefined {
  switch (view.view.callback_id) {
    case "attendance.form":
      return asker ? unitForm(play, asker, view, shown) : refused("common.notOnRoster");
    case "attendance.own":
      return asker ? ownForm(play, asker, view) : refused("common.notOnRoster");
    case "attendance.removeForm":
      return removal(play, asker, view, seen);
    case "campaign.settings":
      return settingsForm(play, asker, view);
    default:
      return undefined;
  }
}

const statuses = ["present", "late", "leave", "absent"] as const;
const exceptions = ["late", "leave", "absent"] as const;

function unitForm(play: Play, asker: Asker, view: OpenView, shown: Shown): Prediction {
  const { attendance, rules } = play;
  const at = place.parse(JSON.parse(view.view.private_metadata));
  const unit = play.codeOf(at.unitId) as UnitCode;
  const { date } = at;
  const moved = (textIn(view, "unit") ?? at.unitId) !== at.unitId || (textIn(view, "date") ?? date) !== date;
  if (moved) {
    const to = play.codeOf(textIn(view, "unit") ?? at.unitId) as UnitCode;
    const enters = rules.enters(asker, to) || rules.mayEnter(asker, to, textIn(view, "date") ?? date);
    return enters ? done : refused("common.refused.notYours", "common.refused.notYoursNoLiaison");
  }
  const ledBy = textIn(view, "ledBy");
  const details = {
    material: textIn(view, "material")?.trim() || null,
    ledBy: ledBy ? play.noOf(ledBy) : null,
  };
  const barred = attendance.barred(asker, unit, date);
  if (barred) return barred;
  if (rules.isLocked(date) && !textIn(view, "correction")?.trim())
    return refused("attendance.refused.reasonMissing");
  // The box under the question that was asked in the form.
  const sure = chosenIn(view, "form.sure")?.at(0);
  const by = asker.person?.no ?? asker.slack;
  const typed = statuses.map((status) => [status, textIn(view, `count-${status}`)] as const);
  if (typed.some(([, text]) => text !== undefined) || withoutRoster.includes(unit)) {
    const counts = Object.fromEntries(typed.map(([status, text]) => [status, Number(text ?? "0")])) as Counts;
    return attendance.byCount(unit, date, counts, { by, details, sure });
  }
  // Why, as a line said it whose entry the form was opened with.
  const reasonOf = (id: string, status: string) =>
    at.reasons?.[id]?.status === status ? at.reasons[id]?.reason : undefined;
  const lists = exceptions.map((status) => [status, chosenIn(view, status)] as const);
  const named = lists.flatMap(([status, ids]) =>
    (ids ?? []).map((id) => ({ no: play.noOf(id), status, reason: reasonOf(id, status) })),
  );
  const kept: Status[] = lists.filter(([, ids]) => ids === undefined).map(([status]) => status);
  const before = shown.get(`${view.id} ${view.view.private_metadata}`);
  return attendance.byName(unit, date, named, {
    ...{ by, details, kept, sure },
    ...(before ? { shown: before } : {}),
  });
}

function ownForm(play: Play, asker: Asker, view: OpenView): Prediction {
  const status = textIn(view, "own-status") as "present" | "late" | "leave";
  const date = textIn(view, "own-date");
  const reason = textIn(view, "own-reason") ?? null;
  return play.attendance.own(asker, { status, reason, ...(date ? { date } : {}) });
}

/** What the question carries before a session is taken back. */
export const removable = z.object({ unitId: z.string(), date: z.string(), seen: z.string() });

function removal(play: Play, asker: Asker | undefined, view: OpenView, seen: string): Prediction {
  if (!asker) return refused("common.notOnRoster");
  const wanted = removable.parse(JSON.parse(view.view.private_metadata));
  const [unit, { date }] = [play.codeOf(wanted.unitId) as UnitCode, wanted];
  const no = play.attendance.barred(asker, unit, date);
  if (no) return no;
  if (play.rules.isLocked(date) && !textIn(view, "correction")?.trim())
    return refused("attendance.refused.reasonMissing");
  if (!play.attendance.isRecorded(unit, date))
    return refused("attendance.undo.notRecorded", "attendance.undo.changedMeanwhile");
  if (wanted.seen !== seen) return refused("attendance.undo.changedMeanwhile");
  return play.attendance.remove(unit, date);
}

function settingsForm(play: Play, asker: Asker | undefined, view: OpenView): Prediction {
  if (!asker || !play.rules.isAdmin(asker)) return refused("campaign.administratorsOnly");
  const number = (name: string) => Number(textIn(view, name) ?? "x");
  const [lockDays, checkInMinutes] = [number("lock_days"), number("check_in_minutes")];
  const right = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!right(lockDays, 0, 366) || !right(checkInMinutes, 1, 1440)) return refused("campaign.wholeNumber");
  const selfCheckIn = (chosenIn(view, "self_check_in") ?? []).includes("on");
  Object.assign(play.rules.settings, { selfCheckIn, lockDays, checkInMinutes });
  return done;
}
