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
import { type Checked, type Done, mostAsked } from "./checked.ts";
import { leftOutBlocks, previewBlocks } from "./preview-view.ts";
import { sameView } from "./same-view.ts";

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
  if (checked.kind === "asked") return sameView(checked, note, locale);
  if (checked.kind === "unchanged")
    return saidView(
      [...note, section(locale.md("campaign.roster.unchanged")), ...leftOutBlocks(checked.leftOut, locale)],
      locale,
    );
  if (checked.kind === "tooManyAsked") {
    const values = { count: checked.count, most: mostAsked, line: String(checked.lastLine) };
    return saidView([...note, section(locale.md("campaign.roster.tooManyAsked", values))], locale);
  }
  const { preview, names, leftOut, uploadId, fingerprint, answers } = checked;
  return {
    type: "modal",
    callback_id: rosterPreview,
    private_metadata: JSON.stringify({ uploadId, fingerprint, answers }),
    title: plain(locale.t("campaign.roster.previewTitle"), 24),
    submit: plain(locale.t("campaign.roster.import"), 24),
    close: plain(locale.t("campaign.roster.notNow"), 24),
    blocks: [
      ...note,
      section(locale.md("campaign.roster.preview")),
      ...previewBlocks(preview, names, locale),
      ...leftOutBlocks(leftOut, locale),
    ],
  };
}

/** That there is nothing to import, with the way to other files. */
const saidView = (blocks: Block[], locale: Locale): View => ({
  type: "modal",
  title: plain(locale.t("common.notice"), 24),
  close: plain(locale.t("common.done"), 24),
  blocks: [...blocks, again(locale)],
});

/** So many problems stand on a page: more would not be read. */
export const problemsOnPage = 15;

function refusedView(
  { uploadId, answers, problems, count }: Checked & { kind: "refused" },
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
    private_metadata: JSON.stringify({ uploadId, answers }),
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
