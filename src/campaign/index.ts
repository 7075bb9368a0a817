import { UserError } from "../errors.ts";
import type { CommandRequest, Deps, Feature, FormValues, Request } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import type { Answer } from "../slack/answer.ts";
import type { Mrkdwn } from "../slack/mrkdwn.ts";
import { noticeView } from "../slack/refusals.ts";
import {
  chooseLanguage,
  type LanguageChoice,
  languageChoice,
  openSettings,
  settingsFields,
  settingsForm,
} from "./ids.ts";
import { parseCampaign } from "./parse.ts";
import { campaignRecords } from "./records.ts";
import { campaignService, mayConfigure } from "./service.ts";
import { campaignStore } from "./store.ts";
import { texts } from "./texts.ts";
import { campaignMessage, helpMessage, sentence, settingsView } from "./view.ts";

/** The campaign itself: what it is, its settings, and the language that each person chose. `forgetViewer` drops what is remembered of a user. */
export function campaign(
  deps: Deps & {
    forgetViewer: (slackUserId: string) => void;
    /** Every feature, for its words of `/campaign` and for what goes on from one campaign to the next. */
    parts: () => Pick<Feature, "name" | "carryOver" | "campaignWords">[];
  },
): Feature {
  const store = campaignStore(deps.db, deps.workspaceId);
  const service = campaignService({ store, write: deps.write });

  async function show(request: Request): Promise<Answer> {
    const { campaign, today, viewer } = request;
    const phases = await store.phases(campaign.id);
    return {
      kind: "ephemeral",
      message: campaignMessage(
        { campaign, phases, today, mayConfigure: mayConfigure(viewer) },
        viewer.locale,
      ),
    };
  }

  function settings({ viewer, campaign }: Request): Answer {
    if (!mayConfigure(viewer)) throw new UserError("campaign.administratorsOnly");
    return { kind: "openView", view: settingsView(campaign, viewer.locale) };
  }

  async function language(request: Request, choice: LanguageChoice): Promise<Answer> {
    await service.chooseLanguage(request, choice);
    deps.forgetViewer(request.viewer.slackUserId);
    // From the Home tab, which is drawn anew in the language chosen: that is the answer.
    if ("channelId" in request && request.channelId === undefined) return { kind: "nothing" };
    const spoken = choice === "auto" ? await store.slackLanguage(request.viewer.slackUserId) : choice;
    const locale = deps.i18n.locale(spoken);
    return {
      kind: "ephemeral",
      message: sentence(
        locale.md(choice === "auto" ? "campaign.languageFollows" : "campaign.languageChosen"),
      ),
    };
  }

  const others = () =>
    new Map(deps.parts().flatMap(({ campaignWords }) => Object.entries(campaignWords ?? {})));
  const parse = (text: string) => parseCampaign(text, new Set(others().keys()));

  async function command(request: CommandRequest): Promise<Answer> {
    const wanted = parse(request.text);
    const { locale } = request.viewer;
    switch (wanted.kind) {
      case "word":
        return (
          others()
            .get(wanted.word)
            ?.run({ ...request, text: wanted.rest }) ?? { kind: "nothing" }
        );
      case "show":
        return show(request);
      case "settings":
        return settings(request);
      case "language":
        return language(request, wanted.choice);
      default:
        return { kind: "ephemeral", message: helpMessage(usages(locale), locale) };
    }
  }

  function opens(text: string): boolean {
    const wanted = parse(text);
    if (wanted.kind === "word") return others().get(wanted.word)?.opens?.(wanted.rest) ?? false;
    return wanted.kind === "settings";
  }

  /** How the other features' words are used. */
  const usages = (locale: Locale): Mrkdwn[] =>
    deps
      .parts()
      .flatMap(({ name, campaignWords }) => (campaignWords ? [locale.md(`${name}.campaignUsage`)] : []));

  return {
    ...campaignRecords,
    texts,
    commands: { "/campaign": { run: command, opens } },
    actions: {
      [openSettings.id]: { run: async (request) => settings(request), opens: true },
      [chooseLanguage]: { run: (request) => language(request, languageChoice.parse(request.value)) },
    },
    views: {
      [settingsForm]: {
        async submit(request) {
          await service.saveSettings(request, enteredSettings(request.values));
          deps.org.forget();
          const { locale } = request.viewer;
          return {
            kind: "updateView",
            view: noticeView(locale.md("campaign.saved"), locale, locale.t("common.done")),
          };
        },
      },
    },
  };
}

function enteredSettings(values: FormValues) {
  const text = (field: string) => (typeof values[field] === "string" ? values[field] : "");
  const { selfCheckIn, lockDays, checkInMinutes } = settingsFields;
  return {
    selfCheckIn: [values[selfCheckIn] ?? []].flat().includes("on"),
    lockDays: text(lockDays),
    checkInMinutes: text(checkInMinutes),
  };
}
