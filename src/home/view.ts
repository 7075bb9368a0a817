import { contains } from "../calendar.ts";
import type { Campaign } from "../campaign/model.ts";
import type { Phase } from "../campaign/store.ts";
import { languageMenu, nameOf } from "../campaign/view.ts";
import type { Request } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import type { Staff } from "../org/model.ts";
import { type Block, context, divider, header, section, type View } from "../slack/blocks.ts";
import type { Mrkdwn } from "../slack/mrkdwn.ts";

export type HomeFacts = {
  staff: Staff | undefined;
  phases: Phase[];
  chosenLanguage: string | null;
  administrators: string[];
  blocks: Block[];
};

/** Slack's limit for a Home tab. */
const mostBlocks = 100;

export function homeView(facts: HomeFacts, request: Request): View {
  const { locale } = request.viewer;
  const { staff } = facts;
  const top = [
    header(nameOf(request.campaign, locale)),
    ...(staff ? knownTop(staff, facts, request) : unknownTop(facts, request)),
    divider,
  ];
  const bottom = [
    ...(facts.blocks.length > 0 ? [divider] : []),
    section(locale.md("home.help"), { accessory: languageMenu(facts.chosenLanguage, locale) }),
  ];
  const middle = facts.blocks.slice(0, mostBlocks - top.length - bottom.length);
  return { type: "home", blocks: [...top, ...middle, ...bottom] };
}

function knownTop(staff: Staff, facts: HomeFacts, request: Request): Block[] {
  const { locale } = request.viewer;
  const roles = staff.roles.length > 0 ? staff.roles : ["staff"];
  const who = { name: staff.name, unit: staff.unit.name, position: staff.position ?? "" };
  return [
    section(locale.md(staff.position ? "home.youWithPosition" : "home.you", who)),
    context(
      locale.md("home.roles", { roles: locale.list(roles.map((role) => locale.t(`home.role.${role}`))) }),
      whatText(facts, request),
    ),
  ];
}

/** For somebody whom the roster does not know: what to do about it. Whoever installed Studyhall is one of them at first. */
function unknownTop(facts: HomeFacts, request: Request): Block[] {
  const { locale, isAdmin } = request.viewer;
  const admins =
    facts.administrators.length > 0 ? locale.list(facts.administrators) : locale.t("common.anAdministrator");
  return [
    section(locale.md(isAdmin ? "home.unknownAdministrator" : "home.unknown", { admins })),
    context(whatText(facts, request)),
  ];
}

const whatText = ({ phases }: HomeFacts, request: Request): Mrkdwn =>
  request.viewer.locale.md("home.what", {
    campaign: nameOf(request.campaign, request.viewer.locale),
    phase: phaseText(request, phases),
  });

function phaseText(
  { campaign, today, viewer: { locale } }: { campaign: Campaign; today: string; viewer: { locale: Locale } },
  phases: Phase[],
): string {
  const { from, to } = campaign.period;
  if (today < from) return locale.t("home.notBegun", { from: locale.date(from) });
  if (today > to) return locale.t("home.over", { to: locale.date(to) });
  const phase = phases.find((one) => contains(one.period, today));
  return phase
    ? locale.t("home.phaseNow", { phase: nameOf(phase, locale), until: locale.date(phase.period.to) })
    : locale.t("home.betweenPhases", { to: locale.date(to) });
}
