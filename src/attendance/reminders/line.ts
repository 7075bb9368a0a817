import { UserError } from "../../errors.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { Doubtful } from "../../line/doubt.ts";
import { askerOf } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import { unitNamed } from "../../org/named.ts";
import type { Answer } from "../../slack/answer.ts";
import { askedAbout } from "../../slack/ask.ts";
import type { CommandRequest } from "../../slack/requests.ts";
import { lineDoubtValues } from "../line-view.ts";
import type { AttendanceCommand } from "../parse.ts";
import type { AnswerService } from "./service.ts";
import { givenMessage, noSessionView } from "./view.ts";

type NoSession = Extract<AttendanceCommand, { kind: "noSession" }>;

/** "no session because exams": what a unit may answer to a reminder, said without one. */
export function noSessionLine(deps: { service: AnswerService; org: Organisation }) {
  const { service, org } = deps;

  return async (request: CommandRequest, said: NoSession): Promise<Answer> => {
    const { locale } = request.viewer;
    const { week, reason, doubts = [] } = said;
    const asker = askerOf(request, await org.units());
    const unit = await unitNamed(asker, said.unit, org);
    service.assertMayAnswer(asker, unit, week);
    if (request.intoForm) return { kind: "openView", view: noSessionView({ unit, week }, locale, reason) };
    if (reason === "") throw new UserError("attendance.ladder.refused.noReasonOnLine");
    const doubtful = new Doubtful({ unitId: unit.id, week, reason }, doubts);
    if (doubts.length > 0 && doubtful.sure !== request.sure) {
      const values = { unit: unit.name, week: locale.week(week), reason };
      const why = doubts.map((doubt) =>
        locale.md(`attendance.doubt.${doubt.kind}`, lineDoubtValues(doubt, locale)),
      );
      const question = Mrkdwn.join([...why, locale.md("attendance.doubt.noSession", values)]);
      return askedAbout(request, "/attendance", doubtful, question, { form: true });
    }
    const done = await service.answer(asker, unit, week, { kind: "no_session", reason });
    const mine = done.bySlack === asker.slackUserId;
    return { kind: "ephemeral", message: givenMessage({ ...done, unit, week, mine }, asker.key, locale) };
  };
}
