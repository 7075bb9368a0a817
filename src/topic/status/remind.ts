import { z } from "zod";
import { instantAt, weekOf } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import {
  type HandDeps,
  type HandReminder,
  handData,
  handPrompt,
  remindingByHand,
} from "../../messages/by-hand.ts";
import { notReachedNames } from "../../messages/by-hand-edge.ts";
import type { Asker } from "../../org/asker.ts";
import { nameOf } from "../../org/campaign/name.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { may } from "../../org/scope.ts";
import { jobs as jobNames, kinds } from "../ids.ts";
import type { TopicStore } from "../store.ts";
import { reminderMessage } from "./missing-view.ts";
import type { StatusService } from "./service.ts";
import type { StatusStore } from "./store.ts";

export type RemindService = ReturnType<typeof remindService>;
/** What pressing "Remind" set going; `already` were reminded today, `unreachable` no message reaches. */
export type Reminded = { going: number; already: number; unreachable: string[] };

const prompt = handPrompt.extend({ personId: z.uuid() });
const data = handData.extend({ campaignId: z.uuid(), prompts: z.array(prompt) });
type Data = z.infer<typeof data>;

/** Reminding those who have no topic: at most one message a person and day. */
export function remindService(
  deps: HandDeps & { pages: StatusService; store: StatusStore; topics: TopicStore; org: Organisation },
) {
  const { pages, store, topics, org } = deps;

  async function due({ prompts, campaignId, today }: Data) {
    const campaign = await org.campaign();
    if (campaign.id !== campaignId || campaign.isClosed) return undefined;
    const people = prompts.map(({ personId }) => personId);
    const missing = await store.stillMissing(people, campaignId);
    return ({ personId, slackUserId }: Data["prompts"][number]): HandReminder | undefined =>
      missing.has(personId)
        ? {
            key: `topic.remind:${slackUserId}:${today}`,
            week: weekOf(today),
            kind: kinds.asked,
            message: (asker, locale) =>
              reminderMessage({ asker, campaign: nameOf(campaign, locale) }, locale),
          }
        : undefined;
  }

  const byHand = remindingByHand<Data>(deps, {
    job: { name: jobNames.remind, what: "topic.failed.remind", data },
    due,
    about: ({ personId }) => personId,
    notReached: async (_data, ids, locale) => {
      const names = (await topics.people(ids)).map(({ name }) => name);
      return locale.md("topic.remind.undelivered", { names: notReachedNames(names, locale) });
    },
  });

  /** @throws UserError for those who may not, and while nobody can register a topic */
  function assertMayRemind({ campaign, today, locale, member }: Asker, unit: Unit): void {
    if (!may(member, "remind", unit)) throw new UserError("topic.refused.mayNotRemind");
    if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
    const { from, to } = campaign.period;
    if (today < from || today > to)
      throw new UserError("topic.refused.outsideCampaign", {
        from: locale.date(from),
        to: locale.date(to),
      });
  }

  async function sorted(asker: Asker, unit: Unit) {
    const { campaign, today } = asker;
    const midnight = instantAt(today, "00:00", campaign.timeZone);
    const { people } = await store.missing(unit, pages.atOf(asker), midnight);
    const waiting = people.filter((one) => !one.promptedToday);
    const fresh = waiting.filter((one) => one.slackId !== null && !one.refusedToday);
    const prompts = fresh.flatMap(({ personId, unitId, slackId }) =>
      slackId === null ? [] : [{ personId, unitId, slackUserId: slackId }],
    );
    const unreachable = waiting.filter((one) => !fresh.includes(one)).map(({ name }) => name);
    const outcome: Reminded = { going: prompts.length, already: people.length - waiting.length, unreachable };
    return { prompts, outcome };
  }

  return {
    /**
     * Whom `remind` would reach now; nothing is sent.
     * @throws UserError as `remind`
     */
    async wouldRemind(asker: Asker, unit: Unit): Promise<Reminded> {
      assertMayRemind(asker, unit);
      return (await sorted(asker, unit)).outcome;
    },

    /** @throws UserError for those who may not, and while nobody can register a topic */
    async remind(asker: Asker, unit: Unit): Promise<Reminded> {
      assertMayRemind(asker, unit);
      return byHand.remind(asker, () => sorted(asker, unit), { campaignId: asker.campaign.id });
    },

    jobs: byHand.jobs,
  };
}
