import { z } from "zod";
import type { Place } from "../support/bot.ts";
import { townChannels, townUsers } from "../support/town.ts";

/** People who enter attendance while bots come and go. Every entry carries a mark of its own. */
export type Entering = {
  /** Nobody was there to answer: wait until somebody is again. */
  paused: () => Promise<void>;
  /** Marks whose entry was answered as saved. */
  acknowledged: string[];
  stop(): Promise<void>;
};

const answered = z.object({ text: z.string() });
const closed = z.object({ response_action: z.literal("clear") });
const changed = z.object({
  response_action: z.literal("update"),
  view: z.object({ title: z.object({ text: z.string() }) }),
});

/**
 * A teacher announces leave on one line, with a reason; a liaison fills the form, with what was studied. Both begin
 * again as soon as they are answered.
 * @param paused resolves when a bot takes requests
 */
export function entering(place: Place, paused: () => Promise<void>): Entering {
  const { slack } = place;
  const acknowledged: string[] = [];
  let going = true;
  let count = 0;
  const mark = (kind: string) => `${kind}-${++count}`;

  async function teacher(): Promise<void> {
    const actor = slack.as(townUsers.jiang.id);
    while (going) {
      const reason = mark("leave");
      const outcome = await actor.command(`/attendance leave ${reason}`, townChannels.hill.id);
      const said = answered.safeParse(outcome.body);
      if (!outcome.acknowledged) await paused();
      else if (said.success && said.data.text.includes("*请假*")) acknowledged.push(reason);
    }
  }

  async function liaison(): Promise<void> {
    const { id } = townUsers.liaison;
    const actor = slack.as(id);
    while (going) {
      const opened = await actor.command("/attendance", townChannels.hill.id);
      const form = slack.views(id).at(-1);
      if (!opened.acknowledged || !form?.view.submit) {
        await paused();
        continue;
      }
      const material = mark("form");
      const input = form.view.blocks.find(({ block_id }) => block_id.startsWith("material."));
      await actor.fill(form.id, input?.block_id ?? "", "attendance.material", material);
      const outcome = await actor.submit(form.id);
      const after = changed.safeParse(outcome.body);
      if (!outcome.acknowledged) await paused();
      else if (closed.safeParse(outcome.body).success) acknowledged.push(material);
      else if (after.success && after.data.view.title.text === "Saved") acknowledged.push(material);
    }
  }

  const running = Promise.all([teacher(), liaison()]);
  return {
    paused,
    acknowledged,
    async stop() {
      going = false;
      await running;
    },
  };
}

/**
 * How often each mark was saved, by the audit: 1 for each that was acknowledged, 1 or none for the others.
 * @returns the marks by how often they stand there
 */
export async function savedMarks({ db }: Place): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ mark: string; times: number }[]>`
    SELECT mark, count(*)::int AS times FROM (
      SELECT coalesce(after ->> 'material', after ->> 'reason') AS mark, before
      FROM audit_entry WHERE record IN ('attendance', 'session')
    ) AS entries
    WHERE mark ~ '^(leave|form)-' GROUP BY mark`;
  return new Map(rows.map(({ mark, times }) => [mark, times]));
}

/** People whose status is not what the last entry of the audit about them says. */
export async function unlikeAudit({ db }: Place): Promise<unknown[]> {
  return db.$queryRaw<unknown[]>`
    SELECT a.session_id, a.person_id, a.status, last.after FROM attendance a
    JOIN LATERAL (
      SELECT after FROM audit_entry e
      WHERE e.record = 'attendance' AND e.record_id = a.session_id || '/' || a.person_id ORDER BY e.id DESC LIMIT 1
    ) AS last ON true
    WHERE a.status IS DISTINCT FROM last.after ->> 'status' OR a.reason IS DISTINCT FROM last.after ->> 'reason'`;
}
