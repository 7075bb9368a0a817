import type { Weekday } from "../calendar.ts";
import { UserError } from "../errors.ts";
import { type Locale, languages } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Campaign } from "../org/campaign/model.ts";
import type { Unit } from "../org/model.ts";
import { noticeView } from "../requests/refusals.ts";
import {
  type Block,
  context,
  input,
  type Option,
  option,
  plain,
  section,
  type View,
} from "../slack/blocks.ts";
import type { FormValues } from "../slack/requests.ts";
import type { Shown } from "./finding.ts";
import { fields, form, formData, unitSearch } from "./ids.ts";
import type { Schedule, Subscription } from "./model.ts";
import { shortened } from "./shorten.ts";
import type { Wish } from "./store.ts";

const weekdays: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
/** Friday afternoon: the week's sessions have been held, and people still read. */
const usual: Schedule = { weekday: 5, time: "16:00" };

/** "Fri, 16:00" / "周五 16:00", as the sentences have it after "every". */
export const scheduleText = ({ weekday, time }: Schedule, locale: Locale): string =>
  locale.t("digest.schedule", { weekday: locale.weekday(weekday), time });

export type FormFacts = {
  channelId: string;
  existing: Subscription | undefined;
  unit: Unit;
  campaign: Campaign;
};

/** The form of `/digest subscribe`, filled with the channel's subscription if it has one. */
export function formView(facts: FormFacts, locale: Locale): View {
  const { channelId, existing } = facts;
  return {
    type: "modal",
    callback_id: form,
    private_metadata: JSON.stringify(formData.parse({ channelId })),
    title: plain(locale.t("digest.form.title"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      section(locale.md("digest.form.intro", { channel: Mrkdwn.channel(channelId) })),
      ...(existing ? [context(locale.md("digest.form.exists"))] : []),
      ...inputs(facts, locale),
    ],
  };
}

function inputs({ existing, unit, campaign }: FormFacts, locale: Locale): Block[] {
  const { weekday, time } = existing ?? usual;
  const language = existing?.language ?? locale.language;
  const title = (field: keyof typeof fields) => locale.t(`digest.form.${field}`);
  const days = weekdays.map((day) => option(locale.weekday(day), String(day)));
  const spoken = languages.map((one) => option(locale.t(`digest.languages.${one}`), one));
  const timepicker = { type: "timepicker", action_id: "time", initial_time: time };
  return [
    input(fields.unit, title("unit"), unitSelect(unit, locale)),
    input(fields.weekday, title("weekday"), select(days, String(weekday)), {
      hint: locale.t("digest.form.weekHint"),
    }),
    input(fields.time, title("time"), timepicker, {
      hint: locale.t("digest.form.timeHint", { zone: campaign.timeZone }),
    }),
    input(fields.language, title("language"), select(spoken, language)),
  ];
}

/** Which form field is wrong, each with its sentence. */
type Read<T> = { found: T | undefined; field: keyof typeof fields; refusal: string };

/** What the form holds. @throws UserError at the first field that holds nothing usable */
export function readForm(values: FormValues, viewData: string): Wish {
  const text = (field: keyof typeof fields) => {
    const value = values[fields[field]];
    return typeof value === "string" ? value : "";
  };
  const need = <T>({ found, field, refusal }: Read<T>): T => {
    if (found === undefined) throw new UserError(`digest.refused.${refusal}`, {}, fields[field]);
    return found;
  };
  const { channelId } = formData.parse(JSON.parse(viewData));
  const uuid = /^[0-9a-f-]{36}$/.test(text("unit")) ? text("unit") : undefined;
  const time = /^([01]\d|2[0-3]):[0-5]\d$/.test(text("time")) ? text("time") : undefined;
  return {
    channelId,
    unitId: need({ found: uuid, field: "unit", refusal: "chooseUnit" }),
    weekday: need({
      found: weekdays.find((day) => String(day) === text("weekday")),
      field: "weekday",
      refusal: "chooseWeekday",
    }),
    time: need({ found: time, field: "time", refusal: "chooseTime" }),
    language: need({
      found: languages.find((one) => one === text("language")),
      field: "language",
      refusal: "chooseLanguage",
    }),
  };
}

/** Names of units with their parent's, since two districts may each have a "Central School". */
export function unitOptions({
  units,
  nameOf,
}: {
  units: Unit[];
  nameOf(id: string | null): string;
}): Option[] {
  return units.slice(0, 100).map((unit) => {
    const parent = nameOf(unit.parentId);
    return option(parent ? `${shortened(unit.name, 50)} · ${shortened(parent, 20)}` : unit.name, unit.id);
  });
}

/** What the form becomes once it is saved. */
export function savedView({ subscription, unit, next }: Shown, campaign: Campaign, locale: Locale): View {
  const text = locale.md("digest.saved", {
    channel: Mrkdwn.channel(subscription.channelId),
    unit: unit.name,
    schedule: scheduleText(subscription, locale),
    zone: campaign.timeZone,
  });
  return noticeView(Mrkdwn.join([text, nextText(next, campaign, locale)]), locale, locale.t("common.done"));
}

/** When the next digest comes and which week it is about, or that there is none left. */
export function nextText(next: Shown["next"], campaign: Campaign, locale: Locale): Mrkdwn {
  if (!next) return locale.md("digest.noneLeft");
  return locale.md("digest.next", {
    moment: locale.moment(next.at, campaign.timeZone),
    week: locale.week(next.week),
  });
}

function unitSelect(unit: Unit, locale: Locale) {
  return {
    type: "external_select",
    action_id: unitSearch,
    min_query_length: 0,
    placeholder: plain(locale.t("digest.form.unitSearch"), 150),
    initial_option: option(unit.name, unit.id),
  };
}

function select(options: Option[], chosen: string) {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: "static_select",
    action_id: "choice",
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
}
