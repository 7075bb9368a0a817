import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import { formLife } from "../../form/life.ts";
import { shortName } from "../../i18n/names.ts";
import { askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { labels } from "../../org/people.ts";
import type { Request } from "../../org/request.ts";
import type { Answer, Suggestions } from "../../slack/answer.ts";
import { option, type View } from "../../slack/blocks.ts";
import type { ActionRequest, OptionsRequest } from "../../slack/requests.ts";
import { actions, inputs, views } from "../ids.ts";
import { exceptions } from "../model.ts";
import type { OwnForm } from "../own/form.ts";
import { wantedText } from "../phrases.ts";
import type { AttendanceService } from "../service.ts";
import type { SessionKey } from "../store.ts";
import { type FormEntry, placeIn, readForm } from "./entry.ts";
import type { FormService, Showing, Target } from "./service.ts";
import { formSubmission } from "./submit.ts";
import { formView } from "./view.ts";

/** The form's edge: opens it, follows what is picked, saves it. */
export function attendanceForm(deps: {
  service: AttendanceService;
  forms: FormService;
  own: OwnForm;
  org: Organisation;
}) {
  const { service, forms, own, org } = deps;
  const asking = async (request: Request) => askerOf(request, await org.units());

  async function show(request: Request, target: Target, how: Showing = {}): Promise<View> {
    const asker = await asking(request);
    return formView(await forms.facts(asker, target, how), request.viewer.locale);
  }

  /** The unit's form for those who enter for it; everybody else's is about themselves. */
  async function open(request: Request, target: Target = {}, how: Showing = {}): Promise<Answer> {
    // Refused before it is filled in, not after.
    if (request.campaign.isClosed) throw new UserError("common.refused.closedCampaign");
    const asker = await asking(request);
    if (await forms.entersFor(asker, target))
      return { kind: "openView", view: await show(request, target, how) };
    return { kind: "openView", view: await own.view(request, asker, target.date) };
  }

  /** The form as somebody asks the head to save it, with what that changes. */
  async function openAsked(request: ActionRequest): Promise<Answer> {
    const { by, ...at } = actions.recordAsked.read(request.value);
    const { locale } = request.viewer;
    const handed = await forms.handed(await asking(request), at, by);
    // It was saved, or is too old: what stands now is what there is to look at.
    if (!handed) return open(request, at);
    if (request.campaign.isClosed) throw new UserError("common.refused.closedCampaign");
    const values = { asker: shortName(handed.asker), changes: wantedText(handed.wanted, locale) };
    const note = locale.md("attendance.askedFor.form", values);
    return { kind: "openView", view: await show(request, at, { entry: handed.entry, note }) };
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

  const life = formLife<SessionKey, FormEntry, SessionKey>({
    asking,
    read(request) {
      const { unitId, date, fill, seen } = placeIn(request.viewData);
      const { entry } = readForm(request.values, placeIn(request.viewData));
      return { about: { unitId, date }, entry, fill, seen };
    },
    show,
    keep: (asker, { about, entry }) => forms.keepDraft(asker, { ...about, entry }),
    async draft(asker, wanted) {
      const draft = await forms.draft(asker, wanted);
      return draft && { about: draft, entry: draft.entry };
    },
    forget: forms.forgetDraft,
    offered: (request) => actions.useDraft.read(request.value),
  });

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

  async function units(request: OptionsRequest): Promise<Suggestions> {
    const { date } = placeIn(request.viewData);
    const found = await forms.suggestUnits(await asking(request), date, request.query);
    return { options: found.map((unit) => option(unit.name, unit.id)) };
  }

  return {
    open,
    actions: {
      [actions.record.id]: {
        run: (request) => open(request, actions.record.read(request.value)),
        opens: true,
      },
      [actions.recordAsked.id]: { run: openAsked, opens: true },
      [actions.change.id]: {
        run: async (request) => ({
          kind: "updateView",
          view: await show(request, actions.change.read(request.value)),
        }),
      },
      [actions.useDraft.id]: { run: life.useDraft },
      [actions.discardDraft.id]: { run: life.discardDraft },
      [inputs.unit]: { run: moved },
      [inputs.date]: { run: moved },
      ...Object.fromEntries(exceptions.map((status) => [inputs[status], { run: life.picked }])),
    } satisfies Feature["actions"],
    views: {
      [views.form]: {
        submit: formSubmission({ service, forms, asking, show }),
        closed: life.closed,
      },
    } satisfies Feature["views"],
    options: {
      [inputs.unit]: units,
      [inputs.ledBy]: suggest("suggestLeaders"),
      ...Object.fromEntries(exceptions.map((status) => [inputs[status], suggest("suggestPeople")])),
    } satisfies Feature["options"],
  };
}
