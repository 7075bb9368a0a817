import { weekOf } from "../calendar.ts";
import type { Feature } from "../feature.ts";
import type { Locale } from "../i18n/index.ts";
import { shortName } from "../i18n/names.ts";
import type { Asker } from "../org/asker.ts";
import { askerOf } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import { actions, type Block, button, section } from "../slack/blocks.ts";
import { Mrkdwn } from "../slack/mrkdwn.ts";
import { actions as ids } from "./ids.ts";
import { countsText } from "./phrases.ts";
import { nextSessionDay } from "./rules.ts";
import type { StatusFacts, StatusService } from "./status/service.ts";
import { figuresText } from "./status/view.ts";

/** The Home tab's part: my unit's week (with what is below it, for those above), and the buttons that most people need. */
export function attendanceHome(deps: {
  service: StatusService;
  org: Organisation;
}): NonNullable<Feature["homeBlocks"]> {
  const { service, org } = deps;
  return async (request) => {
    const asker = askerOf(request, await org.units());
    const facts = await service.facts(asker, asker.unit, undefined, 0);
    const { locale } = request.viewer;
    const { from, to } = asker.campaign.period;
    const when = asker.today < from ? "firstWeek" : asker.today > to ? "lastWeek" : "week";
    const title = locale.md(`attendance.home.${when}`, {
      unit: shortName(asker.unit.name),
      week: locale.week(facts.week),
    });
    const below = facts.page.total > 0 && !facts.weekOff ? [figuresText(facts.facts, locale)] : [];
    return [
      section(Mrkdwn.join([title, ...below, ...lines(facts, asker, locale)])),
      actions(buttons(facts, asker, locale)),
    ];
  };
}

function lines(facts: StatusFacts, asker: Asker, locale: Locale): Mrkdwn[] {
  if (facts.weekOff) return [locale.md("attendance.status.weekOff"), ...nextLine(asker, locale)];
  if (facts.sessions.length > 0)
    return facts.sessions.slice(0, 3).map((session) =>
      locale.md("attendance.status.session", {
        unit: shortName(facts.unit.name),
        date: locale.day(session.date),
        counts: countsText(session.counts, session.silent, locale),
      }),
    );
  const { sessionDay, isAhead } = facts;
  const unit = shortName(facts.unit.name);
  if (sessionDay === undefined)
    return [locale.md("attendance.home.none", { unit }), ...nextLine(asker, locale)];
  return [
    locale.md(`attendance.home.${isAhead ? "later" : "missing"}`, { unit, day: locale.day(sessionDay) }),
  ];
}

function nextLine(asker: Asker, locale: Locale): Mrkdwn[] {
  const next = nextSessionDay(asker.unit, asker.campaign, asker.today);
  return next
    ? [locale.md("attendance.home.later", { unit: shortName(asker.unit.name), day: locale.day(next) })]
    : [];
}

function buttons(facts: StatusFacts, asker: Asker, locale: Locale): Block[] {
  const { period, selfCheckIn } = asker.campaign;
  const forThemselves = selfCheckIn && asker.unit.hasRoster && asker.personId !== null;
  // Before it begins there is nothing to record; after it ended only those may who may still correct it.
  const enters =
    asker.today >= period.from && (facts.mayEnter || (forThemselves && asker.today <= period.to));
  const due =
    facts.sessionDay !== undefined && facts.sessionDay <= asker.today && weekOf(asker.today) === facts.week;
  const at = facts.mayEnter && due ? { unitId: facts.unit.id, date: facts.sessionDay } : {};
  return [
    ...(enters
      ? [
          button(ids.record.id, locale.t("attendance.home.record"), {
            value: ids.record.write(at),
            style: "primary",
          }),
        ]
      : []),
    button(ids.openStatus.id, locale.t("attendance.home.status"), {
      value: ids.openStatus.write({ unitId: facts.unit.id, week: facts.week }),
    }),
  ];
}
