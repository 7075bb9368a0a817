import { z } from "zod";
import type { IsoDate, IsoWeek, Period } from "../calendar.ts";
import type { Reader, Tx } from "../db/client.ts";
import type { Change } from "../db/write.ts";
import type { Values } from "../i18n/index.ts";
import type { Recorded } from "../org/recorded.ts";
import type { Restated } from "../org/restate.ts";
import { readingsOf, readOtherwise } from "./cells.ts";
import type { Notes } from "./notes.ts";
import type { Problems, Report } from "./problems.ts";

/** A unit as it will be after the import. */
export type KnownUnit = { id: string; code: string; name: string };

/** Somebody as they will be after the import, with every unit that they belonged to and when (`to` null: still). */
export type KnownPerson = {
  id: string;
  employeeNo: string;
  name: string;
  /** Null when the row of the person names a unit that is unknown. */
  memberships: { unitId: string; from: IsoDate; to: IsoDate | null }[] | null;
};

/** The campaign's frame as it will be after the import. */
export type KnownCampaign = {
  id: string;
  timeZone: string;
  period: Period;
  weeksOff: IsoWeek[];
  /** The codes of its themes and of its directions. */
  themes: string[];
  directions: string[];
  /** When the import makes it begin earlier: its first day until now. */
  formerStart: IsoDate | undefined;
};

/** A row of people.csv whose number nobody has, and people of the roster not in the file who may be meant by it. */
export type SameQuestion = {
  line: number;
  employeeNo: string;
  name: string;
  /** A unit's name. */
  unit: string;
  candidates: SameCandidate[];
};

/** `lastDay`: of somebody who has left; `unit` is where they were last then. */
export type SameCandidate = {
  id: string;
  employeeNo: string;
  name: string;
  unit: string;
  sameEmail: boolean;
  lastDay: IsoDate | null;
};

/**
 * What the files share. Files are read in the order of the list; each leaves here what later ones refer to, as it
 * will stand after the import: what the database holds already, changed by what the files say.
 */
export type ImportContext = {
  workspaceId: string;
  reader: Reader;
  problems: Problems;
  /** What the files say otherwise than it was changed here since (changed-here.ts). */
  conflicts: Problems;
  /** In a conflict the file's word counts; else what was changed here stays. */
  overwrite: boolean;
  /** What was passed over, or read otherwise than it stands there; about the row that is being read. */
  notes: Notes;
  now: Temporal.Instant;
  /** Since when units and people count that are added to others (org/import/newcomers.ts). */
  newcomers: "today" | "withCampaign";
  /** Of which dates each feature has records of units. */
  recorded: Recorded[];
  /** Whether a unit that has records may stand elsewhere: its past goes along (org/restate.ts). */
  restates: "told" | "refused";
  /** The units that would stand elsewhere with their past. */
  restated: Restated[];
  /**
   * Who is meant by a row of people.csv whose number nobody has: by that number, the id of somebody of the roster, or
   * "new". Where nobody can be asked, such rows are all of new people, or are refused.
   */
  same: Record<string, string> | "allNew" | "refuse";
  /** What `same` leaves open: nothing can be imported before it is answered. */
  questions: SameQuestion[];
  /** Ids of people who belong to a unit and are not in people.csv; nobody where it does not come along. */
  leftOut: string[];
  /** An administrator of the Slack workspace imports: they may leave the campaign without an administrator. */
  isSlackAdmin: boolean;
  /** Undefined when there is none, or when campaign.json is wrong: what depends on it is not checked then. */
  campaign: KnownCampaign | undefined;
  /** By code. */
  units: Map<string, KnownUnit>;
  /** By employee number. */
  people: Map<string, KnownPerson>;
  /** Units and people whose rows were refused: a reference to one of them is not called unknown as well. */
  doubtful: { units: Doubt; people: Doubt };
};

/** Codes of refused rows; `all` when a row could not even be read. */
export type Doubt = { all: boolean; codes: Set<string> };

export const noDoubt = (): Doubt => ({ all: false, codes: new Set() });

