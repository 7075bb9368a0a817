import { z } from "zod";
import { type IsoDate, isDate } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { Request, SubmitRequest } from "../../feature.ts";
import type { Locale } from "../../i18n/index.ts";
import type { Organisation } from "../../org/index.ts";
import type { Answer } from "../../slack/answer.ts";
import {
  actions,
  type Block,
  button,
  context,
  input,
  option,
  plain,
  section,
  type View,
} from "../../slack/blocks.ts";
import { type Asker, askerOf, LockedWeek } from "../asker.ts";
import { actions as ids, inputs, views } from "../ids.ts";
import { joined } from "../phrases.ts";
import { lastSessionDay } from "../rules.ts";
import type { OwnOutcome, OwnService, OwnStatus } from "./service.ts";
import type { OwnStore } from "./store.ts";

export type OwnForm = ReturnType<typeof ownForm>;

const own = ["present", "late", "leave"] as const satisfies OwnStatus[];
const choices = { present: "here", late: "ownLate", leave: "ownLeave" } as const;
const blocks = { status: "own-status", date: "own-date", reason: "own-reason" } as const;

/** The form of those who enter for nobody else: their own status. */
export function ownForm(deps: { service: OwnService; store: OwnStore; org: Organisation }) {
  const { service, store, org } = deps;

  return {
    /** @throws UserError where the campaign leaves it to the liaisons */
    async view(request: Request, asker: Asker, date?: IsoDate): Promise<View> {
      const personId = await service.assertOwn(asker);
      const day = date ?? lastSessionDay(asker.unit, asker.campaign, asker.today);
      const { status, reason } = await store.own(personId, day);
      return ownView({ date: day, status: own.find((one) => one === status), reason }, request.viewer.locale);
    },

    async submit(request: SubmitRequest): Promise<Answer> {
      const asker = askerOf(request, await org.units());
      const { [blocks.date]: date, [blocks.reason]: reason } = request.values;
      const status = z.enum(own).parse(request.values[blocks.status]);
      const entry = {
        status,
        date: z.string().refine(isDate).parse(date),
        reason: typeof reason === "string" ? reason : undefined,
      };
      const outcome = await service.recordOwn(asker, entry).catch((error: unknown) => {
        throw atDate(error);
      });
      const { locale } = request.viewer;
      const view: View = {
        type: "modal",
        callback_id: views.page,
        title: plain(locale.t("attendance.form.savedTitle"), 24),
        close: plain(locale.t("common.done"), 24),
        blocks: ownBlocks(outcome, locale),
      };
      return { kind: "updateView", view };
    },
  };
}

/** A refusal at the date, where there is no place for the button that the line's answer has. */
function atDate(error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  const locked = error instanceof LockedWeek;
  const key = locked ? `attendance.refused.lockedOwn${error.heads.length > 0 ? "" : "NoHead"}` : error.key;
  return new UserError(key, error.values, blocks.date);
}

function ownView(
  facts: { date: IsoDate; status: OwnStatus | undefined; reason: string | null },
  locale: Locale,
): View {
  const options = own.map((status) => option(locale.t(`attendance.form.${choices[status]}`), status));
  const initial = options.find((one) => one.value === facts.status);
  const status = {
    type: "radio_buttons",
    action_id: inputs.ownStatus,
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
  const day = { type: "datepicker", action_id: inputs.ownDate, initial_date: facts.date };
  const reason = {
    type: "plain_text_input",
    action_id: inputs.reason,
    max_length: 200,
    ...(facts.reason ? { initial_value: facts.reason } : {}),
  };
  return {
    type: "modal",
    callback_id: views.own,
    title: plain(locale.t("attendance.form.ownTitle"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      input(blocks.date, locale.t("attendance.form.date"), day, {
        hint: locale.t("attendance.form.ownHint"),
      }),
      input(blocks.status, locale.t("attendance.form.ownStatus"), status),
      input(blocks.reason, locale.t("attendance.form.reason"), reason, { optional: true }),
    ],
  };
}

/** What was recorded of oneself, for a message or a modal. */
export function ownBlocks(outcome: OwnOutcome, locale: Locale): Block[] {
  const text = ownText(outcome, locale);
  if (outcome.kind === "recorded") return [section(text)];
  const reason = outcome.reason
    ? [context(locale.md("attendance.own.reason", { reason: outcome.reason }))]
    : [];
  const withdraw = button(ids.withdrawLeave.id, locale.t("attendance.own.withdraw"), {
    value: ids.withdrawLeave.write({ date: outcome.date }),
  });
  const other =
    outcome.next === undefined
      ? []
      : [
          context(
            locale.md("attendance.own.notStudyDay", {
              date: locale.day(outcome.date),
              next: locale.day(outcome.next),
            }),
          ),
        ];
  return [section(text), ...reason, ...other, actions([withdraw])];
}

export function ownText(outcome: OwnOutcome, locale: Locale) {
  const date = locale.day(outcome.date);
  if (outcome.kind === "announced") return locale.md("attendance.own.announced", { date });
  const { status, before } = outcome;
  const changed =
    before !== null && before !== status
      ? locale.md("attendance.own.changed", { before: locale.t(`attendance.${before}`) })
      : undefined;
  return joined(locale.md(`attendance.own.${status}`, { date }), changed);
}
