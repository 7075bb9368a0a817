import { createHash } from "node:crypto";
import type { App, RespondFn } from "@slack/bolt";
import { todayIn } from "../calendar.ts";
import { UserError } from "../errors.ts";
import type {
  ActionHandler,
  CommandHandler,
  Deps,
  Feature,
  FormValues,
  HandlersWithoutCampaign,
  HomeTab,
  MessageShortcutHandler,
  Request,
  ViewHandler,
  WithoutCampaign,
} from "../feature.ts";
import type { Answer } from "./answer.ts";
import type { Message, View } from "./blocks.ts";
import { section } from "./blocks.ts";
import { answerWithin, Tracker, within } from "./deadline.ts";
import { Delivery, type Destination, type Say } from "./deliver.ts";
import { chosen, formValues } from "./form.ts";
import { asModal, messageOf, type Outcome, sentenceOf, submissionAnswer } from "./outcome.ts";
import type { Viewers } from "./viewer.ts";
import { type Wording, wording } from "./wording.ts";

export type HandleDeps = Pick<Deps, "clock" | "org" | "slack" | "i18n" | "log"> & {
  viewers: Viewers;
  /** Names of the people to ask, for somebody whom the roster does not know. */
  administrators: () => Promise<string[]>;
};

/**
 * Registers every handler of the features with Bolt, each behind the one wrapper that finds out who asks, runs
 * the handler, acknowledges within Slack's 3 s with the answer where Slack allows it, delivers late answers,
 * turns whatever is thrown into a sentence, and logs.
 * @returns the tracker of work that outlives its acknowledgement
 */
export function register(app: App, features: Feature[], deps: HandleDeps): Tracker {
  const tracker = new Tracker();
  const wrapper = new Wrapper(deps, tracker);
  for (const feature of features) {
    const bare = feature.withoutCampaign ?? {};
    for (const [name, handler] of Object.entries(feature.commands ?? {}))
      wrapper.command(app, name, handler, bare.commands?.[name]);
    for (const [id, { run }] of Object.entries(feature.shortcuts ?? {})) wrapper.shortcut(app, id, run);
    for (const [id, { run }] of Object.entries(feature.messageShortcuts ?? {}))
      wrapper.messageShortcut(app, id, run);
    for (const [id, handler] of Object.entries(feature.actions ?? {}))
      wrapper.action(app, id, handler, bare.actions?.[id]);
    for (const [id, handler] of Object.entries(feature.views ?? {}))
      wrapper.view(app, id, handler, bare.views?.[id]);
    for (const [id, run] of Object.entries(feature.options ?? {}))
      wrapper.options(app, id, run, bare.options?.[id]);
    if (feature.home) wrapper.home(app, feature.home);
    if (bare.home) wrapper.homeWithoutCampaign(bare.home);
  }
  wrapper.others(app, features);
  return tracker;
}

type Bare = HandlersWithoutCampaign;
type Of<T> = NonNullable<T>[keyof NonNullable<T>];

class Wrapper {
  readonly #deps: HandleDeps;
  readonly #tracker: Tracker;
  readonly #words: Wording;
  readonly #delivery: Delivery;
  #home: HomeTab | undefined;
  #homeWithoutCampaign: Bare["home"];
  constructor(deps: HandleDeps, tracker: Tracker) {
    this.#deps = deps;
    this.#tracker = tracker;
    this.#words = wording(deps);
    this.#delivery = new Delivery({ ...deps, words: this.#words, tracker });
  }

