import { type Conflicts, type Problem, problemLine } from "../../files/problems.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { actions, type Block, button, context, type Message, section } from "../../slack/blocks.ts";
import { rosterList, rosterOverwrite } from "../ids.ts";
import type { Checked } from "./checked.ts";

/** What is wrong with an upload, or was changed here since: line by line. */

/** So many problems stand on a page: more would not be read. */
export const problemsOnPage = 15;

/** A line of one page; a conflict's names both values. */
export const bulletLength = 180;
export const bullet = (problem: Problem, locale: Locale, most = bulletLength): Mrkdwn =>
  Mrkdwn.escape(`• ${problemLine(problem, locale)}`).cut(most);

/** So much of a conflict fits a line: who, both values, and by whom it was changed. */
const conflictLength = 400;
const conflictsShown = 6;

const conflictsHead = ({ conflicts: { count }, overwrite }: Checked & { kind: "planned" }, locale: Locale) =>
  locale.md(`campaign.roster.${overwrite ? "overwritten" : "kept"}`, { count });

/** What was changed here since, as it stays or is overwritten, and the button for the other of both. */
export function conflictBlocks(checked: Checked & { kind: "planned" }, locale: Locale): Block[] {
  const { conflicts, overwrite, uploadId } = checked;
  if (conflicts.count === 0) return [];
  const lines = conflicts.list
    .slice(0, conflictsShown)
    .map((problem) => bullet(problem, locale, conflictLength));
  const more = conflicts.count - lines.length;
  if (more > 0) lines.push(locale.md("campaign.roster.more", { count: more }));
  const other = button(
    rosterOverwrite.id,
    locale.t(`campaign.roster.${overwrite ? "keep" : "overwrite"}`, { count: conflicts.count }),
    { value: rosterOverwrite.write({ uploadId, overwrite: !overwrite }) },
  );
  const whole = button(rosterList.id, locale.t("campaign.roster.list"), {
    value: rosterList.write({ uploadId }),
  });
  return [
    section(Mrkdwn.join([conflictsHead(checked, locale), ...lines])),
    actions(more > 0 ? [other, whole] : [other]),
  ];
}

/** So many blocks one message may hold, with some to spare. */
const mostSections = 45;

/** Everything that is wrong with the upload, or was changed here since, as a message that stays. */
export function listMessage(checked: Checked, locale: Locale): Message | undefined {
  if (checked.kind === "refused") {
    const { problems, count } = checked;
    return messageOf(locale.md("campaign.roster.refused", { count }), { list: problems, count }, locale);
  }
  if (checked.kind !== "planned" || checked.conflicts.count === 0) return undefined;
  return messageOf(conflictsHead(checked, locale), checked.conflicts, locale, conflictLength);
}

function messageOf(head: Mrkdwn, { list, count }: Conflicts, locale: Locale, length = bulletLength): Message {
  const together = Math.floor(2700 / length);
  const sections: Mrkdwn[] = [];
  let lines: Mrkdwn[] = [];
  for (const problem of list) {
    lines.push(bullet(problem, locale, length));
    if (lines.length < together) continue;
    sections.push(Mrkdwn.join(lines));
    lines = [];
  }
  if (lines.length > 0) sections.push(Mrkdwn.join(lines));
  const shown = sections.slice(0, mostSections);
  const left = count - Math.min(list.length, mostSections * together);
  return {
    text: Mrkdwn.join([head, ...shown]).cut(3900).text,
    blocks: [
      section(head),
      ...shown.map((lines) => section(lines)),
      ...(left > 0 ? [context(locale.md("campaign.roster.more", { count: left }))] : []),
    ],
  };
}
