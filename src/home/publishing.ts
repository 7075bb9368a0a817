import { createHash } from "node:crypto";
import type { Deps } from "../feature.ts";
import type { View } from "../slack/blocks.ts";
import { SlackRefused, SlackUnreachable } from "../slack/gateway.ts";
import { jobs as jobNames } from "./ids.ts";
import type { Claimed, HomeStore, Shown } from "./store.ts";

export type PublishingDeps = Pick<Deps, "slack" | "jobs" | "clock" | "log"> & { store: HomeStore };
export type Publishing = ReturnType<typeof publishing>;

/** What became of a publishing. `later`: Slack takes none now; it is to be tried again after so many seconds. */
export type Published = "sent" | "unchanged" | "given up" | { later: number };

/** Slack did not answer: its outages are rarely over sooner. */
const askAgainSeconds = 15;
/** Another process is publishing this one just now, which takes it less than this. */
const busySeconds = 2;

/**
 * Brings views to Home tabs: one at a time for a person, in this process by waiting, among several by the database.
 * Slack's hash of the view that is replaced goes along, so that a view made of older records never covers a newer one.
 */
export function publishing(deps: PublishingDeps) {
  const { slack, jobs, clock, log, store } = deps;
  const running = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Promise<void>>();

  /** After what this process is already doing with the person's Home tab. */
  function after<T>(slackId: string, work: () => Promise<T>): Promise<T> {
    const mine = (running.get(slackId) ?? Promise.resolve()).then(work);
    const quiet = mine
      .catch(() => undefined)
      .then(() => {
        if (running.get(slackId) === quiet) running.delete(slackId);
      });
    running.set(slackId, quiet);
    return mine;
  }

  /** Asks the job to look for what is stale. */
  const soon = (afterSeconds: number) => jobs.enqueue(jobNames.refresh, {}, { key: "stale", afterSeconds });

  /** Sends what `view` makes, unless that is what stands there (`always`: even then). */
  async function send(
    claimed: Claimed,
    view: () => Promise<View>,
    { always }: { always: boolean },
  ): Promise<Published> {
    const { slackId, ...before } = claimed;
    try {
      const first = await view();
      const contentHash = hashOf(first);
      if (!always && contentHash === before.contentHash) {
        await store.done(claimed, before);
        return "unchanged";
      }
      await store.done(claimed, await sent(slackId, first, before, view));
      return "sent";
    } catch (error) {
      return await failed(claimed, error);
    }
  }

  async function sent(
    slackId: string,
    first: View,
    { hash }: Shown,
    view: () => Promise<View>,
  ): Promise<Shown> {
    try {
      const shown = await slack.publishHome(slackId, first, hash ?? undefined);
      return { hash: shown.hash, contentHash: hashOf(first) };
    } catch (error) {
      if (!(error instanceof SlackRefused) || error.code !== "hash_conflict") throw error;
      // Something else stands there than we know of: what is true now may stand in its place.
      const anew = await view();
      const shown = await slack.publishHome(slackId, anew);
      return { hash: shown.hash, contentHash: hashOf(anew) };
    }
  }

  async function failed(claimed: Claimed, error: unknown): Promise<Published> {
    const { slackId } = claimed;
    if (error instanceof SlackRefused && error.retryAfterSeconds !== undefined) {
      await store.done(claimed, claimed, clock.now());
      return { later: error.retryAfterSeconds };
    }
    if (error instanceof SlackUnreachable) {
      // Whether it was shown is not known: nothing is compared with it.
      await store.done(claimed, { hash: null, contentHash: null }, clock.now());
      return { later: askAgainSeconds };
    }
    log.error({ err: error, slackId }, "a Home tab could not be published");
    await store.done(claimed, { hash: null, contentHash: null });
    return "given up";
  }

  /**
   * Somebody is looking: theirs is published at once, whatever stands there. One that waits for its turn serves all
   * who ask meanwhile, for it reads the records when it begins. Never rejects.
   */
  function publish(slackId: string, view: () => Promise<View>): Promise<void> {
    const there = waiting.get(slackId);
    if (there) return there;
    const mine = after(slackId, () => {
      waiting.delete(slackId);
      return publishNow(slackId, view);
    });
    waiting.set(slackId, mine);
    return mine;
  }

  async function publishNow(slackId: string, view: () => Promise<View>): Promise<void> {
    try {
      const claimed = await store.open(slackId, clock.now());
      if (!claimed) {
        await store.wanted(slackId, clock.now());
        return await soon(busySeconds);
      }
      const done = await send(claimed, view, { always: true });
      if (typeof done === "object") await soon(done.later);
    } catch (error) {
      // Without the records the view says so, and nothing needs to be remembered of it.
      log.warn({ err: error }, "the Home tab is published without being remembered");
      await view()
        .then((shown) => slack.publishHome(slackId, shown))
        .catch((again: unknown) => log.warn({ err: again }, "a Home tab could not be published"));
    }
  }

  return { publish, after, send, soon };
}

/** Tells two views apart. The one is made like the other, so the order of their fields is the same. */
const hashOf = (view: View): string => createHash("sha256").update(JSON.stringify(view)).digest("base64url");