/** Notes a refused row by the code in that column. */
export function doubt(doubtful: Doubt, fields: Record<string, unknown> | undefined, column: string): void {
  const code = fields?.[column];
  if (typeof code === "string" && code.trim() !== "") doubtful.codes.add(code.trim());
  else doubtful.all = true;
}

export const isDoubtful = (doubtful: Doubt, code: string): boolean =>
  doubtful.all || doubtful.codes.has(code);

/** One file while it is being imported. */
export type Reading<Row> = {
  /** True when the database holds records of this file: it may be absent then. */
  held: boolean;
  /** A row that its columns' kinds accept. `report` is for what else is wrong with it. */
  row(row: Row, line: number, report: Report): void;
  /**
   * A row that was refused, as far as it could be read (undefined: not at all): what refers to it is not unknown.
   * `report` is for what else is wrong with it: whoever mends it should not find that out at the next try.
   */
  refused?(fields: Record<string, unknown> | undefined, report?: Report): void;
  /** After the last row (also when there was no file): what only the whole file shows. */
  end(): Promise<void> | void;
  /** How many records `write` would make or change; asked only when nothing is wrong anywhere. */
  pending(): number;
  /** Makes and changes them, telling `done` how many so far; returns the audit's entries. */
  write(tx: Tx, done: (records: number) => void): Promise<Change[]>;
};

/**
 * A file of the import format, as the feature that owns its records hands it over. A later feature adds its CSV
 * with one such value in its `files`.
 */
export type RecordFile = {
  name: string;
  /** Must be among the files while the database holds nothing of it. */
  needed: boolean;
  /** The columns of a CSV, or the one document of a .json file. */
  schema: z.ZodObject;
  /** Reads what the database holds and what earlier files left in the context. */
  open(context: ImportContext): Promise<OpenFile>;
};

/** A file being read: its rows go in unchecked. */
export type OpenFile = Omit<Reading<never>, "row"> & {
  row(fields: Record<string, unknown>, line: number, report: Report): void;
};

/** Makes a `RecordFile` whose rows are checked by its schema before `row` sees them. */
export function recordFile<S extends z.ZodObject>(file: {
  name: string;
  needed: boolean;
  schema: S;
  open(context: ImportContext): Promise<Reading<z.output<S>>>;
}): RecordFile {
  const columns = file.name.endsWith(".csv") ? readingsOf(file.schema) : [];
  return {
    ...file,
    async open(context) {
      const reading = await file.open(context);
      return {
        ...reading,
        refused(fields, report) {
          if (fields) readOtherwise(fields, columns);
          reading.refused?.(fields, report);
        },
        row(fields, line, report) {
          context.notes.at(file.name, line);
          readOtherwise(fields, columns, context.notes);
          const checked = file.schema.safeParse(fields, { reportInput: true });
          if (checked.success) return reading.row(checked.data, line, report);
          reportIssues(checked.error, report);
          reading.refused?.(fields, report);
        },
      };
    },
  };
}

/** Reports what a schema refuses, each at its place ("phases.2.start"). The input must have been reported too. */
export function reportIssues(error: z.core.$ZodError, report: Report): void {
  for (const issue of error.issues) reportIssue(issue, report);
}

/** Says an issue of zod's in our words: ours carry a text's key as message, zod's own are told by their code. */
function reportIssue(issue: z.core.$ZodIssue, report: Report): void {
  const at = issue.path.map((part) => (typeof part === "number" ? part + 1 : String(part))).join(".");
  const column = at === "" ? undefined : at;
  if (issue.code === "unrecognized_keys")
    for (const key of issue.keys) report([at, key].filter(Boolean).join("."), "records.unknownKey");
  else if (issue.code === "custom" && issue.message.includes("."))
    report(column, issue.message, valuesOf(issue.params));
  else if (issue.code === "invalid_type")
    report(column, issue.input === undefined ? "records.missing" : "records.wrongType", {
      type: issue.expected,
    });
  else report(column, "records.notAllowed");
}

function valuesOf(params: Record<string, unknown> | undefined): Values {
  return z
    .record(z.string(), z.union([z.string(), z.number()]))
    .catch({})
    .parse(params ?? {});
}
