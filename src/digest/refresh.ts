import { addWeeks, type IsoWeek, weekOf } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import type { RecordChange } from "../db/write.ts";
import { SlackRefused } from "../slack/gateway.ts";
import { type DeliveryDeps, lookAgainSeconds, metadataOf } from "./deliver.ts";
import { jobs } from "./ids.ts";
import type { Post } from "./model.ts";
import { meaningOf } from "./refusals.ts";
import { trendLength } from "./schedule.ts";

/** Records come in by the dozen: a message is brought up to date after so long, once for all of them. */
const gatherSeconds = 10;

/** Keeps posted digests up to date until their week locks. */
export function refreshing(deps: DeliveryDeps) {
  const { clock, slack, jobs: queue, log, posts, pages } = deps;

  /**
   * Marks the digests that these records stand on, in the records' own transaction: the week's own, and the later
   * ones that compare with it or show it in their trend. Whether a week has locked is judged now; its update may run
   * after that. It must run after the transaction's first write: `settled` waits for those that have written.
   */
  async function onRecords(tx: Tx, changes: RecordChange[]): Promise<void> {
    const weeks = [...new Set(changes.map(({ date }) => weekOf(date)))].sort();
    const [first, last] = [weeks[0], weeks.at(-1)];
    if (first === undefined || last === undefined) return;
    const open = await posts.openWeeks(clock.now(), {
      reader: tx,
      within: { from: first, to: addWeeks(last, trendLength - 1) },
    });
    // In the order of the weeks: two transactions that wait for each other's keys would otherwise wait for ever.
    for (const week of open)
      if (weeks.some((changed) => changed <= week && week <= addWeeks(changed, trendLength - 1)))
        await queue.enqueue(jobs.refresh, { week }, { tx, key: week, afterSeconds: gatherSeconds });
  }

  /** The job `digest.refresh`: gives each message of the week a job of its own, so that none waits for another's retries. */
  async function refresh({ week }: { week: IsoWeek }): Promise<void> {
    if (!(await posts.settled()))
      await queue.enqueue(jobs.refresh, { week }, { key: week, afterSeconds: lookAgainSeconds });
    for (const { id } of await posts.shown(week))
      await queue.enqueue(jobs.update, { postId: id }, { key: id });
  }

  /** The job `digest.update`. A digest that is still being posted needs none: its page is made under the same lock, later. */
  async function update({ postId }: { postId: string }): Promise<void> {
    const post = await posts.byId(postId);
    if (post) await posts.holding(post, (tx) => bringUpToDate(tx, postId));
  }

  async function bringUpToDate(tx: Tx, postId: string): Promise<void> {
    const current = await posts.byId(postId, tx);
    if (current?.state !== "posted" || current.ts === null || current.error !== null) return;
    const { channelId, ts } = current;
    const page = await pages.make(current);
    if (page.hash === current.pageHash) return;
    const now = clock.now();
    try {
      await pages.send(page, { updatedAt: now }, (message) =>
        slack.update(channelId, ts, message, metadataOf(current)),
      );
      await posts.updated(tx, postId, page.hash, now);
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error;
      await refused(tx, current, error);
    }
  }

  async function refused(tx: Tx, current: Post, error: SlackRefused): Promise<void> {
    const meaning = meaningOf(error, { chart: false });
    if (meaning.kind === "again") throw error;
    if (meaning.kind === "later") {
      const how = { tx, key: current.id, afterSeconds: meaning.seconds };
      return queue.enqueue(jobs.update, { postId: current.id }, how);
    }
    log.warn(
      { channel: current.channelId, week: current.week, code: error.code },
      "a digest could not be updated",
    );
    // A deleted message is never posted anew; a channel that is closed to the bot today may be open again later.
    if (meaning.kind === "gone") await posts.lost(tx, current.id, error.code);
  }

  return { onRecords, refresh, update };
}
