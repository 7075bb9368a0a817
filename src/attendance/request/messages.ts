import type { Logger } from "pino";
import { z } from "zod";
import { isDate, todayIn } from "../../calendar.ts";
import type { Write } from "../../db/write.ts";
import type { I18n, Locale } from "../../i18n/index.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Job } from "../../jobs/job.ts";
import { directOnce } from "../../messages/once.ts";
import { isLocked } from "../../org/campaign/weeks.ts";
import type { Organisation } from "../../org/index.ts";
import type { SlackPeople } from "../../org/slack-people.ts";
import type { Message } from "../../slack/blocks.ts";
import type { SlackGateway } from "../../slack/gateway.ts";
import { jobs as jobNames } from "../ids.ts";
import type { RequestTarget } from "./service.ts";
import type { RequestStore } from "./store.ts";
import { requestMessage, toldMessage } from "./view.ts";

const tellData = z.object({
  ...{ unitId: z.uuid(), date: z.string().refine(isDate), id: z.uuid() },
  slackUserId: z.string(),
  claimed: z.boolean().optional(),
});
type TellData = z.infer<typeof tellData>;

export type RequestMessages = ReturnType<typeof requestMessages>;

/** What those who decide read of a request, and what whoever asked is told of it. */
export function requestMessages(deps: {
  requests: RequestStore;
  people: SlackPeople;
  write: Write;
  jobs: Jobs;
  org: Organisation;
  slack: SlackGateway;
  i18n: I18n;
  clock: { now(): Temporal.Instant };
  log: Logger;
}) {
  const { requests, people, org, i18n, clock } = deps;
  const send = directOnce(deps);

  async function tell(data: TellData): Promise<void> {
    const { slackUserId, id, date } = data;
    const decision = await requests.decision(id);
    if (!decision) return;
    const message = toldMessage(decision, date, i18n.locale(await people.languageOf(slackUserId)));
    await send({ job: jobNames.tellOwn, key: `ownTold:${id}`, data, message });
  }

  return {
    /** The message with the two buttons; undefined where it is decided, or something else was said since. */
    async toDecide(target: RequestTarget, locale: Locale): Promise<Message | undefined> {
      const unit = (await org.units()).byId(target.unitId);
      const request = await requests.get(target.by, target);
      if (!unit || request?.id !== target.id || (await requests.decision(target.id))) return undefined;
      const campaign = await org.campaign();
      const locked = isLocked(target.date, campaign, todayIn(clock.now(), campaign.timeZone));
      return requestMessage({ unit, request, target, locked }, locale);
    },

    jobs: [
      {
        name: jobNames.tellOwn,
        what: "attendance.failed.tellOwn",
        data: tellData,
        run: tell,
      } satisfies Job<TellData>,
    ],
  };
}
