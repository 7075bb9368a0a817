import { FormError, UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import type { Stored } from "../../form/drafts.ts";
import { formLife, refusedAt } from "../../form/life.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Request } from "../../org/request.ts";
import { noticeView } from "../../requests/refusals.ts";
import type { Answer } from "../../slack/answer.ts";
import { option, type View } from "../../slack/blocks.ts";
import { asModal, messageOf, type PageView } from "../../slack/page.ts";
import type { ActionRequest, OptionsRequest, SubmitRequest } from "../../slack/requests.ts";
import { actions, inputs, views } from "../ids.ts";
import { type Note, noteOf } from "../phrases.ts";
import { markOf } from "../rules.ts";
import type { TopicService } from "../service.ts";
import { blockOf, type FormEntry, type FormPlace, fieldNames, placeIn, readForm, saved } from "./entry.ts";
import { type FormService, type Showing, shownOf } from "./service.ts";
import { typing } from "./typing.ts";
import { alikeView, formView, savedText } from "./view.ts";

/** The form's edge: opens it, follows the title, saves it. */
export function topicForm(deps: {
  service: TopicService;
  forms: FormService;
  /** The topic's page, under a note. */
  page: (request: Request, topicId: string, note: Note) => Promise<PageView>;
  org: Organisation;
}) {
  const { service, forms, page, org } = deps;
  const titles = typing();
  const asking = async (request: Request) => askerOf(request, await org.units());

  async function show(request: Request, how: Showing = {}): Promise<View> {
    return formView(await forms.facts(await asking(request), how), request.viewer.locale);
  }

  /** The form, or for a topic that is done with, its page. @throws UserError for somebody who can have no topic */
  async function opened(request: Request): Promise<View> {
    const asker = await asking(request);
    if (asker.personId === null) throw new UserError("common.notOnRoster");
    const held = await forms.held(asker);
    const { locale, campaign } = asker;
    if (held && (held.state === "concluded" || campaign.isClosed)) {
      const note = locale.md(campaign.isClosed ? "common.refused.closedCampaign" : "topic.note.isConcluded");
      return asModal(await page(request, held.id, noteOf(note, undefined, locale)), views.page, locale);
    }
    if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
    if (!held) service.checkPeriod(asker);
    const facts = await forms.facts(asker);
    if (facts.directions.length === 0 && !held) throw new UserError("topic.refused.noDirections");
    titles.begin(asker.slackUserId);
    return formView(facts, locale);
  }

  /** With each letter of the title: what is like it, where that is something else than what is shown. */
  async function typed(request: ActionRequest): Promise<Answer> {
    const asker = await asking(request);
    const place = placeIn(request.viewData);
    const entry = { ...readForm(request.values, place), title: request.value ?? "" };
    const turn = titles.typed(asker.slackUserId);
    const alike = await forms.alike(asker, entry.title);
    if (!turn.shows(shownOf(alike), place.alike)) return { kind: "nothing" };
    return { kind: "updateView", view: await show(request, { entry, fill: place.fill, alike }) };
  }

  const life = formLife<undefined, FormEntry, undefined>({
    asking,
    read(request) {
      const place = placeIn(request.viewData);
      return { about: undefined, entry: readForm(request.values, place), fill: place.fill };
    },
    async show(request, _about, { entry, fill }) {
      if (!entry) return opened(request);
      return show(request, {
        entry,
        fill,
        alike: await forms.alike(await asking(request), entry.title ?? ""),
      });
    },
    keep: (asker, { entry }) => forms.keepDraft(asker, entry),
    async draft(asker) {
      const draft = await forms.draft(asker);
      return draft && { about: undefined, entry: typedIn(draft) };
    },
    forget: forms.forgetDraft,
    offered: () => undefined,
  });

  async function submit(request: SubmitRequest): Promise<Answer> {
    const asker = await asking(request);
    const place = placeIn(request.viewData);
    const entry = readForm(request.values, place);
    // A look-up that is still under way must not put the form over what is answered here.
    titles.begin(asker.slackUserId);
    try {
      await service.check(asker, saved(entry));
      const alike = await forms.alikeToAnother(asker, entry);
      if (alike.length === 0) return await keep(request, asker, entry);
      await forms.keepDraft(asker, entry);
      const held = (await forms.held(asker)) !== undefined;
      const facts = {
        alike,
        held,
        title: saved(entry).title,
        campaignId: asker.campaign.id,
        fill: place.fill,
        mark: markOf(saved(entry)),
      };
      return { kind: "updateView", view: alikeView(facts, asker.locale) };
    } catch (error) {
      if (!(error instanceof UserError || error instanceof FormError)) throw error;
      await forms.keepDraft(asker, entry);
      return refused(request, place, entry, error);
    }
  }

  /** At the fields where the form has them, else above the form, with all that was typed. */
  async function refused(
    request: Request,
    place: FormPlace,
    entry: FormEntry,
    error: UserError | FormError,
  ): Promise<Answer> {
    const first = refusedAt(error, (field) => {
      const name = fieldNames.find((one) => one === field);
      return name && blockOf(name, place);
    });
    const note = first && request.viewer.locale.md(first.key, first.values);
    return { kind: "updateView", view: await show(request, { entry, fill: place.fill, note }) };
  }

  async function keep(request: Request, asker: Asker, entry: FormEntry): Promise<Answer> {
    const done = await service.save(asker, saved(entry));
    await forms.forgetDraft(asker);
    const { locale } = asker;
    const note = noteOf(savedText(done, locale), done.written, locale);
    const shown = await page(request, done.topicId, note);
    return {
      kind: "saved",
      message: messageOf(shown.text, shown.blocks),
      page: asModal(shown, views.page, locale),
    };
  }

  /** The user has seen what is alike. The draft is what the form had in it. */
  async function registerAnyway(request: ActionRequest): Promise<Answer> {
    const asker = await asking(request);
    const draft = await forms.draft(asker);
    // Pressed twice, or saved elsewhere meanwhile: there is nothing left to save.
    if (!draft) return { kind: "updateView", view: await standing(request, asker) };
    const entry = typedIn(draft);
    const { fill: before, mark } = placeIn(request.viewData);
    // Another form of the same person was closed meanwhile: what it left is not what this page asks about.
    if (mark !== markOf(saved(entry))) return life.useDraft(request);
    try {
      return await keep(request, asker, entry);
    } catch (error) {
      if (!(error instanceof UserError || error instanceof FormError)) throw error;
      const [first] = error instanceof FormError ? error.problems : [error];
      const note = first && asker.locale.md(first.key, first.values);
      return { kind: "updateView", view: await show(request, { entry, fill: before + 1, note }) };
    }
  }

  async function standing(request: Request, asker: Asker): Promise<View> {
    const held = await forms.held(asker);
    const note = asker.locale.md("topic.saved.unchanged");
    return held
      ? asModal(await page(request, held.id, noteOf(note, undefined, asker.locale)), views.page, asker.locale)
      : noticeView(note, asker.locale);
  }

  const suggestions =
    (found: (request: OptionsRequest) => Promise<{ id: string; label: string }[]>) =>
    async (request: OptionsRequest) => ({
      options: (await found(request)).map(({ id, label }) => option(label, id)),
    });

  return {
    open: async (request: Request): Promise<Answer> => ({ kind: "openView", view: await opened(request) }),
    actions: {
      [actions.open.id]: {
        run: async (request) => ({ kind: "openView", view: await opened(request) }),
        opens: true,
      },
      [actions.change.id]: { run: async (request) => ({ kind: "updateView", view: await opened(request) }) },
      [actions.useDraft.id]: { run: life.useDraft },
      [actions.discardDraft.id]: { run: life.discardDraft },
      [actions.registerAnyway.id]: { run: registerAnyway },
      [actions.backToForm.id]: { run: life.useDraft },
      [inputs.title]: { run: typed },
    } satisfies Feature["actions"],
    views: {
      [views.form]: {
        submit,
        closed: life.closed,
      },
    } satisfies Feature["views"],
    options: {
      [inputs.coResearchers]: suggestions(async (request) =>
        forms.suggestPeople(await asking(request), request.query),
      ),
      [inputs.units]: suggestions(async (request) =>
        forms.suggestUnits(await asking(request), request.query),
      ),
    } satisfies Feature["options"],
  };
}

/** What was typed, without when. */
const typedIn = ({ at: _, ...entry }: Stored<FormEntry>): FormEntry => entry;
