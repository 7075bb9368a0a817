import { isDate } from "../../calendar.ts";
import { FormError, UserError } from "../../errors.ts";
import type { Locale, Values } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import type { WithoutCampaign } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import type { View } from "../../slack/blocks.ts";
import type {
  ActionRequest,
  HandlersWithoutCampaign,
  OptionsRequest,
  SubmitRequest,
} from "../../slack/requests.ts";
import { countryMenu, setupAnew, setupBack, setupForm, zoneMenu } from "../ids.ts";
import { type SetupProblem, SetupProblems } from "./check.ts";
import {
  blockOf,
  pages,
  placeIn,
  readPage,
  type SetupEntry,
  type SetupPage,
  type SetupPlace,
} from "./entry.ts";
import { ChangedMeanwhile, type Meanwhile } from "./meanwhile.ts";
import { meanwhileNote } from "./meanwhile-view.ts";
import type { SetUp, SetupService } from "./service.ts";
import { suggestCountries, suggestZones } from "./suggest.ts";
import { setupView } from "./view.ts";

/** The set-up form's edge: opens it, turns its pages, saves it. All of it works before there is a campaign. */
export function setupEdge(deps: {
  service: SetupService;
  /** What follows once the campaign is saved. */
  saved: (request: WithoutCampaign, done: SetUp) => View;
}) {
  const { service, saved } = deps;

  async function form(
    request: WithoutCampaign,
    wanted: "setup" | "next",
    { fill = 0, ...how }: { anew?: boolean; page?: SetupPage; fill?: number } = {},
  ): Promise<View> {
    const { base, seen, entry, page, draftAt } = await service.open(request, wanted, how);
    const { locale } = request.viewer;
    const note = draftAt && locale.md("campaign.setup.draft", { at: locale.moment(draftAt, zoneOf(entry)) });
    const place = { base, seen, page, fill };
    return setupView({ place, entry, note, isDraft: draftAt !== undefined }, locale);
  }

  async function submit(request: WithoutCampaign<SubmitRequest>): Promise<Answer> {
    const place = placeIn(request.viewData);
    const { base, page } = place;
    // Delivered twice, the form has been saved and its draft is gone: the answer is the one of the first time.
    const before = page === 2 ? await service.savedBefore(request) : undefined;
    if (before) return { kind: "updateView", view: saved(request, before) };
    const entry = await typedIn(request, place);
    await service.keep(request, place, entry, page);
    const problems = await service.problemsOf(base, entry, page);
    if (problems.length > 0) throw atFields(problems, place, request.viewer.locale);
    if (page < 2) return turn(request, place, entry, page === 0 ? 1 : 2);
    try {
      const done = await service.save(request, place, entry);
      return { kind: "updateView", view: saved(request, done) };
    } catch (error) {
      if (error instanceof ChangedMeanwhile) return lookAgain(request, place, error.meanwhile);
      if (!(error instanceof SetupProblems)) throw error;
      return elsewhere(request, place, entry, error.problems);
    }
  }

  /** What is wrong stands on another page: that one is shown, and says so. */
  function elsewhere(
    request: WithoutCampaign,
    place: SetupPlace,
    entry: SetupEntry,
    problems: SetupProblem[],
  ): Answer {
    const { locale } = request.viewer;
    const on = (page: SetupPage) => problems.filter(({ field }) => pages[page].some((one) => one === field));
    if (on(2).length > 0) throw atFields(problems, place, locale);
    const page = on(0).length > 0 ? 0 : 1;
    const lines = on(page).map((problem) =>
      locale.md("campaign.setup.problem", {
        field: locale.t(`campaign.setup.${problem.field}`),
        reason: reasonOf(problem, locale),
      }),
    );
    const next = { ...place, page, fill: place.fill + 1 } as const;
    const facts = { place: next, entry, note: Mrkdwn.join(lines).cut(2500), isDraft: false };
    return { kind: "updateView", view: setupView(facts, locale) };
  }

  /** Others changed the campaign: the first page that both changed is shown, and says what stands there now. */
  async function lookAgain(
    request: WithoutCampaign,
    place: SetupPlace,
    meanwhile: Meanwhile,
  ): Promise<Answer> {
    const { entry, seen, differing } = meanwhile;
    const both = ([0, 1] as const).find((each) => pages[each].some((field) => differing.includes(field)));
    const next = { ...place, page: both ?? place.page, seen, fill: place.fill + 1 };
    await service.keep(request, next, entry, next.page);
    const { locale } = request.viewer;
    const facts = { place: next, entry, note: meanwhileNote(meanwhile, locale), isDraft: false };
    return { kind: "updateView", view: setupView(facts, locale) };
  }

  async function turn(
    request: WithoutCampaign,
    place: SetupPlace,
    entry: SetupEntry,
    page: SetupPage,
  ): Promise<Answer> {
    await service.keep(request, place, entry, page);
    const next = { ...place, page, fill: place.fill + 1 };
    const facts = { place: next, entry, note: undefined, isDraft: false };
    return { kind: "updateView", view: setupView(facts, request.viewer.locale) };
  }

  async function back(request: WithoutCampaign<ActionRequest>): Promise<Answer> {
    const place = placeIn(request.viewData);
    return turn(request, place, await typedIn(request, place), place.page === 2 ? 1 : 0);
  }

  async function anew(request: WithoutCampaign<ActionRequest>): Promise<Answer> {
    const { base, fill } = placeIn(request.viewData);
    const wanted = base.kind === "next" ? "next" : "setup";
    return { kind: "updateView", view: await form(request, wanted, { anew: true, fill: fill + 1 }) };
  }

  async function closed(request: WithoutCampaign<SubmitRequest>): Promise<void> {
    // Slack may close a view without saying what stood in it: that is nothing to keep.
    if (Object.keys(request.values).length === 0) return;
    const place = placeIn(request.viewData);
    const before = await service.entryFor(request, place.base);
    const entry = readPage(request.values, place, before);
    // Opened and closed again, it holds nothing that would have to be offered next time.
    if (JSON.stringify(entry) === JSON.stringify(before)) return;
    await service.keep(request, place, entry, place.page);
  }

  const typedIn = async (
    request: WithoutCampaign<SubmitRequest> | WithoutCampaign<ActionRequest>,
    place: SetupPlace,
  ): Promise<SetupEntry> => readPage(request.values, place, await service.entryFor(request, place.base));

  return {
    form,
    handlers: {
      actions: { [setupBack.id]: back, [setupAnew.id]: anew },
      views: { [setupForm]: { submit, closed } },
      options: {
        [zoneMenu]: async ({ query, viewer }: WithoutCampaign<OptionsRequest>) => ({
          options: await suggestZones(query, viewer.locale),
        }),
        [countryMenu]: async ({ query, viewer }: WithoutCampaign<OptionsRequest>) => ({
          options: await suggestCountries(query, viewer.locale),
        }),
      },
    } satisfies HandlersWithoutCampaign,
  };
}

