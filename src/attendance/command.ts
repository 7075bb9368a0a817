import type { Days } from "../line/date.ts";
import { type Asker, askerOf } from "../org/asker.ts";
import { LockedWeek } from "../org/entering.ts";
import type { Organisation } from "../org/index.ts";
import { may } from "../org/scope.ts";
import type { SlackPeople } from "../org/slack-people.ts";
import type { Answer } from "../slack/answer.ts";
import { askedAbout } from "../slack/ask.ts";
import { actions as actionsBlock, button, section } from "../slack/blocks.ts";
import { helpMessage, notUnderstood } from "../slack/help.ts";
import { messageOf } from "../slack/page.ts";
import type { CommandHandler, CommandRequest } from "../slack/requests.ts";
import { SessionDoubtful } from "./doubts.ts";
import type { Saved } from "./entries.ts";
import type { Showing, Target } from "./form/service.ts";
import type { Draft } from "./form/store.ts";
import { lockedMessage } from "./form/view.ts";
import { help, problemText } from "./help.ts";
import { actions } from "./ids.ts";
import { dayOf, type EntryParts, lineEntries, type Of } from "./line-entries.ts";
import { ownQuestion } from "./line-view.ts";
import { OwnDoubtful, type OwnReading } from "./own/model.ts";
import type { OwnService } from "./own/service.ts";
import { ownBlocks, ownText, withdrawnAnswer } from "./own/view.ts";
import { type ParseResult, parseAttendance } from "./parse.ts";
import { questionText, savedBlocks, savedText } from "./phrases.ts";
import type { AttendanceService } from "./service.ts";
import type { AttendanceStore } from "./store.ts";
import { understand } from "./understand.ts";

/** What the command's other words lead to. */
export type CommandParts = {
  form(request: CommandRequest, target?: Target, how?: Showing): Promise<Answer>;
  /** The form about oneself, with what was read from the line. */
  ownForm(request: CommandRequest, asker: Asker, reading: OwnReading): Promise<Answer>;
  noSession(request: CommandRequest, wanted: Of<"noSession">): Promise<Answer>;
  /** Keeps what was written on the line for the form to offer. */
  keepDraft(asker: Asker, draft: Draft): Promise<unknown>;
  /** Keeps what was written for the head who is asked to save it. */
  keepTried(asker: Asker, draft: Draft): Promise<unknown>;
  open(request: CommandRequest): Promise<Answer>;
  status(request: CommandRequest, wanted: Of<"status">): Promise<Answer>;
  missing(request: CommandRequest, wanted: Of<"missing">): Promise<Answer>;
  history(request: CommandRequest, wanted: Of<"history">): Promise<Answer>;
  undo(request: CommandRequest, wanted: Of<"undo">): Promise<Answer>;
};

