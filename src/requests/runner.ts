import type { App, RespondFn } from "@slack/bolt";
import { todayIn } from "../calendar.ts";
import type { SavedRequests } from "../db/saved.ts";
import { UserError } from "../errors.ts";
import type { Deps } from "../feature.ts";
import type { Request, Viewer, WithoutCampaign } from "../org/request.ts";
import type { Answer } from "../slack/answer.ts";
import type { Message } from "../slack/blocks.ts";
import { Tracker } from "./deadline.ts";
import { Delivery, type Say } from "./deliver.ts";
import type { Outcome } from "./outcome.ts";
import type { Routes } from "./routes.ts";
import type { Viewers } from "./viewer.ts";
import { type Wording, wording } from "./wording.ts";

export type HandleDeps = Pick<Deps, "clock" | "org" | "slack" | "i18n" | "log"> & {
  viewers: Viewers;
  /** Names of the people to ask, for somebody whom the roster does not know. */
  administrators: () => Promise<string[]>;
  saved: SavedRequests;
};

/** Where requests come from, what answers them, and what runs that. */
export type Listening = { app: App; routes: Routes; runner: Runner };

/** What every kind of request shares: finding out who asks, running the handler, and bringing the answer. */
export class Runner {
  readonly #deps: HandleDeps;
  readonly tracker = new Tracker();
  readonly words: Wording;
  readonly delivery: Delivery;
  readonly log: HandleDeps["log"];
  constructor(deps: HandleDeps) {
    this.#deps = deps;
    this.log = deps.log;
    this.words = wording(deps);
    this.delivery = new Delivery({ ...deps, words: this.words, tracker: this.tracker });
  }

  /**
   * Runs a handler; never rejects.
   * @param trigger what Slack repeats when it delivers twice; only of one user and for one id it is the same request
   */
  run(
    id: string,
    slackUserId: string,
    trigger: string,
    run: (request: Request) => Promise<Answer>,
    bare?: (request: WithoutCampaign) => Promise<Answer>,
  ): Promise<Outcome> {
    const started = performance.now();
    const key = `${slackUserId}:${id}:${trigger}`;
    const followed = this.#deps.saved.follow(key);
    const work = this.answer(slackUserId, key, run, bare)
      .then((answer): Outcome => ({ answer, saved: followed.saved() }))
      .catch(
        async (error: unknown): Promise<Outcome> => ({
          refusal: await this.words.refusal(error, slackUserId, followed.saved()),
        }),
      )
      .then((outcome) => {
        followed.end();
        const kind = "answer" in outcome ? outcome.answer.kind : "refused";
        this.log.debug({ id, kind, milliseconds: Math.round(performance.now() - started) }, "handled");
        return outcome;
      });
    return this.tracker.follow(work);
  }

  /**
   * Runs the one of the two that fits: `bare` while there is no campaign.
   * @throws UserError "common.noCampaign" where only a campaign would help
   */
  async answer<T>(
    slackUserId: string,
    key: string,
    run: (request: Request) => Promise<T>,
    bare: ((request: WithoutCampaign) => Promise<T>) | undefined,
  ): Promise<T> {
    const { viewers, org, clock } = this.#deps;
    const [viewer, campaign] = await Promise.all([
      viewers.of(slackUserId),
      org.campaign().catch((error: unknown) => {
        if (bare && error instanceof UserError && error.key === "common.noCampaign") return undefined;
        throw error;
      }),
    ]);
    const now = clock.now();
    const today = campaign && todayIn(now, campaign.timeZone);
    try {
      if (campaign && today) return await run({ viewer, campaign, now, today, key });
      if (bare) return await bare({ viewer, now, key });
    } catch (error) {
      throw viewer.adminUnknown ? asUnknownAdmin(error, viewer) : error;
    }
    throw new UserError("common.noCampaign");
  }

  /** Whether there is such a user at Slack, as far as can be found out now. */
  async isUser(slackUserId: unknown): Promise<boolean> {
    if (typeof slackUserId !== "string" || !/^[UW][A-Z0-9]{1,30}$/.test(slackUserId)) return false;
    return this.#deps.viewers.exists(slackUserId).catch(() => true);
  }

  /** @returns false when the acknowledgement did not reach Slack: the socket was exchanged, the request given up */
  async acked(acknowledgement: Promise<void>): Promise<boolean> {
    try {
      await acknowledgement;
      return true;
    } catch (error) {
      this.log.warn({ err: error }, "an acknowledgement did not reach Slack");
      return false;
    }
  }
}

/** What was refused may be an administrator's to do: it is said that Slack did not say whether they still are one. */
function asUnknownAdmin(error: unknown, { locale }: Viewer): unknown {
  if (!(error instanceof UserError)) return error;
  return new UserError("common.refused.adminUnknown", { reason: locale.t(error.key, error.values) });
}

/** A message that only who asked sees. */
export const ephemeral = (message: Message) => ({ response_type: "ephemeral" as const, ...message });

/** Says it where the request came from: beside the message whose button was pressed, or in its place. */
export const answerTo =
  (respond: RespondFn): Say =>
  (message, replace) =>
    respond({ ...ephemeral(message), replace_original: replace === true });
