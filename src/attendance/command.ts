import type { IsoDate } from "../calendar.ts";
import { isLocked } from "../campaign/weeks.ts";
import type { CommandHandler, CommandRequest } from "../feature.ts";
import { type Asker, askerOf } from "../org/asker.ts";
import { LockedWeek } from "../org/entering.ts";
import type { Organisation } from "../org/index.ts";
import type { Unit } from "../org/model.ts";
import { unitNamed } from "../org/named.ts";
import { peopleNamed } from "../org/people.ts";
import { may } from "../org/scope.ts";
import type { SlackPeople } from "../org/slack-people.ts";
import type { Answer } from "../slack/answer.ts";
import { askedAbout } from "../slack/ask.ts";
import { actions as actionsBlock, button, type Message, section } from "../slack/blocks.ts";
import { helpMessage, notUnderstood } from "../slack/help.ts";
import { Mrkdwn } from "../slack/mrkdwn.ts";
import { messageOf } from "../slack/page.ts";
import { SessionDoubtful } from "./doubts.ts";
import type { Saved } from "./entries.ts";
import { entryOf, textCounts } from "./form/entry.ts";
import type { Draft } from "./form/store.ts";
import { askButtons } from "./form/view.ts";
import { help, problemText } from "./help.ts";
import { actions } from "./ids.ts";
import { ownBlocks, ownText } from "./own/form.ts";
import type { OwnService } from "./own/service.ts";
import { type AttendanceCommand, parseAttendance } from "./parse.ts";
import { questionText, savedBlocks, savedText } from "./phrases.ts";
import { lastSessionDay } from "./rules.ts";
import type { AttendanceService } from "./service.ts";
import type { AttendanceStore } from "./store.ts";

type Of<K extends AttendanceCommand["kind"]> = Extract<AttendanceCommand, { kind: K }>;

/** What the command's other words lead to. */
export type CommandParts = {
  form(request: CommandRequest): Promise<Answer>;
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
  const { service, own, store, people, org, parts } = deps;

  async function everyone(
    asker: Asker,
    { unit: typed, date, except }: Of<"everyone">,
    sure: string | undefined,
  ): Promise<Answer> {
    const unit = await unitNamed(asker, typed, org, date);
    const day = date ?? lastSessionDay(unit, asker.campaign, asker.today);
    const locked = await lockedFor(asker, unit, day);
    const mentioned = except.flatMap(({ who }) => ("slackUserId" in who ? [who.slackUserId] : []));
    const [sheet, met] = await Promise.all([
      store.sheet({ unitId: unit.id, date: day }),
      people.meet(mentioned),
    ]);
    // Without a list there is nobody to find: the service says what to do instead.
    const { expected } = sheet;
    const exceptions = expected.length > 0 ? peopleNamed(except, expected, met, asker.locale) : [];
    // Announced leave is kept where the line names nobody, here as where it is written at once.
    const named = new Set(exceptions.map(({ personId }) => personId));
    const announced = sheet.session
      ? []
      : expected.filter(({ personId, status }) => status === "leave" && !named.has(personId));
    const entry = entryOf(sheet, [...exceptions, ...announced]);
    const written = { unitId: unit.id, date: day, entry };
    if (locked) return triedBy(asker, written, locked);
    if (isLocked(day, asker.campaign, asker.today)) return reasonAsked(asker, written);
    const line = { dated: date !== undefined };
    return saved(asker, await service.recordByName(asker, { unit, date: day, exceptions, line, sure }));
  }

  async function counts(
    asker: Asker,
    { unit: typed, date, present, late, leave, absent }: Of<"counts">,
    sure: string | undefined,
  ): Promise<Answer> {
    const unit = await unitNamed(asker, typed, org, date);
    const day = date ?? lastSessionDay(unit, asker.campaign, asker.today);
    const locked = await lockedFor(asker, unit, day);
    const numbers = { present, late, leave, absent };
    const written = { unitId: unit.id, date: day, entry: { counts: textCounts(numbers) } };
    if (locked) return triedBy(asker, written, locked);
    if (isLocked(day, asker.campaign, asker.today)) return reasonAsked(asker, written);
    const line = { dated: date !== undefined };
    return saved(asker, await service.recordCounts(asker, { unit, date: day, counts: numbers, line, sure }));
  }

  /** The week's lock, where that alone stands in the way. @throws UserError for everything else that does */
  async function lockedFor(asker: Asker, unit: Unit, date: IsoDate): Promise<LockedWeek | undefined> {
    try {
      await service.assertMay(asker, unit, date);
      return undefined;
    } catch (error) {
      if (error instanceof LockedWeek) return error;
      throw error;
    }
  }

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

  async function self(asker: Asker, entry: Of<"self">): Promise<Answer> {
    const outcome = await own.recordOwn(asker, entry).catch((error: unknown) => {
      if (error instanceof LockedWeek) return error;
      throw error;
    });
    if (outcome instanceof LockedWeek) {
      const at = { unitId: outcome.unit.id, date: outcome.date };
      const sheet = await store.sheet(at);
      const marked = sheet.expected.map((row) =>
        row.personId === asker.personId ? { ...row, status: entry.status } : row,
      );
      return triedBy(asker, { ...at, entry: entryOf(sheet, marked) }, outcome);
    }
    return {
      kind: "ephemeral",
      message: messageOf(ownText(outcome, asker.locale), ownBlocks(outcome, asker.locale)),
    };
  }

  async function run(request: CommandRequest): Promise<Answer> {
    const parsed = parseAttendance(request.text, request.today);
    const { text, viewer } = request;
    if (!parsed.ok) {
      const { problem } = parsed;
      const word = "word" in problem ? { word: problem.word } : {};
      const why = problemText(problem, viewer.locale);
      return { kind: "ephemeral", message: notUnderstood(help, { text, ...word, why }, viewer) };
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
          : self(asker, { kind: "self", status: "present" });
      case "self":
        return self(asker, command);
      case "everyone":
        return everyone(asker, command, request.sure);
      case "counts":
        return counts(asker, command, request.sure);
    }
  }

  return {
    opens: (text) => text.trim() === "",
    run: (request) =>
      run(request).catch((error: unknown) => {
        if (error instanceof SessionDoubtful) return asked(request, error);
        if (error instanceof LockedWeek)
          return { kind: "ephemeral", message: lockedMessage(error, request.viewer.locale) };
        throw error;
      }),
  };
}

/** The refusal of a locked week, with buttons to ask those who may still correct it; `tried`: what was written goes along. */
export function lockedMessage(
  locked: LockedWeek,
  locale: CommandRequest["viewer"]["locale"],
  tried = false,
): Message {
  const text = locale.md(locked.key, locked.values);
  const at = { unitId: locked.unit.id, date: locked.date, ...(tried ? { tried } : {}) };
  const buttons = askButtons(locked.heads, at, locale);
  return messageOf(Mrkdwn.join([text]), [section(text), ...buttons]);
}
