import { randomUUIDv7 } from "node:crypto";
import { z } from "zod";
import { contains, type IsoDate, todayIn } from "../calendar.ts";
import { momentOf } from "../db/dates.ts";
import type { Change } from "../db/write.ts";
import { type Claim, type Claimed, settle } from "../files/changed-here.ts";
import { unitCode } from "../files/fields.ts";
import { type ImportContext, type KnownPerson, type RecordFile, recordFile } from "../files/file.ts";
import { type Report, shown } from "../files/problems.ts";
import { personOf, unitOf } from "../files/references.ts";
import type { Value } from "./fields.ts";
import type { Kind, Values } from "./kind.ts";
import { type KindRecord, recordsOf, writeRecords } from "./store.ts";

type Row = Record<string, Value>;
type Planned = { line: number; wanted: KindRecord; held: KindRecord | undefined };

/**
 * A kind's file. Its rows are matched with the records that there are: those that say the same first, then those of the same
 * key. A record that the file leaves out stays as it is.
 */
export function kindFile(kind: Kind): RecordFile {
  const { columns, name } = kind.file;
  const cells = Object.entries(kind.fields).map(([field, { cell }]) => [columns[field], cell] as const);
  const schema: z.ZodObject = z.object({
    ...("column" in kind.unit ? { [kind.unit.column]: unitCode } : {}),
    ...Object.fromEntries(cells),
  });
  return recordFile({
    name,
    needed: false,
    schema,
    async open(context) {
      const { campaign, reader } = context;
      const held = campaign ? await recordsOf(reader, kind, campaign.id) : [];
      const lines = new Map<string, number>();
      const rows: { line: number; unitId: string; values: Values }[] = [];
      let changed: Planned[] = [];
      return {
        held: false,
        row(row: Row, line, report) {
          const record = readRow(kind, context, row, report);
          if (!record) return;
          const key = keyOf(kind, record);
          const other = kind.again === "refused" ? lines.get(key) : undefined;
          if (other !== undefined) return report(undefined, "records.recordTwice", { line: other });
          lines.set(key, line);
          rows.push({ line, ...record });
        },
        async end() {
          const planned = matched(kind, rows, held).filter(differs);
          const codes = codesOf(context);
          const claims = planned.flatMap((one) => (one.held ? [claimOf(kind, codes, one, one.held)] : []));
          await settle(context, name, claims, { records: [kind.name] });
          changed = planned.filter(differs);
        },
        pending: () => changed.length,
        async write(tx, done) {
          if (!campaign) throw new Error(`${name} is written without a campaign`);
          const where = {
            workspaceId: context.workspaceId,
            campaignId: campaign.id,
            now: momentOf(context.now),
          };
          await writeRecords(
            tx,
            kind,
            where,
            changed.map(({ wanted }) => wanted),
            done,
          );
          return changed.map((one) => changeOf(kind, one));
        },
      };
    },
  });
}

/** A row's record; undefined where something in it is unknown, which is reported. */
function readRow(
  kind: Kind,
  context: ImportContext,
  row: Row,
  report: Report,
): { unitId: string; values: Values } | undefined {
  const values: Values = {};
  const people = new Map<string, KnownPerson>();
  let known = true;
  for (const [field, { refers }] of Object.entries(kind.fields)) {
    const column = kind.file.columns[field] ?? field;
    const cell = row[column] ?? null;
    const at: Report = (_, key, more) => report(column, key, more);
    if (refers === undefined || cell === null) values[field] = cell;
    else if (refers === "unit") values[field] = unitOf(context, String(cell), at)?.id ?? null;
    else {
      const person = personOf(context, String(cell), at);
      values[field] = person?.id ?? null;
      if (person) people.set(field, person);
    }
    known &&= cell === null || values[field] !== null;
  }
  checkDates(kind, context, values, report);
  const wrong = kind.check?.(values);
  if (wrong) report(kind.file.columns[wrong.field], wrong.key);
  const unitId =
    "column" in kind.unit
      ? unitOf(context, String(row[kind.unit.column]), report)?.id
      : unitThen(kind, values, people.get(kind.unit.of), report);
  return known && !wrong && unitId !== undefined ? { unitId, values } : undefined;
}

