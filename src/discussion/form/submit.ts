import { UserError } from "../../errors.ts";
import { refusedAt, savedAnswer } from "../../form/life.ts";
import type { Asker } from "../../org/asker.ts";
import { LockedWeek } from "../../org/entering.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { askedInForm, sureIn } from "../../slack/ask.ts";
import { actions, button, type View } from "../../slack/blocks.ts";
import type { SubmitRequest } from "../../slack/requests.ts";
import { askInPerson } from "../command.ts";
import { DoubtfulDiscussion } from "../doubts.ts";
import type { Saved } from "../entries.ts";
import { actions as ids, views } from "../ids.ts";
import { doubtWords, savedBlocks, savedText } from "../phrases.ts";
import type { DiscussionService } from "../service.ts";
import type { DiscussionStore } from "../store.ts";
import { blockOf, type FormEntry, type FormPlace, fieldNames, placeIn, readForm, whoOf } from "./entry.ts";
import type { FormService, Showing, Target } from "./service.ts";

/** Saves what the form holds; whatever is refused comes back with all that was typed. */
export function formSubmission(deps: {
  service: DiscussionService;
  store: DiscussionStore;
  forms: FormService;
  asking: (request: Request) => Promise<Asker>;
  show: (request: Request, target: Target, how?: Showing) => Promise<View>;
}): (request: SubmitRequest) => Promise<Answer> {
  const { service, store, forms, asking, show } = deps;

  async function submit(request: SubmitRequest): Promise<Answer> {
    const asker = await asking(request);
    const place = placeIn(request.viewData);
    const { discussionId, seen } = place;
    const { unitId, date, entry } = readForm(request.values, place);
    const draft = { unitId, date, discussionId, entry };
    // Picked faster than the form could follow: its inputs are still those for something else.
    if (unitId !== place.unitId || date !== place.date || entry.who !== place.who) {
      const { people, ...rest } = entry;
      const isSame = unitId === place.unitId && entry.who === place.who;
      const note = request.viewer.locale.md("discussion.form.moved");
      const how = { entry: isSame ? entry : rest, fill: place.fill + 1, seen, note };
      return { kind: "updateView", view: await show(request, draft, how) };
    }
    try {
      const saved = await save(asker, place, entry, sureIn(request.values));
      await forms.forgetDraft(asker, discussionId);
      return await answered(request, asker, saved);
    } catch (error) {
      if (!(error instanceof UserError) && !(error instanceof DoubtfulDiscussion)) throw error;
      await forms.keepDraft(asker, draft);
      if (error instanceof DoubtfulDiscussion)
        return asked(request, asker, { place, entry, doubtful: error });
      return refused(request, place, entry, error);
    }
  }

  /** At its field where the form has it, else above the form, with all that was typed. */
  async function refused(
    request: SubmitRequest,
    place: FormPlace,
    entry: FormEntry,
    error: UserError,
  ): Promise<Answer> {
    const first = refusedAt(error, (field) => {
      const name = fieldNames.find((one) => one === field);
      const block = name && blockOf(name, place);
      return block && !(error instanceof LockedWeek) && block in request.values ? block : undefined;
    });
    const { key, values } = error instanceof LockedWeek ? told(error) : (first ?? error);
    const note = request.viewer.locale.md(key, values);
    const { fill, seen } = place;
    return { kind: "updateView", view: await show(request, place, { entry, fill, seen, note }) };
  }

  /** The same form with the question below it. */
  async function asked(
    request: SubmitRequest,
    asker: Asker,
    { place, entry, doubtful }: { place: FormPlace; entry: FormEntry; doubtful: DoubtfulDiscussion },
  ): Promise<Answer> {
    const { locale } = asker;
    const { fill, seen } = place;
    const view = await show(request, place, { entry, fill, seen });
    const unit = await forms.unitOf(asker, place.unitId);
    const themes = await store.themes(asker.campaign.id);
    const { first, ...words } = doubtWords(doubtful, unit, themes, locale);
    const twin = doubtful.twin && ids.changeFirst.write({ discussionId: doubtful.twin.discussionId });
    const below =
      first !== undefined && twin !== undefined
        ? [actions([button(ids.changeFirst.id, first, { value: twin })])]
        : [];
    return askedInForm(view, doubtful, { ...words, below }, locale);
  }

  function told(error: LockedWeek): UserError {
    try {
      return askInPerson(error);
    } catch (asked) {
      return asked instanceof UserError ? asked : error;
    }
  }

  async function save(
    asker: Asker,
    place: FormPlace,
    entry: FormEntry,
    sure: string | undefined,
  ): Promise<Saved> {
    const { theme, form, correction } = entry;
    const unit = await forms.unitOf(asker, place.unitId);
    // Before what is missing: a closed form has no inputs to fill in.
    await service.assertMay(asker, unit, place.date);
    if (theme === undefined) throw new UserError("discussion.refused.noTheme", {}, "theme");
    if (form === undefined) throw new UserError("discussion.refused.noForm", {}, "form");
    const entered = { unit, date: place.date, themeCode: theme, form, who: whoOf(entry), sure };
    const why = { reason: correction ?? "" };
    if (place.discussionId === null) return service.record(asker, { ...entered, ...why });
    return service.change(asker, place.discussionId, { ...entered, ...why, seen: place.seen });
  }

  async function answered(request: Request, asker: Asker, saved: Saved): Promise<Answer> {
    const { locale } = request.viewer;
    const unit = await forms.unitOf(asker, saved.unitId);
    const themes = await store.themes(asker.campaign.id);
    const title = locale.t("discussion.form.savedTitle");
    const text = savedText(saved, unit, themes, locale);
    const blocks = savedBlocks(saved, unit, themes, locale, false);
    const inModal = savedBlocks(saved, unit, themes, locale, true);
    return savedAnswer({ title, text, blocks, inModal }, views.page, locale);
  }

  return submit;
}
