import { z } from "zod";
import type { HistoryEntry, Kinds } from "../../history/store.ts";
import { historyPage, mostOfText } from "../../history/view.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { Page, PageView } from "../../slack/page.ts";
import { actions as ids } from "../ids.ts";
import { states, type Topic } from "../model.ts";

export const topicKinds: Kinds = { topic: null };

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
type Fields = z.infer<typeof shape>;

/** Who changed what of one topic. */
export function historyView(
  { topic, entries, page }: { topic: Topic; entries: HistoryEntry[]; page: Page },
  timeZone: string,
  locale: Locale,
): PageView {
  return historyPage(
    {
      texts: (key) => `topic.history.${key}`,
      title: locale.t("topic.whoChanged"),
      head: locale.md("topic.history.headline", { title: shortName(topic.title, 200) }),
      entries,
      what: (entry) => whatText(entry, locale),
      page,
      ids,
      at: (number) => ({ topicId: topic.id, page: number }),
    },
    timeZone,
    locale,
  );
}

function whatText(entry: HistoryEntry, locale: Locale): Mrkdwn {
  const before = entry.before === null ? null : shape.catch({}).parse(entry.before);
  const after = shape.catch({}).parse(entry.after);
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
  return Mrkdwn.join(what, locale.t("common.comma"));
}

const cut = (text: string | undefined) => shortName(text ?? "–", mostOfText);

const fieldNames = [
  ...(["directionCode", "why", "method", "coResearcherIds", "unitIds"] as const),
  ...(["findings", "link", "file"] as const),
];

function changedFields(after: Fields, locale: Locale): Mrkdwn[] {
  const changed = fieldNames.filter((name) => after[name] !== undefined);
  if (changed.length === 0) return [];
  const fields = locale.list(changed.map((name) => locale.t(`topic.history.field.${name}`)));
  return [locale.md("topic.history.fields", { fields })];
}
