import { addDays, type IsoDate, todayIn, weekOf } from "../calendar.ts";
import type { Organisation } from "../org/index.ts";
import { button, section } from "../slack/blocks.ts";
import type { ReminderItem, ReminderSource } from "../slack/reminder.ts";
import type { Approval } from "./approval.ts";
import { actions as ids, kinds } from "./ids.ts";
import { openButton, row } from "./phrases.ts";
import { approversOf } from "./rules.ts";
import type { StatusService } from "./status/service.ts";
import type { StatusStore, WaitingTopic } from "./status/store.ts";
import type { TopicStore } from "./store.ts";

/** From the campaign's third week on, and every two weeks from then. */
const firstAfterDays = 14;
const everyDays = 14;
/** An approver is left alone with a topic for so long. */
const patienceDays = 3;

/** Who has no topic yet, and what has been waiting to be approved. */
export function topicReminders(deps: {
  pages: StatusService;
  store: StatusStore;
  topics: TopicStore;
  approval: Approval;
  org: Organisation;
}): ReminderSource {
  const { pages, store, topics, approval, org } = deps;
  type Asked = Parameters<ReminderSource["due"]>[0];

  async function missing({ campaign, today, works, only }: Asked): Promise<ReminderItem[]> {
    const root = (await org.units()).root;
    const days = daysBetween(campaign.period.from, today);
    if (!root || days < firstAfterDays || today > campaign.period.to) return [];
    // Without a direction there is no registering one yet.
    if ((await topics.directions(campaign.id)).length === 0) return [];
    const turn = Math.floor((days - firstAfterDays) / everyDays);
    const whole = { treeFirst: 0, treeLast: 2_147_483_647 };
    const { people } = await store.missing(
      whole,
      pages.atOf({ campaign, today }),
      Temporal.Instant.fromEpochMilliseconds(0),
    );
    return people.flatMap(({ personId, slackId, unitId }): ReminderItem[] => {
      if (slackId === null || (only && !only.has(slackId)) || !works(unitId, today)) return [];
      return [
        {
          ...{ slackUserId: slackId, unitId, week: weekOf(today), kind: kinds.missing },
          key: `${kinds.missing}:${campaign.id}:${personId}:${turn}`,
          show: (locale) => {
            const text = locale.md("topic.reminder.missing");
            return { text, blocks: [section(text), ...row([openButton(locale.t("topic.registerMine"))])] };
          },
        },
      ];
    });
  }

  /** Each approver's topics in one item, told again only when another one has waited too long. */
  async function waiting({ campaign, today, works, only }: Asked): Promise<ReminderItem[]> {
    const { campaignId, date } = pages.atOf({ campaign, today });
    const late = (await store.waiting({ campaignId, date })).filter(
      (one) => sinceOf(one, campaign.timeZone) < addDays(today, -patienceDays),
    );
    if (late.length === 0) return [];
    const [tree, leaders] = [await org.units(), await topics.leaders(await approval.dayOf(today))];
    const lists = new Map<
      string,
      { slackId: string; unitId: string; personId: string; topics: WaitingTopic[] }
    >();
    for (const topic of late)
      for (const { personId, slackUserId: slackId, unitId } of approversOf(topic, tree, leaders)) {
        if (slackId === null || (only && !only.has(slackId)) || !works(unitId, today)) continue;
        const list = lists.get(personId) ?? { slackId, unitId, personId, topics: [] };
        list.topics.push(topic);
        lists.set(personId, list);
      }
    return [...lists.values()].map(({ slackId, unitId, personId, topics: own }) => {
      const newest = own.map((one) => one.since.getTime()).reduce((a, b) => Math.max(a, b));
      return {
        ...{ slackUserId: slackId, unitId, week: weekOf(today), kind: kinds.approval },
        key: `${kinds.approval}:${campaign.id}:${personId}:${newest}`,
        show: (locale) => {
          const text = locale.md("topic.reminder.approval", { count: own.length, days: patienceDays });
          const value = ids.openApprovals.write({});
          const look = button(ids.openApprovals.id, locale.t("topic.lookAtThem"), { value });
          return { text, blocks: [section(text), ...row([look])] };
        },
      };
    });
  }

  return {
    async due(asked) {
      if (asked.campaign.isClosed) return [];
      return [...(await missing(asked)), ...(await waiting(asked))];
    },
  };
}

const daysBetween = (from: IsoDate, to: IsoDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;

const sinceOf = ({ since }: WaitingTopic, timeZone: string): IsoDate =>
  todayIn(Temporal.Instant.fromEpochMilliseconds(since.getTime()), timeZone);
