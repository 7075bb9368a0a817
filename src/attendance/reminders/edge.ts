import type { IsoWeek } from "../../calendar.ts";
import type { Feature } from "../../feature.ts";
import { shortName } from "../../i18n/names.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { unitSeen } from "../../org/named.ts";
import type { Request } from "../../org/request.ts";
import { noticeView } from "../../requests/refusals.ts";
import type { Answer } from "../../slack/answer.ts";
import { sentence } from "../../slack/page.ts";
import type { ActionRequest } from "../../slack/requests.ts";
import { undonePage } from "../../undo/ids.ts";
import { actions, answerForm, answerTarget, reasonField } from "./ids.ts";
import type { AnswerService } from "./service.ts";
import type { WeekAnswer } from "./store.ts";
import { givenBlocks, givenMessage, givenText, noSessionView } from "./view.ts";

/** The buttons of a reminder by which a unit answers it. */
export function answerEdge(deps: { service: AnswerService; org: Organisation }) {
  const { service, org } = deps;

  async function target(request: Request, { unitId, week }: { unitId: string; week: IsoWeek }) {
    const asker = askerOf(request, await org.units());
    return { asker, unit: await unitSeen(asker, unitId, org), week };
  }

  async function acknowledge(request: ActionRequest): Promise<Answer> {
    const { asker, unit, week } = await target(request, actions.acknowledge.read(request.value));
    const done = await service.answer(asker, unit, week, { kind: "acknowledged" });
    const answer = { ...done, unit, week, mine: isMine(done, asker) };
    return { kind: "ephemeral", message: givenMessage(answer, asker.key, request.viewer.locale) };
  }

  async function seen(request: ActionRequest): Promise<Answer> {
    const { unit } = await target(request, actions.seen.read(request.value));
    const { locale } = request.viewer;
    const text = locale.md("attendance.ladder.seenThen", { unit: shortName(unit.name) });
    return { kind: "ephemeral", message: sentence(text) };
  }

  async function ask(request: ActionRequest): Promise<Answer> {
    const { locale } = request.viewer;
    const { asker, unit, week } = await target(request, actions.noSession.read(request.value));
    service.assertMayAnswer(asker, unit, week);
    const there = await service.current(unit, week);
    if (there?.kind === "no_session")
      return {
        kind: "openView",
        view: noticeView(
          givenText({ ...there, unit, week, given: false, mine: isMine(there, asker) }, locale),
          locale,
        ),
      };
    return { kind: "openView", view: noSessionView({ unit, week }, locale) };
  }

  return {
    actions: {
      [actions.noSession.id]: { run: ask, opens: true },
      [actions.acknowledge.id]: { run: acknowledge },
      [actions.seen.id]: { run: seen },
    } satisfies Feature["actions"],
    views: {
      [answerForm]: {
        async submit(request) {
          const { locale } = request.viewer;
          const { asker, unit, week } = await target(
            request,
            answerTarget.parse(JSON.parse(request.viewData)),
          );
          const typed = request.values[reasonField];
          const reason = typeof typed === "string" ? typed : "";
          const done = await service.answer(asker, unit, week, { kind: "no_session", reason });
          const answer = { ...done, unit, week, mine: isMine(done, asker) };
          const notice = noticeView(givenText(answer, locale), locale, locale.t("common.done"));
          const blocks = givenBlocks(answer, asker.key, locale);
          return { kind: "updateView", view: { ...notice, callback_id: undonePage, blocks } };
        },
      },
    } satisfies Feature["views"],
  };
}

const isMine = ({ bySlack }: WeekAnswer, { slackUserId }: Asker): boolean => bySlack === slackUserId;
