import type { Logger } from "pino";
import type { z } from "zod";
import type { IsoDate, IsoWeek, Period } from "./calendar.ts";
import type { Campaign } from "./campaign/model.ts";
import type { Clock } from "./clock.ts";
import type { Database, Reader, Tx } from "./db/client.ts";
import type { Change, Json, Write, Written } from "./db/write.ts";
import type { WriteMany } from "./db/write-many.ts";
import type { I18n, Language, Locale, Texts } from "./i18n/index.ts";
import type { Jobs } from "./jobs/index.ts";
import type { Asker } from "./org/asker.ts";
import type { Organisation } from "./org/index.ts";
import type { Staff, Unit } from "./org/model.ts";
import type { RecordFile } from "./records/file.ts";
import type { Answer, Suggestions } from "./slack/answer.ts";
import type { Block, View } from "./slack/blocks.ts";
import type { SlackGateway } from "./slack/gateway.ts";
import type { Mrkdwn } from "./slack/mrkdwn.ts";
import type { PageView } from "./slack/page.ts";

/** What a feature is built from; every part can be replaced by a test. */
export type Deps = {
  workspaceId: string;
  clock: Clock;
  db: Database;
  write: Write;
  /** For what hundreds do at once; without it they are written one by one. */
  writeMany?: WriteMany;
  org: Organisation;
  jobs: Jobs;
  slack: SlackGateway;
  i18n: I18n;
  log: Logger;
};

/** Who is asking. `staff` is undefined for a Slack user who belongs to no unit today. */
export type Viewer = {
  slackUserId: string;
  staff: Staff | undefined;
  /** Somebody of the roster who belongs to no unit today: since when, and from when on again. */
  between?: Between | undefined;
  /** Their e-mail address is that of somebody of the roster to whom an administrator tied another account by hand. */
  meant?: Meant | undefined;
  /** Slack says just now that they are an owner or administrator of the workspace. */
  isAdmin: boolean;
  /** They were when Slack was last asked, and now it does not answer: so `isAdmin` is false. */
  adminUnknown?: boolean;
  language: Language;
  locale: Locale;
};

/** `isGone`: the account that was tied to them was deactivated. */
export type Meant = { name: string; isGone: boolean };
export type Between = { since: IsoDate | null; until: IsoDate | null };

/** What every request carries. `key` names the request: the same again means that Slack delivered twice. */
export type Request = {
  viewer: Viewer;
  campaign: Campaign;
  today: IsoDate;
  now: Temporal.Instant;
  key: string;
};

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

/** A request while the workspace has no campaign, and so no calendar of its own. */
export type WithoutCampaign<R extends Request = Request> = Omit<R, "campaign" | "today">;

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

/** A piece of work that survives a restart. `run` may be called again after a crash: it must be idempotent. */
export type Job<T = unknown> = {
  name: string;
  data: z.ZodType<T>;
  run(data: T): Promise<void>;
  /** The key of the text that tells an administrator what a failed job was to do, such as "digest.failed.update". */
  what?: string;
  /** How many of these jobs one process works on at a time (default 1). */
  concurrency?: number;
};

/** A unit's scope (it and everything below) and two dates, both included. */
export type Question = { unit: Unit; period: Period };

/**
 * What a feature counts. All questions are answered by one query, so a table by district costs no more than its
 * longest column. The facts come in the order of the questions; their fields are the figures' names.
 */
export type FigureSource<F = Record<string, unknown>> = {
  name: string;
  /** What people read in place of the names: the source's title, and each figure's. */
  words: Record<Language, { title: string; figures: Record<keyof F & string, string> }>;
  /** Of the figures that are rates, which of the others they are made of: what people read is rounded once, from those. */
  rates?: Partial<Record<keyof F & string, { part: keyof F & string; whole: keyof F & string }>>;
  answer(reader: Reader, workspaceId: string, questions: Question[]): Promise<F[]>;
};

/** What a feature adds to a page about a unit's scope and a week. */
export type DigestPart = { lines: Mrkdwn[]; needs: Mrkdwn[] };
export type DigestSource = {
  /**
   * `now` and `before` are the facts of the feature's figures for this week and the one that it is compared with; null
   * while the week runs, which no finished week can be compared with, and where there is none.
   */
  part(request: {
    unit: Unit;
    week: IsoWeek;
    now: Record<string, unknown>;
    before: Record<string, unknown> | null;
    locale: Locale;
    campaign: Campaign;
    today: IsoDate;
  }): Promise<DigestPart>;
  /** A column of the table by district: its title, and its text for a unit's facts; none where the page's own have nothing to list. */
  columns?(
    locale: Locale,
    facts: Record<string, unknown>,
  ): {
    title: string;
    text(facts: Record<string, unknown>, before: Record<string, unknown> | null): string;
  }[];
  /** The facts of several scopes that have nothing in common, as one's: the unit's own offices are one row. Who has columns has it. */
  sum?(facts: Record<string, unknown>[]): Record<string, unknown>;
  /** The button that opens that row: the status of the unit itself and of those right below it that have none below. */
  openOwn?(request: { unit: Unit; week: IsoWeek; locale: Locale }): Block;
  /** A line of the chart of the last weeks; null leaves the week out. */
  trend?(locale: Locale): { title: string; value(facts: Record<string, unknown>): number | null };
  /** Buttons under the page. */
  actions?(request: { unit: Unit; week: IsoWeek; locale: Locale }): Block[];
};

