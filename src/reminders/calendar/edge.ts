import { addDays, type IsoDate, weeksOf } from "../../calendar.ts";
import type { Feature } from "../../feature.ts";
import { askerOf } from "../../org/asker.ts";
import type { CalendarStore } from "../../org/calendar/store.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { unitNamed, unitSeen } from "../../org/named.ts";
import type { Request } from "../../org/request.ts";
import { mayConfigure } from "../../org/rights.ts";
import { may } from "../../org/scope.ts";
import { noticeView } from "../../requests/refusals.ts";
import type { Answer } from "../../slack/answer.ts";
import { asMessage, type PageView, pageActions } from "../../slack/page.ts";
import type { CommandRequest, FormValues } from "../../slack/requests.ts";
import { actions, correctionTarget, dayOffTarget, fields, views } from "../ids.ts";
import type { CalendarChanges } from "./changes.ts";
import { countryName, countryOptions } from "./countries.ts";
import { dayOffForm, daysOffView } from "./days-off-view.ts";
import {
  correctionView,
  countryView,
  daysText,
  holidaysView,
  pageSize,
  rowsOf,
  yearsByRule,
} from "./holidays-view.ts";

const { turns } = pageActions(views.page);

/** Days off that the page of a unit shows: its message holds 50 blocks. */
const mostRows = 45;