  command(app: App, name: string, handler: CommandHandler, bare?: Of<Bare["commands"]>): void {
    app.command(name, async ({ command, ack, respond }) => {
      const { user_id: user, trigger_id: trigger, channel_id: channelId } = command;
      const more = { text: command.text ?? "", channelId };
      const { text } = more;
      const outcome = this.#run(
        name,
        user,
        `command:${trigger}`,
        (request) => handler.run({ ...request, ...more }),
        bare && ((request) => bare({ ...request, ...more })),
      );
      const say: Say = (message) => respond(ephemeral(message));
      const tell = (message: Message) => this.#acked(ack(ephemeral(message)));
      const to = { user, trigger, say };
      if (handler.opens?.(text))
        return this.#delivery.open({ ...to, tell, ack: () => this.#acked(ack()) }, outcome);
      const soon = await within(outcome, answerWithin);
      if (soon === "late") {
        await tell(sentenceOf(this.#words.sentence(user, "common.stillWorking")));
        return this.#delivery.later(outcome.then((late) => this.#delivery.bring(late, to)));
      }
      const message = messageOf(soon.done);
      const told = await (message ? tell(message) : this.#acked(ack()));
      if (!message || !told) await this.#delivery.bring(soon.done, to);
    });
  }

  shortcut(app: App, id: string, run: (request: Request) => Promise<Answer>): void {
    app.shortcut({ callback_id: id, type: "shortcut" }, async ({ shortcut, ack }) => {
      const { trigger_id: trigger } = shortcut;
      const user = shortcut.user.id;
      const outcome = this.#run(id, user, `shortcut:${trigger}`, run);
      await this.#delivery.open({ user, trigger, ack: () => this.#acked(ack()) }, outcome);
    });
  }

  messageShortcut(app: App, id: string, run: MessageShortcutHandler["run"]): void {
    app.shortcut({ callback_id: id, type: "message_action" }, async ({ shortcut, ack }) => {
      const { trigger_id: trigger, channel, message } = shortcut;
      const user = shortcut.user.id;
      const outcome = this.#run(id, user, `shortcut:${trigger}`, (request) =>
        run({
          ...request,
          message: {
            channelId: channel.id,
            ts: message.ts,
            text: message.text ?? "",
            slackUserId: message.user,
          },
        }),
      );
      await this.#delivery.open({ user, trigger, ack: () => this.#acked(ack()) }, outcome);
    });
  }

  action(app: App, id: string, handler: ActionHandler, bare?: Of<Bare["actions"]>): void {
    app.action(id, async ({ action, body, ack, respond }) => {
      if (body.type !== "block_actions") return ack();
      const { view, message, container, trigger_id: trigger } = body;
      const user = body.user.id;
      const pressedAt = "action_ts" in action ? action.action_ts : "";
      const more = {
        value: chosen(action),
        values: formValues(view?.state ?? body.state),
        viewData: view?.private_metadata ?? "",
        callbackId: view?.callback_id,
        channelId: body.channel?.id,
        messageTs: message?.ts ?? container?.message_ts,
      };
      const outcome = this.#run(
        id,
        user,
        `action:${id}:${trigger ?? ""}:${pressedAt}`,
        (request) => handler.run({ ...request, ...more }),
        bare && ((request) => bare({ ...request, ...more })),
      );
      const isModal = view?.type === "modal";
      const to: Destination = { user, trigger, say: view ? undefined : answerTo(respond) };
      if (handler.opens)
        return this.#delivery.open(
          { ...to, ack: () => this.#acked(ack()), over: isModal ? view.id : undefined },
          outcome,
        );
      // Acknowledged after the work, not before: a press that was acknowledged is never lost.
      const soon = await within(outcome, answerWithin);
      await this.#acked(ack());
      const bring = async (done: Outcome) => {
        await this.#delivery.bring(done, { ...to, viewId: isModal ? view.id : undefined });
        if (view?.type === "home") await this.#publishHome(user, `home:${trigger ?? ""}`);
      };
      if (soon === "late") this.#delivery.later(outcome.then(bring));
      else await bring(soon.done);
    });
  }

