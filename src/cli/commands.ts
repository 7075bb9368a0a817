/** Every option of the command line, by its word: a word means the same in each command. */
export const options = {
  unit: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  workspace: { type: "string" },
  json: { type: "boolean" },
  "new-people": { type: "boolean" },
  overwrite: { type: "boolean" },
  restate: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
/** The options that commands name; each command has --help besides. */
export type OptionName = Exclude<keyof typeof options, "help">;
/** What stands behind a command without a word of its own. */
export type PlaceName = "folder" | "command";

/** What a command takes, in the order in which help shows it. */
type CommandLine = {
  takes?: PlaceName;
  mayTake?: PlaceName;
  needs?: readonly OptionName[];
  may?: readonly OptionName[];
};

/**
 * THE table of commands. What is read and what help shows are made from it, its words stand in `texts.ts`, and
 * `readers` (arguments.ts) and `runCommand` do not compile without each of its names.
 */
export const commands = {
  start: {},
  import: { takes: "folder", may: ["workspace", "new-people", "overwrite", "restate"] },
  figures: { needs: ["unit", "from", "to"], may: ["workspace", "json"] },
  help: { mayTake: "command" },
} as const satisfies Record<string, CommandLine>;
export type CommandName = keyof typeof commands;

export const commandNames = Object.keys(commands).filter(isCommand);

export function isCommand(word: string): word is CommandName {
  return Object.hasOwn(commands, word);
}

/** What a command takes; it may lack each part. */
export const lineOf = (name: CommandName): CommandLine => commands[name];

/** The options that a command takes, the needed ones first. */
export function optionsOf(name: CommandName): OptionName[] {
  const { needs = [], may = [] } = lineOf(name);
  return [...needs, ...may];
}
