import { type IsoDate, type IsoWeek, weekPeriod } from "../calendar.ts";
import type { Campaign } from "../campaign/model.ts";
import type { Deps, DigestSource, Feature, FigureSource, Question } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import type { Unit } from "../org/model.ts";
import { takesPart } from "../org/tree.ts";
import type { Block } from "../slack/blocks.ts";
import type { Mrkdwn } from "../slack/mrkdwn.ts";
import { trendWeeks, weekBefore } from "./schedule.ts";

/** The features with what a page reads of them; asked when a page is made, since digest is one of them itself. */
export type FeatureSources = () => Pick<Feature, "name" | "figures" | "digest">[];

/** A row of the table: a child of the page's unit, or that unit itself without what is below it. */
export type Row = { unit: Unit; itself: boolean; cells: string[] };
/** A line of the chart; a value is null where the week has none. */
export type Trend = { title: string; points: { week: IsoWeek; value: number | null }[] };

/** All that a page says, in one language. */
export type Page = {
  campaign: Campaign;
  unit: Unit;
  week: IsoWeek;
  /** The week that changes are counted from; undefined in the campaign's first. */
  before: IsoWeek | undefined;
  /** A feature's lines each. */
  lines: Mrkdwn[][];
  needs: Mrkdwn[];
  /** Least complete first; empty where nothing is below the unit. */
  table: { columns: string[]; rows: Row[] };
  trends: Trend[];
  actions: Block[];
};

export type PageRequest = { unit: Unit; week: IsoWeek; locale: Locale; campaign: Campaign; today: IsoDate };

type Facts = Record<string, unknown>;
type Ask = (unit: Unit, week: IsoWeek) => Facts;
/** What a feature shows of its facts. */
type Answered = { source: DigestSource; facts: Ask };

/**
 * Collects the page of a unit's scope and a week. Each figure source is asked once for the whole page (week by
 * week where a thousand questions and more are asked), never unit by unit.
 */
export async function collectPage(
  deps: Pick<Deps, "db" | "workspaceId" | "org"> & { sources: FeatureSources },
  request: PageRequest,
): Promise<Page> {
  const { unit, week, locale, campaign } = request;
  const tree = await deps.org.units();
  const before = weekBefore(week, campaign);
  const children = tree.children(unit.id).filter((child) => takesPart(child, weekPeriod(week).to));
  const listed = listedUnits(unit, children);
  const answered = await ask(deps, (source) => questionsOf(source, request, before, listed));
  const parts = await Promise.all(
    answered.map(({ source, facts }) =>
      source.part({ ...request, now: facts(unit, week), before: before ? facts(unit, before) : null }),
    ),
  );
  return {
    ...{ campaign, unit, week, before },
    lines: parts.map((part) => part.lines).filter((lines) => lines.length > 0),
    needs: parts.flatMap((part) => part.needs),
    table: tableOf(answered, { week, before, locale, listed }),
    trends: answered.flatMap(({ source, facts }) => trendOf(source, facts, request)),
    actions: answered.flatMap(({ source }) => source.actions?.({ unit, week, locale }) ?? []),
  };
}

type Listed = { unit: Unit; itself: boolean };

/** The units of the table: those right below, and the page's own without them when it studies itself. */
function listedUnits(unit: Unit, children: Unit[]): Listed[] {
  if (children.length === 0) return [];
  const own = { unit: { ...unit, treeLast: unit.treeFirst }, itself: true };
  return [
    ...(unit.sessionWeekday === null ? [] : [own]),
    ...children.map((child) => ({ unit: child, itself: false })),
  ];
}

