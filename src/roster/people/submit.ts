import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import type { Drafts } from "../../form/drafts.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import type { Asker } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { sureIn } from "../../slack/ask.ts";
import type { View } from "../../slack/blocks.ts";
import type { SubmitRequest } from "../../slack/requests.ts";
import { atFields, fromIn, type Typed, typedIn } from "../forms.ts";
import { type ListPlace, type Place, placeIn, views } from "../ids.ts";
import type { accounts } from "./accounts.ts";
import type { adding } from "./adding.ts";
import { draftName, type NewPersonDraft } from "./drafts.ts";
import type { edits } from "./edits.ts";
import { newPersonForm, personForm } from "./forms-view.ts";
import type { Looking } from "./look.ts";
import { type Moved, type moves, RecordedDays } from "./moves.ts";
import { askedAboutDays } from "./recorded-view.ts";
import { SamePerson } from "./same-person.ts";
import { askedWhether } from "./same-person-view.ts";
import { movedText } from "./view.ts";

/** `sure`: what was chosen of a question that the form asked. */
type About = {
  asker: Asker;
  place: Place & { personId: string };
  typed: ReturnType<typeof typedIn>;
  sure: string | undefined;
};

/** Saves what the forms about people hold; the person's page takes the form's place and says what was done. */
export function rosterSubmissions(deps: {
  look: Looking;
  moving: ReturnType<typeof moves>;
  editing: ReturnType<typeof edits>;
  entering: ReturnType<typeof adding>;
  tying: ReturnType<typeof accounts>;
  org: Organisation;
  asking(request: Request): Promise<Asker>;
  person(asker: Asker, personId: string, from: ListPlace, note?: Mrkdwn): Promise<View>;
  forget(personId: string): Promise<void>;
  forgetViewer(slackUserId: string): void;
  drafts: Drafts<NewPersonDraft>;
  keepDraft(request: SubmitRequest): Promise<void>;
}): NonNullable<Feature["views"]> {
  const {
    look,
    moving,
    editing,
    entering,
    tying,
    org,
    asking,
    person,
    forget,
    forgetViewer,
    drafts,
    keepDraft,
  } = deps;

  async function moved(
    { asker, place }: About,
    kind: "transfer" | "leave",
    work: () => Promise<Moved>,
  ): Promise<Mrkdwn | Answer> {
    const facts = await work().catch((error: unknown) => {
      if (error instanceof RecordedDays) return error;
      throw error;
    });
    const page = await look.person(asker, place.personId);
    const tree = await org.units();
    const about = { name: page.person.name, kind, nameOf: (id: string) => tree.byId(id)?.name ?? "–" };
    if (!(facts instanceof RecordedDays)) return movedText(facts, about, asker.locale);
    return askedAboutDays(personForm(kind, page, place, asker), facts, about, asker.locale);
  }

  const saved = (changed: boolean, { asker }: About): Mrkdwn =>
    asker.locale.md(changed ? "org.saved.changed" : "org.saved.unchanged");

  /** A form about somebody: `save` says what was done, or answers by itself. */
  const about = (save: (about: About, request: SubmitRequest) => Promise<Mrkdwn | Answer>) => ({
    async submit(request: SubmitRequest): Promise<Answer> {
      const asker = await asking(request);
      const held = placeIn(request.viewData);
      if (held.personId === undefined) throw new UserError("common.outOfDate");
      const place = { ...held, personId: held.personId };
      const typed = typedIn(request.values, place);
      const sure = sureIn(request.values);
      const done = await atFields(place, () => save({ asker, place, typed, sure }, request));
      if (!(done instanceof Mrkdwn)) return done;
      await forget(place.personId);
      return { kind: "updateView", view: await person(asker, place.personId, place.list, done) };
    },
  });

  async function match({ asker, place, typed }: About, { viewer }: SubmitRequest): Promise<Mrkdwn | Answer> {
    const { personId, confirmed } = place;
    const { locale, today } = asker;
    const slackId = typed.text("slackUser");
    const outcome = await tying.match(asker, { personId, slackId, confirmed }, viewer.isAdmin);
    const page = await look.person(asker, personId);
    const { name } = page.person;
    if (outcome.kind === "others") {
      const warning = locale.md("org.form.matchOthers", {
        user: Mrkdwn.user(slackId),
        other: outcome.name,
        name,
      });
      const view = personForm(
        "match",
        page,
        { ...place, confirmed: slackId },
        { today, locale, warning, typed: slackId },
      );
      return { kind: "updateView", view };
    }
    forgetViewer(slackId);
    const values = { name, other: outcome.freed ?? "" };
    return locale.md(outcome.freed === null ? "org.saved.match" : "org.saved.matchMoved", values);
  }

  async function newPerson(request: SubmitRequest): Promise<Answer> {
    const asker = await asking(request);
    const place = placeIn(request.viewData);
    const { text, several } = typedIn(request.values, place);
    const fields = {
      ...{ employeeNo: text("employeeNo"), name: text("name"), position: text("position") },
      ...{ email: text("email"), roles: several("roles") },
    };
    const wish = async () => ({ ...fields, unitId: text("unit") || null, from: fromIn(text("from")) });
    const done = await atFields(place, async () =>
      entering.add(asker, await wish(), sureIn(request.values)),
    ).catch((error: unknown) => {
      if (error instanceof SamePerson) return error;
      throw error;
    });
    if (done instanceof SamePerson) {
      const tree = await org.units();
      const unit = tree.byId(text("unit"));
      const typed = { ...fields, from: text("from") };
      const form = newPersonForm(place, { ...asker, unit, typed });
      return askedWhether(form, done, (id) => tree.byId(id)?.name ?? "–", asker.locale);
    }
    if (done.kind === "there") return there(request, asker, done.personId, fields);
    await drafts.forget(asker.slackUserId, draftName);
    const note = asker.locale.md(done.kind === "added" ? "org.saved.newPerson" : "org.saved.returned");
    await forget(done.personId);
    return { kind: "updateView", view: await person(asker, done.personId, place.list, note) };
  }

  /** They are on the roster already: what was typed stands in the form that changes them, and the rest is kept. */
  async function there(
    request: SubmitRequest,
    asker: Asker,
    personId: string,
    typed: Typed<"employeeNo" | "position" | "email">,
  ): Promise<Answer> {
    await keepDraft(request);
    const page = await look.person(asker, personId);
    const { list } = placeIn(request.viewData);
    const view = personForm("edit", page, { list, personId, typedAsNew: true }, { ...asker, edited: typed });
    return { kind: "updateView", view };
  }

  return {
    [views.transfer]: about((one) =>
      moved(one, "transfer", async () => {
        const { text } = one.typed;
        const wish = { personId: one.place.personId, unitId: text("unit"), from: fromIn(text("from")) };
        return moving.transfer(one.asker, wish, one.sure);
      }),
    ),
    [views.leave]: about((one, { viewer }) =>
      moved(one, "leave", async () => {
        const wish = { personId: one.place.personId, from: fromIn(one.typed.text("from")) };
        return moving.leave(one.asker, wish, viewer.isAdmin, one.sure);
      }),
    ),
    [views.roles]: about(async (one, { viewer }) =>
      saved(
        await editing.setRoles(one.asker, one.place.personId, one.typed.several("roles"), viewer.isAdmin),
        one,
      ),
    ),
    [views.edit]: about(async (one) => {
      const { text } = one.typed;
      const typed = { name: text("name"), position: text("position"), email: text("email") };
      const employeeNo = text("employeeNo");
      const changed = await editing.edit(one.asker, one.place.personId, { employeeNo, ...typed });
      if (one.place.typedAsNew) await drafts.forget(one.asker.slackUserId, draftName);
      return saved(changed, one);
    }),
    [views.match]: about(match),
    [views.newPerson]: { submit: newPerson, closed: keepDraft },
  };
}