/** The pages and forms about who works when. */
export function calendarEdge(deps: { changes: CalendarChanges; store: CalendarStore; org: Organisation }) {
  const { changes, store, org } = deps;
  const asking = async (request: Request) => askerOf(request, await org.units());
  const text = (values: FormValues, field: string) => {
    const value = values[field];
    return typeof value === "string" ? value : "";
  };

  async function holidaysPage(request: Request, wanted: { page: number }): Promise<PageView> {
    await asking(request); // for people of the roster only
    const { campaign, viewer } = request;
    const holidays = (await store.holidays(campaign.period)).filter(
      ({ source }) => campaign.holidayCountry !== null || source === "administrator",
    );
    const rows = rowsOf(holidays);
    // The last correction of the last page may have been taken back.
    const page = Math.max(0, Math.min(wanted.page, Math.ceil(rows.length / pageSize) - 1));
    const facts = {
      ...{ campaign, page, total: rows.length, mayChange: mayConfigure(viewer) && !campaign.isClosed },
      rows: rows.slice(page * pageSize, (page + 1) * pageSize),
      byRule: yearsByRule(campaign, holidays),
    };
    return holidaysView(facts, viewer.locale);
  }

  async function daysOffPage(request: Request, unit: Unit): Promise<PageView> {
    const asker = await asking(request);
    const tree = await org.units();
    const line: Unit[] = [];
    for (let one: Unit | undefined = unit; one; one = tree.byId(one.parentId ?? "")) line.push(one);
    // What is long past helps nobody; the campaign's own days before today explain a missing prompt.
    const period = { from: addDays(request.today, -31), to: addDays(request.campaign.period.to, 31) };
    const rows = await store.daysOff(
      period,
      line.map(({ id }) => id),
    );
    const shown = rows.slice(0, mostRows).map((row) => ({
      ...row,
      above: row.unitId === unit.id ? undefined : tree.byId(row.unitId),
    }));
    const { madeUp } = await org.days(asker.campaign);
    const facts = {
      unit,
      rows: shown,
      more: rows.length - shown.length,
      makeUps: weeksOf(request.campaign.period).flatMap((week) => {
        const date = madeUp(unit.id, week);
        return date !== undefined && date >= period.from ? [{ week, date }] : [];
      }),
      mayChange: changes.mayChange(asker, unit) && !asker.campaign.isClosed,
      mayChoose: may(asker.member, "enterForUnit", unit) && !asker.campaign.isClosed,
    };
    return daysOffView(facts, request.viewer.locale);
  }

  async function takeBack(request: Request, { date, page }: { date: IsoDate; page: number }) {
    await changes.takeBack(await asking(request), request.viewer, date);
    org.forget();
    return holidaysPage(request, { page });
  }

  async function removeDayOff(request: Request, { unitId, id }: { unitId: string; id: string }) {
    const asker = await asking(request);
    const unit = await unitSeen(asker, unitId, org);
    await changes.removeDayOff(asker, unit, id);
    org.forget();
    return daysOffPage(request, unit);
  }

  const correction = (working: boolean) => ({
    opens: true,
    async run(request: Request): Promise<Answer> {
      changes.assertAdministrator(request.viewer);
      return { kind: "openView", view: correctionView(working, request.today, request.viewer.locale) };
    },
  });
  const done = (request: Request, key: string, values = {}): Answer => {
    const { locale } = request.viewer;
    return { kind: "updateView", view: noticeView(locale.md(key, values), locale, locale.t("common.done")) };
  };

  return {
    holidays: async (request: CommandRequest): Promise<Answer> =>
      asMessage(await holidaysPage(request, { page: 0 })),

    /** `/campaign daysoff [unit]`. */
    async daysOff(request: CommandRequest): Promise<Answer> {
      const typed = request.text.trim();
      const unit = await unitNamed(await asking(request), typed === "" ? undefined : typed, org);
      return asMessage(await daysOffPage(request, unit));
    },

    actions: {
      ...turns(holidaysPage, actions.holidaysPrevious, actions.holidaysNext),
      ...turns(takeBack, actions.takeBack),
      ...turns(removeDayOff, actions.removeDayOff),
      [actions.addRest.id]: correction(false),
      [actions.addWork.id]: correction(true),
      [actions.country.id]: {
        opens: true,
        async run(request) {
          changes.assertAdministrator(request.viewer);
          return { kind: "openView", view: countryView(request.campaign, request.viewer.locale) };
        },
      },
      [actions.addDayOff.id]: {
        opens: true,
        async run(request) {
          const asker = await asking(request);
          const unit = await unitSeen(asker, actions.addDayOff.read(request.value).unitId, org);
          changes.assertMayChange(asker, unit);
          return { kind: "openView", view: dayOffForm(unit, request.today, request.viewer.locale) };
        },
      },
    } satisfies Feature["actions"],

    views: {
      [views.correction]: {
        async submit(request) {
          const { working } = correctionTarget.parse(JSON.parse(request.viewData));
          const { values, viewer } = request;
          const typed = {
            from: text(values, fields.from),
            to: text(values, fields.to),
            name: text(values, fields.name),
          };
          const count = await changes.correct(await asking(request), viewer, { ...typed, working });
          org.forget();
          return done(request, `reminders.holidays.${working ? "savedWork" : "savedRest"}`, { count });
        },
      },
      [views.country]: {
        async submit(request) {
          const code = await changes.chooseCountry(
            await asking(request),
            request.viewer,
            text(request.values, fields.country),
          );
          org.forget();
          const { locale } = request.viewer;
          if (code === null) return done(request, "reminders.holidays.chosenNobody");
          return done(request, "reminders.holidays.chosen", { country: countryName(code, locale) });
        },
      },
      [views.dayOff]: {
        async submit(request) {
          const asker = await asking(request);
          const { unitId } = dayOffTarget.parse(JSON.parse(request.viewData));
          const unit = await unitSeen(asker, unitId, org);
          const { values } = request;
          const typed = {
            from: text(values, fields.from),
            to: text(values, fields.to),
            reason: text(values, fields.reason),
          };
          const period = await changes.addDayOff(asker, unit, typed);
          org.forget();
          const days = daysText(period, request.viewer.locale);
          return done(request, "reminders.daysOff.saved", { unit: unit.name, days });
        },
      },
    } satisfies Feature["views"],

    options: {
      [fields.country]: async (request) => ({
        options: await countryOptions(request.query, request.viewer.locale),
      }),
    } satisfies Feature["options"],
  };
}
