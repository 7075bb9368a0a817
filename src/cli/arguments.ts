import { parseArgs } from "node:util";
import { isDate, type Period } from "../calendar.ts";
import { shown } from "../files/problems.ts";
import type { Values } from "../i18n/index.ts";
import { nearest } from "../line/nearest.ts";
import {
  type CommandName,
  commandNames,
  isCommand,
  lineOf,
  type OptionName,
  options,
  optionsOf,
} from "./commands.ts";

/** What the command line asks for. */
export type Command =
  | { name: "start" }
  | {
      name: "import";
      folder: string;
      workspace: string | undefined;
      newPeople: boolean;
      overwrite: boolean;
      restate: boolean;
    }
  | { name: "figures"; unit: string; period: Period; json: boolean; workspace: string | undefined }
  | { name: "help"; of: CommandName | undefined };

/** The command line was not understood: a sentence (`cli.…`), and the command that it is about where that one was. */
export class UsageError extends Error {
  override name = "UsageError";
  readonly key: string;
  readonly values: Values;
  readonly command: CommandName | undefined;
  constructor(key: string, values: Values = {}, command?: CommandName) {
    super(key);
    this.key = key;
    this.values = values;
    this.command = command;
  }
}

/** A command line whose words are known and stand where they may. */
type Given = {
  /** What stands behind the command. */
  place: string | undefined;
  /** An option that the command needs, and so has. */
  needed(option: OptionName): string;
  text(option: OptionName): string | undefined;
  flag(option: OptionName): boolean;
};

const readers: { [Name in CommandName]: (given: Given) => Command & { name: Name } } = {
  start: () => ({ name: "start" }),
  import: ({ place = "", text, flag }) => ({
    name: "import",
    folder: place,
    workspace: text("workspace"),
    newPeople: flag("new-people"),
    overwrite: flag("overwrite"),
    restate: flag("restate"),
  }),
  figures({ needed, text, flag }) {
    const dates = { from: date("from", needed("from")), to: date("to", needed("to")) };
    if (dates.to < dates.from) throw new UsageError("cli.optionsOrder", dates, "figures");
    const [unit, workspace] = [needed("unit"), text("workspace")];
    return { name: "figures", unit, period: dates, json: flag("json"), workspace };

    function date(option: OptionName, value: string): string {
      if (isDate(value)) return value;
      throw new UsageError("cli.optionNotDate", { option, value: shown(value) }, "figures");
    }
  },
  help: ({ place }) => ({ name: "help", of: place === undefined ? undefined : commandCalled(place) }),
};

/**
 * @param args what stands behind `npm run studyhall --`
 * @throws UsageError
 */
export function parseCommand(args: string[]): Command {
  const { tokens, positionals } = parseArgs({
    ...{ args, options, tokens: true },
    // Strict, the platform would refuse in its own words, and in English only.
    ...{ strict: false, allowPositionals: true },
  });
  const [word, ...behind] = positionals;
  const name = word === undefined ? undefined : commandCalled(word);
  const given = tokens.filter((token) => token.kind === "option");
  for (const option of given) refuseUnknown(option, name);
  if (given.some((option) => option.name === "help")) return { name: "help", of: name };
  if (name === undefined) throw new UsageError("cli.noCommand");
  const texts = new Map<string, string | undefined>();
  for (const option of given) texts.set(option.name, textBehind(option, name, texts));
  const needed = (option: OptionName) => {
    const value = texts.get(option);
    if (value === undefined) throw new UsageError("cli.optionMissing", { command: name, option }, name);
    return value;
  };
  const place = placeOf(name, behind);
  for (const option of lineOf(name).needs ?? []) needed(option);
  return readers[name]({
    place,
    needed,
    text: (option) => texts.get(option),
    flag: (option) => texts.has(option),
  });
}

function commandCalled(word: string): CommandName {
  if (isCommand(word)) return word;
  const near = nearest(word, commandNames)?.word;
  const command = shown(word);
  throw near === undefined
    ? new UsageError("cli.unknownCommand", { command })
    : new UsageError("cli.unknownCommandNear", { command, near });
}

type OptionToken = {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
};

function refuseUnknown({ name: word, rawName }: OptionToken, command: CommandName | undefined): void {
  if (Object.hasOwn(options, word)) return;
  const possible = command === undefined ? Object.keys(options) : [...optionsOf(command), "help"];
  const near = nearest(word, possible)?.word;
  const option = shown(rawName);
  throw near === undefined
    ? new UsageError("cli.unknownOption", { option }, command)
    : new UsageError("cli.unknownOptionNear", { option, near: `--${near}` }, command);
}

/** The text behind an option; undefined for one that takes none. */
function textBehind(
  token: OptionToken,
  command: CommandName,
  before: Map<string, unknown>,
): string | undefined {
  const option = optionsOf(command).find((one) => one === token.name);
  if (option === undefined)
    throw new UsageError("cli.optionElsewhere", { command, option: token.name }, command);
  if (before.has(option)) throw new UsageError("cli.optionTwice", { option }, command);
  const { value, inlineValue = false } = token;
  if (options[option].type === "boolean") {
    if (value !== undefined) throw new UsageError("cli.optionTakesNothing", { option }, command);
    return undefined;
  }
  // "--from --to …": what stands there is the next option.
  if (value === undefined || value === "" || (!inlineValue && value.startsWith("-")))
    throw new UsageError("cli.optionEmpty", { option }, command);
  return value;
}

function placeOf(name: CommandName, behind: string[]): string | undefined {
  const { takes, mayTake } = lineOf(name);
  const [place, ...more] = behind;
  if (place === undefined) {
    if (takes) throw new UsageError(`cli.missing.${takes}`, { command: name }, name);
    return undefined;
  }
  const tooMuch = takes || mayTake ? more[0] : place;
  if (tooMuch !== undefined)
    throw new UsageError("cli.tooMuch", { command: name, word: shown(tooMuch) }, name);
  return place;
}
