import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import { askerOf } from "../../org/asker.ts";
import { isLocked } from "../../org/campaign/weeks.ts";
import type { Organisation } from "../../org/index.ts";
import { noticeView } from "../../requests/refusals.ts";
import type { Answer } from "../../slack/answer.ts";
import { input, plain, section, type View } from "../../slack/blocks.ts";
import type { ActionRequest, SubmitRequest } from "../../slack/requests.ts";
import { askInPerson } from "../command.ts";
import { actions, inputs, views } from "../ids.ts";
import { peopleOf } from "../model.ts";
import { formName, peopleText, themeOf } from "../phrases.ts";
import type { DiscussionService } from "../service.ts";
import type { DiscussionStore } from "../store.ts";

const data = z.object({ discussionId: z.uuid() });
const block = "correction";

/** Taking back a discussion that was entered by mistake: what it does is said before it is done. */
export function removeForm(deps: { service: DiscussionService; store: DiscussionStore; org: Organisation }) {
  const { service, store, org } = deps;

  async function form(request: ActionRequest, discussionId: string): Promise<View> {
    const units = await org.units();
    const asker = askerOf(request, units);
    const record = await service.held(discussionId);
    const unit = units.byId(record.unitId);
    if (!unit) throw new UserError("common.outOfDate");
    await service.assertMay(asker, unit, record.date).catch(askInPerson);
    const { locale } = asker;
    const values = {
      unit: unit.name,
      date: locale.day(record.date),
      theme: themeOf(record.themeCode, await store.themes(asker.campaign.id), locale),
      form: formName(record.form, locale),
      people: peopleText(peopleOf(record), [], locale),
    };
    const reason = { type: "plain_text_input", action_id: inputs.correction, max_length: 300 };
    const optional = !isLocked(record.date, asker.campaign, asker.today);
    return {
      type: "modal",
      callback_id: views.remove,
      private_metadata: JSON.stringify({ discussionId }),
      title: plain(locale.t("discussion.removal.title"), 24),
      submit: plain(locale.t("discussion.removal.submit"), 24),
      close: plain(locale.t("common.cancel"), 24),
      blocks: [
        section(locale.md("discussion.removal.what", values)),
        input(block, locale.t("discussion.removal.reason"), reason, { optional }),
      ],
    };
  }

  async function submit(request: SubmitRequest): Promise<Answer> {
    const { discussionId } = data.parse(JSON.parse(request.viewData));
    const asker = askerOf(request, await org.units());
    const typed = request.values[block];
    const reason = typeof typed === "string" ? typed : undefined;
    await service.remove(asker, discussionId, reason).catch(askInPerson);
    return {
      kind: "updateView",
      view: noticeView(asker.locale.md("discussion.removal.done"), asker.locale),
    };
  }

  return {
    actions: {
      [actions.remove.id]: {
        run: async (request) => ({
          kind: "openView",
          view: await form(request, actions.remove.read(request.value).discussionId),
        }),
        opens: true,
      },
      [actions.removeHere.id]: {
        run: async (request) => ({
          kind: "updateView",
          view: await form(request, actions.removeHere.read(request.value).discussionId),
        }),
      },
    } satisfies Feature["actions"],
    views: { [views.remove]: { submit } } satisfies Feature["views"],
  };
}
