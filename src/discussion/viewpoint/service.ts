import { instantAt } from "../../calendar.ts";
import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import { assertMayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { search } from "../../org/people.ts";
import { covers } from "../../org/scope.ts";
import type { DiscussionRecord, Participant } from "../model.ts";
import type { DiscussionService } from "../service.ts";
import type { DiscussionStore } from "../store.ts";
import { anonymousKey, assertOpen, checked, placeOf, roomIn } from "./rules.ts";
import type { ViewpointStore } from "./store.ts";

export type ViewpointService = ReturnType<typeof viewpointService>;

const mostSuggestions = 100;

/** Viewpoints worth keeping: of those who take part, and as those keep them who enter for the unit. */
export function viewpointService(deps: {
  store: ViewpointStore;
  discussions: DiscussionStore;
  service: DiscussionService;
  write: Write;
  org: Organisation;
}) {
  const { store, discussions, service, write, org } = deps;
  const assertRoom = roomIn({ store, discussions });

  async function unitOf(record: Pick<DiscussionRecord, "unitId">): Promise<Unit> {
    const unit = (await org.units()).byId(record.unitId);
    if (!unit) throw new UserError("common.outOfDate");
    return unit;
  }

  /** The discussion, for somebody who may take part in it. @throws UserError for others */
  async function forParticipant(asker: Asker, discussionId: string) {
    assertOpen(asker);
    const record = await service.held(discussionId);
    const unit = await unitOf(record);
    if (asker.personId === null || !covers(unit, asker.unit))
      throw new UserError("discussion.refused.otherUnit", { unit: unit.name });
    return { record, unit };
  }

  /** The discussion, for somebody who enters for its unit. @throws UserError for others */
  async function forEnterer(asker: Asker, discussionId: string) {
    assertOpen(asker);
    const record = await service.held(discussionId);
    const unit = await unitOf(record);
    await assertMayEnter(asker, unit, record.date, org);
    return { record, unit };
  }

  /**
   * Nothing that is kept leads back to whoever sent it. The key names the discussion and the text, not the request; the
   * moment is the day's midnight; the actor is nobody; and no record of the day hears of a change.
   */
  async function keepAnonymous(asker: Asker, record: DiscussionRecord, text: string): Promise<void> {
    const { campaign } = asker;
    const at = instantAt(record.date, "00:00", campaign.timeZone);
    const nobody = { actor: { name: "anonymous" }, key: anonymousKey(record.id, text), at };
    await write({ ...nobody, within: asker.key }, async (tx) => {
      await assertRoom(tx, record.id);
      await store.makeAnonymous(tx, campaign.id, { ...placeOf(record), text }, at);
      return { outcome: null, changes: [] };
    });
  }

  async function keepNamed(
    asker: Asker,
    record: DiscussionRecord,
    text: string,
    authorId: string,
  ): Promise<void> {
    await write({ actor: asker.actor, key: asker.key }, async (tx) => {
      await assertRoom(tx, record.id);
      const id = await store.make(tx, asker.campaign.id, { ...placeOf(record), text, authorId });
      const after = { text, authorId, themeCode: record.themeCode, discussionId: record.id };
      const at = { unitId: record.unitId, date: record.date };
      return {
        outcome: null,
        changes: [{ record: "viewpoint", recordId: id, before: null, after, ...at }],
      };
    });
  }

  return {
    forParticipant,
    forEnterer,
    list: store.list,

    /** What a participant says: with their name, or so that nobody can know. @throws UserError with field text */
    async say(asker: Asker, discussionId: string, typed: string, signed: boolean): Promise<void> {
      const { record } = await forParticipant(asker, discussionId);
      const text = checked(typed);
      if (!signed || asker.personId === null) return keepAnonymous(asker, record, text);
      await keepNamed(asker, record, text, asker.personId);
    },

    /** What somebody said, as those keep it who enter for the unit. @throws UserError with field text or author */
    async keep(
      asker: Asker,
      discussionId: string,
      typed: string,
      authorId: string | undefined,
    ): Promise<void> {
      const { record, unit } = await forEnterer(asker, discussionId);
      const text = checked(typed);
      if (authorId === undefined) return keepAnonymous(asker, record, text);
      const people = await authors(record, unit);
      if (!people.some(({ personId }) => personId === authorId))
        throw new UserError("discussion.refused.unknownAuthor", { unit: unit.name }, "author");
      await keepNamed(asker, record, text, authorId);
    },

    /** Who may have said it: those who took part, then the others of the unit. */
    async suggestAuthors(asker: Asker, discussionId: string, query: string) {
      const { record, unit } = await forEnterer(asker, discussionId);
      const all = await authors(record, unit);
      return { people: (await search(all, query)).slice(0, mostSuggestions), all };
    },
  };

  async function authors(record: DiscussionRecord, unit: Unit): Promise<Participant[]> {
    const roster = await service.roster(unit, record.date);
    const known = new Set(record.participants.map(({ personId }) => personId));
    return [...record.participants, ...roster.filter(({ personId }) => !known.has(personId))];
  }
}
