import type { Deps, Feature } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Request, WithoutCampaign } from "../org/request.ts";
import { assertMayConfigure, mayConfigure } from "../org/rights.ts";
import { noticeView } from "../requests/refusals.ts";
import type { Answer } from "../slack/answer.ts";
import type { View } from "../slack/blocks.ts";
import type {
  ActionRequest,
  CommandHandler,
  CommandRequest,
  FormValues,
  SubmitRequest,
} from "../slack/requests.ts";
import type { TypedChoices } from "./choices.ts";
import { campaignHelp } from "./help.ts";
import { homeWithoutCampaign } from "./home.ts";
import { type LanguageChoice, languageChoice, settingsFields } from "./ids.ts";
import { type CampaignCommand, parseCampaign } from "./parse.ts";
import { type campaignService, settingsShape } from "./service.ts";
import type { CampaignStore } from "./store.ts";
import { campaignMessage, languageMessage, sentence, settingsView } from "./view.ts";

/** The forms that `/campaign` opens, by their words. */
export type Forms = {
  setup: (request: WithoutCampaign, wanted: "setup" | "next") => Promise<View>;
  roster: (request: WithoutCampaign) => Promise<View>;
  close: (request: Request) => Promise<View>;
};

const opening: CampaignCommand["kind"][] = ["settings", "setup", "next", "roster", "close"];

