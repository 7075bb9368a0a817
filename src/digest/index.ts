import { z } from "zod";
import { isWeek } from "../calendar.ts";
import type { Deps, Feature } from "../feature.ts";
import type { Job } from "../jobs/job.ts";
import { announcing, noticeKinds } from "./announce.ts";
import { digestEdge, opensForm } from "./command.ts";
import { delivery } from "./deliver.ts";
import type { FeatureSources } from "./facts.ts";
import { digestHome } from "./home.ts";
import { actions, form, jobs, unitSearch } from "./ids.ts";
import { createPages } from "./pages.ts";
import { refreshing } from "./refresh.ts";
import { digestService } from "./service.ts";
import { subscriptionStore } from "./store.ts";
import { postStore } from "./store-posts.ts";
import { texts } from "./texts.ts";
import { ticker } from "./tick.ts";

export type { FeatureSources } from "./facts.ts";

const week = z.string().refine(isWeek);
const ofPost = z.object({ postId: z.uuid() });
const notice = z.object({
  kind: z.enum(noticeKinds),
  subscriptionId: z.uuid(),
  by: z.string().nullable(),
  at: z.string(),
  request: z.string(),
});

const job = <T>(name: string, what: string, data: z.ZodType<T>, run: (data: T) => Promise<void>): Job<T> => ({
  name,
  what,
  data,
  run,
});

/**
 * The weekly digest: one page a week in a channel, made of what every feature contributes.
 * @param deps.sources the features, asked when a page is made: this one is among them
 */
export function digest(deps: Deps & { sources: FeatureSources }): Feature {
  const subscriptions = subscriptionStore(deps.db, deps.workspaceId);
  const posts = postStore(deps.db, deps.workspaceId);
  const pages = createPages(deps);
  const parts = { ...deps, subscriptions, posts, pages };
  const service = digestService(parts);
  const edge = digestEdge({ ...deps, service });
  const home = digestHome({ service, edge });
  const { post } = delivery(parts);
  const { refresh, update, onRecords } = refreshing(parts);
  const { announce, tell } = announcing(parts);
  return {
    name: "digest",
    texts,
    commands: { "/digest": { run: edge.command, opens: opensForm } },
    actions: {
      [actions.pause.id]: { run: (request) => edge.press("pause", request) },
      [actions.resume.id]: { run: (request) => edge.press("resume", request) },
      [actions.remove.id]: { run: (request) => edge.press("remove", request) },
      [actions.removeYes.id]: { run: edge.removeYes },
      [actions.previous.id]: { run: edge.turn },
      [actions.next.id]: { run: edge.turn },
      ...home.actions,
    },
    homeBlocks: home.blocks,
    views: { [form]: { submit: edge.submit } },
    options: { [unitSearch]: edge.units },
    jobs: [
      job(jobs.post, "digest.failed.post", z.object({ subscriptionId: z.uuid(), week }), post),
      job(jobs.refresh, "digest.failed.refresh", z.object({ week }), refresh),
      job(jobs.update, "digest.failed.update", ofPost, update),
      job(jobs.announce, "digest.failed.announce", notice, announce),
      job(jobs.tell, "digest.failed.tell", ofPost, tell),
    ],
    tick: ticker(parts),
    onRecords,
    keptMessages: (reader, about) => posts.kept(deps.clock.now(), about, reader),
    async carryOver(tx, { from, to }) {
      const ids = await subscriptions.goOn(tx, from.id, to.id);
      const fields = { before: { campaign: from.id }, after: { campaign: to.id } };
      const changes = ids.map((recordId) => ({ record: "digest", recordId, ...fields }));
      return { records: ids.length, changes };
    },
  };
}