const zoneOf = ({ timeZone }: SetupEntry): string => timeZone || "UTC";

/** Slack shows one sentence a field: so many of its problems go into it. */
const mostTold = 3;

/** Every problem of the page at its field. */
function atFields(problems: SetupProblem[], place: SetupPlace, locale: Locale): FormError {
  const byField = Map.groupBy(problems, ({ field }) => field);
  return new FormError(
    [...byField].map(([field, all]) => {
      const told = all.slice(0, mostTold).map((problem) => reasonOf(problem, locale));
      const more = all.length - told.length;
      if (more > 0) told.push(locale.t("campaign.setup.moreProblems", { count: more }));
      return new UserError(
        "campaign.setup.said",
        { text: told.join(locale.language === "en" ? " " : "") },
        blockOf(field, place),
      );
    }),
  );
}

/** Files write dates as 2026-10-02; people here picked them as their language has them. */
const datesOf = ({ text, ...values }: Values, locale: Locale): Values => ({
  ...(text === undefined ? {} : { text }),
  ...Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" && isDate(value) ? locale.date(value) : value,
    ]),
  ),
});

function reasonOf({ line, key, values }: SetupProblem, locale: Locale): string {
  const text = locale.t(key, datesOf(values, locale));
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return line === undefined
    ? sentence
    : locale.t("campaign.setup.lineProblem", { line: String(line), reason: text });
}
