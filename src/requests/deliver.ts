import type { Deps } from "../feature.ts";
import type { Message, View } from "../slack/blocks.ts";
import { SlackRefused } from "../slack/gateway.ts";
import { openWithin, type Tracker, tellWithin, within } from "./deadline.ts";
import { messageOf, messageOfView, type Outcome, viewOf } from "./outcome.ts";
import { refusalMessage } from "./refusals.ts";
import type { Wording } from "./wording.ts";

/** Answers where the user asked, after the acknowledgement. */
export type Say = (message: Message, replace?: boolean) => Promise<unknown>;

/** Where an outcome belongs: `say` where there is a place to answer, `viewId` where a modal waits for it. */
export type Destination = {
  user: string;
  trigger?: string | undefined;
  say?: Say | undefined;
  viewId?: string | undefined;
};

/** Where a modal is asked for. `tell` answers in the acknowledgement itself; `over`: the modal that it is laid over. */
export type Opening = Destination & {
  ack: () => Promise<boolean>;
  tell?: (message: Message) => Promise<boolean>;
  over?: string | undefined;
};

/** The modal was closed meanwhile, or the moment in which Slack lets one be opened has passed. */
const isGone = (error: unknown): boolean =>
  error instanceof SlackRefused && /not_found|trigger|push_limit_reached/.test(error.code);

/** Modals of which is remembered where they were asked for; whose is forgotten is answered in a direct message. */
const mostPlaces = 1000;

/** Brings outcomes to users with calls to Slack, after the acknowledgement or before it where a modal is to open. */
export class Delivery {
  readonly #slack: Deps["slack"];
  readonly #log: Deps["log"];
  readonly #words: Wording;
  readonly #tracker: Tracker;
  /**
   * Where modals were asked for, by the modal's id. In the process only: an address to answer to opens a channel to
   * whoever holds it, so it goes neither into a modal nor into the database.
   */
  readonly #places = new Map<string, Say>();
  constructor(deps: Pick<Deps, "slack" | "log"> & { words: Wording; tracker: Tracker }) {
    this.#slack = deps.slack;
    this.#log = deps.log;
    this.#words = deps.words;
    this.#tracker = deps.tracker;
  }

  /** Opens the modal that the outcome holds, or a loading one first when the data takes its time. */
  async open(from: Opening, outcome: Promise<Outcome>): Promise<void> {
    const soon = await within(outcome, openWithin);
    if (soon === "late") return this.#openLoading(from, outcome);
    const message = messageOf(soon.done);
    if (message && from.tell) {
      if (!(await from.tell(message))) await this.bring(soon.done, from);
      return;
    }
    await from.ack();
    const view = viewOf(soon.done, this.#words.localeOf(from.user));
    if (view && !(message && from.say)) await this.#trying(from, soon.done, () => this.#show(from, view));
    else await this.bring(soon.done, from);
  }

  async #openLoading(from: Opening, outcome: Promise<Outcome>): Promise<void> {
    const opened = this.#show(from, this.#words.loading(from.user)).catch((error: unknown) => ({ error }));
    await from.ack();
    const shown = await opened;
    // The trigger is spent, or no good: what is left is the view that opened, else an answer in words.
    const { user, say } = from;
    const bring = async (late: Outcome) => {
      if ("viewId" in shown) return this.bring(late, { user, say, viewId: shown.viewId });
      if (messageOf(late)) return this.bring(late, { user, say });
      return this.#trying({ user, say }, late, () => Promise.reject(shown.error));
    };
    this.later(outcome.then(bring));
  }

  #show({ over, trigger = "", say }: Opening, view: View): Promise<{ viewId: string }> {
    return over === undefined ? this.#openAlone(trigger, view, say) : this.#layOver(over, trigger, view);
  }

  async #openAlone(trigger: string, view: View, say: Say | undefined): Promise<{ viewId: string }> {
    const opened = await this.#slack.openView(trigger, view);
    if (say) this.#places.set(opened.viewId, say);
    const [oldest] = this.#places.keys();
    if (oldest !== undefined && this.#places.size > mostPlaces) this.#places.delete(oldest);
    return opened;
  }

  /**
   * Says what a form saved where it was asked for, before the form closes, else in a direct message.
   * @returns false when nobody can be sure that it was said: then the form must not just close
   */
  async tellSaved(message: Message, { user, viewId }: { user: string; viewId: string }): Promise<boolean> {
    const told = this.#instead(message, { user, say: this.#places.get(viewId) }).then(
      () => true,
      (error: unknown) => {
        this.#log.warn({ err: error }, "what was saved was not told in a message");
        return false;
      },
    );
    const soon = await within(this.#tracker.follow(told), tellWithin);
    return soon !== "late" && soon.done;
  }

  /** Slack lays no fourth modal over three: then it takes the place of the one whose button was pressed. */
  async #layOver(viewId: string, trigger: string, view: View): Promise<{ viewId: string }> {
    try {
      return await this.#slack.pushView(trigger, view);
    } catch (error) {
      if (!(error instanceof SlackRefused) || error.code !== "push_limit_reached") throw error;
      await this.#slack.updateView(viewId, view);
      return { viewId };
    }
  }

  /** Brings an outcome to the user. Never rejects: what cannot be shown is told, what cannot be told is logged. */
  async bring(outcome: Outcome, to: Destination): Promise<void> {
    const answer = "answer" in outcome ? outcome.answer : undefined;
    if (answer?.kind === "nothing" || answer?.kind === "closeViews") return;
    await this.#trying(to, outcome, () => this.#place(outcome, to));
  }

  async #place(outcome: Outcome, to: Destination): Promise<unknown> {
    const { user, trigger, say, viewId } = to;
    const view = viewOf(outcome, this.#words.localeOf(user));
    const message = messageOf(outcome);
    const over = !("answer" in outcome) || outcome.answer.kind === "openView";
    if (viewId && view) {
      const shown: Promise<unknown> = !(over && trigger)
        ? this.#slack.updateView(viewId, view)
        : "answer" in outcome
          ? this.#layOver(viewId, trigger, view)
          : this.#slack.pushView(trigger, view);
      return shown.catch((error: unknown) => {
        const instead = message ?? messageOfView(view);
        if (!instead || !isGone(error)) throw error;
        return this.#instead(instead, to);
      });
    }
    if (message && say)
      return this.#instead(message, to, "answer" in outcome && outcome.answer.kind === "replace");
    if (view && trigger) return this.#openAlone(trigger, view, say);
    // A button of the Home tab, or a modal that did not open: the direct message is the place that is left.
    const instead = message ?? (view && messageOfView(view));
    return instead && this.#instead(instead, to);
  }

  /** Where the user asked, else as a direct message: the address to answer to may have run out. */
  async #instead(message: Message, { user, say }: Destination, replace = false): Promise<unknown> {
    if (!say) return this.#slack.direct(user, message);
    return say(message, replace).catch((error: unknown) => {
      this.#log.warn({ err: error }, "an answer did not reach the place of asking");
      return this.#slack.direct(user, message);
    });
  }

  async #trying(to: Destination, outcome: Outcome, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const saved = "answer" in outcome ? outcome.saved : "nothing";
      const message = refusalMessage(await this.#words.refusal(error, to.user, saved));
      await this.#instead(message, to).catch((again: unknown) =>
        this.#log.warn({ err: again }, "the user was not told"),
      );
    }
  }

  /** Work that goes on after the acknowledgement; a shutdown waits for it. */
  later(work: Promise<unknown>): void {
    this.#tracker
      .follow(work)
      .catch((error: unknown) => this.#log.error({ err: error }, "a late answer was not delivered"));
  }
}
