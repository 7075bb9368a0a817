import type { Logger } from "pino";
import type { Clock } from "./clock.ts";
import type { Database, Tx } from "./db/client.ts";
import type { Change, RecordChange, Write } from "./db/write.ts";
import type { WriteMany } from "./db/write-many.ts";
import type { AnyDigestSource } from "./figures/digest.ts";
import type { RecordPart } from "./files/part.ts";
import type { I18n, Texts } from "./i18n/index.ts";
import type { Jobs } from "./jobs/index.ts";
import type { Job } from "./jobs/job.ts";
import type { Campaign } from "./org/campaign/model.ts";
import type { Organisation } from "./org/index.ts";
import type { Request } from "./org/request.ts";
import type { KeptMessages } from "./org/restate.ts";
import type { Answer, Suggestions } from "./slack/answer.ts";
import type { Block } from "./slack/blocks.ts";
import type { SlackGateway } from "./slack/gateway.ts";
import type { ReminderSource } from "./slack/reminder.ts";
import type {
  ActionHandler,
  CommandHandler,
  HandlersWithoutCampaign,
  HomePart,
  HomeTab,
  MessageShortcutHandler,
  OptionsRequest,
  ShortcutRequest,
  ViewHandler,
} from "./slack/requests.ts";
import type { UndoPart } from "./slack/undo.ts";

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
  digest?: AnyDigestSource;
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
  keptMessages?: KeptMessages;
  /**
   * A campaign was closed and the next one begins: takes over what goes on, and says how many records those are. The
   * feature's text `carriedOver` ("topic.carriedOver", "digest.carriedOver"; with `count`) tells it to the administrator.
   */
  carryOver?: (
    tx: Tx,
    campaigns: { from: Campaign; to: Campaign },
  ) => Promise<{ records: number; changes: Change[] }>;
};
