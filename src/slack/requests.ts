import type { Staff } from "../org/model.ts";
import type { Request, Viewer, WithoutCampaign } from "../org/request.ts";
import type { Answer, Suggestions } from "./answer.ts";
import type { Block, View } from "./blocks.ts";

/**
 * `sure`: what the asker said Yes to when they were asked about this very line (`line/doubt.ts`); `intoForm`: they want
 * its reading in the form instead, to look at and change.
 */
export type CommandRequest = Request & {
  text: string;
  channelId: string;
  sure?: string;
  intoForm?: true;
};

export type ShortcutRequest = Request;

/** A shortcut of a channel's message: which one, what it says, and whose it is (undefined: a bot's). */
export type MessageShortcutRequest = Request & {
  message: { channelId: string; ts: string; text: string; slackUserId: string | undefined };
};

/**
 * `value`: a button's value, or the selected option's, date or user; `values`: everything picked in the modal so
 * far; `viewData`: what the view carries in `private_metadata`; `channelId` where the message stands.
 */
export type ActionRequest = Request & {
  value: string | undefined;
  values: FormValues;
  viewData: string;
  callbackId: string | undefined;
  channelId: string | undefined;
  messageTs: string | undefined;
};

export type SubmitRequest = Request & { values: FormValues; viewData: string };

export type OptionsRequest = Request & { query: string; values: FormValues; viewData: string };

/** What a form holds, by block id: one text (input, date, select), several (multi-select, checkboxes, ids of uploaded files) or nothing. */
export type FormValues = Record<string, string | string[] | null>;

/**
 * `opens`: whether this request will answer with a modal. Slack wants it within 3 s, so when the data takes longer
 * a loading view is opened first. It sees no database: it must decide from the request alone.
 */
export type CommandHandler = { run(request: CommandRequest): Promise<Answer>; opens?(text: string): boolean };

/** A shortcut always answers with a modal, so a loading view is opened when it takes long. */
export type MessageShortcutHandler = { run(request: MessageShortcutRequest): Promise<Answer> };

export type ActionHandler = { run(request: ActionRequest): Promise<Answer>; opens?: boolean };

export type ViewHandler = {
  submit?(request: SubmitRequest): Promise<Answer>;
  /** The form was closed without submitting. */
  closed?(request: SubmitRequest): Promise<void>;
};

/**
 * What a feature answers while there is no campaign, by the same ids as its other handlers; a handler that needs
 * neither campaign nor today stands in both places. Whatever is not here is then refused with "common.noCampaign".
 */
export type HandlersWithoutCampaign = {
  commands?: Record<string, (request: WithoutCampaign<CommandRequest>) => Promise<Answer>>;
  actions?: Record<string, (request: WithoutCampaign<ActionRequest>) => Promise<Answer>>;
  views?: Record<
    string,
    {
      submit?(request: WithoutCampaign<SubmitRequest>): Promise<Answer>;
      closed?(request: WithoutCampaign<SubmitRequest>): Promise<void>;
    }
  >;
  options?: Record<string, (request: WithoutCampaign<OptionsRequest>) => Promise<Suggestions>>;
  /** The Home tab; at most one feature answers. */
  home?: (request: WithoutCampaign) => Promise<Answer>;
};

export type HomePart = (request: Request & { viewer: Viewer & { staff: Staff } }) => Promise<Block[]>;

/** Slack's Home tab: what it shows, and the one way by which a view reaches it. */
export type HomeTab = {
  view(request: Request): Promise<View>;
  /**
   * Somebody opened theirs, or used it: publishes what `view` makes, at once and never two of one person at a time.
   * It is made anew where another view came between. Never rejects: what Slack does not take now comes later.
   */
  publish(slackUserId: string, view: () => Promise<View>): Promise<void>;
};
