import type {
  ActionRequest,
  CommandHandler,
  CommandRequest,
  Deps,
  Feature,
  OptionsRequest,
  Request,
  SubmitRequest,
} from "../../feature.ts";
import { shortName } from "../../i18n/names.ts";
import type { Answer, Suggestions } from "../../slack/answer.ts";
import { option, type View } from "../../slack/blocks.ts";
import type { Mrkdwn } from "../../slack/mrkdwn.ts";
import { assertAdministrator } from "../administer.ts";
import { type Asker, askerOf } from "../asker.ts";
import { atFields, fromIn, typedIn } from "../forms.ts";
import { actions, type ListPlace, placeIn, shortQuery, unitSearch, views } from "../ids.ts";
import { unitSeen } from "../named.ts";
import { queryBlock } from "../roster/view.ts";
import { lookingAtUnits } from "./look.ts";
import { unitService } from "./service.ts";
import { unitStore } from "./store.ts";
import { noWeekday, type UnitForm, unitForm, unitsView } from "./view.ts";

/** What `/campaign units` shows and does, in one modal. */
export function unitTreePages(deps: Pick<Deps, "db" | "workspaceId" | "write" | "org">) {
  const { db, workspaceId, write, org } = deps;
  const look = lookingAtUnits({ db, workspaceId, org });
  const service = unitService({ store: unitStore(db, workspaceId), workspaceId, write });
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
    const kinds = [...new Set((await org.units()).all.map(({ kind }) => kind))].slice(0, mostKinds);
    const { today, locale } = asker;
    const view = unitForm(which, unit, { list: nowhere, unitId: unit.id }, { today, kinds, locale });
    return { kind: "updateView", view };
  }

  /** Saves a form; the page of the unit that `save` names takes its place. */
  const saving = (
    save: (about: {
      asker: Asker;
      unitId: string;
      text(field: string): string;
    }) => Promise<{ unitId: string; note: () => Promise<Mrkdwn> }>,
  ) => ({
    async submit(request: SubmitRequest): Promise<Answer> {
      const asker = await asking(request);
      const place = placeIn(request.viewData);
      const { text } = typedIn(request.values, place);
      const done = await atFields(place, () => save({ asker, unitId: place.unitId ?? "", text }));
      // Other units may stand elsewhere now.
      org.forget();
      const fresh = askerOf(request, await org.units());
      return { kind: "updateView", view: await show(fresh, done.unitId, 0, await done.note()) };
    },
  });

  const weekdayOf = (text: string) => (text === noWeekday ? "" : text || "?");
  const nameOf = async (id: string) => (await org.units()).byId(id)?.name ?? "–";

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
        const id = await service.add(asker, {
          ...{
            code: text("code"),
            name: text("name"),
            kind: text("kind"),
            weekday: weekdayOf(text("weekday")),
          },
          ...{ parentId: unitId, from: fromIn(text("from")) },
        });
        return { unitId: id, note: async () => asker.locale.md("org.saved.addUnit") };
      }),
      [views.changeUnit]: saving(async ({ asker, unitId, text }) => {
        const typed = { name: text("name"), kind: text("kind"), weekday: weekdayOf(text("weekday")) };
        const changed = await service.change(asker, unitId, typed);
        const key = changed ? "org.saved.changed" : "org.saved.unchanged";
        return { unitId, note: async () => asker.locale.md(key) };
      }),
      [views.moveUnit]: saving(async ({ asker, unitId, text }) => {
        await service.move(asker, unitId, text("parent"));
        const note = async () =>
          asker.locale.md("org.saved.moveUnit", { unit: await nameOf(text("parent")) });
        return { unitId, note };
      }),
      [views.mergeUnit]: saving(async ({ asker, unitId, text }) => {
        const wish = { unitId, intoId: text("into"), from: fromIn(text("from")) };
        const { from, people } = await service.merge(asker, wish);
        const values = { count: people, date: asker.locale.date(from) };
        const note = async () =>
          asker.locale.md("org.saved.mergeUnit", { ...values, into: await nameOf(wish.intoId) });
        return { unitId, note };
      }),
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
