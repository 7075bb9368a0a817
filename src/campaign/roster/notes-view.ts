import { type Note, noteLine } from "../../files/notes.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { type Block, section } from "../../slack/blocks.ts";

/** So many notes are shown; each stands for all of its kind in a column. */
const mostNotes = 20;
/** A section holds 3,000 characters, and so many lines of at most `longest`. */
const notesInSection = 7;
const longest = 400;

/** What of the files was passed over, or read otherwise than it stands there. */
export function noteBlocks(notes: Note[], locale: Locale): Block[] {
  if (notes.length === 0) return [];
  const lines = notes
    .slice(0, mostNotes)
    .map((note) => Mrkdwn.escape(`• ${noteLine(note, locale)}`).cut(longest));
  const more = notes.length - lines.length;
  if (more > 0) lines.push(locale.md("campaign.roster.more", { count: more }));
  const parts = [locale.md("campaign.roster.notes"), ...lines];
  const sections = Math.ceil(parts.length / notesInSection);
  return Array.from({ length: sections }, (_, at) =>
    section(Mrkdwn.join(parts.slice(at * notesInSection, (at + 1) * notesInSection))),
  );
}
