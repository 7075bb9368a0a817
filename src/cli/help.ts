import type { Locale } from "../i18n/index.ts";
import { padded, widest } from "./columns.ts";
import {
  type CommandName,
  commandNames,
  lineOf,
  type OptionName,
  options,
  optionsOf,
  type PlaceName,
} from "./commands.ts";

/** What the command line can do, command by command. */
export function helpForAll(locale: Locale): string {
  const listed = commandNames.map((name) => `  ${usage(name, locale)}\n      ${said(name, "line", locale)}`);
  return [usageLine(locale.t("cli.anyCommand"), locale), ...listed, locale.t("cli.about")].join("\n\n");
}

/** What one command does, and what each of its options means. */
export function helpFor(name: CommandName, locale: Locale): string {
  const written = [
    ...optionsOf(name).map((option) => [optionUsage(option, locale), option] as const),
    ["-h, --help", "help"] as const,
  ];
  const width = widest(written.map(([usage]) => usage));
  const meanings = written.map(
    ([usage, option]) => `  ${padded(usage, width)}  ${locale.t(`cli.options.${option}`)}`,
  );
  const about = [said(name, "line", locale), said(name, "more", locale)].join("\n");
  return [usageLine(usage(name, locale), locale), about, meanings.join("\n")].join("\n\n");
}

/** What stands below a sentence that says why a command line was not understood. */
export function hintFor(name: CommandName | undefined, locale: Locale): string {
  if (name === undefined) return helpForAll(locale);
  return [usageLine(usage(name, locale), locale), locale.t("cli.tellMore", { command: name })].join("\n");
}

const usageLine = (usage: string, locale: Locale) => locale.t("cli.usage", { usage });

const said = (name: CommandName, what: "line" | "more", { t }: Locale) => t(`cli.commands.${name}.${what}`);

/** "figures --unit CODE --from DATE --to DATE [--workspace TEAM_ID] [--json]" */
function usage(name: CommandName, locale: Locale): string {
  const { takes, mayTake, needs = [], may = [] } = lineOf(name);
  const place = (one: PlaceName) => locale.t(`cli.places.${one}`);
  return [
    name,
    ...(takes ? [place(takes)] : []),
    ...(mayTake ? [`[${place(mayTake)}]`] : []),
    ...needs.map((option) => optionUsage(option, locale)),
    ...may.map((option) => `[${optionUsage(option, locale)}]`),
  ].join(" ");
}

function optionUsage(option: OptionName, locale: Locale): string {
  return options[option].type === "boolean"
    ? `--${option}`
    : `--${option} ${locale.t(`cli.values.${option}`)}`;
}
