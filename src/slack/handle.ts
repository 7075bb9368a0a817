import { createHash } from "node:crypto";
import type { App, RespondFn } from "@slack/bolt";
import type { Logger } from "pino";
import { todayIn } from "../calendar.ts";
import type {
  ActionHandler,
  CommandHandler,
  Deps,
  Feature,
  FormValues,
  Request,
  ViewHandler,
} from "../feature.ts";
import { type I18n, type Locale, languages } from "../i18n/index.ts";
import type { Answer } from "./answer.ts";
import type { Message, View } from "./blocks.ts";
import { section } from "./blocks.ts";
import { answerWithin, openWithin, Tracker, within } from "./deadline.ts";
import { chosen, formValues } from "./form.ts";
import { Mrkdwn } from "./mrkdwn.ts";
import { loadingView, noticeView, type Refusal, refusalMessage, refusalOf, refusalView } from "./refusals.ts";
import type { Viewers } from "./viewer.ts";

type Outcome = { answer: Answer } | { refusal: Refusal };

type Say = (message: Message, replace?: boolean) => Promise<unknown>;

/** Where a modal is asked for. `tell` answers in the acknowledgement itself, `say` afterwards; a shortcut has neither. */
type Opening = {
  user: string;
  trigger: string | undefined;
  ack: () => Promise<void>;
  tell?: (message: Message) => Promise<void>;
  say?: Say | undefined;
  push?: boolean;
};

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
    for (const [name, handler] of Object.entries(feature.commands ?? {})) wrapper.command(app, name, handler);
    for (const [id, { run }] of Object.entries(feature.shortcuts ?? {})) wrapper.shortcut(app, id, run);
    for (const [id, handler] of Object.entries(feature.actions ?? {})) wrapper.action(app, id, handler);
    for (const [id, handler] of Object.entries(feature.views ?? {})) wrapper.view(app, id, handler);
    for (const [id, run] of Object.entries(feature.options ?? {})) wrapper.options(app, id, run);
    if (feature.home) wrapper.home(app, feature.home);
  }
  return tracker;
}

class Wrapper {
  readonly #deps: HandleDeps;
  readonly #tracker: Tracker;
  #home: Feature["home"];
  constructor(deps: HandleDeps, tracker: Tracker) {
    this.#deps = deps;
    this.#tracker = tracker;
  }

  command(app: App, name: string, handler: CommandHandler): void {
    app.command(name, async ({ command, ack, respond }) => {
      const outcome = this.#run(name, command.user_id, `command:${command.trigger_id}`, (request) =>
        handler.run({ ...request, text: command.text ?? "", channelId: command.channel_id }),
      );
      const say = (message: Message) => respond({ response_type: "ephemeral", ...message });
      if (handler.opens?.(command.text ?? "")) {
        const tell = (message: Message) => ack({ response_type: "ephemeral", ...message });
        await this.#opening(
          { user: command.user_id, trigger: command.trigger_id, ack: () => ack(), tell, say },
          outcome,
        );
        return;
      }
      const soon = await within(outcome, answerWithin);
      if (soon === "late") {
        await ack({ response_type: "ephemeral", ...this.#sentence(command.user_id, "common.stillWorking") });
        this.#later(outcome.then((late) => this.#deliver(late, command.user_id, command.trigger_id, say)));
        return;
      }
      const message = messageOf(soon.done);
      await (message ? ack({ response_type: "ephemeral", ...message }) : ack());
      if (!message) await this.#deliver(soon.done, command.user_id, command.trigger_id, say);
    });
  }

