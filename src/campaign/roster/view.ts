import type { Locale } from "../../i18n/index.ts";
import type { Problem } from "../../records/problems.ts";
import { problemLine } from "../../records/problems.ts";
import {
  actions,
  type Block,
  button,
  context,
  input,
  type Message,
  plain,
  section,
  type View,
} from "../../slack/blocks.ts";
import { Mrkdwn } from "../../slack/mrkdwn.ts";
import { noticeView } from "../../slack/refusals.ts";
import {
  rosterAgain,
  rosterFields,
  rosterForm,
  rosterList,
  rosterNext,
  rosterPreview,
  rosterPrevious,
  rosterResume,
} from "../ids.ts";
import type { Group } from "./preview.ts";
import type { Checked, Done } from "./service.ts";

/** An upload that nobody has decided about. */
export type Waiting = { id: string; names: string[] };

/** The form that takes the files. `note`: what was done just before. */
export function rosterView(
  { note, waiting }: { note?: Mrkdwn; waiting?: Waiting | undefined },
  locale: Locale,
): View {
  const file = (field: keyof typeof rosterFields, type: string) =>
    input(
      rosterFields[field],
      locale.t(`campaign.roster.${field}`),
      { type: "file_input", action_id: "file", filetypes: [type], max_files: 1 },
      { optional: true },
    );
  return {
    type: "modal",
    callback_id: rosterForm,
    title: plain(locale.t("campaign.roster.title"), 24),
    submit: plain(locale.t("campaign.roster.check"), 24),
    close: plain(locale.t(note ? "campaign.roster.later" : "common.cancel"), 24),
    blocks: [
      ...(note ? [section(note)] : []),
      ...(waiting ? waitingBlocks(waiting, locale) : []),
      section(locale.md("campaign.roster.what")),
      file("units", "csv"),
      file("people", "csv"),
      file("campaign", "json"),
      ...templates(locale),
    ],
  };
}

function waitingBlocks({ id, names }: Waiting, locale: Locale): Block[] {
  const look = button(rosterResume.id, locale.t("campaign.roster.resume"), {
    value: rosterResume.write({ uploadId: id }),
  });
  return [section(locale.md("campaign.roster.waiting", { files: locale.list(names) })), actions([look])];
}

/** The columns of the files, with an example line each. */
export const templates = (locale: Locale): Block[] => [
  context(locale.md("campaign.roster.unitsTemplate")),
  context(locale.md("campaign.roster.peopleTemplate")),
];

/** What an upload would do: everything that is wrong with it, or everything that it changes. */
export function checkedView(
  checked: Checked,
  how: { page?: number; note?: Mrkdwn | undefined },
  locale: Locale,
): View {
  const note = how.note ? [section(how.note)] : [];
  if (checked.kind === "refused") return refusedView(checked, how.page ?? 0, note, locale);
  if (checked.kind === "unchanged") {
    const view = noticeView(locale.md("campaign.roster.unchanged"), locale, locale.t("common.done"));
    return { ...view, blocks: [...note, ...view.blocks, again(locale)] };
  }
  const { preview, names, uploadId, fingerprint } = checked;
  const campaign = preview.campaign && [
    section(locale.md(`campaign.roster.campaignChange.${preview.campaign}`)),
  ];
  return {
    type: "modal",
    callback_id: rosterPreview,
    private_metadata: JSON.stringify({ uploadId, fingerprint }),
    title: plain(locale.t("campaign.roster.previewTitle"), 24),
    submit: plain(locale.t("campaign.roster.import"), 24),
    close: plain(locale.t("campaign.roster.notNow"), 24),
    blocks: [
      ...note,
      section(locale.md("campaign.roster.preview")),
      ...(campaign ?? []),
      ...preview.groups.map((group) => section(groupText(group, names, locale))),
      context(locale.md("campaign.roster.nothingRemoved")),
    ],
  };
}

