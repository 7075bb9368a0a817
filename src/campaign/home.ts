import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { actions, type Block, button, header, section, type View } from "../slack/blocks.ts";
import { openNext, openRoster, openSettings, openSetup } from "./ids.ts";
import type { Checklist } from "./store.ts";
import { languageMenu } from "./view.ts";

/** What an administrator sees of the campaign on the Home tab, and what everybody sees while there is none. */

export const steps = ["campaign", "phases", "themes", "units", "people", "digests", "holidays"] as const;
type Step = (typeof steps)[number];

const isDone = (step: Step, facts: Checklist): boolean => {
  if (step === "campaign") return facts.made;
  if (step === "holidays") return facts.holidayCountry !== null;
  return facts[step] > 0;
};

/** The form that does a step; for a digest there is none: it is asked for in its channel. */
const formOf: Record<Step, typeof openSetup | undefined> = {
  campaign: openSetup,
  phases: openSetup,
  themes: openSetup,
  units: openRoster,
  people: openRoster,
  digests: undefined,
  holidays: openSettings,
};

/** What is done of the set-up, with one button for what comes next; one line once all of it is done. */
export function checklistBlocks(facts: Checklist, locale: Locale): Block[] {
  const next = steps.find((step) => !isDone(step, facts));
  if (facts.isClosed) {
    const button_ = button(openNext.id, locale.t("campaign.home.next"), {
      value: openNext.write({}),
      style: "primary",
    });
    return [section(locale.md("campaign.home.closed")), actions([button_])];
  }
  const head = next === undefined ? "campaign.home.allDone" : "campaign.home.checklist";
  const lines = steps.map((step) => lineOf(step, facts, locale));
  const form = next && formOf[next];
  const buttons = [
    ...(next && form
      ? [
          button(form.id, locale.t(`campaign.home.do.${next}`), {
            value: form.write(next === "phases" || next === "themes" ? { page: 1 } : {}),
            style: "primary",
          }),
        ]
      : []),
    ...(next === undefined || (facts.made && !form) ? standing(locale) : []),
  ];
  return [
    section(next === undefined ? locale.md(head) : Mrkdwn.join([locale.md(head), ...lines])),
    ...(next === "digests" ? [section(locale.md("campaign.home.doDigests"))] : []),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ];
}

function lineOf(step: Step, facts: Checklist, locale: Locale): Mrkdwn {
  const done = isDone(step, facts);
  const count = step === "campaign" || step === "holidays" ? 0 : facts[step];
  const text = locale.md(`campaign.home.${done ? "done" : "todo"}.${step}`, { count });
  return Mrkdwn.join([Mrkdwn.trusted(done ? "✓" : "○"), text], " ");
}

/** What an administrator may want at any time. */
const standing = (locale: Locale) => [
  button(openSetup.id, locale.t("campaign.home.setup"), { value: openSetup.write({}) }),
  button(openRoster.id, locale.t("campaign.home.roster"), { value: openRoster.write({}) }),
];

/** The Home tab while there is no campaign: for whoever may begin one, and for everybody else. */
export function homeWithoutCampaign(
  facts: {
    isAdmin: boolean;
    administrators: Mrkdwn;
    checklist: Checklist;
    language: string | null;
  },
  locale: Locale,
): View {
  const { isAdmin, administrators, checklist, language } = facts;
  return {
    type: "home",
    blocks: [
      header(locale.t("campaign.home.welcome")),
      ...(isAdmin
        ? [section(locale.md("campaign.noneForAdmin")), ...checklistBlocks(checklist, locale)]
        : [section(locale.md("campaign.none", { admins: administrators }))]),
      section(locale.md("campaign.home.help"), { accessory: languageMenu(language, locale) }),
    ],
  };
}
