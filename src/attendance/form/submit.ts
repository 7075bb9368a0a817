import { z } from "zod";
import { UserError } from "../../errors.ts";
import { refusedAt, savedAnswer } from "../../form/life.ts";
import type { Asker } from "../../org/asker.ts";
import { LockedWeek } from "../../org/entering.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { askedInForm, sureIn } from "../../slack/ask.ts";
import type { View } from "../../slack/blocks.ts";
import type { SubmitRequest } from "../../slack/requests.ts";
import { SessionDoubtful } from "../doubts.ts";
import type { Saved } from "../entries.ts";
import { views } from "../ids.ts";
import { exceptions, statuses } from "../model.ts";
import { questionText, savedBlocks, savedText } from "../phrases.ts";
import type { AttendanceService } from "../service.ts";
import { blockOf, type FieldName, type FormEntry, type FormPlace, placeIn, readForm } from "./entry.ts";
import type { FormService, Showing, Target } from "./service.ts";

/** Saves what the form holds; whatever is refused comes back with all that was typed. */
export function formSubmission(deps: {
  service: AttendanceService;
  forms: FormService;
  asking: (request: Request) => Promise<Asker>;
  show: (request: Request, target: Target, how?: Showing) => Promise<View>;
}): (request: SubmitRequest) => Promise<Answer> {
  const { service, forms, asking, show } = deps;

  async function submit(request: SubmitRequest): Promise<Answer> {
    const asker = await asking(request);
    const place = placeIn(request.viewData);
    const { unitId, date, entry } = readForm(request.values, place);
    if (unitId !== place.unitId || date !== place.date)
      return movedOn(request, asker, place, entry, { unitId, date });
    try {
      const saved = await save(asker, place, entry, sureIn(request.values));
      await forms.forgetDraft(asker, place);
      return await answered(request, saved);
    } catch (error) {
      if (error instanceof SessionDoubtful) return asked(request, place, entry, error);
      if (!(error instanceof UserError)) throw error;
      await forms.keepDraft(asker, { unitId, date, entry });
      if (error instanceof LockedWeek) await forms.keepTried(asker, { unitId, date, entry });
      return refused(request, place, entry, error);
    }
  }

  /** The unit or date was changed faster than the form could follow: what was picked is for another session. */
  async function movedOn(
    request: SubmitRequest,
    asker: Asker,
    place: FormPlace,
    entry: FormEntry,
    to: { unitId: string; date: string },
  ): Promise<Answer> {
    await forms.keepDraft(asker, { unitId: place.unitId, date: place.date, entry });
    const { locale } = request.viewer;
    const unit = await forms.unitOf(asker, to.unitId);
    const note = locale.md("attendance.form.moved", { unit: unit.name, date: locale.day(to.date) });
    return { kind: "updateView", view: await show(request, to, { fill: place.fill + 1, note }) };
  }

  /** At its field where the form has it, else above the form, with all that was typed. */
  async function refused(
    request: SubmitRequest,
    place: FormPlace,
    entry: FormEntry,
    error: UserError,
  ): Promise<Answer> {
    const first = refusedAt(error, (field) => {
      const name = fieldNames.find((one) => blockNameOf(field) === one);
      const block = name && blockOf(name, place);
      return block && !(error instanceof LockedWeek) && block in request.values ? block : undefined;
    });
    const note = first && request.viewer.locale.md(first.key, first.values);
    const { fill, seen } = place;
    const view = await show(request, place, { entry, fill, seen, note, tried: error instanceof LockedWeek });
    return { kind: "updateView", view };
  }

  async function asked(
    request: SubmitRequest,
    place: FormPlace,
    entry: FormEntry,
    doubtful: SessionDoubtful,
  ): Promise<Answer> {
    const { locale } = request.viewer;
    const unit = await forms.unitOf(await asking(request), place.unitId);
    const view = await show(request, place, { entry, fill: place.fill, seen: place.seen });
    const yes = locale.t("attendance.doubt.yes", { date: locale.day(place.date) });
    return askedInForm(view, doubtful, { question: questionText(doubtful, unit, locale), yes }, locale);
  }

  async function save(
    asker: Asker,
    place: FormPlace,
    entry: FormEntry,
    sure: string | undefined,
  ): Promise<Saved> {
    const unit = await forms.unitOf(asker, place.unitId);
    const ledById = z.uuid().safeParse(entry.ledBy);
    const about = {
      unit,
      date: place.date,
      details: { material: entry.material?.trim() || null, ledById: ledById.success ? ledById.data : null },
      reason: entry.correction ?? "",
      sure,
    };
    if (entry.counts || !unit.hasRoster)
      return service.recordCounts(asker, { ...about, counts: numbers(entry.counts ?? {}) });
    const named = exceptions.flatMap((status) =>
      (entry[status] ?? []).map((personId) => {
        const said = entry.reasons?.[personId];
        return { personId, status, ...(said?.status === status && { reason: said.reason }) };
      }),
    );
    const keep = exceptions.filter((status) => entry[status] === undefined);
    return service.recordByName(asker, { ...about, exceptions: named, keep, seen: place.seen });
  }

  async function answered(request: Request, saved: Saved): Promise<Answer> {
    const { locale } = request.viewer;
    const unit = await forms.unitOf(await asking(request), saved.unitId);
    const title = locale.t("attendance.form.savedTitle");
    const text = savedText(saved, unit, locale);
    const blocks = savedBlocks(saved, unit, locale, false);
    const inModal = savedBlocks(saved, unit, locale, true);
    return savedAnswer({ title, text, blocks, inModal }, views.page, locale);
  }

  return submit;
}

const fieldNames = [
  "unit",
  "date",
  ...exceptions,
  "ledBy",
  "correction",
  "count-present",
] as const satisfies FieldName[];
const blockNameOf = (field: string | undefined) => (field === "present" ? "count-present" : field);

/** @throws UserError (field "present") for anything but whole numbers; an empty one is 0 */
function numbers(typed: NonNullable<FormEntry["counts"]>) {
  const number = (text: string | undefined) => {
    const value = Number(text ?? "0");
    if (!Number.isInteger(value) || value < 0 || value > 100_000)
      throw new UserError("attendance.refused.notNumber", {}, "present");
    return value;
  };
  const [present, late, leave, absent] = statuses.map((status) => number(typed[status]));
  return { present: present ?? 0, late: late ?? 0, leave: leave ?? 0, absent: absent ?? 0 };
}
