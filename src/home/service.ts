import type { Write } from "../db/write.ts";
import type { FailedJob, Jobs } from "../jobs/index.ts";
import type { Job } from "../jobs/job.ts";
import type { Request } from "../org/request.ts";
import { actorOf, assertMayConfigure } from "../org/rights.ts";

/** Work of one kind that was given up: how often, and when last. `what`: the key of the text that says what it does. */
export type GivenUp = { job: string; what: string | undefined; times: number; last: Temporal.Instant };

/** The rules of what administrators see and do here. */
export function homeService(deps: {
  jobs: Pick<Jobs, "failed" | "retry">;
  known: () => Job[];
  write: Write;
}) {
  const { jobs, known, write } = deps;

  /** @returns the work that was given up lately, newest first. @throws UserError for everybody but administrators */
  async function givenUp({ viewer }: Pick<Request, "viewer">): Promise<GivenUp[]> {
    assertMayConfigure(viewer);
    const texts = new Map(known().map(({ name, what }) => [name, what]));
    const byName = Map.groupBy(await jobs.failed(), ({ name }) => name);
    return [...byName].flatMap(([job, [newest, ...older]]) =>
      newest ? [{ job, what: texts.get(job), times: older.length + 1, last: newest.at }] : [],
    );
  }

  /**
   * Puts the failed jobs of that name back into the queue; pressing twice does it once.
   * @returns how many there were. @throws UserError for everybody but administrators
   */
  async function retry(request: Request, job: string): Promise<number> {
    assertMayConfigure(request.viewer);
    const failed = (await jobs.failed()).filter(({ name }) => name === job);
    return write({ actor: actorOf(request.viewer), key: request.key }, async (tx) => {
      const again: FailedJob[] = [];
      for (const one of failed) if (await jobs.retry(one, tx)) again.push(one);
      const changes = again.map(({ id }) => ({
        ...{ record: "job", recordId: id, before: "failed", after: "waiting" },
      }));
      return { outcome: again.length, changes };
    });
  }

  return { givenUp, retry };
}