/** Slack's side of `/campaign`: what it shows, the settings, the language, and where its words lead. */
export function campaignEdge(
  deps: Pick<Deps, "i18n" | "org"> & {
    service: ReturnType<typeof campaignService>;
    store: CampaignStore;
    forms: Forms;
    forgetViewer: (slackUserId: string) => void;
    parts: () => Pick<Feature, "name" | "campaignWords">[];
  },
) {
  const { store, service, forms } = deps;
  const others = () =>
    new Map(deps.parts().flatMap(({ campaignWords }) => Object.entries(campaignWords ?? {})));
  const parse = (text: string) => parseCampaign(text, new Set(others().keys()));

  async function run(request: CommandRequest): Promise<Answer> {
    const wanted = parse(request.text);
    switch (wanted.kind) {
      case "show":
        return show(request);
      case "settings":
        return settings(request);
      case "close":
        return { kind: "openView", view: await forms.close(request) };
      case "word": {
        const handler = others().get(wanted.word);
        return handler ? handler.run({ ...request, text: wanted.rest }) : help(request, wanted.word);
      }
      default:
        return always(request, wanted);
    }
  }

  /** While there is no campaign, what needs one is told that there is none, and who may begin it. */
  async function withoutCampaign(request: WithoutCampaign<CommandRequest>): Promise<Answer> {
    const wanted = parse(request.text);
    const { kind } = wanted;
    if (kind === "show" || kind === "settings" || kind === "close" || kind === "word") return none(request);
    if (opening.includes(kind) && !mayConfigure(request.viewer)) return none(request);
    return always(request, wanted);
  }

  async function always(request: WithoutCampaign<CommandRequest>, wanted: CampaignCommand): Promise<Answer> {
    switch (wanted.kind) {
      case "setup":
      case "next":
        return { kind: "openView", view: await forms.setup(request, wanted.kind) };
      case "roster":
        return { kind: "openView", view: await forms.roster(request) };
      case "language":
        return wanted.choice ? language(request, wanted.choice, true) : askLanguage(request);
      case "help":
        return help(request, wanted.word);
      default:
        return help(request);
    }
  }

  const help = (request: WithoutCampaign<CommandRequest>, word?: string): Answer => ({
    kind: "ephemeral",
    message: campaignHelp(deps.parts(), request, word),
  });

  async function askLanguage({ viewer }: WithoutCampaign): Promise<Answer> {
    const chosen = await store.chosenLanguage(viewer.slackUserId);
    return { kind: "ephemeral", message: languageMessage(chosen, viewer.locale) };
  }

  async function none({ viewer }: WithoutCampaign): Promise<Answer> {
    const { locale } = viewer;
    const text = mayConfigure(viewer)
      ? locale.md("campaign.noneForAdmin")
      : locale.md("campaign.none", { admins: await slackAdministrators(locale) });
    return { kind: "ephemeral", message: sentence(text) };
  }

  async function slackAdministrators(locale: Locale): Promise<Mrkdwn> {
    const known = await store.slackAdministrators();
    if (known.length === 0) return locale.md("campaign.anySlackAdministrator");
    return Mrkdwn.trusted(locale.list(known.map((id) => Mrkdwn.user(id).text)));
  }

  async function show({ campaign, today, viewer }: Request): Promise<Answer> {
    const phases = await store.phases(campaign.id);
    const facts = { campaign, phases, today, mayConfigure: mayConfigure(viewer) };
    return { kind: "ephemeral", message: campaignMessage(facts, viewer.locale) };
  }

  async function settings({ viewer, campaign }: Request): Promise<Answer> {
    assertMayConfigure(viewer);
    if (campaign.isClosed)
      return { kind: "ephemeral", message: sentence(viewer.locale.md("campaign.isClosed")) };
    return { kind: "openView", view: settingsView(campaign, viewer.locale) };
  }

  async function saveSettings(request: SubmitRequest): Promise<Answer> {
    const opened = settingsShape.parse(JSON.parse(request.viewData));
    await service.saveSettings(request, enteredChoices(request.values), opened);
    deps.org.forget();
    const { locale } = request.viewer;
    return {
      kind: "updateView",
      view: noticeView(locale.md("campaign.saved"), locale, locale.t("common.done")),
    };
  }

  /** @param told false where the Home tab is drawn anew in the language chosen: that is the answer */
  async function language(request: WithoutCampaign, choice: LanguageChoice, told: boolean): Promise<Answer> {
    await service.chooseLanguage(request, choice);
    deps.forgetViewer(request.viewer.slackUserId);
    if (!told) return { kind: "nothing" };
    const spoken = choice === "auto" ? await store.slackLanguage(request.viewer.slackUserId) : choice;
    const said = choice === "auto" ? "campaign.languageFollows" : "campaign.languageChosen";
    return { kind: "ephemeral", message: sentence(deps.i18n.locale(spoken).md(said)) };
  }

  const pickLanguage = (request: WithoutCampaign<ActionRequest>): Promise<Answer> =>
    language(request, languageChoice.parse(request.value), request.channelId !== undefined);

  async function home(request: WithoutCampaign): Promise<Answer> {
    const { viewer } = request;
    const [administrators, checklist, chosen] = await Promise.all([
      slackAdministrators(viewer.locale),
      store.checklist(undefined),
      store.chosenLanguage(viewer.slackUserId),
    ]);
    const facts = { isAdmin: mayConfigure(viewer), administrators, checklist, language: chosen };
    return { kind: "home", view: homeWithoutCampaign(facts, viewer.locale) };
  }

  return {
    command: { run, opens } satisfies CommandHandler,
    withoutCampaign,
    settings,
    saveSettings,
    pickLanguage,
    home,
  };

  function opens(text: string): boolean {
    const wanted = parse(text);
    if (wanted.kind === "word") return others().get(wanted.word)?.opens?.(wanted.rest) ?? false;
    return opening.includes(wanted.kind);
  }
}

function enteredChoices(values: FormValues): TypedChoices {
  const text = (field: string) => (typeof values[field] === "string" ? values[field] : "");
  const isOn = (field: string) => [values[field] ?? []].flat().includes("on");
  return {
    selfCheckIn: isOn(settingsFields.selfCheckIn),
    lockDays: text(settingsFields.lockDays),
    checkInMinutes: text(settingsFields.checkInMinutes),
    reminders: isOn(settingsFields.reminders),
    holidayCountry: text(settingsFields.holidayCountry),
  };
}
