import { contains, type IsoDate } from "../../calendar.ts";
import { changedFields } from "../../db/changed.ts";
import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Asker } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { may } from "../../org/scope.ts";
import type { SlackPeople } from "../../org/slack-people.ts";
import { type SlackGateway, SlackRefused } from "../../slack/gateway.ts";
import { jobs as jobNames } from "../ids.ts";
import type { DiscussionService } from "../service.ts";
import type { DiscussionStore } from "../store.ts";
import { assertOpen, checked, placeOf, roomIn } from "./rules.ts";
import type { MessageAt, Place, ViewpointStore } from "./store.ts";

export type MessageService = ReturnType<typeof messageService>;

/** Where a message is filed: under a discussion, or under a theme alone. */
export type FiledUnder = { discussionId: string } | { themeCode: string };

/** Discussions that are offered for a message. */
const mostRecent = 30;

/** Messages of channels kept as viewpoints. */
export function messageService(deps: {
  store: ViewpointStore;
  discussions: DiscussionStore;
  people: SlackPeople;
  service: DiscussionService;
  write: Write;
  jobs: Jobs;
  org: Organisation;
  slack: SlackGateway;
}) {
  const { store, discussions, people, service, write, jobs, org, slack } = deps;
  const assertRoom = roomIn({ store, discussions });

  async function assertOwn(asker: Asker, unitId: string): Promise<void> {
    const unit = (await org.units()).byId(unitId);
    if (!unit) throw new UserError("common.outOfDate");
    if (unitId === asker.unit.id || may(asker.member, "enterForUnit", unit)) return;
    throw new UserError("discussion.refused.keptByOthers", { unit: unit.name });
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
      const authors = await people.meet(message.slackUserId ? [message.slackUserId] : []);
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
}