/** Each unit and week that the page needs of a source, once: the table's units and the chart's weeks where it fills any. */
function questionsOf(
  source: DigestSource,
  { unit, week, campaign }: PageRequest,
  before: IsoWeek | undefined,
  listed: Listed[],
) {
  const questions = new Map<string, { unit: Unit; week: IsoWeek }>();
  const add = (one: Unit, when: IsoWeek | undefined) => {
    if (when !== undefined) questions.set(keyOf(one, when), { unit: one, week: when });
  };
  const rows = source.columns || source.completeness ? listed.map((row) => row.unit) : [];
  for (const one of [unit, ...rows]) for (const when of [week, before]) add(one, when);
  for (const when of source.trend ? trendWeeks(week, campaign) : []) add(unit, when);
  return questions;
}

/**
 * What a source's one query costs grows with its questions times the sessions of all their dates. So many questions
 * are cheaper asked week by week, each over its own dates.
 */
const mostQuestionsAtOnce = 1000;

async function answersOf(
  source: FigureSource,
  { db, workspaceId }: Pick<Deps, "db" | "workspaceId">,
  asked: Question[],
) {
  if (asked.length <= mostQuestionsAtOnce) return source.answer(db, workspaceId, asked);
  const facts = new Map<Question, Facts>();
  for (const some of Map.groupBy(asked, ({ period }) => period.from).values()) {
    const answers = await source.answer(db, workspaceId, some);
    for (const [index, question] of some.entries()) facts.set(question, answers[index] ?? {});
  }
  return asked.map((question) => facts.get(question) ?? {});
}

const keyOf = (unit: Unit, week: IsoWeek) => `${unit.treeFirst}-${unit.treeLast} ${week}`;

/** The features that have something for a page, each with the answers to its questions. */
async function ask(
  { db, workspaceId, sources }: Pick<Deps, "db" | "workspaceId"> & { sources: FeatureSources },
  questionsFor: (source: DigestSource) => ReturnType<typeof questionsOf>,
): Promise<Answered[]> {
  const shown = sources().flatMap(({ digest, figures }) =>
    digest ? [{ source: digest, figures: figures ?? [] }] : [],
  );
  return Promise.all(
    shown.map(async ({ source, figures }) => {
      const questions = questionsFor(source);
      const keys = [...questions.keys()];
      const asked = [...questions.values()].map(({ unit, week }) => ({ unit, period: weekPeriod(week) }));
      const answers = await Promise.all(figures.map((one) => answersOf(one, { db, workspaceId }, asked)));
      const byKey = new Map(
        keys.map((key, index) => [key, Object.assign({}, ...answers.map((some) => some[index]))]),
      );
      return { source, facts: (unit: Unit, week: IsoWeek): Facts => byKey.get(keyOf(unit, week)) ?? {} };
    }),
  );
}

type TableRequest = { week: IsoWeek; before: IsoWeek | undefined; locale: Locale; listed: Listed[] };

function tableOf(answered: Answered[], { week, before, locale, listed }: TableRequest): Page["table"] {
  const columns = answered.flatMap(({ source, facts }) =>
    (source.columns?.(locale) ?? []).map((column) => ({ ...column, facts })),
  );
  const rows = listed.map((row) => ({
    row,
    completeness: answered.map(({ source, facts }) => source.completeness?.(facts(row.unit, week)) ?? 1),
  }));
  // A stable sort: units that are equally complete stay in the order of the tree.
  rows.sort((a, b) => firstDifference(a.completeness, b.completeness));
  return {
    columns: columns.map(({ title }) => title),
    rows: rows.map(({ row }) => ({
      ...row,
      cells: columns.map(({ text, facts }) =>
        text(facts(row.unit, week), before ? facts(row.unit, before) : null),
      ),
    })),
  };
}

function firstDifference(a: number[], b: number[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

function trendOf(source: DigestSource, facts: Ask, { unit, week, locale, campaign }: PageRequest): Trend[] {
  const trend = source.trend?.(locale);
  if (!trend) return [];
  const points = trendWeeks(week, campaign).map((when) => ({
    week: when,
    value: trend.value(facts(unit, when)),
  }));
  return [{ title: trend.title, points }];
}
