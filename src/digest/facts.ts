import { type IsoDate, type IsoWeek, weekPeriod } from "../calendar.ts";
import type { Deps, Feature } from "../feature.ts";
import type { DigestSource } from "../figures/digest.ts";
import type { FigureSource, Question } from "../figures/source.ts";
import type { Locale } from "../i18n/index.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Campaign } from "../org/campaign/model.ts";
import type { Unit } from "../org/model.ts";
import { listedBelow, takesPart } from "../org/tree.ts";
import type { Block } from "../slack/blocks.ts";
import { type Answered, type Facts, type Listed, type Table, tableOf } from "./rows.ts";
import { isRunning, trendWeeks, trendWeeksOff, weekBefore } from "./schedule.ts";

/** The features with what a page reads of them; asked when a page is made, since digest is one of them itself. */
export type FeatureSources = () => Pick<Feature, "name" | "figures" | "digest">[];

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

export type PageRequest = { unit: Unit; week: IsoWeek; locale: Locale; campaign: Campaign; today: IsoDate };

/**
 * Collects the page of a unit's scope and a week. Each figure source is asked once for the whole page (week by
 * week where a thousand questions and more are asked), never unit by unit.
 */
export async function collectPage(
  deps: Pick<Deps, "db" | "workspaceId" | "org"> & { sources: FeatureSources },
  request: PageRequest,
): Promise<Page> {
  const { unit, week, campaign, today } = request;
  const tree = await deps.org.units();
  const running = isRunning(week, today);
  const before = running ? undefined : weekBefore(week, campaign);
  const children = tree.children(unit.id).filter((child) => takesPart(child, weekPeriod(week).to));
  const listed = listedBelow(unit, children);
  const answered = await ask(deps, (source) => questionsOf(source, request, before, listed));
  const parts = await Promise.all(
    answered.map(({ source, facts }) =>
      source.part({ ...request, now: facts(unit, week), before: before ? facts(unit, before) : null }),
    ),
  );
  return {
    ...{ campaign, unit, week, before, isRunning: running },
    lines: parts.map((part) => part.lines).filter((lines) => lines.length > 0),
    needs: parts.flatMap((part) => part.needs),
    table: tableOf(answered, { ...request, before, listed }),
    trends: answered.flatMap((one) => trendOf(one, request)),
    actions: answered.flatMap(({ source }) => source.actions?.(request) ?? []),
  };
}

/** Each unit and week that the page needs of a source, once: the table's units and the chart's weeks where it fills any. */
function questionsOf(
  source: DigestSource,
  { unit, week, campaign }: PageRequest,
  before: IsoWeek | undefined,
  { rows, own }: Listed,
) {
  const questions = new Map<string, { unit: Unit; week: IsoWeek }>();
  const add = (one: Unit, when: IsoWeek | undefined) => {
    if (when !== undefined) questions.set(keyOf(one, when), { unit: one, week: when });
  };
  const listed = source.columns ? [...rows, ...own] : [];
  for (const one of [unit, ...listed]) for (const when of [week, before]) add(one, when);
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

function trendOf({ source, facts }: Answered, { unit, week, locale, campaign }: PageRequest): Trend[] {
  const trend = source.trend?.(locale);
  if (!trend) return [];
  const points = trendWeeks(week, campaign).map((when) => ({
    week: when,
    value: trend.value(facts(unit, when)),
  }));
  return [{ title: trend.title, points, off: trendWeeksOff(week, campaign) }];
}
