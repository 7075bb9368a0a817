import type { Logger } from "pino";
import { z } from "zod";
import { type IsoDate, instantAt, isDate, weekOf } from "../../calendar.ts";
import type { Tx } from "../../db/client.ts";
import type { Write } from "../../db/write.ts";
import type { I18n, Locale } from "../../i18n/index.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Job } from "../../jobs/job.ts";
import { directOnce } from "../../messages/once.ts";
import type { Asker } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import type { SlackPeople } from "../../org/slack-people.ts";
import { sendDirect } from "../../slack/direct.ts";
import type { SlackGateway } from "../../slack/gateway.ts";
import { wantedOf } from "../form/entry.ts";
import type { DraftStore } from "../form/store.ts";
import { jobs as jobNames } from "../ids.ts";
import type { RequestMessages } from "../request/messages.ts";
import type { StatusStore } from "../status/store.ts";
import type { AttendanceStore } from "../store.ts";
import type { ReminderStore } from "./store.ts";
import { askLostMessage, askMessage } from "./view.ts";

/** Direct messages to heads and liaisons whom somebody asks to correct or record something, each counted before it is sent. */
export type Prompts = ReturnType<typeof prompts>;

const date = z.string().refine(isDate);
const askData = z.object({
  unitId: z.uuid(),
  date,
  slackUserId: z.string(),
  asker: z.string(),
  /** The head's name; a job of an earlier version has none. */
  head: z.string().default("–"),
  causedBy: z.string(),
  key: z.string(),
  /** What the asker tried to save was handed over. */
  tried: z.boolean().optional(),
  /** What the asker says of themselves is to be recorded (request/): which request it is. */
  request: z.uuid().optional(),
  claimed: z.boolean().optional(),
});
type AskData = z.infer<typeof askData>;

export function prompts(deps: {
  status: StatusStore;
  reminders: ReminderStore;
  /** What somebody tried to save, for the head whom they ask. */
  drafts: DraftStore;
  store: AttendanceStore;
  requests: RequestMessages;
  people: SlackPeople;
  write: Write;
  jobs: Jobs;
  org: Organisation;
  slack: SlackGateway;
  i18n: I18n;
  clock: { now(): Temporal.Instant };
  log: Logger;
}) {
  const { status, reminders, drafts, store, requests, people, write, jobs, org, slack, i18n, clock, log } =
    deps;
  const send = directOnce(deps);

  /** Who asked hears that it did not arrive. */
  async function sayLost({ causedBy, date, head }: AskData, unit: Unit): Promise<void> {
    const locale = i18n.locale(await people.languageOf(causedBy));
    const message = askLostMessage({ unit, date, head }, locale);
    await sendDirect({ slack, log }, causedBy, message, jobNames.askHead);
  }

  async function ask(data: AskData): Promise<void> {
    const unit = (await org.units()).byId(data.unitId);
    if (!unit) return;
    const { slackUserId, causedBy, date } = data;
    const at = { unitId: unit.id, date };
    const locale = i18n.locale(await people.languageOf(slackUserId));
    const target = data.request === undefined ? undefined : { ...at, by: causedBy, id: data.request };
    const toDecide = target && (await requests.toDecide(target, locale));
    if (target && !toDecide) return;
    const reminder = {
      unitId: unit.id,
      week: weekOf(data.date),
      kind: target ? "attendance.own" : "attendance.ask",
      causedBy,
      sentTo: slackUserId,
    };
    const message = toDecide ?? (await asked(data, unit, locale));
    const note = (tx: Tx) => reminders.add(tx, reminder, clock.now());
    if ((await send({ job: jobNames.askHead, key: data.key, data, message, note })) !== "refused") return;
    await reminders.undelivered(reminder);
    await sayLost(data, unit);
  }

  async function asked({ slackUserId, causedBy, date, asker, tried }: AskData, unit: Unit, locale: Locale) {
    const at = { unitId: unit.id, date };
    const handed = tried ? await drafts.handed(slackUserId, at, causedBy) : undefined;
    const wanted = handed && wantedOf(handed.entry, await store.sheet(at));
    return askMessage({ unit, date, asker, by: causedBy, wanted }, locale);
  }

  return {
    /**
     * Asks a head to correct a session of a locked week, with what the asker tried to save: one prompt a day for each
     * unit and asker.
     * @returns how many prompts the unit has had about that week, this one included; "already" when asked today
     */
    async askHead(
      asker: Asker,
      unit: Unit,
      { date: at, tried }: { date: IsoDate; tried: boolean },
      head: { slackUserId: string; name: string },
    ): Promise<number | "already"> {
      const midnight = instantAt(asker.today, "00:00", asker.campaign.timeZone);
      const { reached, refused } = await reminders.asked(unit.id, asker.slackUserId, midnight);
      if (reached) return "already";
      // What did not arrive may be tried once more.
      const again = refused > 0 ? `:${refused}` : "";
      const key = `ask:${unit.id}:${at}:${asker.slackUserId}:${head.slackUserId}:${asker.today}${again}`;
      const name = (await people.known([asker.slackUserId])).get(asker.slackUserId)?.name ?? unit.name;
      const data: AskData = {
        unitId: unit.id,
        date: at,
        slackUserId: head.slackUserId,
        head: head.name,
        asker: name,
        causedBy: asker.slackUserId,
        key,
        tried,
      };
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const from = { from: asker.slackUserId, asker: name, to: head.slackUserId };
        if (tried) await drafts.handOver(tx, { unitId: unit.id, date: at }, from, asker.now);
        await jobs.enqueue(jobNames.askHead, data, { key, tx });
        return { outcome: (await status.prompts(unit.id, weekOf(at), tx)) + 1, changes: [] };
      });
    },

    jobs: [
      {
        name: jobNames.askHead,
        what: "attendance.failed.askHead",
        data: askData,
        run: ask,
      } satisfies Job<AskData>,
    ],
  };
}
