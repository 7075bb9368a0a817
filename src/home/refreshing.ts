import { todayIn } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import type { RecordChange } from "../db/write.ts";
import type { Deps } from "../feature.ts";
import type { Request, Viewer } from "../org/request.ts";
import type { View } from "../slack/blocks.ts";
import { jobs as jobNames } from "./ids.ts";
import type { Publishing, PublishingDeps } from "./publishing.ts";

export type RefreshingDeps = PublishingDeps &
  Pick<Deps, "org"> & {
    /** Waits a moment for those who are writing (db/settled.ts); false when somebody still is. */
    settled: () => Promise<boolean>;
    publishing: Publishing;
    /** Who that Slack user is now, not remembered from a minute ago. */
    viewerOf: (slackUserId: string) => Promise<Viewer>;
    view: (request: Request) => Promise<View>;
  };

/** Home tabs that were opened within this time are kept up to date; the others when they are opened again. */
const lookedAtHours = 24;
/** Records come in by the dozen: a Home tab is brought up to date after so long, once for all of them. */
const gatherSeconds = 3;
/**
 * Slack takes a hundred or more views a minute from an app; openings and presses are answered out of the same. So many
 * Home tabs a minute are made anew because records changed, and nobody's more than once: 200 open ones on a busy
 * morning each follow within minutes, whatever number of records comes in.
 */
const mostAMinute = 60;
/** Tabs of one run of the job: it ends well before the queue takes it for dead. */
const mostARun = 30;
const nextRunSeconds = 10;

/** Keeps open Home tabs up to date, gathered and within bounds. */
export function refreshing(deps: RefreshingDeps) {
  const { settled, org, clock, jobs, log, store, publishing, viewerOf, view } = deps;

  const pace = () => {
    const now = clock.now();
    return { now, openedSince: now.subtract({ hours: lookedAtHours }), mostAMinute };
  };

  /** Marks what these records are shown in, in their own transaction, and asks for the job. */
  async function onRecords(tx: Tx, changes: RecordChange[]): Promise<void> {
    const unitIds = [...new Set(changes.map(({ unitId }) => unitId))];
    if (unitIds.length > 0 && (await store.markStale(tx, unitIds, pace())) > 0)
      await jobs.enqueue(jobNames.refresh, {}, { tx, key: "stale", afterSeconds: gatherSeconds });
  }

  async function viewOf(slackId: string): Promise<View> {
    const [viewer, campaign] = await Promise.all([viewerOf(slackId), org.campaign()]);
    const now = clock.now();
    const key = `home:${slackId}:${now.epochMilliseconds}`;
    return view({ viewer, campaign, now, today: todayIn(now, campaign.timeZone), key });
  }

  /** The job `home.refresh`: publishes what is stale and due, one after the other; what Slack does not take comes later. */
  async function refresh(): Promise<void> {
    let wait = nextRunSeconds;
    for (let left = mostARun; left > 0; left -= 1) {
      const claimed = await store.takeStale(pace());
      if (!claimed) break;
      const { slackId } = claimed;
      const all = await settled();
      const done = await publishing.after(slackId, () =>
        publishing.send(claimed, () => viewOf(slackId), { always: false }),
      );
      if (!all) await store.stillStale(slackId, clock.now());
      if (typeof done === "object") {
        wait = done.later;
        log.info({ seconds: wait }, "Slack takes no Home tabs now");
        break;
      }
    }
    if (await store.anyStale(pace())) await publishing.soon(wait);
  }

  /** Finds what a crash has left: its job may be gone. */
  async function tick(): Promise<void> {
    if (await store.anyStale(pace())) await publishing.soon(0);
  }

  return { onRecords, refresh, tick };
}
