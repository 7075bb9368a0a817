import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import { formLife } from "../../form/life.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { labels } from "../../org/people.ts";
import type { Request } from "../../org/request.ts";
import type { Answer, Suggestions } from "../../slack/answer.ts";
import { option, type View } from "../../slack/blocks.ts";
import type { ActionRequest, OptionsRequest } from "../../slack/requests.ts";
import { actions, inputs, views } from "../ids.ts";
import type { DiscussionService } from "../service.ts";
import type { DiscussionStore } from "../store.ts";
import { type FormEntry, placeIn, readForm } from "./entry.ts";
import { removeForm } from "./remove.ts";
import type { FormService, Showing, Target } from "./service.ts";
import type { Draft } from "./store.ts";
import { formSubmission } from "./submit.ts";
import { formView } from "./view.ts";

/** The form's edge: opens it, follows what is picked, saves it. */
export function discussionForm(deps: {
  service: DiscussionService;
  store: DiscussionStore;
  forms: FormService;
  org: Organisation;
}) {
  const { service, store, forms, org } = deps;
  const asking = async (request: Request): Promise<Asker> => askerOf(request, await org.units());

  async function show(request: Request, target: Target, how: Showing = {}): Promise<View> {
    return formView(await forms.facts(await asking(request), target, how), request.viewer.locale);
  }

  async function open(request: Request, discussionId: string | null = null): Promise<Answer> {
    // Before anything is typed that could not be saved.
    if (request.campaign.isClosed) throw new UserError("common.refused.closedCampaign");
    return { kind: "openView", view: await show(request, { discussionId }) };
  }

  /** With what was written on a line already in its inputs. */
  async function openDraft(request: Request): Promise<Answer> {
    const draft = await forms.draft(await asking(request), null);
    return draft ? openWith(request, draft) : open(request);
  }

  /** With this already in its inputs. */
  const openWith = async (request: Request, { entry, ...target }: Draft): Promise<Answer> => ({
    kind: "openView",
    view: await show(request, target, { entry }),
  });

  async function record(request: ActionRequest): Promise<Answer> {
    const { discussionId = null, draft } = actions.record.read(request.value);
    return draft ? openDraft(request) : open(request, discussionId);
  }

  /** Another unit or date has other people; another way to say who took part, other inputs. */
  async function moved(request: ActionRequest): Promise<Answer> {
    const place = placeIn(request.viewData);
    const { unitId, date, entry } = readForm(request.values, place);
    const { discussionId, seen } = place;
    const isElsewhere = unitId !== place.unitId;
    const isOtherKind = entry.who !== place.who;
    const { people, ...rest } = entry;
    const kept = isElsewhere || isOtherKind ? rest : entry;
    await forms.keepDraft(await asking(request), { unitId, date, discussionId, entry: kept });
    const fill = isElsewhere ? place.fill + 1 : place.fill;
    return {
      kind: "updateView",
      view: await show(request, { discussionId, unitId, date }, { entry: kept, fill, seen }),
    };
  }

  const life = formLife<Omit<Draft, "entry">, FormEntry, Target>({
    asking,
    read(request) {
      const place = placeIn(request.viewData);
      const { unitId, date, entry } = readForm(request.values, place);
      const { discussionId, fill, seen } = place;
      return { about: { unitId, date, discussionId }, entry, fill, seen };
    },
    show,
    keep: (asker, { about, entry }) => forms.keepDraft(asker, { ...about, entry }),
    async draft(asker, { discussionId }) {
      const draft = await forms.draft(asker, discussionId);
      if (!draft) return undefined;
      const { entry, ...about } = draft;
      return { about, entry };
    },
    forget: (asker, { discussionId }) => forms.forgetDraft(asker, discussionId),
    offered: (request) => actions.useDraft.read(request.value),
  });

  async function people(request: OptionsRequest): Promise<Suggestions> {
    const place = placeIn(request.viewData);
    const found = await forms.suggestPeople(await asking(request), place, request.query);
    const label = labels(found.all);
    return {
      options: found.people.map(({ personId, name }) => option(label.get(personId) ?? name, personId)),
    };
  }

  async function units(request: OptionsRequest): Promise<Suggestions> {
    const { date } = placeIn(request.viewData);
    const found = await forms.suggestUnits(await asking(request), date, request.query);
    return { options: found.map((unit) => option(unit.name, unit.id)) };
  }

  /** What was entered as a new discussion goes into the form of the one that stands already. */
  async function changeFirst(request: ActionRequest): Promise<Answer> {
    const { discussionId } = actions.changeFirst.read(request.value);
    const place = placeIn(request.viewData);
    const { unitId, date, entry } = readForm(request.values, place);
    const asker = await asking(request);
    await forms.keepDraft(asker, { unitId, date, discussionId, entry });
    await forms.forgetDraft(asker, null);
    const how = { entry, fill: place.fill + 1 };
    return { kind: "updateView", view: await show(request, { discussionId, date }, how) };
  }

  const removal = removeForm({ service, store, org });

  return {
    open,
    openWith,
    actions: {
      [actions.record.id]: {
        run: record,
        opens: true,
      },
      [actions.change.id]: {
        run: async (request) => ({
          kind: "updateView",
          view: await show(request, actions.change.read(request.value)),
        }),
      },
      [actions.changeFirst.id]: { run: changeFirst },
      [actions.useDraft.id]: { run: life.useDraft },
      [actions.discardDraft.id]: { run: life.discardDraft },
      [inputs.unit]: { run: moved },
      [inputs.date]: { run: moved },
      [inputs.who]: { run: moved },
      [inputs.theme]: { run: life.picked },
      [inputs.form]: { run: life.picked },
      [inputs.people]: { run: life.picked },
      ...removal.actions,
    } satisfies Feature["actions"],
    views: {
      [views.form]: {
        submit: formSubmission({ service, store, forms, asking, show }),
        closed: life.closed,
      },
      ...removal.views,
    } satisfies Feature["views"],
    options: { [inputs.people]: people, [inputs.unit]: units } satisfies Feature["options"],
  };
}
