import type { Feature } from "../feature.ts";
import type { Viewer } from "../org/request.ts";
import { mayConfigure } from "../org/rights.ts";
import type { Message } from "../slack/blocks.ts";
import { type Help, type HelpLine, helpMessage, notUnderstood } from "../slack/help.ts";
import { campaignWords } from "./parse.ts";
import { templates } from "./roster/view.ts";

type Part = Pick<Feature, "name" | "campaignWords">;
const administration = "configureCampaign";

/** How `/campaign` is used, with the words of other features; the columns of their files are told to administrators alone. */
function help(parts: Part[], viewer: Viewer): Help {
  const line = (text: string, kinds: (keyof typeof campaignWords)[], more: Pick<HelpLine, "for"> = {}) => ({
    text: `campaign.help.${text}`,
    words: kinds.flatMap((kind) => campaignWords[kind]),
    ...more,
  });
  const others = parts.flatMap(({ name, campaignWords: words }) =>
    words ? [{ text: `${name}.campaignUsage`, words: Object.keys(words) }] : [],
  );
  return {
    command: "/campaign",
    lines: [
      line("show", ["show"]),
      line("language", ["language"]),
      ...others,
      line("setup", ["setup"], { for: administration }),
      line("settings", ["settings"], { for: administration }),
      line("roster", ["roster"], { for: administration }),
      line("close", ["close", "next"], { for: administration }),
    ],
    ...(mayConfigure(viewer) ? { blocks: templates(viewer.locale) } : {}),
  };
}

/** The whole help; or what is nearest to a line of which `word` was not understood. */
export function campaignHelp(
  parts: Part[],
  { text, viewer }: { text: string; viewer: Viewer },
  word: string | undefined,
): Message {
  if (word === undefined) return helpMessage(help(parts, viewer), viewer);
  const why = viewer.locale.md("campaign.unknown", { word: word.slice(0, 80) });
  return notUnderstood(help(parts, viewer), { text, word, why }, viewer);
}