  view(app: App, id: string, handler: ViewHandler, bare?: Of<Bare["views"]>): void {
    app.view({ callback_id: id, type: "view_submission" }, async ({ body, view, ack }) => {
      const user = body.user.id;
      const values = formValues(view.state);
      const key = `view:${view.id}:${view.hash}:${fingerprint(values)}`;
      const more = { values, viewData: view.private_metadata };
      const close: Answer = { kind: "closeViews" };
      const outcome = this.#run(
        id,
        user,
        key,
        async (request) => (await handler.submit?.({ ...request, ...more })) ?? close,
        bare && (async (request) => (await bare.submit?.({ ...request, ...more })) ?? close),
      );
      const soon = await within(outcome, answerWithin);
      if (soon === "late") {
        const told = ack({ response_action: "update", view: asModal(this.#words.stillWorking(user)) });
        await this.#acked(told);
        const to = { user, viewId: view.id };
        return this.#delivery.later(outcome.then((late) => this.#delivery.bring(late, to)));
      }
      const answer = submissionAnswer(soon.done, this.#words.localeOf(user));
      if (await this.#acked(answer ? ack(answer) : ack())) return;
      // The form is still open. A refusal must not take its place: what was typed would be gone.
      await this.#delivery.bring(soon.done, { user, viewId: "refusal" in soon.done ? undefined : view.id });
    });
    app.view({ callback_id: id, type: "view_closed" }, async ({ body, view, ack }) => {
      await this.#acked(ack());
      const more = { values: formValues(view.state), viewData: view.private_metadata };
      const done: Answer = { kind: "nothing" };
      await this.#run(
        id,
        body.user.id,
        `closed:${view.id}:${view.hash}`,
        async (request) => (await handler.closed?.({ ...request, ...more })) ?? done,
        async (request) => (await bare?.closed?.({ ...request, ...more })) ?? done,
      );
    });
  }

  options(app: App, id: string, run: Of<Feature["options"]>, bare?: Of<Bare["options"]>): void {
    app.options(id, async ({ options, body, ack }) => {
      const view = "view" in body ? body.view : undefined;
      const more = {
        query: options.value,
        values: formValues(view?.state),
        viewData: view?.private_metadata ?? "",
      };
      const work = this.#answer(
        body.user.id,
        "options",
        (request) => run({ ...request, ...more }),
        bare && ((request) => bare({ ...request, ...more })),
      );
      const soon = await within(work, answerWithin).catch((error: unknown) => {
        this.#deps.log.warn({ err: error, id }, "no suggestions");
        return "late" as const;
      });
      await this.#acked(ack({ options: soon === "late" ? [] : soon.done.options.slice(0, 100) }));
    });
  }

  home(app: App, tab: HomeTab): void {
    this.#home = tab;
    app.event("app_home_opened", async ({ event, body }) => {
      if (event.tab !== "home") return;
      await this.#publishHome(event.user, `event:${body.event_id}`);
    });
  }

  homeWithoutCampaign(run: NonNullable<Bare["home"]>): void {
    this.#homeWithoutCampaign = run;
  }

  /**
   * What nobody has registered: mostly a button on a message of an earlier version. Without an answer the user would
   * see Slack's warning sign, and after 3 s.
   */
  others(app: App, features: Feature[]): void {
    const ids = (part: "commands" | "actions" | "options") =>
      new Set(features.flatMap((feature) => Object.keys(feature[part] ?? {})));
    const [commands, actions, options] = [ids("commands"), ids("actions"), ids("options")];
    app.command(/^/, async ({ command, ack }) => {
      if (commands.has(command.command)) return;
      const text = this.#words.sentence(command.user_id, "common.unknownCommand");
      await this.#acked(ack(ephemeral(sentenceOf(text))));
    });
    app.action(/^/, async ({ action, body, ack, respond }) => {
      if (!("action_id" in action) || actions.has(action.action_id)) return;
      await this.#acked(ack());
      const refusal = await this.#words.refusal(new UserError("common.outOfDate"), body.user.id);
      const say = "view" in body && body.view ? undefined : answerTo(respond);
      await this.#delivery.bring({ refusal }, { user: body.user.id, say });
    });
    app.options(/^/, async ({ payload, ack }) => {
      if ("action_id" in payload && options.has(payload.action_id)) return;
      await this.#acked(ack({ options: [] }));
    });
  }

  async #publishHome(user: string, key: string): Promise<void> {
    const home = this.#home;
    if (!home) return;
    const view = async (): Promise<View> => {
      try {
        const answer = await this.#answer(
          user,
          key,
          async (request): Promise<Answer> => ({ kind: "home", view: await home.view(request) }),
          this.#homeWithoutCampaign,
        );
        return answer.kind === "home" ? answer.view : { type: "home", blocks: [] };
      } catch (error) {
        const { text } = await this.#words.refusal(error, user);
        return { type: "home", blocks: [section(text)] };
      }
    };
    await this.#tracker.follow(home.publish(user, view));
  }

  /** Runs a handler; never rejects. */
  #run(
    id: string,
    slackUserId: string,
    key: string,
    run: (request: Request) => Promise<Answer>,
    bare?: (request: WithoutCampaign) => Promise<Answer>,
  ): Promise<Outcome> {
    const started = performance.now();
    const work = this.#answer(slackUserId, key, run, bare)
      .then((answer): Outcome => ({ answer }))
      .catch(
        async (error: unknown): Promise<Outcome> => ({
          refusal: await this.#words.refusal(error, slackUserId),
        }),
      )
      .then((outcome) => {
        const kind = "answer" in outcome ? outcome.answer.kind : "refused";
        this.#deps.log.debug({ id, kind, milliseconds: Math.round(performance.now() - started) }, "handled");
        return outcome;
      });
    return this.#tracker.follow(work);
  }

  /**
   * Runs the one of the two that fits: `bare` while there is no campaign.
   * @throws UserError "common.noCampaign" where only a campaign would help
   */
  async #answer<T>(
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
    if (campaign) return run({ viewer, campaign, now, today: todayIn(now, campaign.timeZone), key });
    if (bare) return bare({ viewer, now, key });
    throw new UserError("common.noCampaign");
  }

  /** @returns false when the acknowledgement did not reach Slack: the socket was exchanged, the request given up */
  async #acked(acknowledgement: Promise<void>): Promise<boolean> {
    try {
      await acknowledgement;
      return true;
    } catch (error) {
      this.#deps.log.warn({ err: error }, "an acknowledgement did not reach Slack");
      return false;
    }
  }
}

const ephemeral = (message: Message) => ({ response_type: "ephemeral" as const, ...message });

const answerTo =
  (respond: RespondFn): Say =>
  (message, replace) =>
    respond({ ...ephemeral(message), replace_original: replace === true });

const fingerprint = (values: FormValues) =>
  createHash("sha256").update(JSON.stringify(values)).digest("base64url").slice(0, 16);
