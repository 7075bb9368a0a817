import { describe, expect, it } from "vitest";
import { messageProblems, viewProblems } from "../../sandbox/slack/limits/index.ts";
import { texts as campaignTexts } from "../../src/campaign/texts.ts";
import { campaignMessage, settingsView } from "../../src/campaign/view.ts";
import { texts } from "../../src/home/texts.ts";
import { homeView } from "../../src/home/view.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n, languages } from "../../src/i18n/index.ts";
import { Mrkdwn } from "../../src/i18n/mrkdwn.ts";
import type { Campaign } from "../../src/org/campaign/model.ts";
import type { Staff } from "../../src/org/model.ts";
import type { Request } from "../../src/org/request.ts";
import { roles } from "../../src/org/scope.ts";
import { section } from "../../src/slack/blocks.ts";

const i18n = createI18n({ common: commonTexts, home: texts, campaign: campaignTexts });
const longest = "<县&教>".repeat(20);
const weeks = Array.from({ length: 52 }, (_, index) => `2026-W${String(index + 1).padStart(2, "0")}`);
const campaign: Campaign = {
  ...{ id: "c", name: longest, nameEn: longest, timeZone: "America/Argentina/ComodRivadavia" },
  ...{ period: { from: "2026-01-01", to: "2026-12-31" }, weeksOff: weeks, topicRequiredOf: [] },
  ...{
    selfCheckIn: true,
    lockDays: 366,
    checkInMinutes: 1440,
    reminders: false,
    holidayCountry: null,
    isClosed: false,
  },
};
const phases = Array.from({ length: 20 }, () => ({
  name: longest,
  nameEn: longest,
  period: campaign.period,
}));

describe.each(languages)("with the longest names, in %s, Slack takes", (language) => {
  const locale = i18n.locale(language);
  const unit = {
    ...{
      id: "u",
      code: "U",
      name: longest,
      kind: "school",
      parentId: null,
      sessionWeekday: 3,
      hasRoster: true,
      startsOn: null,
      endsOn: null,
      mergedIntoId: null,
    },
    ...{ depth: 0, treeFirst: 1, treeLast: 1 },
  };
  const staff: Staff = {
    ...{ id: "p", employeeNo: "1", name: longest, position: longest, email: null, slackUserId: "U1", unit },
    ...{ roles: [...roles], member: { personId: "p", roles, unit } },
  };
  const many = (part: string) => Array.from({ length: 200 }, () => section(Mrkdwn.escape(part)));
  const last = Temporal.Instant.from("2026-06-01T00:00:00Z");
  const givenUp = Array.from({ length: 50 }, (_, index) => ({
    ...{ job: `${index}`.padEnd(100, "x"), what: index === 0 ? "home.failed.refresh" : undefined },
    ...{ times: 500, last },
  }));
  const administrators = [longest, longest, longest];

  it.each([
    ["somebody of the roster", staff, false],
    ["somebody unknown", undefined, false],
    ["an owner whom the roster does not know", undefined, true],
  ])("the Home tab of %s", (_, known, isAdmin) => {
    const viewer = { slackUserId: "U1", staff: known, isAdmin, language, locale };
    for (const today of ["2025-12-31", "2026-06-01", "2027-01-01"]) {
      const request = {
        viewer,
        campaign,
        today,
        now: Temporal.Instant.from("2026-06-01T00:00:00Z"),
        key: "k",
      };
      const facts = {
        staff: known,
        phases,
        chosenLanguage: null,
        administrators,
        first: known ? [many("waits"), [], many("waits too")] : [],
        parts: known ? [many("mine"), [], many("ours")] : [],
        administration: isAdmin ? [many("set up")] : [],
        below: known ? [many("below")] : [],
        givenUp: isAdmin ? givenUp : undefined,
      };
      expect(viewProblems(homeView(facts, request satisfies Request))).toEqual([]);
    }
  });

  it("the campaign's message and its settings", () => {
    const facts = { campaign, phases, today: "2026-06-01", mayConfigure: true };
    expect(messageProblems(campaignMessage(facts, locale))).toEqual([]);
    expect(viewProblems(settingsView(campaign, locale))).toEqual([]);
  });
});