/** `/attendance`: reads the line, records what it says, answers the asker alone. */
export function attendanceCommand(deps: {
  service: AttendanceService;
  own: OwnService;
  store: AttendanceStore;
  people: SlackPeople;
  org: Organisation;
  parts: CommandParts;
}): CommandHandler {
  const { own, org, parts } = deps;
  const entries = lineEntries(deps);

  /** What was written goes along when the head is asked. */
  async function triedBy(asker: Asker, draft: Draft, locked: LockedWeek): Promise<Answer> {
    await parts.keepTried(asker, draft);
    return { kind: "ephemeral", message: lockedMessage(locked, asker.locale, true) };
  }

  /** A correction of a locked week needs a reason, which the form asks for; it offers what was written as a draft. */
  async function reasonAsked(asker: Asker, draft: Draft): Promise<Answer> {
    await parts.keepDraft(asker, draft);
    const { unitId, date } = draft;
    const { locale } = asker;
    const text = locale.md("attendance.refused.reasonOnForm", { date: locale.day(date) });
    const open = button(actions.record.id, locale.t("attendance.openForm"), {
      value: actions.record.write({ unitId, date }),
    });
    return { kind: "ephemeral", message: messageOf(text, [section(text), actionsBlock([open])]) };
  }

  async function saved(asker: Asker, facts: Saved): Promise<Answer> {
    const unit = (await org.units()).byId(facts.unitId) ?? asker.unit;
    const blocks = savedBlocks(facts, unit, asker.locale, false);
    return { kind: "ephemeral", message: messageOf(savedText(facts, unit, asker.locale), blocks) };
  }

  async function asked(request: CommandRequest, doubtful: SessionDoubtful): Promise<Answer> {
    const unit = (await org.units()).byId(doubtful.saved.unitId);
    if (!unit) throw doubtful;
    const question = questionText(doubtful, unit, request.viewer.locale);
    return askedAbout(request, "/attendance", doubtful, question, { form: true });
  }

  async function self(request: CommandRequest, asker: Asker, said: Of<"self">): Promise<Answer> {
    const { status, reason, doubts } = said;
    const date =
      said.week === undefined
        ? said.date
        : dayOf(asker.unit, said, { days: await org.days(asker.campaign), today: asker.today });
    const entry = { status, reason, date, until: said.until, doubts, sure: request.sure };
    // The form is about one day.
    if (request.intoForm && said.until === undefined)
      return parts.ownForm(request, asker, await own.readOwn(asker, entry));
    const outcome = await own.recordOwn(asker, entry);
    return {
      kind: "ephemeral",
      message: messageOf(ownText(outcome, asker.locale), ownBlocks(outcome, asker.locale)),
    };
  }

  async function cancelled(asker: Asker, { date, until }: Of<"cancelLeave">): Promise<Answer> {
    const { today, campaign } = asker;
    const days =
      date === undefined ? { from: today, to: campaign.period.to } : { from: date, to: until ?? date };
    return withdrawnAnswer(await own.withdrawLeave(asker, days), days, asker.locale);
  }

  async function some(request: CommandRequest, asker: Asker, command: Of<"people">): Promise<Answer> {
    const me = await entries.aboutOneself(asker, command);
    return me ? self(request, asker, me) : entries.byName(asker, command, request, entryParts(request));
  }

  const entryParts = (request: CommandRequest): EntryParts => ({
    saved,
    reasonAsked,
    tried: triedBy,
    form: ({ unitId, date, entry }) => parts.form(request, { unitId, date }, { entry }),
  });

  /** Reads the line; the names of a unit's people are fetched where the line has words that only they explain. */
  function understood(request: CommandRequest): Promise<ParseResult> {
    const { text, viewer } = request;
    return understand(text, aboutOf(request), async (whose) => {
      // Nothing can be recorded by them; what is wrong with the line can still be said.
      if (!viewer.staff && !viewer.isAdmin) return { names: [], enters: false };
      const asker = askerOf(request, await org.units());
      const place = await entries.placeOf(asker, whose);
      const { expected } = await entries.sheetOf(place);
      const enters = may(asker.member, "enterForUnit", asker.unit);
      return { names: expected.map(({ name }) => name), enters };
    });
  }

  async function run(request: CommandRequest): Promise<Answer> {
    const parsed = await understood(request);
    const { text, viewer } = request;
    if (!parsed.ok) {
      const { problem } = parsed;
      const word = "word" in problem ? { word: problem.word } : {};
      const why = problemText(problem, viewer.locale);
      const reads = (line: string) => parseAttendance(line, aboutOf(request)).ok;
      return { kind: "ephemeral", message: notUnderstood(help, { text, ...word, why, reads }, viewer) };
    }
    const { command } = parsed;
    switch (command.kind) {
      case "help":
        return { kind: "ephemeral", message: helpMessage(help, viewer) };
      case "form":
        return parts.form(request);
      case "open":
        return parts.open(request);
      case "status":
        return parts.status(request, command);
      case "missing":
        return parts.missing(request, command);
      case "history":
        return parts.history(request, command);
      case "undo":
        return parts.undo(request, command);
    }
    const asker = askerOf(request, await org.units());
    switch (command.kind) {
      case "checkIn":
        return may(asker.member, "enterForUnit", asker.unit)
          ? parts.open(request)
          : self(request, asker, { kind: "self", status: "present" });
      case "self":
        return self(request, asker, command);
      case "cancelLeave":
        return cancelled(asker, command);
      case "people":
        return some(request, asker, command);
      case "everyone":
        return entries.byName(asker, command, request, entryParts(request));
      case "counts":
        return entries.byCount(asker, command, request, entryParts(request));
      case "noSession":
        return parts.noSession(request, command);
    }
  }

  return {
    opens: (text) => text.trim() === "",
    run: (request) =>
      run(request).catch((error: unknown) => {
        if (error instanceof SessionDoubtful) return asked(request, error);
        if (error instanceof OwnDoubtful) {
          const question = ownQuestion(error, request.viewer.locale);
          return askedAbout(request, "/attendance", error, question, { form: error.own.until === undefined });
        }
        if (error instanceof LockedWeek)
          return { kind: "ephemeral", message: lockedMessage(error, request.viewer.locale) };
        throw error;
      }),
  };
}

/** What the words of a line are read by. */
const aboutOf = ({ today, campaign, viewer }: CommandRequest): Days => ({
  ...{ today, period: campaign.period, dayFirst: viewer.language === "en" },
});