  shortcut(app: App, id: string, run: (request: Request) => Promise<Answer>): void {
    app.shortcut(id, async ({ shortcut, ack }) => {
      const outcome = this.#run(id, shortcut.user.id, `shortcut:${shortcut.trigger_id}`, run);
      await this.#opening(
        { user: shortcut.user.id, trigger: shortcut.trigger_id, ack: () => ack() },
        outcome,
      );
    });
  }

  action(app: App, id: string, handler: ActionHandler): void {
    app.action(id, async ({ action, body, ack, respond }) => {
      if (body.type !== "block_actions") return ack();
      const { view, message, container } = body;
      const trigger = body.trigger_id;
      const outcome = this.#run(
        id,
        body.user.id,
        `action:${id}:${trigger ?? ""}:${"action_ts" in action ? action.action_ts : ""}`,
        (request) =>
          handler.run({
            ...request,
            value: chosen(action),
            values: formValues(view?.state ?? body.state),
            viewData: view?.private_metadata ?? "",
            callbackId: view?.callback_id,
            channelId: body.channel?.id,
            messageTs: message?.ts ?? container?.["message_ts"],
          }),
      );
      const say = view ? undefined : answerTo(respond);
      if (handler.opens) {
        await this.#opening(
          { user: body.user.id, trigger, ack: () => ack(), say, push: view?.type === "modal" },
          outcome,
        );
        return;
      }
      // Acknowledged after the work, not before: a press that was acknowledged is never lost.
      const soon = await within(outcome, answerWithin);
      await ack();
      const deliver = (done: Outcome) =>
        this.#deliver(done, body.user.id, trigger, say, view?.type === "modal" ? view.id : undefined);
      if (soon === "late") this.#later(outcome.then(deliver));
      else await deliver(soon.done);
      if (view?.type === "home") await this.#publishHome(body.user.id, `home:${trigger ?? ""}`);
    });
  }

  view(app: App, id: string, handler: ViewHandler): void {
    app.view({ callback_id: id, type: "view_submission" }, async ({ body, view, ack }) => {
      const values = formValues(view.state);
      const outcome = this.#run(
        id,
        body.user.id,
        `view:${view.id}:${view.hash}:${fingerprint(values)}`,
        async (request) =>
          (await handler.submit?.({ ...request, values, viewData: view.private_metadata })) ?? {
            kind: "closeViews",
          },
      );
      const soon = await within(outcome, answerWithin);
      if (soon === "late") {
        const locale = this.#locale(body.user.id);
        await ack({
          response_action: "update",
          view: asModal(noticeView(locale.md("common.stillWorking"), locale)),
        });
        this.#later(outcome.then((late) => this.#deliver(late, body.user.id, undefined, undefined, view.id)));
        return;
      }
      await ack(...submissionAnswer(soon.done, this.#locale(body.user.id)));
    });
    app.view({ callback_id: id, type: "view_closed" }, async ({ body, view, ack }) => {
      await ack();
      const values = formValues(view.state);
      await this.#run(id, body.user.id, `closed:${view.id}:${view.hash}`, async (request) => {
        await handler.closed?.({ ...request, values, viewData: view.private_metadata });
        return { kind: "nothing" };
      });
    });
  }

  options(app: App, id: string, run: NonNullable<Feature["options"]>[string]): void {
    app.options(id, async ({ options, body, ack }) => {
      const view = "view" in body ? body.view : undefined;
      const work = this.#request(body.user.id, "options").then((request) =>
        run({
          ...request,
          query: options.value,
          values: formValues(view?.state),
          viewData: view?.private_metadata ?? "",
        }),
      );
      const soon = await within(work, answerWithin).catch((error: unknown) => {
        this.#deps.log.warn({ err: error, id }, "no suggestions");
        return "late" as const;
      });
      await ack({ options: soon === "late" ? [] : soon.done.options.slice(0, 100) });
    });
  }

  home(app: App, run: NonNullable<Feature["home"]>): void {
    this.#home = run;
    app.event("app_home_opened", async ({ event, body }) => {
      if (event.tab !== "home") return;
      await this.#publishHome(event.user, `event:${body.event_id}`);
    });
  }

  async #publishHome(user: string, key: string): Promise<void> {
    const outcome = await this.#run(
      "home",
      user,
      key,
      async (request) => (await this.#home?.(request)) ?? { kind: "nothing" },
    );
    const view: View | undefined =
      "refusal" in outcome ? { type: "home", blocks: [section(outcome.refusal.text)] } : undefined;
    await this.#deliver(view ? { answer: { kind: "home", view } } : outcome, user, undefined, undefined);
  }

  /** Runs a handler; never rejects. */
  #run(
    id: string,
    slackUserId: string,
    key: string,
    run: (request: Request) => Promise<Answer>,
  ): Promise<Outcome> {
    const started = performance.now();
    const work = this.#request(slackUserId, key)
      .then(run)
      .then((answer): Outcome => ({ answer }))
      .catch(
        async (error: unknown): Promise<Outcome> => ({ refusal: await this.#refusal(error, slackUserId) }),
      )
      .then((outcome) => {
        const kind = "answer" in outcome ? outcome.answer.kind : "refused";
        this.#deps.log.debug({ id, kind, milliseconds: Math.round(performance.now() - started) }, "handled");
        return outcome;
      });
    return this.#tracker.follow(work);
  }

  async #request(slackUserId: string, key: string): Promise<Request> {
    const { viewers, org, clock } = this.#deps;
    const [viewer, campaign] = await Promise.all([viewers.of(slackUserId), org.campaign()]);
    const now = clock.now();
    return { viewer, campaign, now, today: todayIn(now, campaign.timeZone), key };
  }

  /** Opens the modal that the outcome holds, or a loading one first when the data takes its time. */
  async #opening(from: Opening, outcome: Promise<Outcome>): Promise<void> {
    const { user, trigger, say } = from;
    const { slack } = this.#deps;
    const open = (view: View) =>
      from.push ? slack.pushView(trigger ?? "", view) : slack.openView(trigger ?? "", view);
    const soon = await within(outcome, openWithin);
    if (soon === "late") {
      const opened = open(loadingView(this.#locale(user)));
      await from.ack();
      const { viewId } = await opened;
      this.#later(outcome.then((late) => this.#deliver(late, user, undefined, say, viewId)));
      return;
    }
    const message = messageOf(soon.done);
    if (message && from.tell) return from.tell(message);
    await from.ack();
    const view = viewOf(soon.done, this.#locale(user));
    if (view && !(message && say)) await this.#trying(user, say, () => open(view));
    else await this.#deliver(soon.done, user, trigger, say);
  }

  /** Brings an outcome to the user with a call to Slack, after the acknowledgement. */
  async #deliver(
    outcome: Outcome,
    user: string,
    trigger: string | undefined,
    say: Say | undefined,
    viewId?: string,
  ): Promise<void> {
    const { slack } = this.#deps;
    await this.#trying(user, say, async () => {
      const answer = "answer" in outcome ? outcome.answer : undefined;
      if (answer?.kind === "nothing" || answer?.kind === "closeViews") return;
      if (answer?.kind === "home") return slack.publishHome(user, answer.view);
      const view = viewOf(outcome, this.#locale(user));
      const over = answer?.kind === "openView" || (!answer && trigger !== undefined);
      if (viewId && view && !(over && trigger)) return slack.updateView(viewId, view);
      if (viewId && view && trigger) return slack.pushView(trigger, view);
      const message = messageOf(outcome);
      if (message && say) return say(message, answer?.kind === "replace");
      if (view && trigger) return slack.openView(trigger, view);
      // A button of the Home tab, or a form that is gone: the direct message is the place that is left.
      if (message) return slack.direct(user, message);
    });
  }

  async #trying(user: string, say: Say | undefined, deliver: () => Promise<unknown>) {
    try {
      await deliver();
    } catch (error) {
      const refusal = await this.#refusal(error, user);
      await say?.(refusalMessage(refusal)).catch((again: unknown) =>
        this.#deps.log.warn({ err: again }, "the user was not told"),
      );
    }
  }

  #later(work: Promise<unknown>): void {
    this.#tracker
      .follow(work)
      .catch((error: unknown) => this.#deps.log.error({ err: error }, "a late answer was not delivered"));
  }

  #locale(user: string): Locale {
    return this.#deps.i18n.locale(this.#deps.viewers.languageOf(user) ?? "en");
  }

  /** In the user's language; in every language when it is not known yet. */
  async #refusal(error: unknown, user: string): Promise<Refusal> {
    const { viewers, i18n, log, administrators } = this.#deps;
    const known = viewers.languageOf(user);
    const names = await administrators().catch(() => []);
    return known ? refusalOf(error, i18n.locale(known), log, names) : inAll(i18n, error, log, names);
  }

  #sentence(user: string, key: string): Message {
    const text = this.#locale(user).md(key);
    return { text: text.text, blocks: [section(text)] };
  }
}

