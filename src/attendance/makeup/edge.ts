import { isDate, isWeek } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import { shortName } from "../../i18n/names.ts";
import { askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { unitSeen } from "../../org/named.ts";
import { noticeView } from "../../requests/refusals.ts";
import type { Answer } from "../../slack/answer.ts";
import { chooseDay } from "../../slack/choose-day.ts";
import type { ActionRequest, SubmitRequest } from "../../slack/requests.ts";
import { dayField, makeUpTarget, views } from "../ids.ts";
import type { MakeUpService } from "./service.ts";
import { chosenText, makeUpView } from "./view.ts";

/** Choosing another study day for one week, and taking that back: one form does both. */
export function makeUpEdge(deps: { service: MakeUpService; org: Organisation }) {
  const { service, org } = deps;

  async function open(request: ActionRequest): Promise<Answer> {
    const { unitId, week } = chooseDay.read(request.value);
    const asker = askerOf(request, await org.units());
    const unit = await unitSeen(asker, unitId, org);
    const choices = await service.choices(asker, unit, week);
    return { kind: "openView", view: makeUpView({ unit, choices }, request.viewer.locale) };
  }

  async function submit(request: SubmitRequest): Promise<Answer> {
    const { locale } = request.viewer;
    const asker = askerOf(request, await org.units());
    const unit = await unitSeen(asker, makeUpTarget.parse(JSON.parse(request.viewData)).unitId, org);
    const picked = request.values[dayField];
    if (typeof picked !== "string") throw new UserError("common.outOfDate");
    const done = (text: ReturnType<typeof locale.md>): Answer => {
      org.forget();
      return { kind: "updateView", view: noticeView(text, locale, locale.t("common.done")) };
    };
    if (isDate(picked)) return done(chosenText(unit, await service.choose(asker, unit, picked), locale));
    if (!isWeek(picked)) throw new UserError("common.outOfDate");
    await service.takeBack(asker, unit, picked);
    const values = { unit: shortName(unit.name), week: locale.week(picked) };
    return done(locale.md("attendance.makeUp.takenBack", values));
  }

  return {
    actions: { [chooseDay.id]: { run: open, opens: true } } satisfies Feature["actions"],
    views: { [views.makeUp]: { submit } } satisfies Feature["views"],
  };
}
