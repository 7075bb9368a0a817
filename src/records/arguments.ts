import { parseArgs } from "node:util";
import { isDate, type Period } from "../calendar.ts";
import type { Values } from "../i18n/index.ts";
import { shown } from "./problems.ts";

/** What the command line asks for. */
export type Command =
  | { name: "help" }
  | { name: "import"; folder: string; workspace: string | undefined }
  | { name: "figures"; unit: string; period: Period; json: boolean; workspace: string | undefined };

/** The command line was not understood: a sentence (`records.…`) to stand above the usage. */
export class UsageError extends Error {
  readonly key: string;
  readonly values: Values;
  constructor(key: string, values: Values = {}) {
    super(key);
    this.name = "UsageError";
    this.key = key;
    this.values = values;
  }
}

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const options = {
  unit: text,
  from: text,
  to: text,
  workspace: text,
  json: flag,
  help: { ...flag, short: "h" },
};

/**
 * @param args what stands behind `npm run studyhall --`
 * @throws UsageError
 */
export function parseCommand(args: string[]): Command {
  const { values, positionals } = parsed(args);
  const [name, ...rest] = positionals;
  if (values.help || name === "help") return { name: "help" };
  const { workspace } = values;
  if (name === "import") {
    const [folder, another] = rest;
    if (folder === undefined || another !== undefined) throw new UsageError("records.oneFolder");
    refuseOptions(values, ["workspace"]);
    return { name, folder, workspace };
  }
  if (name === "figures") {
    if (rest[0] !== undefined) throw new UsageError("records.wrongOption", { reason: shown(rest[0]) });
    if (values.unit === undefined) throw new UsageError("records.optionMissing", { option: "unit" });
    const period = { from: dateOption("from", values.from), to: dateOption("to", values.to) };
    if (period.to < period.from) throw new UsageError("records.optionsOrder", period);
    return { name, unit: values.unit, period, json: values.json ?? false, workspace };
  }
  if (name === undefined) throw new UsageError("records.noCommand");
  throw new UsageError("records.unknownCommand", { command: shown(name) });
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError("records.wrongOption", {
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

function refuseOptions(values: Record<string, unknown>, allowed: string[]): void {
  const other = Object.keys(values).find((option) => !allowed.includes(option));
  if (other !== undefined) throw new UsageError("records.wrongOption", { reason: `--${other}` });
}

function dateOption(option: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError("records.optionMissing", { option });
  if (!isDate(value)) throw new UsageError("records.optionNotDate", { option, value: shown(value) });
  return value;
}