function inAll(i18n: I18n, error: unknown, log: Logger, names: string[]): Refusal {
  const [first, ...rest] = languages.map((language, index) =>
    // Logged once, whatever the number of languages.
    refusalOf(error, i18n.locale(language), index === 0 ? log : log.child({}, { level: "silent" }), names),
  );
  if (!first) throw new Error("no languages");
  return { ...first, text: Mrkdwn.join([first, ...rest].map((refusal) => refusal.text)) };
}

function messageOf(outcome: Outcome): Message | undefined {
  if ("refusal" in outcome) return refusalMessage(outcome.refusal);
  return outcome.answer.kind === "ephemeral" || outcome.answer.kind === "replace"
    ? outcome.answer.message
    : undefined;
}

function viewOf(outcome: Outcome, locale: Locale): View | undefined {
  if ("refusal" in outcome) return refusalView(outcome.refusal, locale);
  const { answer } = outcome;
  if (answer.kind === "openView" || answer.kind === "updateView") return answer.view;
  return answer.kind === "ephemeral" ? noticeView(Mrkdwn.trusted(answer.message.text), locale) : undefined;
}

/** How a submission is answered: the only way to close or change its modal within the acknowledgement. */
function submissionAnswer(outcome: Outcome, locale: Locale): Parameters<ViewAck> {
  if ("refusal" in outcome) {
    const { fields } = outcome.refusal;
    if (fields && Object.keys(fields).length > 0) return [{ response_action: "errors", errors: fields }];
    // Laid over the form: what was typed is still there underneath.
    return [{ response_action: "push", view: asModal(refusalView(outcome.refusal, locale)) }];
  }
  const view = viewOf(outcome, locale);
  if (!view) return outcome.answer.kind === "closeViews" ? [{ response_action: "clear" }] : [];
  return [{ response_action: outcome.answer.kind === "openView" ? "push" : "update", view: asModal(view) }];
}

type ViewAck = (
  answer?:
    | { response_action: "errors"; errors: Record<string, string> }
    | { response_action: "clear" }
    | { response_action: "update" | "push"; view: ModalJson },
) => Promise<void>;
type ModalJson = { type: "modal"; title: { type: "plain_text"; text: string }; blocks: never[] };

// Bolt's types know fewer blocks than Slack does; `limits.ts` checks ours in the tests.
const asModal = (view: View): ModalJson => JSON.parse(JSON.stringify(view));

const answerTo = (respond: RespondFn) => (message: Message, replace?: boolean) =>
  respond({ response_type: "ephemeral", replace_original: replace === true, ...message });

const fingerprint = (values: FormValues) =>
  createHash("sha256").update(JSON.stringify(values)).digest("base64url").slice(0, 16);
