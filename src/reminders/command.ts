import { type IsoWeek, weekPeriod } from "../calendar.ts";
import type { Feature } from "../feature.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { askerOf, askerOn } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import type { Unit } from "../org/model.ts";
import { unitNamed, unitSeen } from "../org/named.ts";
import type { Request } from "../org/request.ts";
import type { Answer } from "../slack/answer.ts";
import { actions as actionsBlock } from "../slack/blocks.ts";
import type { ActionRequest, CommandRequest, HomePart } from "../slack/requests.ts";
import { asMessage, asModal, turned } from "./answers.ts";
import type { BurdenService } from "./burden/service.ts";
import { burdenLine, burdenPart } from "./burden/view.ts";
import type { Shown } from "./calendar/holidays-view.ts";
import { actions } from "./ids.ts";
import type { ownService } from "./own/service.ts";
import type { OwnStore, Preferences } from "./own/store.ts";
import { ownPart } from "./own/view.ts";
import { parseReminders } from "./parse.ts";

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

  async function page(request: Request): Promise<Shown> {
    const { viewer, campaign, now } = request;
    const since = now.subtract({ hours: 24 * recentDays });
    const facts = {
      preferences: await store.preferences(viewer.slackUserId),
      isLiaison: viewer.staff?.member.roles.includes("liaison") ?? false,
      campaignIsOn: campaign.reminders && !campaign.isClosed,
      got: await store.got(viewer.slackUserId, since, campaign.timeZone, mostRecent),
    };
    const parts = [ownPart(facts, viewer.locale)];
    const asker = await asking(request);
    if (burden.maySee(asker, asker.unit))
      parts.push(burdenPart(await burden.facts(asker, asker.unit, undefined, 0), viewer.locale));
    return shown(parts, request);
  }

  async function burdenPage(
    request: Request,
    wanted: { unitId: string; week?: IsoWeek; page?: number },
  ): Promise<Shown> {
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
    return shown([burdenPart(facts, request.viewer.locale)], request);
  }

  async function choose(request: Request, wanted: Partial<Preferences>): Promise<Shown> {
    await own.choose(request, wanted);
    return page(request);
  }

  const turn = (action: typeof actions.burdenNext) => ({
    run: async (request: ActionRequest): Promise<Answer> =>
      turned(await burdenPage(request, action.read(request.value)), request),
  });

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
      [actions.switch.id]: {
        run: async (request) =>
          turned(await choose(request, { remindersOff: !actions.switch.read(request.value).on }), request),
      },
      [actions.before.id]: {
        run: async (request) =>
          turned(await choose(request, { remindBefore: actions.before.read(request.value).on }), request),
      },
      [actions.burden.id]: {
        run: async (request) => asMessage(await burdenPage(request, actions.burden.read(request.value))),
      },
      [actions.openBurden.id]: {
        opens: true,
        async run(request) {
          const shownPage = await burdenPage(request, actions.openBurden.read(request.value));
          return { kind: "openView", view: asModal(shownPage, request.viewer.locale) };
        },
      },
      [actions.burdenEarlier.id]: turn(actions.burdenEarlier),
      [actions.burdenLater.id]: turn(actions.burdenLater),
      [actions.burdenPrevious.id]: turn(actions.burdenPrevious),
      [actions.burdenNext.id]: turn(actions.burdenNext),
    } satisfies Feature["actions"],
  };
}

type Part = ReturnType<typeof burdenPart>;

/** The parts of a page, each with its buttons below it. */
const shown = (parts: Part[], { viewer }: Request): Shown => ({
  title: viewer.locale.t("reminders.title"),
  text: Mrkdwn.join(parts.map(({ text }) => text)),
  blocks: parts.flatMap(({ blocks, buttons }) => [
    ...blocks,
    ...(buttons.length > 0 ? [actionsBlock(buttons)] : []),
  ]),
});
