import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { z } from "zod";
import { todayIn } from "../../calendar.ts";
import type { Clock } from "../../clock.ts";
import type { Tx } from "../../db/client.ts";
import type { Write } from "../../db/write.ts";
import type { I18n } from "../../i18n/index.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Job } from "../../jobs/job.ts";
import { directOnce } from "../../messages/once.ts";
import type { Organisation } from "../../org/index.ts";
import type { SlackPeople } from "../../org/slack-people.ts";
import type { SlackGateway } from "../../slack/gateway.ts";
import { jobs as jobNames } from "../ids.ts";
import { type LikenessStore, mostAlike } from "../likeness/store.ts";
import type { Topic } from "../model.ts";
import type { Leader } from "../rules.ts";
import type { TopicStore } from "../store.ts";
import { decidedMessage, waitingMessage } from "./messages.ts";

/** Direct messages about a topic, to those who approve it and to its owner. */
export type Tell = ReturnType<typeof tell>;

const data = z.object({
  id: z.uuid(),
  topicId: z.uuid(),
  slackUserId: z.string(),
  /** `takenBack`: a decision was, and the topic waits again. */
  what: z.enum(["waiting", "approved", "returned", "takenBack"]),
  /** Who decided. */
  by: z.string().optional(),
  /** It is noted as sent already: Slack had said when to try again. */
  claimed: z.boolean().optional(),
});
type Told = z.infer<typeof data>;

/** A unit has one or two heads; a root without one could have many administrators. */
const mostApprovers = 5;

export function tell(deps: {
  store: TopicStore;
  likeness: LikenessStore;
  people: SlackPeople;
  write: Write;
  jobs: Jobs;
  org: Organisation;
  slack: SlackGateway;
  i18n: I18n;
  clock: Clock;
  log: Logger;
}) {
  const { store, likeness, people, jobs, org, i18n, clock } = deps;
  const send = directOnce(deps);

  async function messageFor(told: Told, topic: Topic) {
    const locale = i18n.locale(await people.languageOf(told.slackUserId));
    if (told.what !== "waiting") return decidedMessage(topic, told.by ?? "–", locale);
    const today = todayIn(clock.now(), (await org.campaign()).timeZone);
    const unitId = await store.unitIdOf(topic.owner.personId, today);
    const unit = unitId === undefined ? undefined : (await org.units()).byId(unitId);
    const directions = await store.directions(topic.campaignId);
    const alike = await likeness.alike(topic.title, topic.owner.personId, mostAlike);
    return waitingMessage({ topic, unitName: unit?.name ?? "–", directions, alike }, locale);
  }

  async function run(told: Told): Promise<void> {
    const topic = await store.byId(told.topicId);
    // What was decided meanwhile, or given in anew, is not asked or told any more.
    const wanted = told.what === "waiting" || told.what === "takenBack" ? "registered" : told.what;
    if (topic?.state !== wanted) return;
    const message = await messageFor(told, topic);
    // One that is lost is no harm: the list of what waits shows it anyway.
    await send({ job: jobNames.tell, key: `topic.tell:${told.id}`, data: told, message });
  }

  const enqueue = (tx: Tx, told: Omit<Told, "id">) =>
    jobs.enqueue(jobNames.tell, { id: randomUUID(), ...told }, { tx });

  return {
    /** Asks those who may approve. @returns the names of those who get a message */
    async waiting(tx: Tx, topicId: string, approvers: Leader[]): Promise<string[]> {
      const asked = approvers.filter(({ slackUserId }) => slackUserId !== null).slice(0, mostApprovers);
      for (const { slackUserId } of asked)
        if (slackUserId !== null) await enqueue(tx, { topicId, slackUserId, what: "waiting" });
      return asked.map(({ name }) => name);
    },

    /** Tells the owner what was decided, where a message can reach them. */
    async decided(
      tx: Tx,
      topic: Topic,
      what: "approved" | "returned" | "takenBack",
      by: string,
    ): Promise<void> {
      const { slackUserId } = topic.owner;
      if (slackUserId !== null) await enqueue(tx, { topicId: topic.id, slackUserId, what, by });
    },

    jobs: [{ name: jobNames.tell, what: "topic.failed.tell", data, run } satisfies Job<Told>],
  };
}