/**
 * Something that a person should hear of today. `key` names it for good: an item is told once to a person, whatever
 * crashes. `week` and `unitId` say which unit's count of prompts it adds to; `kind` is its rung, as "attendance.after".
 */
export type ReminderItem = {
  key: string;
  slackUserId: string;
  unitId: string;
  week: IsoWeek;
  kind: string;
  /** The sentence and the buttons that do the thing, in the person's language. */
  show(locale: Locale): { text: Mrkdwn; blocks: Block[] };
};
export type ReminderSource = {
  /**
   * What is due to be told today, as things stand now. It is asked twice: when the day's messages are planned, and
   * again for a few people right before theirs are sent (`only`), so that nobody is reminded of what was just done.
   */
  due(request: {
    campaign: Campaign;
    today: IsoDate;
    /** Whether a unit works on that date: no weekend (unless worked), no holiday, no day or week off. */
    works(unitId: string, date: IsoDate): boolean;
    /** Slack user ids: what is due to others need not be found. */
    only?: ReadonlySet<string>;
  }): Promise<ReminderItem[]>;
};

/**
 * How one write of the feature is taken back: exactly what it changed, as long as nobody has changed the same since.
 */
export type UndoPart = {
  /** The key of the text that says how else to change it once the time is over (`until`), such as "attendance.undoLate". */
  late: string;
  /** The kinds of record that are the feature's, as the audit names them. */
  records: string[];
  /** @throws UserError for an asker who may not correct these (any more) */
  assertMay(asker: Asker, changes: Change[]): Promise<void>;
  /** Holds what is to be put back until the transaction ends: what others change later waits. */
  lock(tx: Tx, changes: Change[]): Promise<void>;
  /** Whether a later change is one of the same thing; without this, every later change of the same record is. */
  isSame?(change: Change, later: Change): boolean;
  /** Puts back what stood before. @returns its changes, and as outcome what stands now */
  restore(tx: Tx, asker: Asker, changes: Change[]): Promise<Written<Json>>;
  /** What stands now, for whoever took it back. */
  show(outcome: Json, asker: Asker): Promise<PageView>;
};

/** Records of a unit and date were written; runs inside the same transaction. */
export type RecordChange = { unitId: string; date: IsoDate };

/** Of which dates a feature has records of units. */
export type Recorded = {
  /** Whether its records stay with the unit, or go where their people go. */
  follows: "unit" | "person";
  /** The first and the last date of what was recorded of exactly these units; undefined where nothing was. */
  dates(reader: Reader, workspaceId: string, unitIds: string[]): Promise<Period | undefined>;
};

/** What a feature reads and counts; it needs no bot around it, so the command line uses it alone. */
export type RecordPart = {
  /** The name of its folder, and the first part of its ids and texts. */
  name: string;
  /** Its files of the import format, in the order in which they refer to each other. */
  files?: RecordFile[];
  figures?: FigureSource[];
  /** Who moves units asks all features for it, and never their tables. */
  recorded?: Recorded;
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

/** One feature of the bot, as `features.ts` lists it. Ids are the keys: a command "/attendance", an action "attendance.check". */
export type Feature = RecordPart & {
  texts: Texts;
  commands?: Record<string, CommandHandler>;
  shortcuts?: Record<string, { run(request: ShortcutRequest): Promise<Answer> }>;
  messageShortcuts?: Record<string, MessageShortcutHandler>;
  actions?: Record<string, ActionHandler>;
  views?: Record<string, ViewHandler>;
  options?: Record<string, (request: OptionsRequest) => Promise<Suggestions>>;
  /** Slack's Home tab; at most one feature has it. */
  home?: HomeTab;
  jobs?: Job[];
  /** Called about once a minute, and at start; it enqueues what has fallen due and must be idempotent. */
  tick?: () => Promise<void>;
  digest?: DigestSource;
  /** What the feature adds to the top of the Home tab of somebody of the roster: what waits for them now, and nothing else. */
  homeFirst?: HomePart;
  /** What it adds next: what is theirs to look at and to do. */
  homeBlocks?: HomePart;
  /** What it adds below all that is to do: to look at when there is time. */
  homeBelow?: HomePart;
  /**
   * What `/campaign <word>` does where the word is this feature's; in lower case, one entry a language. The request's
   * `text` is what stands after the word. The feature's text `campaignUsage` ("reminders.campaignUsage") is its part
   * of `/campaign help`: a line each use.
   */
  campaignWords?: Record<string, CommandHandler>;
  withoutCampaign?: HandlersWithoutCampaign;
  /** What the feature adds to the Home tab of an administrator, on the roster or not. */
  homeAdministration?: (request: Request) => Promise<Block[]>;
  reminders?: ReminderSource;
  undo?: UndoPart | readonly UndoPart[];
  onRecords?: (tx: Tx, changes: RecordChange[]) => Promise<void>;
  /** How many of its messages about these units and weeks (both included) stay as they are: their weeks have locked. */
  keptMessages?: (
    reader: Reader,
    about: { unitIds: string[]; from: IsoWeek; to: IsoWeek },
  ) => Promise<number>;
  /**
   * A campaign was closed and the next one begins: takes over what goes on, and says how many records those are. The
   * feature's text `carriedOver` ("topic.carriedOver", "digest.carriedOver"; with `count`) tells it to the administrator.
   */
  carryOver?: (
    tx: Tx,
    campaigns: { from: Campaign; to: Campaign },
  ) => Promise<{ records: number; changes: Change[] }>;
};