/** Its date lies in the campaign; no date but one that is due has yet to come. */
function checkDates(kind: Kind, { campaign, now }: ImportContext, values: Values, report: Report): void {
  if (!campaign || kind.date === null) return;
  const day = String(values[kind.date]);
  const column = kind.file.columns[kind.date];
  const today = todayIn(now, campaign.timeZone);
  const { from, to } = campaign.period;
  if (!contains(campaign.period, day)) report(column, "records.outsideCampaign", { date: day, from, to });
  else if (day > today) report(column, "records.inFuture", { date: day, today });
}

/** Where somebody belonged on the record's date. */
function unitThen(
  kind: Kind,
  values: Values,
  person: KnownPerson | undefined,
  report: Report,
): string | undefined {
  if (!person?.memberships || kind.date === null) return undefined;
  const day: IsoDate = String(values[kind.date]);
  const there = person.memberships.find(({ from, to }) => from <= day && (to === null || day <= to));
  if (!there)
    report(kind.file.columns[kind.date], "records.nowhereThen", {
      code: shown(person.employeeNo),
      date: day,
    });
  return there?.unitId;
}

type Facts = { unitId: string; values: Values };

const keyOf = (kind: Kind, { unitId, values }: Facts): string =>
  JSON.stringify([unitId, ...kind.key.map((field) => values[field])]);
const factsOf = (kind: Kind, { unitId, values }: Facts): string =>
  JSON.stringify([unitId, ...Object.keys(kind.fields).map((field) => values[field])]);

/** Each row with the record that it is about: one that says the same, else one of the same key, else a new one. */
function matched(
  kind: Kind,
  rows: { line: number; unitId: string; values: Values }[],
  held: KindRecord[],
): Planned[] {
  const left = new Set(held);
  const taking = (of: (kind: Kind, facts: Facts) => string) => {
    const waiting = Map.groupBy(left, (record) => of(kind, record));
    return (row: Facts) => {
      const found = waiting.get(of(kind, row))?.shift();
      if (found) left.delete(found);
      return found;
    };
  };
  const same = taking(factsOf);
  const exact = rows.map(same);
  const alike = taking(keyOf);
  return rows.map(({ line, unitId, values }, at) => {
    const one = exact[at] ?? alike({ unitId, values });
    return { line, wanted: { id: one?.id ?? randomUUIDv7(), unitId, values }, held: one };
  });
}

const differs = ({ wanted, held }: Planned): boolean =>
  JSON.stringify([wanted.unitId, sorted(wanted.values)]) !==
  JSON.stringify(held && [held.unitId, sorted(held.values)]);
const sorted = (values: Values) => Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));

/** What files call the units and people, by id. */
const codesOf = ({ units, people }: ImportContext): Map<Value, string> =>
  new Map([
    ...[...units.values()].map(({ id, code }) => [id, code] as const),
    ...[...people.values()].map(({ id, employeeNo }) => [id, employeeNo] as const),
  ]);

/** What the file would change of a record: it may have been changed here since. */
function claimOf(kind: Kind, codes: Map<Value, string>, { line, wanted }: Planned, held: KindRecord): Claim {
  const claimed: Claimed[] = Object.keys(kind.fields).flatMap((field) => {
    const [stands, says] = [held.values[field] ?? null, wanted.values[field] ?? null];
    if (stands === says) return [];
    const keep = () => void Object.assign(wanted.values, { [field]: stands });
    const column = kind.file.columns[field] ?? field;
    return [{ column, fields: [field], stands: cellOf(stands, codes), says: cellOf(says, codes), keep }];
  });
  const key = kind.key.map((field) => cellOf(wanted.values[field] ?? null, codes));
  return { id: wanted.id, line, what: [codes.get(wanted.unitId), ...key].join(", "), claimed };
}

/** A value as the file writes it. */
function cellOf(value: Value, codes: Map<Value, string>): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null ? "" : (codes.get(value) ?? String(value));
}

function changeOf(kind: Kind, { wanted, held }: Planned): Change {
  const date = kind.date === null ? null : wanted.values[kind.date];
  return {
    record: kind.name,
    recordId: wanted.id,
    before: held ? held.values : null,
    after: wanted.values,
    unitId: wanted.unitId,
    ...(typeof date === "string" ? { date } : {}),
  };
}
