import { type IsoWeek, weekPeriod } from "../calendar.ts";
import type { Feature } from "../feature.ts";
import { askerOf, askerOn } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import type { Unit } from "../org/model.ts";
import { unitNamed, unitSeen } from "../org/named.ts";
import type { Request } from "../org/request.ts";
import type { Answer } from "../slack/answer.ts";
import { asMessage, type PageView, pageActions } from "../slack/page.ts";
import { partsPage } from "../slack/parts.ts";
import type { CommandRequest, HomePart } from "../slack/requests.ts";
import type { BurdenService } from "./burden/service.ts";
import { burdenLine, burdenParts } from "./burden/view.ts";
import { actions, views } from "./ids.ts";
import type { ownService } from "./own/service.ts";
import type { OwnStore, Preferences } from "./own/store.ts";
import { ownParts } from "./own/view.ts";
import { parseReminders } from "./parse.ts";

const { turns, opens, answers } = pageActions(views.page);

/** What one got lately: of so many weeks, and so many lines at most. */
const recentDays = 28;
const mostRecent = 10;

type Edge = {
  own: ReturnType<typeof ownService>;
  store: OwnStore;
  burden: BurdenService;
  org: Organisation;
};

/** `/campaign reminders`: one's own switches, and for leaders how often their units were prompted. */
export function remindersEdge({ own, store, burden, org }: Edge) {
  const asking = async (request: Request) => askerOf(request, await org.units());

  async function page(request: Request): Promise<PageView> {
    const { viewer, campaign, now } = request;
    const since = now.subtract({ hours: 24 * recentDays });
    const facts = {
      preferences: await store.preferences(viewer.slackUserId),
      isLiaison: viewer.staff?.member.roles.includes("liaison") ?? false,
      campaignIsOn: campaign.reminders && !campaign.isClosed,
      got: await store.got(viewer.slackUserId, since, campaign.timeZone, mostRecent),
    };
    const parts = ownParts(facts, viewer.locale);
    const asker = await asking(request);
    if (burden.maySee(asker, asker.unit))
      parts.push(...burdenParts(await burden.facts(asker, asker.unit, undefined, 0), viewer.locale));
    return partsPage(viewer.locale.t("reminders.title"), parts);
  }

  async function burdenPage(
    request: Request,
    wanted: { unitId: string; week?: IsoWeek; page?: number },
  ): Promise<PageView> {
    const asker = await asking(request);
    const unit = await unitSeen(asker, wanted.unitId, org);
    return ofUnit(request, unit, wanted);
  }

  async function ofUnit(
    request: Request,
    unit: Unit,
    { week, page: at = 0 }: { week?: IsoWeek; page?: number },
  ) {
    const asker = await askerOn(week && weekPeriod(week).to, request, org);
    const facts = await burden.facts(asker, unit, week, at);
    const { locale } = request.viewer;
    return partsPage(locale.t("reminders.title"), burdenParts(facts, locale));
  }

  async function choose(request: Request, wanted: Partial<Preferences>): Promise<PageView> {
    await own.choose(request, wanted);
    return page(request);
  }

  return {
    async command(request: CommandRequest): Promise<Answer> {
      const wanted = parseReminders(request.text);
      switch (wanted.kind) {
        case "show":
          return asMessage(await page(request));
        case "switch":
          return asMessage(await choose(request, { remindersOff: !wanted.on }));
        case "before":
          return asMessage(await choose(request, { remindBefore: wanted.on }));
        case "unit":
          return asMessage(
            await ofUnit(request, await unitNamed(await asking(request), wanted.name, org), {}),
          );
      }
    },

    /** For those above units: how often these were prompted. */
    home: (async (request) => {
      const asker = await asking(request);
      if (asker.unit.treeLast === asker.unit.treeFirst || !burden.maySee(asker, asker.unit)) return [];
      if (!request.campaign.reminders || request.campaign.isClosed) return [];
      return [burdenLine(await burden.facts(asker, asker.unit, undefined, 0), request.viewer.locale)];
    }) satisfies HomePart,

    actions: {
      ...turns((request, { on }) => choose(request, { remindersOff: !on }), actions.switch),
      ...turns((request, { on }) => choose(request, { remindBefore: on }), actions.before),
      ...answers(burdenPage, actions.burden),
      ...opens(burdenPage, actions.openBurden),
      ...turns(burdenPage, actions.burdenEarlier, actions.burdenLater),
      ...turns(burdenPage, actions.burdenPrevious, actions.burdenNext),
    } satisfies Feature["actions"],
  };
}
