import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { noticeView } from "../../requests/refusals.ts";
import {
  actions,
  type Block,
  button,
  context,
  input,
  plain,
  section,
  type View,
} from "../../slack/blocks.ts";
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
import { bullet, conflictBlocks, problemsOnPage } from "./lists-view.ts";
import { noteBlocks } from "./notes-view.ts";
import { leftOutBlocks, previewBlocks } from "./preview-view.ts";
import { restatedBlocks } from "./restated-view.ts";
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
      [
        ...note,
        section(locale.md("campaign.roster.unchanged")),
        ...noteBlocks(checked.notes, locale),
        ...leftOutBlocks(checked.leftOut, locale),
      ],
      locale,
    );
  if (checked.kind === "tooManyAsked") {
    const values = { count: checked.count, most: mostAsked, line: String(checked.lastLine) };
    return saidView([...note, section(locale.md("campaign.roster.tooManyAsked", values))], locale);
  }
  const { preview, names, leftOut, uploadId, fingerprint, answers, overwrite } = checked;
  const isEmpty = !preview.campaign && preview.groups.length === 0;
  return {
    type: "modal",
    callback_id: rosterPreview,
    private_metadata: JSON.stringify({ uploadId, fingerprint, answers, overwrite }),
    title: plain(locale.t("campaign.roster.previewTitle"), 24),
    ...(isEmpty ? {} : { submit: plain(locale.t("campaign.roster.import"), 24) }),
    close: plain(locale.t("campaign.roster.notNow"), 24),
    blocks: [
      ...note,
      section(locale.md(`campaign.roster.${isEmpty ? "unchangedButKept" : "preview"}`)),
      ...restatedBlocks(checked, locale),
      ...previewBlocks(preview, names, locale),
      ...conflictBlocks(checked, locale),
      ...noteBlocks(checked.notes, locale),
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

function refusedView(
  { uploadId, answers, overwrite, problems, count }: Checked & { kind: "refused" },
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
    private_metadata: JSON.stringify({ uploadId, answers, overwrite }),
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

const again = (locale: Locale): Block =>
  actions([button(rosterAgain.id, locale.t("campaign.roster.again"), { value: rosterAgain.write({}) })]);

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
