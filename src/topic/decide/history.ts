import { z } from "zod";
import type { Database } from "../../db/client.ts";
import { instantOf } from "../../db/dates.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { actions, context, section } from "../../slack/blocks.ts";
import { type Page, type PageView, pageNote, pageOf, pageSize, turnButtons } from "../../slack/page.ts";
import { actions as ids } from "../ids.ts";
import { states, type Topic } from "../model.ts";

/** What one person did to a topic in one go. */
export type HistoryEntry = {
  at: Temporal.Instant;
  /** The person's name; a Slack user id or a program's name where the roster has none. */
  actor: string;
  reason: string | null;
  before: z.infer<typeof shape> | null;
  after: z.infer<typeof shape>;
};

const shape = z.object({
  state: z.enum(states).optional(),
  title: z.string().optional(),
  directionCode: z.string().optional(),
  why: z.string().nullish(),
  method: z.string().nullish(),
  coResearcherIds: z.array(z.string()).optional(),
  unitIds: z.array(z.string()).optional(),
  findings: z.string().nullish(),
  link: z.string().nullish(),
  file: z.string().nullish(),
  carriedFrom: z.string().optional(),
});

type Row = { at: Date; actor: string; reason: string | null; before: unknown; after: unknown; total: number };

/** Who changed what of one topic, from the audit, newest first. */
export const historyStore = (db: Database, workspaceId: string) => ({
  async entries(topicId: string, page: number): Promise<{ entries: HistoryEntry[]; page: Page }> {
    const rows = await db.$queryRaw<Row[]>`
      SELECT a.at, coalesce(p.name, a.actor) AS actor, a.reason, a.before, a.after, count(*) OVER ()::int AS total
      FROM audit_entry a LEFT JOIN person p ON p.id = a.person_id
      WHERE a.workspace_id = ${workspaceId}::uuid AND a.record = 'topic' AND a.record_id = ${topicId}
      ORDER BY a.id DESC LIMIT ${pageSize}::int OFFSET ${page * pageSize}::int`;
    const entries = rows.map(({ at, before, after, ...row }) => ({
      ...row,
      at: instantOf(at),
      before: before === null ? null : shape.catch({}).parse(before),
      after: shape.catch({}).parse(after),
    }));
    return { entries, page: pageOf(page, rows[0]?.total ?? 0) };
  },
});
export type HistoryStore = ReturnType<typeof historyStore>;

/** So much of each text that twenty entries fit a page. */
const mostOfText = 80;

export function historyView(
  { topic, entries, page }: { topic: Topic; entries: HistoryEntry[]; page: Page },
  timeZone: string,
  locale: Locale,
): PageView {
  const head = locale.md("topic.history.headline", { title: shortName(topic.title, 200) });
  const lines = entries.map((entry) => entryText(entry, timeZone, locale));
  const body = lines.length > 0 ? lines : [locale.md("topic.history.none")];
  const notes = pageNote(page, locale);
  const value = (number: number) => ids.history.write({ topicId: topic.id, page: number });
  const turns = turnButtons(
    page,
    { previous: ids.historyNewer.id, next: ids.historyOlder.id },
    value,
    locale,
  );
  return {
    title: locale.t("topic.whoChanged"),
    text: Mrkdwn.join([head, ...body, ...notes]),
    blocks: [
      section(head),
      ...body.map((line) => section(line)),
      ...(notes.length > 0 ? [context(...notes)] : []),
      ...(turns.length > 0 ? [actions(turns)] : []),
    ],
  };
}

function entryText(
  { at, actor, reason, before, after }: HistoryEntry,
  timeZone: string,
  locale: Locale,
): Mrkdwn {
  const whats = [
    ...(after.carriedFrom === undefined ? [] : [locale.md("topic.history.carried")]),
    ...(after.state !== undefined && after.state !== before?.state
      ? [locale.md(`topic.history.state.${before?.state === "returned" ? "again" : after.state}`)]
      : []),
    ...(before && after.title !== undefined
      ? [locale.md("topic.history.title", { from: cut(before.title), to: cut(after.title) })]
      : []),
    ...(before ? changedFields(after, locale) : []),
  ];
  const what = whats.length > 0 ? whats : [locale.md("topic.history.imported")];
  const values = {
    at: locale.moment(at, timeZone),
    actor: actorName(actor, locale),
    what: Mrkdwn.join(what, locale.t("common.comma")),
  };
  const why = reason ? [locale.md("topic.history.why", { reason: shortName(reason, mostOfText) })] : [];
  return Mrkdwn.join([locale.md("topic.history.entry", values), ...why], " ");
}

const cut = (text: string | undefined) => shortName(text ?? "–", mostOfText);

const fieldNames = [
  ...(["directionCode", "why", "method", "coResearcherIds", "unitIds"] as const),
  ...(["findings", "link", "file"] as const),
];

function changedFields(after: HistoryEntry["after"], locale: Locale): Mrkdwn[] {
  const changed = fieldNames.filter((name) => after[name] !== undefined);
  if (changed.length === 0) return [];
  const fields = locale.list(changed.map((name) => locale.t(`topic.history.field.${name}`)));
  return [locale.md("topic.history.fields", { fields })];
}

/** Programs have names too; a Slack user whom the roster does not know is shown by their account. */
function actorName(actor: string, locale: Locale): string | Mrkdwn {
  if (actor === "import" || actor === "studyhall") return locale.t(`topic.history.by.${actor}`);
  return /^[UW][A-Z0-9]{5,}$/.test(actor) ? Mrkdwn.user(actor) : shortName(actor);
}