function groupText(
  { kind, count, from, examples }: Group,
  names: Map<string, string>,
  locale: Locale,
): Mrkdwn {
  const named = examples.map(({ id, moved }) => {
    const name = names.get(id) ?? "–";
    return moved ? locale.md("campaign.roster.moved", { name, ...moved }) : Mrkdwn.escape(name);
  });
  const lines = named.map((name) => Mrkdwn.join([Mrkdwn.trusted("•"), name], " "));
  const more = count - examples.length;
  if (more > 0) lines.push(locale.md("campaign.roster.more", { count: more }));
  const head = from
    ? locale.md(`campaign.roster.${kind}From`, { count, from: locale.date(from) })
    : locale.md(`campaign.roster.${kind}`, { count });
  return Mrkdwn.join([head, ...lines]);
}

/** So many problems stand on a page: more would not be read. */
export const problemsOnPage = 15;

function refusedView(
  { uploadId, problems, count }: Checked & { kind: "refused" },
  asked: number,
  note: Block[],
  locale: Locale,
): View {
  const pages = Math.max(1, Math.ceil(problems.length / problemsOnPage));
  const page = Math.min(asked, pages - 1);
  const shown = problems.slice(page * problemsOnPage, (page + 1) * problemsOnPage);
  const turn = [
    ...(page > 0
      ? [
          button(rosterPrevious.id, locale.t("common.previous"), {
            value: rosterPrevious.write({ uploadId, page: page - 1 }),
          }),
        ]
      : []),
    ...(page < pages - 1
      ? [
          button(rosterNext.id, locale.t("common.next"), {
            value: rosterNext.write({ uploadId, page: page + 1 }),
          }),
        ]
      : []),
    ...(pages > 1
      ? [button(rosterList.id, locale.t("campaign.roster.list"), { value: rosterList.write({ uploadId }) })]
      : []),
  ];
  return {
    type: "modal",
    title: plain(locale.t("campaign.roster.refusedTitle"), 24),
    close: plain(locale.t("common.close"), 24),
    blocks: [
      ...note,
      section(locale.md("campaign.roster.refused", { count })),
      section(Mrkdwn.join(shown.map((problem) => bullet(problem, locale)))),
      ...(pages > 1 ? [context(locale.md("common.page", { page: page + 1, pages }))] : []),
      ...(turn.length > 0 ? [actions(turn)] : []),
      again(locale),
    ],
  };
}

const bullet = (problem: Problem, locale: Locale): Mrkdwn =>
  Mrkdwn.escape(`• ${problemLine(problem, locale)}`).cut(180);

const again = (locale: Locale): Block =>
  actions([button(rosterAgain.id, locale.t("campaign.roster.again"), { value: rosterAgain.write({}) })]);

/** So many blocks one message may hold, with some to spare. */
const mostSections = 45;

/** Everything that is wrong with the upload, as a message that stays. */
export function problemsMessage({ problems, count }: Checked & { kind: "refused" }, locale: Locale): Message {
  const head = locale.md("campaign.roster.refused", { count });
  const sections: Mrkdwn[] = [];
  let lines: Mrkdwn[] = [];
  for (const problem of problems) {
    lines.push(bullet(problem, locale));
    if (lines.length < problemsOnPage) continue;
    sections.push(Mrkdwn.join(lines));
    lines = [];
  }
  if (lines.length > 0) sections.push(Mrkdwn.join(lines));
  const shown = sections.slice(0, mostSections);
  const left = count - Math.min(problems.length, mostSections * problemsOnPage);
  return {
    text: Mrkdwn.join([head, ...shown]).cut(3900).text,
    blocks: [
      section(head),
      ...shown.map((lines) => section(lines)),
      ...(left > 0 ? [context(locale.md("campaign.roster.more", { count: left }))] : []),
    ],
  };
}

export function importedView({ files }: Done & { kind: "imported" }, locale: Locale): View {
  const lines = files.map(({ name, records }) =>
    locale.md("campaign.roster.importedFile", { file: name, count: records }),
  );
  const text = Mrkdwn.join([
    locale.md("campaign.roster.imported"),
    ...lines,
    locale.md("campaign.roster.whatNext"),
  ]);
  return noticeView(text, locale, locale.t("common.done"));
}
