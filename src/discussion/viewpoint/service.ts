import { createHash } from "node:crypto";
import { contains, type IsoDate, instantAt } from "../../calendar.ts";
import { changedFields } from "../../db/changed.ts";
import type { Tx } from "../../db/client.ts";
import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Asker } from "../../org/asker.ts";
import { assertMayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { search } from "../../org/people.ts";
import { covers, may } from "../../org/scope.ts";
import { type SlackGateway, SlackRefused } from "../../slack/gateway.ts";
import { jobs as jobNames } from "../ids.ts";
import { type DiscussionRecord, mostViewpoints, type Participant } from "../model.ts";
import type { DiscussionService } from "../service.ts";
import type { DiscussionStore } from "../store.ts";
import type { MessageAt, Place, ViewpointStore } from "./store.ts";

export type ViewpointService = ReturnType<typeof viewpointService>;

/** Where a message is filed: under a discussion, or under a theme alone. */
export type FiledUnder = { discussionId: string } | { themeCode: string };

const assertOpen = ({ campaign }: Asker): void => {
  if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
};

/** Longer than what is worth keeping; a whole message of Slack's may be. */
export const longestViewpoint = 1000;
/** Discussions that are offered for a message. */
const mostRecent = 30;
const mostSuggestions = 100;

/** Viewpoints worth keeping. */
export function viewpointService(deps: {
  store: ViewpointStore;
  discussions: DiscussionStore;
  service: DiscussionService;
  write: Write;
  jobs: Jobs;
  org: Organisation;
  slack: SlackGateway;
}) {
  const { store, discussions, service, write, jobs, org, slack } = deps;

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

  async function assertRoom(tx: Tx, discussionId: string): Promise<void> {
    const held = await discussions.lock(tx, discussionId);
    if (!held || held.isRemoved) throw new UserError("discussion.refused.removed");
    if ((await store.count(tx, discussionId)) >= mostViewpoints)
      throw new UserError("discussion.refused.enoughViewpoints", { max: mostViewpoints }, "text");
  }

  function checked(typed: string): string {
    const text = typed.trim();
    if (text === "") throw new UserError("discussion.refused.noText", {}, "text");
    return text.length > longestViewpoint ? text.slice(0, longestViewpoint) : text;
  }

  const placeOf = ({ id, unitId, themeCode, date }: DiscussionRecord): Place => ({
    ...{ unitId, themeCode, date },
    discussionId: id,
  });

  /**
   * Nothing that is kept leads back to whoever sent it. The key names the discussion and the text, not the request; the
   * moment is the day's midnight; the actor is nobody; and no record of the day hears of a change.
   */
  async function keepAnonymous(asker: Asker, record: DiscussionRecord, text: string): Promise<void> {
    const { campaign } = asker;
    const at = instantAt(record.date, "00:00", campaign.timeZone);
    const print = createHash("sha256").update(text).digest("hex");
    const key = `viewpoint:${record.id}:${print}`;
    await write({ actor: { name: "anonymous" }, key, at }, async (tx) => {
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

  async function filed(asker: Asker, under: FiledUnder): Promise<Place> {
    const { unit, today, campaign } = asker;
    if ("discussionId" in under) {
      const record = await service.held(under.discussionId);
      if (record.unitId !== unit.id)
        throw new UserError("discussion.refused.notYourDiscussion", { unit: unit.name }, "place");
      return placeOf(record);
    }
    const themes = await discussions.themes(campaign.id);
    if (!themes.some(({ code }) => code === under.themeCode))
      throw new UserError("discussion.refused.themeGone", {}, "place");
    const { from, to } = campaign.period;
    const date: IsoDate = contains(campaign.period, today) ? today : today < from ? from : to;
    return { unitId: unit.id, discussionId: null, themeCode: under.themeCode, date };
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
      return { people: search(all, query).slice(0, mostSuggestions), all };
    },

    /** What the form for a message offers, and what was kept of the message before. */
    async forMessage(asker: Asker, at: MessageAt) {
      if (asker.personId === null) throw new UserError("common.notOnRoster");
      const [recent, themes, held] = await Promise.all([
        store.recent(asker.campaign.id, asker.unit.id, mostRecent),
        discussions.themes(asker.campaign.id),
        store.ofMessage(at),
      ]);
      if (held) await assertOwn(asker, held.unitId);
      return { recent, themes, held };
    },

    /**
     * Files a message of a channel; the same message again changes what was kept of it.
     * @param slackUserId whose message it is; somebody unknown to the roster is not named
     * @throws UserError with field place or text
     */
    async keepMessage(
      asker: Asker,
      message: MessageAt & { slackUserId: string | undefined },
      typed: string,
      under: FiledUnder,
    ): Promise<void> {
      assertOpen(asker);
      if (asker.personId === null) throw new UserError("common.notOnRoster");
      const text = checked(typed);
      const place = await filed(asker, under);
      const authors = await discussions.ofSlackUsers(message.slackUserId ? [message.slackUserId] : []);
      const authorId = authors.get(message.slackUserId ?? "")?.personId ?? null;
      await write({ actor: asker.actor, key: asker.key }, async (tx) => {
        await store.lockMessage(tx, message);
        const held = await store.ofMessage(message, tx);
        if (held) await assertOwn(asker, held.unitId);
        const { discussionId } = place;
        if (discussionId !== null && discussionId !== held?.discussionId) await assertRoom(tx, discussionId);
        const { themeCode, date, unitId } = place;
        const fields = { text, authorId, themeCode, discussionId };
        const at = { channelId: message.channelId, ts: message.ts };
        const id =
          held?.id ?? (await store.make(tx, asker.campaign.id, { ...place, ...fields, message: at }));
        if (held) await store.set(tx, id, { ...fields, date });
        await jobs.enqueue(jobNames.permalink, { viewpointId: id }, { key: id, tx });
        const before = held && {
          text: held.text,
          authorId: held.authorId,
          themeCode: held.themeCode,
          discussionId: held.discussionId,
        };
        const change = changedFields(before, fields);
        const isSame = held !== undefined && JSON.stringify(change.after) === "{}";
        const changes = isSame ? [] : [{ record: "viewpoint", recordId: id, ...change, unitId, date }];
        return { outcome: null, changes };
      });
    },

    /** Asks Slack for the message's address; where Slack does not tell, the viewpoint stays without one. */
    async findPermalink(viewpointId: string): Promise<void> {
      const message = await store.forPermalink(viewpointId);
      if (!message) return;
      try {
        await store.setPermalink(viewpointId, await slack.permalink(message.channelId, message.ts));
      } catch (error) {
        if (!(error instanceof SlackRefused) || error.code === "ratelimited") throw error;
      }
    },
  };

  async function assertOwn(asker: Asker, unitId: string): Promise<void> {
    const unit = await unitOf({ unitId });
    if (unitId === asker.unit.id || may(asker.member, "enterForUnit", unit)) return;
    throw new UserError("discussion.refused.keptByOthers", { unit: unit.name });
  }

  async function authors(record: DiscussionRecord, unit: Unit): Promise<Participant[]> {
    const roster = await service.roster(unit, record.date);
    const known = new Set(record.participants.map(({ personId }) => personId));
    return [...record.participants, ...roster.filter(({ personId }) => !known.has(personId))];
  }
}
