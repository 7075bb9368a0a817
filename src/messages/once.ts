import type { Logger } from "pino";
import type { Tx } from "../db/client.ts";
import { claimOnce } from "../db/once.ts";
import type { Write } from "../db/write.ts";
import type { Jobs } from "../jobs/index.ts";
import type { Message } from "../slack/blocks.ts";
import { type Sent, sendDirect } from "../slack/direct.ts";
import type { SlackGateway } from "../slack/gateway.ts";

/** A direct message that is a job of its own: `key` names it for good, `data` is the job's. */
type Once<D> = {
  job: string;
  key: string;
  data: D;
  message: Message;
  /** What is noted together with the claim. */
  note?: (tx: Tx) => Promise<void>;
};

/** `claimed`: its prompt is already counted, so it is only sent. */
type Told = { slackUserId: string; claimed?: boolean | undefined };

/**
 * Sends a direct message at most once: it is claimed before it is sent, whatever crashes in between. Where Slack takes
 * none now, the same job sends it later.
 * @returns what became of it; undefined when another run had claimed it
 */
export const directOnce =
  ({ write, jobs, slack, log }: { write: Write; jobs: Jobs; slack: SlackGateway; log: Logger }) =>
  async <D extends Told>({ job, key, data, message, note }: Once<D>): Promise<Sent["became"] | undefined> => {
    if (!data.claimed && !(await claimOnce(write, key, note))) return undefined;
    const sent = await sendDirect({ slack, log }, data.slackUserId, message, job);
    if (sent.became === "later") {
      const how = { key: `${key} later`, afterSeconds: sent.waitSeconds };
      await jobs.enqueue(job, { ...data, claimed: true }, how);
    }
    return sent.became;
  };
