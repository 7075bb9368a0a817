import { type IsoWeek, weekPeriod } from "../calendar.ts";
import type { Deps, Feature } from "../feature.ts";
import type { DigestPart, DigestSource, PageRequest } from "../figures/digest.ts";
import type { FigureSource } from "../figures/source.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Campaign } from "../org/campaign/model.ts";
import type { Unit } from "../org/model.ts";
import { listedBelow, takesPart } from "../org/tree.ts";
import type { Block } from "../slack/blocks.ts";
import { type Column, columnsOf, type Facts, type Frame, type Table, tableOf } from "./rows.ts";
import { isRunning, trendWeeks, trendWeeksOff, weekBefore } from "./schedule.ts";

/** The features with what a page reads of them; asked when a page is made, since digest is one of them itself. */
export type FeatureSources = () => Pick<Feature, "digest">[];

/** A chart; a value is null where the week has none. `off`: weeks in which nothing was to be held. */
export type Trend = { title: string; points: { week: IsoWeek; value: number | null }[]; off: IsoWeek[] };

/** All that a page says, in one language. */
export type Page = {
  campaign: Campaign;
  unit: Unit;
  week: IsoWeek;
  /** The week that changes are counted from; undefined in the campaign's first, and while the week runs. */
  before: IsoWeek | undefined;
  isRunning: boolean;
  /** A feature's lines each. */
  lines: Mrkdwn[][];
  needs: Mrkdwn[];
  table: Table;
  trends: Trend[];
  actions: Block[];
};

type Records = Pick<Deps, "db" | "workspaceId">;

/**
 * Collects the page of a unit's scope and a week. Each figure source is asked once for the whole page (week by
 * week where a thousand questions and more are asked), never unit by unit.
 */
export async function collectPage(
  deps: Records & Pick<Deps, "org"> & { sources: FeatureSources },
  request: PageRequest,
): Promise<Page> {
  const frame = await frameOf(request, deps.org);
  const shown = deps.sources().flatMap(({ digest }) => digest ?? []);
  const parts = await Promise.all(shown.map((one) => one.use((source) => partOf(source, deps, frame))));
  const { campaign, unit, week, before } = frame;
  const columns = parts.flatMap((part) => part.columns);
  const [openOwn] = parts.flatMap((part) => part.openOwn ?? []);
  return {
    campaign,
    unit,
    week,
    before,
    isRunning: isRunning(week, frame.today),
    lines: parts.map(({ lines }) => lines).filter((lines) => lines.length > 0),
    needs: parts.flatMap(({ needs }) => needs),
    table: tableOf(columns, { ...frame, openOwn }),
    trends: parts.flatMap(({ trend }) => trend ?? []),
    actions: parts.flatMap(({ actions }) => actions),
  };
}

async function frameOf(request: PageRequest, org: Deps["org"]): Promise<Frame> {
  const { unit, week, campaign, today } = request;
  const below = (await org.units()).children(unit.id);
  const children = below.filter((child) => takesPart(child, weekPeriod(week).to));
  const before = isRunning(week, today) ? undefined : weekBefore(week, campaign);
  return { ...request, before, listed: listedBelow(unit, children) };
}

/** All that one feature has for a page. */
type Part = DigestPart & {
  columns: Column[];
  openOwn: Block | undefined;
  trend: Trend | undefined;
  actions: Block[];
};

async function partOf<F>(source: DigestSource<F>, records: Records, frame: Frame): Promise<Part> {
  const { unit, week, before, locale } = frame;
  const facts = await ask(source.figures, records, questionsOf(source, frame));
  const compared = { now: facts(unit, week), before: before ? facts(unit, before) : null };
  return {
    ...(await source.part({ ...frame, ...compared })),
    columns: columnsOf(source, facts, frame),
    openOwn: source.table?.openOwn?.({ unit, week, locale }),
    trend: trendOf(source, facts, frame),
    actions: source.actions?.({ unit, week, locale }) ?? [],
  };
}

/** Each unit and week that the page needs of a source, once: the table's units and the chart's weeks where it fills any. */
function questionsOf<F>(source: DigestSource<F>, { unit, week, before, campaign, listed }: Frame) {
  const questions = new Map<string, { unit: Unit; week: IsoWeek }>();
  const add = (one: Unit, when: IsoWeek | undefined) => {
    if (when !== undefined) questions.set(keyOf(one, when), { unit: one, week: when });
  };
  const rows = source.table ? [...listed.rows, ...listed.own] : [];
  for (const one of [unit, ...rows]) for (const when of [week, before]) add(one, when);
  for (const when of source.trend ? trendWeeks(week, campaign) : []) add(unit, when);
  return [...questions.values()];
}

/**
 * What a source's one query costs grows with its questions times the sessions of all their dates. So many questions
 * are cheaper asked week by week, each over its own dates.
 */
const mostQuestionsAtOnce = 1000;

async function ask<F>(
  figures: FigureSource<F>,
  { db, workspaceId }: Records,
  asked: { unit: Unit; week: IsoWeek }[],
): Promise<Facts<F>> {
  const found = new Map<string, F>();
  const portions =
    asked.length <= mostQuestionsAtOnce ? [asked] : Map.groupBy(asked, ({ week }) => week).values();
  for (const some of portions) {
    const questions = some.map(({ unit, week }) => ({ unit, period: weekPeriod(week) }));
    const answers = await figures.answer(db, workspaceId, questions);
    for (const [at, { unit, week }] of some.entries()) {
      const facts = answers[at];
      if (facts !== undefined) found.set(keyOf(unit, week), facts);
    }
  }
  return (unit, week) => {
    const facts = found.get(keyOf(unit, week));
    if (facts === undefined) throw new RangeError(`${figures.name} was not asked for ${keyOf(unit, week)}`);
    return facts;
  };
}

const keyOf = (unit: Unit, week: IsoWeek) => `${unit.treeFirst}-${unit.treeLast} ${week}`;

function trendOf<F>(source: DigestSource<F>, facts: Facts<F>, frame: Frame): Trend | undefined {
  const { unit, week, locale, campaign } = frame;
  const trend = source.trend?.(locale);
  if (!trend) return undefined;
  const points = trendWeeks(week, campaign).map((when) => ({
    week: when,
    value: trend.value(facts(unit, when)),
  }));
  return { title: trend.title, points, off: trendWeeksOff(week, campaign) };
}
