import { z } from "zod";
import { UserError } from "../errors.ts";
import type { ActionRequest, Feature, OptionsRequest, Request, SubmitRequest } from "../feature.ts";
import type { Organisation } from "../org/index.ts";
import type { Answer, Suggestions } from "../slack/answer.ts";
import { option, plain, type View } from "../slack/blocks.ts";
import { type Asker, askerOf, LockedWeek } from "./asker.ts";
import { blockOf, type FieldName, type FormEntry, type FormPlace, placeIn, readForm } from "./form-entry.ts";
import type { FormService, Target } from "./form-service.ts";
import { formView } from "./form-view.ts";
import { actions, inputs, views } from "./ids.ts";
import { exceptions, statuses } from "./model.ts";
import type { OwnForm } from "./own-form.ts";
import { labels } from "./people.ts";
import { savedBlocks } from "./phrases.ts";
import type { AttendanceService, Saved } from "./service.ts";

/** The form's edge: opens it, follows what is picked, saves it. */
export function attendanceForm(deps: {
  service: AttendanceService;
  forms: FormService;
  own: OwnForm;
  org: Organisation;
}) {
  const { service, forms, own, org } = deps;
  const asking = async (request: Request) => askerOf(request, await org.units());

  async function show(
    request: Request,
    ...how: Parameters<FormService["facts"]> extends [Asker, ...infer Rest] ? Rest : never
  ): Promise<View> {
    const asker = await asking(request);
    return formView(await forms.facts(asker, ...how), request.viewer.locale);
  }

  /** The unit's form for those who enter for it; everybody else's is about themselves. */
  async function open(request: Request, target: Target = {}): Promise<Answer> {
    const asker = await asking(request);
    if (await forms.entersFor(asker, target)) return { kind: "openView", view: await show(request, target) };
    return { kind: "openView", view: await own.view(request, asker, target.date) };
  }

  async function moved(request: ActionRequest): Promise<Answer> {
    const asker = await asking(request);
    const place = placeIn(request.viewData);
    const { unitId, date, entry } = readForm(request.values, place);
    const kept = await forms.keepDraft(asker, { unitId: place.unitId, date: place.date, entry });
    const { locale } = request.viewer;
    const unit = await forms.unitOf(asker, unitId);
    const note = kept
      ? locale.md("attendance.form.moved", { unit: unit.name, date: locale.day(date) })
      : undefined;
    return {
      kind: "updateView",
      view: await show(request, { unitId, date }, { fill: place.fill + 1, note }),
    };
  }

  async function picked(request: ActionRequest): Promise<Answer> {
    const place = placeIn(request.viewData);
    const { entry } = readForm(request.values, place);
    await forms.keepDraft(await asking(request), { unitId: place.unitId, date: place.date, entry });
    return { kind: "nothing" };
  }

  async function useDraft(request: ActionRequest): Promise<Answer> {
    const asker = await asking(request);
    const { fill } = placeIn(request.viewData);
    const draft = await forms.draft(asker);
    const wanted = actions.useDraft.read(request.value);
    const view = draft
      ? await show(request, draft, { entry: draft.entry, fill: fill + 1 })
      : await show(request, wanted, { fill: fill + 1 });
    return { kind: "updateView", view };
  }

  async function discardDraft(request: ActionRequest): Promise<Answer> {
    const place = placeIn(request.viewData);
    const { entry } = readForm(request.values, place);
    await forms.forgetDraft(await asking(request));
    return {
      kind: "updateView",
      view: await show(request, place, { entry, fill: place.fill, seen: place.seen }),
    };
  }

  async function submit(request: SubmitRequest): Promise<Answer> {
    const asker = await asking(request);
    const place = placeIn(request.viewData);
    const { unitId, date, entry } = readForm(request.values, place);
    if (unitId !== place.unitId || date !== place.date)
      return movedOn(request, asker, place, entry, { unitId, date });
    try {
      const saved = await save(asker, place, entry);
      await forms.forgetDraft(asker, place);
      return { kind: "updateView", view: await savedView(request, saved) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      await forms.keepDraft(asker, { unitId, date, entry });
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
    const block = fieldNames.find((name) => blockNameOf(error.field) === name);
    if (block && !(error instanceof LockedWeek) && blockOf(block, place) in request.values)
      throw new UserError(error.key, error.values, blockOf(block, place));
    const note = request.viewer.locale.md(error.key, error.values);
    const view = await show(request, place, { entry, fill: place.fill, seen: place.seen, note });
    return { kind: "updateView", view };
  }

  async function save(asker: Asker, place: FormPlace, entry: FormEntry): Promise<Saved> {
    const unit = await forms.unitOf(asker, place.unitId);
    const ledById = z.uuid().safeParse(entry.ledBy);
    const about = {
      unit,
      date: place.date,
      details: { material: entry.material?.trim() || null, ledById: ledById.success ? ledById.data : null },
      reason: entry.correction ?? "",
    };
    if (entry.counts) return service.recordCounts(asker, { ...about, counts: numbers(entry.counts) });
    const named = exceptions.flatMap((status) =>
      (entry[status] ?? []).map((personId) => ({ personId, status })),
    );
    const keep = exceptions.filter((status) => entry[status] === undefined);
    return service.recordByName(asker, { ...about, exceptions: named, keep, seen: place.seen });
  }

  async function savedView(request: Request, saved: Saved): Promise<View> {
    const { locale } = request.viewer;
    const unit = await forms.unitOf(await asking(request), saved.unitId);
    return {
      type: "modal",
      callback_id: views.page,
      title: plain(locale.t("attendance.form.savedTitle"), 24),
      close: plain(locale.t("common.done"), 24),
      blocks: savedBlocks(saved, unit, locale, true),
    };
  }

  const suggest =
    (of: "suggestPeople" | "suggestLeaders") =>
    async (request: OptionsRequest): Promise<Suggestions> => {
      const asker = await asking(request);
      const { people, expected } = await forms[of](asker, placeIn(request.viewData), request.query);
      const label = labels(expected);
      return {
        options: people.map((person) => option(label.get(person.personId) ?? person.name, person.personId)),
      };
    };

  const units = async (request: OptionsRequest): Promise<Suggestions> => ({
    options: (await forms.suggestUnits(await asking(request), request.query)).map((unit) =>
      option(unit.name, unit.id),
    ),
  });

  return {
    open,
    actions: {
      [actions.record.id]: {
        run: (request) => open(request, actions.record.read(request.value)),
        opens: true,
      },
      [actions.change.id]: {
        run: async (request) => ({
          kind: "updateView",
          view: await show(request, actions.change.read(request.value)),
        }),
      },
      [actions.useDraft.id]: { run: useDraft },
      [actions.discardDraft.id]: { run: discardDraft },
      [inputs.unit]: { run: moved },
      [inputs.date]: { run: moved },
      ...Object.fromEntries(exceptions.map((status) => [inputs[status], { run: picked }])),
    } satisfies Feature["actions"],
    views: {
      [views.form]: {
        submit,
        async closed(request) {
          const place = placeIn(request.viewData);
          const { entry } = readForm(request.values, place);
          // Slack may close a view without saying what stood in it: that is nothing to keep.
          if (Object.keys(request.values).length === 0) return;
          await forms.keepDraft(await asking(request), { unitId: place.unitId, date: place.date, entry });
        },
      },
    } satisfies Feature["views"],
    options: {
      [inputs.unit]: units,
      [inputs.ledBy]: suggest("suggestLeaders"),
      ...Object.fromEntries(exceptions.map((status) => [inputs[status], suggest("suggestPeople")])),
    } satisfies Feature["options"],
  };
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
