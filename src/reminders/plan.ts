import { randomUUID } from "node:crypto";
import type { IsoDate } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import type { Deps, Feature } from "../feature.ts";
import type { Works } from "../org/calendar/works.ts";
import type { Campaign } from "../org/campaign/model.ts";
import type { ReminderItem } from "../slack/reminder.ts";
import { jobs as jobNames } from "./ids.ts";
import { mostPerWeek, openDay, zoneOf } from "./schedule.ts";
import type { PromptStore, Recipient } from "./store.ts";

export type Sources = () => Pick<Feature, "reminders">[];
type PlanDeps = Pick<Deps, "clock" | "org" | "write" | "jobs" | "log"> & {
  store: PromptStore;
  sources: Sources;
};

/** Messages of one job: a crash repeats none of them, and several jobs are worked on at once. */
const promptsPerJob = 25;

/** A message that is not sent so long after it was planned has lost its job: rate limits are shorter than that. */
const leftMinutes = 40;

/** Finds who is to be told what today, wherever it is a working day's office hours, and puts their messages into the queue. */
export function planner(deps: PlanDeps): (campaign: Campaign) => Promise<void> {
  const { clock, write, jobs, log, store, org, sources } = deps;

  /** The days that are open now, each with the zones in which it is that day. */
  async function openDays({ timeZone }: Campaign): Promise<Map<IsoDate, Set<string>>> {
    const zones = new Set((await store.zones()).map((zone) => zoneOf(zone, timeZone)));
    const days = new Map<IsoDate, Set<string>>();
    for (const zone of zones) {
      const day = openDay(clock.now(), zone);
      if (day !== undefined) days.set(day, (days.get(day) ?? new Set()).add(zone));
    }
    return days;
  }

  /** What is due on that day by every source; one that fails keeps no other from being told. */
  async function dueOn(today: IsoDate, campaign: Campaign, works: Works): Promise<ReminderItem[]> {
    const due: ReminderItem[] = [];
    for (const { reminders } of sources()) {
      const asked = reminders?.due({ campaign, today, works });
      const items = await asked?.catch((error: unknown) => {
        log.error({ err: error }, "what is to be reminded of could not be found");
      });
      due.push(...(items ?? []));
    }
    return due.filter((item) => works(item.unitId, today));
  }

  async function planDay(
    campaign: Campaign,
    works: Works,
    today: IsoDate,
    zones: Set<string>,
  ): Promise<void> {
    const due = await dueOn(today, campaign, works);
    if (due.length === 0) return;
    const told = await store.told(due);
    const fresh = Map.groupBy(
      due.filter(({ slackUserId, key }) => !told.has(`${slackUserId} ${key}`)),
      ({ slackUserId }) => slackUserId,
    );
    const known = await store.recipients([...fresh.keys()], today);
    const isOpen = ({ isOff, hasToday, thisWeek, unitId, timeZone }: Recipient) =>
      !isOff &&
      !hasToday &&
      thisWeek < mostPerWeek &&
      zones.has(zoneOf(timeZone, campaign.timeZone)) &&
      unitId !== null &&
      works(unitId, today);
    const people = [...fresh].flatMap(([slackId, items]) => {
      const person = known.get(slackId);
      return person && isOpen(person) ? [{ slackId, items }] : [];
    });
    if (people.length > 0) await keep(today, people);
  }

  async function keep(today: IsoDate, people: { slackId: string; items: ReminderItem[] }[]): Promise<void> {
    const planned = people.map(({ slackId, items }) => ({
      slackId,
      items: items.map(({ key, unitId, week, kind }) => ({ key, unitId, week, kind })),
    }));
    await write({ actor: { name: "studyhall" }, key: `reminders.plan:${randomUUID()}` }, async (tx) => {
      const ids = await store.plan(tx, today, clock.now(), planned);
      await enqueue(ids, tx);
      return { outcome: ids.length, changes: [] };
    });
  }

  /** Each job has a key of its own: of those with the same key, or none, one alone may wait. */
  async function enqueue(ids: string[], tx?: Tx): Promise<void> {
    for (let at = 0; at < ids.length; at += promptsPerJob) {
      const promptIds = ids.slice(at, at + promptsPerJob);
      await jobs.enqueue(jobNames.send, { promptIds }, { key: promptIds.join(), ...(tx ? { tx } : {}) });
    }
  }

  return async (campaign) => {
    await enqueue(await store.left(clock.now().subtract({ minutes: leftMinutes })));
    const days = await openDays(campaign);
    if (days.size === 0) return;
    const { works } = await org.days(campaign);
    for (const [today, zones] of days) await planDay(campaign, works, today, zones);
  };
}
