import type { Deps, Feature } from "../../feature.ts";
import { draftsOf } from "../../form/drafts.ts";
import type { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { assertAdministrator, mayAdminister } from "../../org/administer.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import { recordedPeople } from "../../org/recorded.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import type { View } from "../../slack/blocks.ts";
import type { ActionRequest, CommandHandler, CommandRequest, SubmitRequest } from "../../slack/requests.ts";
import { actions, type ListPlace, placeIn, shortQuery, views } from "../ids.ts";
import { accounts } from "./accounts.ts";
import { adding } from "./adding.ts";
import { draftIn, draftName, newPersonDraft } from "./drafts.ts";
import { edits } from "./edits.ts";
import { newPersonForm, type PersonForm, personForm } from "./forms-view.ts";
import { looking } from "./look.ts";
import { moves } from "./moves.ts";
import { rosterStore } from "./store.ts";
import { rosterSubmissions } from "./submit.ts";
import { movedText, peopleView, personView, queryBlock } from "./view.ts";

export type RosterDeps = Pick<Deps, "db" | "workspaceId" | "write" | "org"> & {
  forgetViewer: (slackUserId: string) => void;
  parts: () => Pick<Feature, "recorded">[];
};
export type Roster = ReturnType<typeof roster>;

/** What `/campaign people` shows and does: one modal, in which a list, a person and the forms follow each other. */
export function roster(deps: RosterDeps) {
  const { db, workspaceId, write, org, forgetViewer, parts } = deps;
  const recorded = () => recordedPeople(parts());
  const store = rosterStore(db, workspaceId);
  const look = looking({ store, org });
  const moving = moves({ store, workspaceId, write, org, recorded });
  const editing = edits({ store, workspaceId, write });
  const entering = adding({ store, workspaceId, write, moving, recorded });
  const tying = accounts({ store, write });
  const drafts = draftsOf(db, workspaceId, newPersonDraft);
  const asking = async (request: Request) => askerOf(request, await org.units());

  /** What an administrator typed about somebody new, and left. */
  async function keepDraft(request: Pick<ActionRequest, "values"> & Request): Promise<void> {
    const asker = await asking(request);
    const draft = mayAdminister(asker) && draftIn(request.values);
    if (draft) await drafts.keep(asker.slackUserId, draftName, draft, asker.now);
  }

  /** The list; the page of the one person when the text means nobody else. */
  async function list(asker: Asker, wanted: ListPlace, note?: Mrkdwn): Promise<View> {
    const page = await look.people(asker, wanted);
    const [only, ...more] = page.rows;
    if (only && more.length === 0 && page.pages === 1 && wanted.query !== "" && !wanted.unmatched)
      return person(asker, only.id, { ...wanted, query: "" }, note);
    return peopleView(page, asker.locale, note);
  }

  async function person(asker: Asker, personId: string, from: ListPlace, note?: Mrkdwn): Promise<View> {
    return personView(await look.person(asker, personId), from, asker.locale, note);
  }

  async function command(request: CommandRequest): Promise<Answer> {
    const asker = await asking(request);
    const text = request.text.normalize("NFKC").trim();
    const mention = /^<@([UW][A-Z0-9]+)(\|[^>]*)?>$/.exec(text)?.[1];
    const nobody = { query: "", page: 0, unmatched: false };
    if (mention === undefined)
      return { kind: "openView", view: await list(asker, { ...nobody, query: shortQuery(text) }) };
    await look.people(asker, nobody); // whoever may not read the roster is not told whom it knows
    return { kind: "openView", view: await person(asker, await look.mentioned(mention), nobody) };
  }

  async function form(request: ActionRequest, which: PersonForm): Promise<Answer> {
    const asker = await asking(request);
    assertAdministrator(asker);
    const { personId } = actions[which].read(request.value);
    const place = { list: placeIn(request.viewData).list, personId };
    const page = await look.person(asker, personId);
    const { today, locale } = asker;
    return { kind: "updateView", view: personForm(which, page, place, { today, locale }) };
  }

  async function newPerson(request: ActionRequest): Promise<Answer> {
    const asker = await asking(request);
    assertAdministrator(asker);
    const { unitId } = actions.newPerson.read(request.value);
    const draft = await drafts.get(asker.slackUserId, draftName, asker.now);
    const chosen = unitId ?? draft?.unit;
    const unit = typeof chosen === "string" ? (await org.units()).byId(chosen) : undefined;
    const place = { list: placeIn(request.viewData).list };
    const { today, locale } = asker;
    return { kind: "updateView", view: newPersonForm(place, { today, locale, unit, draft }) };
  }

  async function undo(request: ActionRequest): Promise<Answer> {
    const asker = await asking(request);
    const { personId } = actions.undo.read(request.value);
    const moved = await moving.undo(asker, personId);
    await forget(personId);
    const { person: of } = await look.person(asker, personId);
    const tree = await org.units();
    const nameOf = (id: string) => tree.byId(id)?.name ?? "–";
    const note = movedText(moved, { name: of.name, kind: "undo", nameOf }, asker.locale);
    return { kind: "updateView", view: await person(asker, personId, placeIn(request.viewData).list, note) };
  }

  async function unmatch(request: ActionRequest): Promise<Answer> {
    const asker = await asking(request);
    const { personId } = actions.unmatch.read(request.value);
    forgetViewer(await tying.unmatch(asker, personId, request.viewer.isAdmin));
    const note = asker.locale.md("org.saved.unmatch");
    return { kind: "updateView", view: await person(asker, personId, placeIn(request.viewData).list, note) };
  }

  /** What is remembered of somebody in Slack is out of date: their unit, or their roles. */
  async function forget(personId: string): Promise<void> {
    const account = (await store.person(personId))?.account;
    if (account) forgetViewer(account.slackId);
  }

  const turn = (action: typeof actions.peopleNext) => ({
    run: async (request: ActionRequest): Promise<Answer> => {
      const { page } = action.read(request.value);
      const wanted = { ...placeIn(request.viewData).list, page };
      return {
        kind: "updateView",
        view: peopleView(await look.people(await asking(request), wanted), request.viewer.locale),
      };
    },
  });

  async function search(request: SubmitRequest): Promise<Answer> {
    const { unmatched } = placeIn(request.viewData).list;
    const typed = request.values[queryBlock];
    const query = shortQuery(typeof typed === "string" ? typed : "");
    return { kind: "updateView", view: await list(await asking(request), { query, page: 0, unmatched }) };
  }

  const submissions = rosterSubmissions({
    ...{ look, moving, editing, entering, tying, org, asking },
    ...{ person, forget, forgetViewer, drafts, keepDraft },
  });

  return {
    command: { run: command, opens: () => true } satisfies CommandHandler,
    /** How many have no Slack account, for the Home tab of administrators; undefined for everybody else. */
    async unmatched(request: Request) {
      if (!(await org.units()).root) return undefined;
      const asker = await asking(request);
      return mayAdminister(asker) ? look.unmatched(asker) : undefined;
    },
    actions: {
      [actions.unmatched.id]: {
        opens: true,
        run: async (request) => {
          const wanted = { query: "", page: 0, unmatched: true };
          return { kind: "openView", view: await list(await asking(request), wanted) };
        },
      },
      [actions.openPerson.id]: {
        run: async (request) => {
          const { personId } = actions.openPerson.read(request.value);
          const { list: from } = placeIn(request.viewData);
          return { kind: "updateView", view: await person(await asking(request), personId, from) };
        },
      },
      [actions.people.id]: {
        run: async (request) => {
          await keepDraft(request);
          const page = await look.people(await asking(request), placeIn(request.viewData).list);
          return { kind: "updateView", view: peopleView(page, request.viewer.locale) };
        },
      },
      [actions.peoplePrevious.id]: turn(actions.peoplePrevious),
      [actions.peopleNext.id]: turn(actions.peopleNext),
      ...Object.fromEntries(
        personForms.map((which) => [
          actions[which].id,
          { run: (request: ActionRequest) => form(request, which) },
        ]),
      ),
      [actions.newPerson.id]: { run: newPerson },
      [actions.undo.id]: { run: undo },
      [actions.unmatch.id]: { run: unmatch },
    } satisfies Feature["actions"],
    views: { [views.people]: { submit: search }, ...submissions } satisfies Feature["views"],
  };
}

const personForms: PersonForm[] = ["transfer", "leave", "roles", "edit", "match"];
