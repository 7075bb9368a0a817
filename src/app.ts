import { App } from "@slack/bolt";
import { createTask } from "node-cron";
import type { Logger } from "pino";
import type { Clock } from "./clock.ts";
import type { Database, Tx } from "./db/client.ts";
import { savedRequests } from "./db/saved.ts";
import type { RecordChange } from "./db/write.ts";
import { createWrite } from "./db/write.ts";
import { createWriteMany } from "./db/write-many.ts";
import type { Feature } from "./feature.ts";
import { createFeatures } from "./features.ts";
import { commonTexts } from "./i18n/common.ts";
import { createI18n } from "./i18n/index.ts";
import { createJobs } from "./jobs/index.ts";
import { boltLogger } from "./log.ts";
import { organisationChanges } from "./org/changes.ts";
import { organisation } from "./org/index.ts";
import { orgStore } from "./org/store.ts";
import { adoptWorkspace } from "./org/workspace.ts";
import { register } from "./requests/handle.ts";
import type { ListeningReceiver } from "./requests/listen.ts";
import { viewers } from "./requests/viewer.ts";
import type { SlackGateway } from "./slack/gateway.ts";

export type AppDeps = {
  db: Database;
  databaseUrl: string;
  slack: SlackGateway;
  /** Brings Slack's requests: HTTP or Socket Mode. */
  receiver: ListeningReceiver;
  botToken: string;
  clock: Clock;
  log: Logger;
};

/** The running bot. */
export type Studyhall = {
  features: Feature[];
  /** Looks for what has fallen due; node-cron calls it each minute, the sandbox when its clock is moved. */
  tick(): Promise<void>;
  /** Takes requests on this port (0: any free one) and begins with the jobs. @returns the port that it got */
  start(port: number): Promise<number>;
  /** Takes no more requests, lets running work end (up to 10 s), and stops. Closes no database. */
  stop(): Promise<void>;
};

/** How long a shutdown waits for work that goes on after its acknowledgement. */
const drainMilliseconds = 10_000;

/**
 * Puts the bot together: everything is made here and handed down.
 * @throws SlackUnreachable or SlackRefused when Slack does not say which workspace the token belongs to
 */
export async function buildApp(deps: AppDeps): Promise<Studyhall> {
  const { db, slack, clock, log } = deps;
  const identity = await slack.identity();
  const workspaceId = (await adoptWorkspace(db, identity.teamId, identity.teamName)).id;
  const store = orgStore(db, workspaceId);
  const org = organisation({ store, clock });
  const i18n = createI18n({ common: commonTexts });
  const jobs = createJobs({ databaseUrl: deps.databaseUrl, log });
  const changes = organisationChanges({
    ...{ databaseUrl: deps.databaseUrl, log },
    changed: () => {
      org.forget();
      who.forget();
    },
  });
  const who = viewers({ store, org, slack, i18n, clock, hears: changes.hears });
  const onRecords = async (tx: Tx, changes: RecordChange[]) => {
    await Promise.all(features.map((feature) => feature.onRecords?.(tx, changes)));
  };
  const saved = savedRequests();
  const write = createWrite({ db, workspaceId, clock, onRecords, saved });
  const writeMany = createWriteMany({ db, workspaceId, clock, onRecords, saved });
  const features = createFeatures({
    ...{ workspaceId, clock, db, write, writeMany, org, jobs, slack, i18n, log },
    forgetViewer: who.forget,
    administrators: store.administrators,
    chosenLanguage: async (slackUserId) => (await store.slackUser(slackUserId))?.language ?? null,
  });

  for (const feature of features) i18n.add(feature.name, feature.texts);

  const app = new App({
    receiver: deps.receiver,
    logger: boltLogger(log),
    // Bolt's memory of conversations is of no use here and is asked at each request.
    convoStore: false,
    // One workspace: who the bot is there was asked once, and no request needs to ask again.
    authorize: async () => ({
      botToken: deps.botToken,
      botUserId: identity.botUserId,
      teamId: identity.teamId,
    }),
  });
  app.error(async (error) => log.error({ err: error }, "a request ended outside its handler"));
  const tracker = register(app, features, {
    clock,
    org,
    slack,
    i18n,
    log,
    viewers: who,
    administrators: store.administrators,
    saved,
  });

  async function tick(): Promise<void> {
    for (const feature of features)
      await feature
        .tick?.()
        .catch((error: unknown) => log.error({ err: error, feature: feature.name }, "a tick failed"));
  }
  const everyMinute = createTask("* * * * *", tick, { noOverlap: true, name: "tick" });

  return {
    features,
    tick,
    async start(port) {
      let got: number;
      try {
        await changes.start();
        await jobs.start(features.flatMap((feature) => feature.jobs ?? []));
        got = await deps.receiver.start(port);
      } catch (error) {
        // Without this open connections and ports would keep the process from ending.
        await deps.receiver.stop();
        await jobs.stop();
        await changes.stop();
        await everyMinute.destroy();
        throw error;
      }
      everyMinute.start();
      // What fell due while the bot was away.
      await tick();
      return got;
    },
    async stop() {
      everyMinute.stop();
      await deps.receiver.stop();
      const left = await tracker.drain(drainMilliseconds);
      if (left > 0) log.warn({ left }, "some work did not end in time");
      await jobs.stop();
      await changes.stop();
      await everyMinute.destroy();
    },
  };
}
