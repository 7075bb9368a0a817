import { contains, type IsoDate } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Campaign } from "../org/campaign/model.ts";
import { nameOf } from "../org/campaign/name.ts";
import { actions, button, header, type Message, option, plain, section, type View } from "../slack/blocks.ts";
import { choiceBlocks } from "./choices.ts";
import { chooseLanguage, openRoster, openSettings, openSetup, settingsFields, settingsForm } from "./ids.ts";
import { type Settings, settingsShape } from "./service.ts";
import { countryLabel } from "./setup/suggest.ts";
import type { Phase } from "./store.ts";

export function campaignMessage(
  facts: { campaign: Campaign; phases: Phase[]; today: IsoDate; mayConfigure: boolean },
  locale: Locale,
): Message {
  const { campaign, phases, today } = facts;
  const dates = (period: { from: IsoDate; to: IsoDate }) => ({
    from: locale.date(period.from),
    to: locale.date(period.to),
  });
  const { to: end } = campaign.period;
  // Closed early, a campaign has not come to its last phases.
  const begun = phases
    .filter(({ period }) => period.from <= end)
    .map((phase) => (phase.period.to > end ? { ...phase, period: { ...phase.period, to: end } } : phase));
  const lines = begun.map((phase) => {
    const key = !campaign.isClosed && contains(phase.period, today) ? "campaign.phaseNow" : "campaign.phase";
    return locale.md(key, { name: nameOf(phase, locale), ...dates(phase.period) });
  });
  const name = nameOf(campaign, locale);
  // What would hold in a campaign that goes on says nothing of one that is closed.
  const choices = [
    locale.md(campaign.selfCheckIn ? "campaign.selfCheckInOn" : "campaign.selfCheckInOff"),
    locale.md("campaign.locks", { count: campaign.lockDays }),
    locale.md("campaign.closes", { count: campaign.checkInMinutes }),
    locale.md(campaign.reminders ? "campaign.remindersOn" : "campaign.remindersOff"),
    ...(campaign.holidayCountry
      ? [locale.md("campaign.holidays", { country: countryLabel(campaign.holidayCountry, locale.language) })]
      : []),
  ];
  const settings = [
    ...(campaign.isClosed ? [locale.md("campaign.isClosed")] : choices),
    ...(campaign.weeksOff.length > 0
      ? [
          locale.md("campaign.weeksOff", {
            weeks: locale.list(campaign.weeksOff.map((week) => locale.week(week))),
          }),
        ]
      : []),
  ];
  const running = locale.md("campaign.runs", {
    ...dates(campaign.period),
    zone: locale.zone(campaign.timeZone),
    id: campaign.timeZone,
  });
  return {
    text: Mrkdwn.join([Mrkdwn.escape(name), running, ...lines]).cut(4000).text,
    blocks: [
      header(name),
      section(Mrkdwn.join([running, ...lines])),
      section(Mrkdwn.join(settings)),
      ...(facts.mayConfigure && !campaign.isClosed
        ? [
            actions([
              button(openSettings.id, locale.t("campaign.change"), { value: openSettings.write({}) }),
              button(openSetup.id, locale.t("campaign.home.setup"), { value: openSetup.write({}) }),
              button(openRoster.id, locale.t("campaign.home.roster"), { value: openRoster.write({}) }),
            ]),
          ]
        : []),
    ],
  };
}

/** The form of the choices alone. */
export function settingsView(settings: Settings, locale: Locale): View {
  const typed = {
    ...settings,
    lockDays: String(settings.lockDays),
    checkInMinutes: String(settings.checkInMinutes),
    holidayCountry: settings.holidayCountry ?? "",
  };
  return {
    type: "modal",
    callback_id: settingsForm,
    private_metadata: JSON.stringify(settingsShape.parse(settings)),
    title: plain(locale.t("campaign.settings"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: choiceBlocks(typed, (field) => settingsFields[field], locale),
  };
}

/** The menu with which a person chooses their language. `chosen`: null follows Slack. */
export function languageMenu(chosen: string | null, locale: Locale) {
  const options = [
    option("简体中文", "zh-CN"),
    option("English", "en"),
    option(locale.t("campaign.languageAuto"), "auto"),
  ];
  const initial = options.find((one) => one.value === (chosen ?? "auto"));
  return {
    type: "static_select",
    action_id: chooseLanguage,
    placeholder: plain(locale.t("campaign.language"), 150),
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
}

export const sentence = (text: Mrkdwn): Message => ({ text: text.text, blocks: [section(text)] });

/** Asks for the language, with the menu of the Home tab. */
export function languageMessage(chosen: string | null, locale: Locale): Message {
  const ask = locale.md("campaign.languageAsk");
  return { text: ask.text, blocks: [section(ask, { accessory: languageMenu(chosen, locale) })] };
}
