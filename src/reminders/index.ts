import { z } from "zod";
import { UserError } from "../errors.ts";
import type { Deps, Feature } from "../feature.ts";
import { calendarStore } from "../org/calendar/store.ts";
import type { Campaign } from "../org/campaign/model.ts";
import { orgStore } from "../org/store.ts";
import { profiles } from "../slack/profiles.ts";
import { burdenService } from "./burden/service.ts";
import { burdenStore } from "./burden/store.ts";
import { calendarChanges } from "./calendar/changes.ts";
import { calendarEdge } from "./calendar/edge.ts";
import { type CalendarDeps, calendarService } from "./calendar/service.ts";
import { holidayData, takeHolidays } from "./calendar/take.ts";
import { remindersEdge } from "./command.ts";
import { promptJob } from "./deliver.ts";
import { jobs as jobNames } from "./ids.ts";
import { ownService } from "./own/service.ts";
import { ownStore } from "./own/store.ts";
import { planner } from "./plan.ts";
import { planMinutes } from "./schedule.ts";
import { promptStore } from "./store.ts";
import { texts } from "./texts.ts";

/**
 * What somebody should hear of, gathered from every feature: one direct message a person and day, never in quiet
 * time. And the calendar that says when a unit works.
 * @param deps `take`, `data`: where public holidays come from (calendar/take.ts, unless told)
 */
export function reminders(
  deps: Deps & { sources: () => Pick<Feature, "reminders">[] } & Partial<Pick<CalendarDeps, "take" | "data">>,
): Feature {
  const { db, workspaceId, org, write, clock } = deps;
  const { take = takeHolidays, data = holidayData } = deps;
  const days = calendarStore(db, workspaceId);
  const calendar = calendarService({ store: days, write, take, data });
  const changes = calendarChanges({ store: days, write, jobs: deps.jobs });
  const pages = calendarEdge({ changes, store: days, org });
  const own = ownStore(db, workspaceId);
  const edge = remindersEdge({
    own: ownService({ store: own, write }),
    store: own,
    burden: burdenService({ store: burdenStore(db, workspaceId), org }),
    org,
  });
  const asking = profiles({ ...deps, store: orgStore(db, workspaceId) });
  const prompts = { ...deps, store: promptStore(db, workspaceId), profiles: asking };

  return {
    name: "reminders",
    texts,
    campaignWords: {
      reminders: { run: edge.command },
      提醒: { run: edge.command },
      holidays: { run: pages.holidays },
      假日: { run: pages.holidays },
      节假日: { run: pages.holidays },
      daysoff: { run: pages.daysOff },
      休息日: { run: pages.daysOff },
    },
    actions: { ...edge.actions, ...pages.actions },
    views: pages.views,
    options: pages.options,
    homeBelow: edge.home,
    jobs: [
      { ...promptJob(prompts), what: "reminders.failed.send" },
      {
        name: jobNames.holidays,
        data: z.object({}),
        async run() {
          // What this process remembers of the campaign may be older than the choice.
          org.forget();
          if (await calendar.refresh(await org.campaign())) org.forget();
        },
        what: "reminders.failed.holidays",
      },
    ],
    tick: ticker({ org, clock, refresh: calendar.refresh, plan: planner(prompts) }),
  };
}

/** What is called each minute: it looks for what has fallen due a few times an hour, and otherwise does nothing. */
function ticker(deps: {
  org: Deps["org"];
  clock: Deps["clock"];
  refresh(campaign: Campaign): Promise<boolean>;
  plan(campaign: Campaign): Promise<void>;
}): () => Promise<void> {
  const { org, clock, refresh, plan } = deps;
  let planned: number | undefined;
  return async () => {
    const slot = Math.floor(clock.now().epochMilliseconds / (planMinutes * 60_000));
    if (slot === planned) return;
    const campaign = await org.campaign().catch(noneYet);
    if (!campaign || campaign.isClosed) return;
    // Without the holidays somebody might be written to on one of them.
    if (await refresh(campaign)) org.forget();
    if (campaign.reminders) await plan(campaign);
    planned = slot;
  };
}

function noneYet(error: unknown): undefined {
  if (error instanceof UserError) return undefined;
  throw error;
}
