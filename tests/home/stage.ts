import { jobs as jobNames } from "../../src/home/ids.ts";
import { publishing } from "../../src/home/publishing.ts";
import { refreshing } from "../../src/home/refreshing.ts";
import { homeStore } from "../../src/home/store.ts";
import { createI18n } from "../../src/i18n/index.ts";
import { Mrkdwn } from "../../src/i18n/mrkdwn.ts";
import { organisation } from "../../src/org/index.ts";
import { orgStore } from "../../src/org/store.ts";
import type { View } from "../../src/slack/blocks.ts";
import { section } from "../../src/slack/blocks.ts";
import type { SlackGateway } from "../../src/slack/gateway.ts";
import { SlackRefused } from "../../src/slack/gateway.ts";
import { fakeJobs } from "../digest/fake-jobs.ts";
import { standingClock, testLog, townAndSlack } from "../support/bot.ts";
import { townUsers } from "../support/town.ts";

type Call = { user: string; hash: string | undefined; text: string };

/** Slack's `views.publish`: hashes as Slack keeps them, and the trouble that a test asks for. */
function fakeHomes() {
  const calls: Call[] = [];
  const shown = new Map<string, { hash: string; text: string }>();
  const troubles: Error[] = [];
  let number = 0;
  let [running, most] = [0, 0];
  let gate: Promise<unknown> = Promise.resolve();
  const publishHome: SlackGateway["publishHome"] = async (user, view, hash) => {
    running += 1;
    most = Math.max(most, running);
    try {
      calls.push({ user, hash, text: JSON.stringify(view) });
      await gate;
      const trouble = troubles.shift();
      if (trouble) throw trouble;
      const there = shown.get(user);
      if (there && hash !== undefined && hash !== there.hash) throw new SlackRefused("hash_conflict");
      number += 1;
      const now = { hash: `${number}.x`, text: JSON.stringify(view) };
      shown.set(user, now);
      return { hash: now.hash };
    } finally {
      running -= 1;
    }
  };
  return {
    publishHome,
    calls,
    troubles,
    of: (user: string) => calls.filter((call) => call.user === user),
    shown: (user: string) => shown.get(user)?.text,
    /** Something that is not ours publishes there. */
    overwrite: (user: string) => shown.set(user, { hash: "other", text: "other" }),
    atOnce: () => most,
    /** Slack answers nothing more until what is returned is called. */
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return () => resolve();
    },
  };
}

/**
 * The town's records, a queue in memory, and any number of processes that publish Home tabs.
 * @param settled whether all who were writing have ended; the server's other databases have writers too
 */
export async function stage({ settled = async () => true }: { settled?: () => Promise<boolean> } = {}) {
  const clock = standingClock();
  const { db } = await townAndSlack({ clock });
  const workspaceId = (await db.workspace.findFirstOrThrow()).id;
  for (const { id, email } of Object.values(townUsers)) {
    const person = await db.person.findFirst({ where: { email: email ?? "" } });
    const user = { workspaceId, slackId: id, personId: person?.id ?? null, locale: "en-US" };
    await db.slackUser.create({ data: { ...user, checkedAt: new Date(0) } });
  }
  const slack = fakeHomes();
  const jobs = fakeJobs();
  const store = homeStore(db, workspaceId);
  const locale = createI18n({}).locale("en");
  /** What every Home tab says at present. */
  const facts = { text: "first" };
  const viewFor = async (user: string): Promise<View> => ({
    type: "home",
    blocks: [section(Mrkdwn.escape(`${user}: ${facts.text}`))],
  });

  function process() {
    const org = organisation({ store: orgStore(db, workspaceId), clock });
    const deps = { ...{ clock, store, org, settled }, log: testLog, jobs: jobs.queue };
    const gateway = { publishHome: slack.publishHome } as SlackGateway;
    const publisher = publishing({ ...deps, slack: gateway });
    const viewerOf = async (slackUserId: string) => ({
      ...{ slackUserId, staff: undefined, isAdmin: false, language: "en" as const, locale },
    });
    const view = ({ viewer }: { viewer: { slackUserId: string } }) => viewFor(viewer.slackUserId);
    const following = refreshing({ ...deps, slack: gateway, publishing: publisher, viewerOf, view });
    return { ...following, open: (user: string) => publisher.publish(user, () => viewFor(user)) };
  }
  const one = process();
  const unit = async (code: string) => (await db.unit.findFirstOrThrow({ where: { code } })).id;

  return {
    ...{ db, clock, slack, jobs, store, facts, process, unit, workspaceId },
    ...one,
    later: (seconds: number) => clock.set(clock.now().add({ seconds })),
    /** Records of a unit are written, as `write` tells it. */
    changed: async (...codes: string[]) => {
      const changes = await Promise.all(
        codes.map(async (code) => ({ unitId: await unit(code), date: "2026-10-21" })),
      );
      await db.$transaction((tx) => one.onRecords(tx, changes));
    },
    stale: async () =>
      (await db.homeTab.findMany({ where: { staleAt: { not: null } } })).map(({ slackId }) => slackId).sort(),
    asked: () => jobs.waiting.filter(({ name }) => name === jobNames.refresh),
  };
}
