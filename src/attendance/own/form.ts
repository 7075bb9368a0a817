import { z } from "zod";
import { type IsoDate, isDate } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import { savedAnswer } from "../../form/life.ts";
import type { Locale } from "../../i18n/index.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Request } from "../../org/request.ts";
import type { Answer } from "../../slack/answer.ts";
import { context, input, option, plain, type View } from "../../slack/blocks.ts";
import type { FormValues, SubmitRequest } from "../../slack/requests.ts";
import { inputs, views } from "../ids.ts";
import { lastSessionDay } from "../rules.ts";
import type { OwnDraft, OwnDraftStore } from "./draft-store.ts";
import { type OwnReading, type OwnStatus, ownStatuses } from "./model.ts";
import type { OwnService } from "./service.ts";
import type { OwnStore } from "./store.ts";
import { ownBlocks, ownText } from "./view.ts";

export type OwnForm = ReturnType<typeof ownForm>;

const choices = { present: "here", late: "ownLate", leave: "ownLeave" } as const;
const fields = { status: "own-status", date: "own-date", reason: "own-reason" } as const;

/** The form of those who enter for nobody else: their own status. */
export function ownForm(deps: {
  service: OwnService;
  store: OwnStore;
  drafts: OwnDraftStore;
  org: Organisation;
}) {
  const { service, store, drafts, org } = deps;

  return {
    /**
     * @param wanted what is picked at first, where nothing is recorded of that date yet
     * @param reading what was read from a line, to be looked at instead of what is recorded
     * @throws UserError where the campaign leaves it to the liaisons
     */
    async view(
      request: Request,
      asker: Asker,
      date?: IsoDate,
      wanted?: OwnStatus,
      reading?: OwnReading,
    ): Promise<View> {
      const personId = await service.assertOwn(asker);
      const { locale } = request.viewer;
      if (reading) return ownView(reading, locale);
      const draft = date === undefined ? await drafts.get(asker.slackUserId, personId, asker.now) : undefined;
      if (draft) {
        const at = locale.moment(draft.at, asker.campaign.timeZone);
        return ownView({ ...draft, draftAt: at }, locale);
      }
      const day = date ?? lastSessionDay(asker.unit, await org.days(asker.campaign), asker.today);
      const { status, reason } = await store.own(personId, day);
      const known = ownStatuses.find((one) => one === status) ?? (status === null ? wanted : null) ?? null;
      return ownView({ date: day, status: known, reason }, locale);
    },

    /** Keeps what was picked, when the form is closed and at each choice: a form that expires tells nobody. */
    async keepDraft(request: Request & { values: FormValues }): Promise<void> {
      const draft = request.viewer.staff && draftOf(request.values);
      if (draft) await drafts.keep(request.viewer.slackUserId, draft, request.now);
    },

    async submit(request: SubmitRequest): Promise<Answer> {
      const asker = askerOf(request, await org.units());
      const { [fields.date]: date, [fields.reason]: reason } = request.values;
      const status = z.enum(ownStatuses).parse(request.values[fields.status]);
      const entry = {
        status,
        date: z.string().refine(isDate).parse(date),
        reason: typeof reason === "string" ? reason : undefined,
      };
      const outcome = await service.recordOwn(asker, entry).catch((error: unknown) => {
        throw error instanceof UserError ? new UserError(error.key, error.values, fields.date) : error;
      });
      await drafts.forget(asker.slackUserId);
      const { locale } = request.viewer;
      const blocks = ownBlocks(outcome, locale);
      const title = locale.t(`attendance.${outcome.kind === "asked" ? "request.title" : "form.savedTitle"}`);
      const saved = { title, text: ownText(outcome, locale), blocks, inModal: blocks };
      return savedAnswer(saved, views.page, locale);
    },
  };
}

/** Undefined when nothing was picked that would be missed. */
function draftOf(values: FormValues): OwnDraft | undefined {
  const status = z.enum(ownStatuses).safeParse(values[fields.status]);
  const date = z.string().refine(isDate).safeParse(values[fields.date]);
  const written = values[fields.reason];
  const reason = typeof written === "string" && written !== "" ? written : null;
  if (!date.success || (!status.success && reason === null)) return undefined;
  return { date: date.data, status: status.success ? status.data : null, reason };
}

function ownView(
  facts: { date: IsoDate; status: OwnStatus | null; reason: string | null; draftAt?: string },
  locale: Locale,
): View {
  const options = ownStatuses.map((status) => option(locale.t(`attendance.form.${choices[status]}`), status));
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
    notify_on_close: true,
    title: plain(locale.t("attendance.form.ownTitle"), 24),
    submit: plain(locale.t("common.save"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      ...(facts.draftAt ? [context(locale.md("attendance.form.ownDraft", { at: facts.draftAt }))] : []),
      input(fields.date, locale.t("attendance.form.date"), day, {
        hint: locale.t("attendance.form.ownHint"),
      }),
      input(fields.status, locale.t("attendance.form.ownStatus"), status, { dispatch: true }),
      input(fields.reason, locale.t("attendance.form.reason"), reason, { optional: true }),
    ],
  };
}
