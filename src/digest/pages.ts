import { type IsoWeek, todayIn, weekPeriod } from "../calendar.ts";
import type { Deps } from "../feature.ts";
import type { Language, Locale } from "../i18n/index.ts";
import type { Message } from "../slack/blocks.ts";
import { SlackRefused } from "../slack/gateway.ts";
import { collectPage, type FeatureSources } from "./facts.ts";
import { meaningOf } from "./refusals.ts";
import { pageHash, pageMessage, type Showing } from "./view.ts";

/** A page that is ready to be shown. */
export type ReadyPage = { hash: string; hasChart: boolean; message(showing: Showing): Message };

export type PagesDeps = Pick<Deps, "db" | "workspaceId" | "org" | "i18n" | "clock" | "log"> & {
  sources: FeatureSources;
};
export type Pages = ReturnType<typeof createPages>;

/** Makes pages, and sends them with their chart or, where Slack does not take it, without. */
export function createPages(deps: PagesDeps) {
  let refusedCharts = 0;

  return {
    /** The page of that unit and week as the records are now. @throws RangeError for a unit that is not there any more */
    async make(of: { unitId: string; week: IsoWeek; language: Language }): Promise<ReadyPage> {
      const { org, i18n, clock } = deps;
      // A digest that is still brought up to date may be of a week of the campaign before.
      const [campaign, tree] = await Promise.all([org.campaignOf(weekPeriod(of.week).to), org.units()]);
      const unit = tree.byId(of.unitId);
      if (!unit) throw new RangeError(`no unit ${of.unitId}`);
      const locale: Locale = i18n.locale(of.language);
      const today = todayIn(clock.now(), campaign.timeZone);
      const page = await collectPage(deps, { unit, week: of.week, locale, campaign, today });
      const message = (showing: Showing) => pageMessage(page, locale, showing);
      const hasChart = message({ chart: true }).blocks.some((block) => block.type === "data_visualization");
      return { hash: pageHash(page, locale), hasChart, message };
    },

    /**
     * Sends the page with its chart; when Slack refuses the blocks, without it.
     * @throws what `send` throws, the refusal of the chart apart
     */
    async send<T>(
      page: ReadyPage,
      showing: Omit<Showing, "chart">,
      send: (message: Message) => Promise<T>,
    ): Promise<T> {
      try {
        return await send(page.message({ ...showing, chart: true }));
      } catch (error) {
        if (!(error instanceof SlackRefused)) throw error;
        if (meaningOf(error, { chart: page.hasChart }).kind !== "withoutChart") throw error;
        refusedCharts += 1;
        deps.log.warn(
          { code: error.code, refusedCharts },
          "Slack refused a digest's chart; it is sent without",
        );
        return send(page.message({ ...showing, chart: false }));
      }
    },
  };
}
