import type { Deps, Feature } from "../../feature.ts";
import type { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { assertAdministrator } from "../../org/administer.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import type { Unit } from "../../org/model.ts";
import { unitSeen } from "../../org/named.ts";
import type { Request } from "../../org/request.ts";
import { RestateDoubtful } from "../../org/restate.ts";
import type { Answer, Suggestions } from "../../slack/answer.ts";
import { askedInForm, sureIn } from "../../slack/ask.ts";
import { option, type View } from "../../slack/blocks.ts";
import type {
  ActionRequest,
  CommandHandler,
  CommandRequest,
  OptionsRequest,
  SubmitRequest,
} from "../../slack/requests.ts";
import { atFields, fromIn, typedIn } from "../forms.ts";
import { actions, type ListPlace, placeIn, shortQuery, unitSearch, views } from "../ids.ts";
import { queryBlock } from "../people/view.ts";
import { lookingAtUnits } from "./look.ts";
import { restateQuestion } from "./restate-view.ts";
import { unitService } from "./service.ts";
import { unitStore } from "./store.ts";
import { noWeekday, type UnitForm, unitForm, unitsView } from "./view.ts";

type UnitDeps = Pick<Deps, "db" | "workspaceId" | "write" | "org"> & {
  parts: () => Pick<Feature, "recorded" | "keptMessages">[];
};

type Saving = { asker: Asker; unitId: string; text(field: string): string; sure: string | undefined };

/** What `/campaign units` shows and does, in one modal. */
export function unitTreePages(deps: UnitDeps) {
  const { db, workspaceId, write, org, parts } = deps;
  const look = lookingAtUnits({ db, workspaceId, org });
  const service = unitService({ store: unitStore(db, workspaceId), workspaceId, write, parts });
  const asking = async (request: Request) => askerOf(request, await org.units());
  const nowhere: ListPlace = { query: "", page: 0, unmatched: false };

  async function show(asker: Asker, unitId: string, page = 0, note?: Mrkdwn): Promise<View> {
    return unitsView(await look.unit(asker, unitId, { ...nowhere, page }), asker.locale, note);
  }

  async function search(asker: Asker, query: string, page = 0): Promise<View> {
    return unitsView(await look.search(asker, { ...nowhere, query, page }), asker.locale);
  }

  const open = (action: typeof actions.openUnit) => ({
    run: async (request: ActionRequest): Promise<Answer> => ({
      kind: "updateView",
      view: await show(await asking(request), action.read(request.value).unitId),
    }),
  });

  const turn = (action: typeof actions.unitsNext) => ({
    run: async (request: ActionRequest): Promise<Answer> => {
      const { page } = action.read(request.value);
      const { list, unitId } = placeIn(request.viewData);
      const asker = await asking(request);
      const view =
        unitId === undefined ? await search(asker, list.query, page) : await show(asker, unitId, page);
      return { kind: "updateView", view };
    },
  });

  async function form(request: ActionRequest, which: UnitForm): Promise<Answer> {
    const asker = await asking(request);
    assertAdministrator(asker);
    const unit = await unitSeen(asker, actions[which].read(request.value).unitId, org);
    return { kind: "updateView", view: await formOf(asker, which, unit) };
  }

  async function formOf({ today, locale }: Asker, which: UnitForm, unit: Unit): Promise<View> {
    const kinds = [...new Set((await org.units()).all.map(({ kind }) => kind))].slice(0, mostKinds);
    return unitForm(which, unit, { list: nowhere, unitId: unit.id }, { today, kinds, locale });
  }

  /** Asks in the form itself whether the past of what moves goes along. */
  async function askedToRestate(
    doubtful: RestateDoubtful,
    { asker, which, unitId, toId }: { asker: Asker; which: UnitForm; unitId: string; toId: string },
  ): Promise<Answer> {
    const { locale } = asker;
    const unit = await unitSeen(asker, unitId, org);
    const to = await unitSeen(asker, toId, org);
    const from = await nameOf(which === "mergeUnit" ? unitId : unit.parentId);
    const asked = restateQuestion(doubtful, { which, unit, from, to }, locale);
    return askedInForm(await formOf(asker, which, unit), doubtful, asked, locale);
  }

  /**
   * Saves a form; the page of the unit that `save` names takes its place.
   * @param moves the form, and its field that says where units move, where it may ask about their past
   */
  const saving = (
    save: (about: Saving) => Promise<{ unitId: string; note: () => Promise<Mrkdwn> }>,
    moves?: { which: UnitForm; to: string },
  ) => ({
    async submit(request: SubmitRequest): Promise<Answer> {
      const asker = await asking(request);
      const place = placeIn(request.viewData);
      const { unitId = "" } = place;
      const { text } = typedIn(request.values, place);
      const about = { asker, unitId, text, sure: sureIn(request.values) };
      try {
        const done = await atFields(place, () => save(about));
        // Other units may stand elsewhere now.
        org.forget();
        const fresh = askerOf(request, await org.units());
        return { kind: "updateView", view: await show(fresh, done.unitId, 0, await done.note()) };
      } catch (error) {
        if (!moves || !(error instanceof RestateDoubtful)) throw error;
        return askedToRestate(error, { asker, unitId, which: moves.which, toId: text(moves.to) });
      }
    },
  });

  const weekdayOf = (text: string) => (text === noWeekday ? "" : text || "?");
  const nameOf = async (id: string | null) => (await org.units()).byId(id ?? "")?.name ?? "–";

  return {
    command: {
      opens: () => true,
      run: async (request: CommandRequest): Promise<Answer> => ({
        kind: "openView",
        view: await search(await asking(request), shortQuery(request.text)),
      }),
    } satisfies CommandHandler,
    actions: {
      [actions.openUnit.id]: open(actions.openUnit),
      [actions.aboveUnit.id]: open(actions.aboveUnit),
      [actions.unitsPrevious.id]: turn(actions.unitsPrevious),
      [actions.unitsNext.id]: turn(actions.unitsNext),
      ...Object.fromEntries(
        unitForms.map((which) => [
          actions[which].id,
          { run: (request: ActionRequest) => form(request, which) },
        ]),
      ),
    } satisfies Feature["actions"],
    views: {
      [views.units]: {
        async submit(request) {
          const typed = request.values[queryBlock];
          const query = shortQuery(typeof typed === "string" ? typed : "");
          return { kind: "updateView", view: await search(await asking(request), query) };
        },
      },
      [views.addUnit]: saving(async ({ asker, unitId, text }) => {
        const typed = { name: text("name"), kind: text("kind"), weekday: weekdayOf(text("weekday")) };
        const place = { code: text("code"), parentId: unitId, from: fromIn(text("from")) };
        const id = await service.add(asker, { ...typed, ...place });
        return { unitId: id, note: async () => asker.locale.md("org.saved.addUnit") };
      }),
      [views.changeUnit]: saving(async ({ asker, unitId, text }) => {
        const typed = { name: text("name"), kind: text("kind"), weekday: weekdayOf(text("weekday")) };
        const changed = await service.change(asker, unitId, typed);
        const key = changed ? "org.saved.changed" : "org.saved.unchanged";
        return { unitId, note: async () => asker.locale.md(key) };
      }),
      [views.moveUnit]: saving(
        async ({ asker, unitId, text, sure }) => {
          await service.move(asker, unitId, text("parent"), sure);
          const note = async () =>
            asker.locale.md("org.saved.moveUnit", { unit: await nameOf(text("parent")) });
          return { unitId, note };
        },
        { which: "moveUnit", to: "parent" },
      ),
      [views.mergeUnit]: saving(
        async ({ asker, unitId, text, sure }) => {
          const wish = { unitId, intoId: text("into"), from: fromIn(text("from")) };
          const { from, people } = await service.merge(asker, wish, sure);
          const values = { count: people, date: asker.locale.date(from) };
          const note = async () =>
            asker.locale.md("org.saved.mergeUnit", { ...values, into: await nameOf(wish.intoId) });
          return { unitId, note };
        },
        { which: "mergeUnit", to: "into" },
      ),
    } satisfies Feature["views"],
    options: {
      [unitSearch]: async (request: OptionsRequest): Promise<Suggestions> => {
        const found = await look.suggest(await asking(request), request.query);
        return {
          options: found.map(({ unit, above }) =>
            option(above ? `${shortName(unit.name, 45)} · ${shortName(above.name, 25)}` : unit.name, unit.id),
          ),
        };
      },
    } satisfies Feature["options"],
  };
}

const unitForms: UnitForm[] = ["addUnit", "changeUnit", "moveUnit", "mergeUnit"];
/** Kinds of units that a hint names. */
const mostKinds = 8;
