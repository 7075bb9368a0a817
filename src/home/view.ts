import { contains } from "../calendar.ts";
import type { Phase } from "../campaign/store.ts";
import { languageMenu } from "../campaign/view.ts";
import type { Mrkdwn } from "../i18n/mrkdwn.ts";
import { notStaff } from "../org/asker.ts";
import { nameOf } from "../org/campaign/name.ts";
import type { Staff } from "../org/model.ts";
import type { Request } from "../org/request.ts";
import { type Block, button, context, divider, header, section, type View } from "../slack/blocks.ts";
import { actions as ids } from "./ids.ts";
import type { GivenUp } from "./service.ts";

export type HomeFacts = {
  staff: Staff | undefined;
  phases: Phase[];
  chosenLanguage: string | null;
  administrators: string[];
  /** What the features add, each its own: what waits for the person, their week, what concerns administrators, what can wait. */
  first: Block[][];
  parts: Block[][];
  administration: Block[][];
  below: Block[][];
  /** Undefined for those who are no administrators. */
  givenUp: GivenUp[] | undefined;
};

/** Slack's limit for a Home tab. */
const mostBlocks = 100;
/** Kinds of failed work that are shown; more than that is one trouble. */
const mostGivenUp = 5;

/** What needs the person first, then what can wait; who they are to the roster, the language and help at the end. */
export function homeView(facts: HomeFacts, request: Request): View {
  const { locale } = request.viewer;
  const top = [header(nameOf(request.campaign, locale)), ...topOf(facts, request)];
  const bottom = [
    divider,
    section(locale.md("home.help"), { accessory: languageMenu(facts.chosenLanguage, locale) }),
    ...(facts.staff ? [context(rolesText(facts.staff, request))] : []),
  ];
  const administration = administrationParts(facts, request);
  const waiting = facts.first.flat();
  const first = waiting.length > 0 ? [[section(locale.md("common.needsYou")), ...waiting]] : [];
  const parts = [...first, ...facts.parts, ...administration, ...facts.below].filter(
    (part) => part.length > 0,
  );
  const more = context(locale.md("home.more"));
  const middle = fitted(parts, mostBlocks - top.length - bottom.length, more);
  return { type: "home", blocks: [...top, ...middle, ...bottom] };
}

function topOf(facts: HomeFacts, request: Request): Block[] {
  const { staff } = facts;
  if (!staff) return unknownTop(facts, request);
  const who = { name: staff.name, unit: staff.unit.name, position: staff.position ?? "" };
  const key = staff.position ? "home.youWithPosition" : "home.you";
  return [context(request.viewer.locale.md(key, who), whatText(facts, request))];
}

/** For somebody who belongs to no unit, or whom the roster does not know: what to do about it. Whoever installed Studyhall is one of them at first. */
function unknownTop(facts: HomeFacts, request: Request): Block[] {
  const { locale, isAdmin, between, meant } = request.viewer;
  const admins =
    facts.administrators.length > 0 ? locale.list(facts.administrators) : locale.t("common.anAdministrator");
  if (!isAdmin && (meant || between?.since || between?.until)) {
    const { key, values } = notStaff(request.viewer);
    return [section(locale.md(key, { ...values, admins })), context(whatText(facts, request))];
  }
  return [
    section(locale.md(isAdmin ? "home.unknownAdministrator" : "home.unknown", { admins })),
    context(whatText(facts, request)),
  ];
}

function rolesText(staff: Staff, { viewer: { locale } }: Request): Mrkdwn {
  const roles = staff.roles.length > 0 ? staff.roles : ["staff"];
  return locale.md("home.roles", { roles: locale.list(roles.map((role) => locale.t(`home.role.${role}`))) });
}

function administrationParts({ givenUp = [], administration }: HomeFacts, request: Request): Block[][] {
  const { locale } = request.viewer;
  const failed = givenUp.length > 0 ? [givenUpBlocks(givenUp, request)] : [];
  const [first, ...rest] = [...failed, ...administration].filter((part) => part.length > 0);
  return first ? [[context(locale.md("home.administration")), ...first], ...rest] : [];
}

/** What was given up, by what it does and when; never what it was about. */
function givenUpBlocks(givenUp: GivenUp[], { viewer: { locale }, campaign }: Request): Block[] {
  const rows = givenUp.slice(0, mostGivenUp).map(({ job, what, times, last }) => {
    const values = {
      what: locale.t(what ?? "home.failed.other"),
      at: locale.moment(last, campaign.timeZone),
    };
    return section(locale.md("home.failed.row", { ...values, count: times, job }), {
      accessory: button(ids.retry.id, locale.t("home.failed.retry"), { value: ids.retry.write({ job }) }),
    });
  });
  const hidden = givenUp.length - rows.length;
  return [
    section(locale.md("home.failed.title")),
    ...rows,
    ...(hidden > 0 ? [context(locale.md("home.failed.more", { count: hidden }))] : []),
  ];
}

/** The parts with a line between them, the longest shortened where they do not all find room; `more` says so. */
function fitted(parts: Block[][], room: number, more: Block): Block[] {
  // A line above each part, the first's too.
  const space = room - parts.length;
  const lengths = parts.map((part) => part.length);
  let over = lengths.reduce((sum, length) => sum + length, 0) - space;
  for (; over > 0; over -= 1) {
    const longest = lengths.indexOf(Math.max(...lengths));
    lengths[longest] = (lengths[longest] ?? 0) - 1;
  }
  return parts.flatMap((part, index) => {
    const length = lengths[index] ?? 0;
    const shown = length < part.length ? [...part.slice(0, Math.max(0, length - 1)), more] : part;
    return [divider, ...shown];
  });
}

const whatText = ({ phases }: HomeFacts, request: Request): Mrkdwn =>
  request.viewer.locale.md("home.what", {
    campaign: nameOf(request.campaign, request.viewer.locale),
    phase: phaseText(request, phases),
  });

function phaseText({ campaign, today, viewer: { locale } }: Request, phases: Phase[]): string {
  const { from, to } = campaign.period;
  if (campaign.isClosed) return locale.t("home.closed");
  if (today < from) return locale.t("home.notBegun", { from: locale.date(from) });
  if (today > to) return locale.t("home.over", { to: locale.date(to) });
  const phase = phases.find((one) => contains(one.period, today));
  return phase
    ? locale.t("home.phaseNow", { phase: nameOf(phase, locale), until: locale.date(phase.period.to) })
    : locale.t("home.betweenPhases", { to: locale.date(to) });
}
