import { UserError } from "../errors.ts";
import { type Asker, askerOf } from "../org/asker.ts";
import { isLocked } from "../org/campaign/weeks.ts";
import { LockedWeek } from "../org/entering.ts";
import type { Organisation } from "../org/index.ts";
import { unitNamed } from "../org/named.ts";
import { peopleNamed } from "../org/people.ts";
import type { Request } from "../org/request.ts";
import type { SlackPeople } from "../org/slack-people.ts";
import type { Answer } from "../slack/answer.ts";
import { askedAbout } from "../slack/ask.ts";
import { actions as actionsBlock, button, section } from "../slack/blocks.ts";
import { helpMessage, notUnderstood } from "../slack/help.ts";
import { messageOf } from "../slack/page.ts";
import type { CommandHandler, CommandRequest } from "../slack/requests.ts";
import { DoubtfulDiscussion, type Twin } from "./doubts.ts";
import type { Draft } from "./form/store.ts";
import { help, problemText } from "./help.ts";
import { actions } from "./ids.ts";
import type { EnteredWho, Entry, Participant } from "./model.ts";
import { type DiscussionCommand, type LineWho, parseDiscussion } from "./parse.ts";
import { doubtWords, savedBlocks, savedText } from "./phrases.ts";
import type { DiscussionService } from "./service.ts";
import type { DiscussionStore } from "./store.ts";

type Of<K extends DiscussionCommand["kind"]> = Extract<DiscussionCommand, { kind: K }>;

/** What the command's other words lead to. */
export type CommandParts = {
  form(request: Request): Promise<Answer>;
  /** The form with what was written in its inputs. */
  formWith(request: Request, draft: Draft): Promise<Answer>;
  /** Keeps what was written on the line for the form to offer. */
  keepDraft(asker: Asker, draft: Draft): Promise<unknown>;
  open(request: CommandRequest, wanted: Of<"open">): Promise<Answer>;
  status(request: CommandRequest, wanted: Of<"status">): Promise<Answer>;
};

/** `/discussion`: reads the line, records what it says, answers the asker alone. */
export function discussionCommand(deps: {
  service: DiscussionService;
  store: DiscussionStore;
  people: SlackPeople;
  org: Organisation;
  parts: CommandParts;
}): CommandHandler {
  const { service, store, people, org, parts } = deps;

  async function record(request: CommandRequest, wanted: Of<"record">): Promise<Answer> {
    const asker = askerOf(request, await org.units());
    const unit = await unitNamed(asker, wanted.unit, org, wanted.date);
    const date = wanted.date ?? asker.today;
    await service.assertMay(asker, unit, date);
    const roster = await service.roster(unit, date);
    if (roster.length === 0 && wanted.who.kind !== "count")
      throw new UserError("discussion.refused.noRoster", { unit: unit.name });
    const who = await whoOf(wanted.who, roster, asker);
    const entry: Entry = { unit, date, themeCode: wanted.theme, form: wanted.form, who, sure: request.sure };
    if (request.intoForm) return parts.formWith(request, draftOf(entry, await service.twinOf(entry)));
    if (isLocked(date, asker.campaign, asker.today)) return reasonAsked(asker, entry);
    const themes = await store.themes(asker.campaign.id);
    const saved = await service.record(asker, entry).catch((error: unknown) => {
      if (error instanceof DoubtfulDiscussion) return error;
      throw error;
    });
    if (saved instanceof DoubtfulDiscussion) {
      const { question, yes, first } = doubtWords(saved, unit, themes, asker.locale);
      const labels = { yes, ...(first === undefined ? {} : { form: first }) };
      return askedAbout(request, "/discussion", saved, question, { form: true, labels });
    }
    const text = savedText(saved, unit, themes, asker.locale);
    return {
      kind: "ephemeral",
      message: messageOf(text, savedBlocks(saved, unit, themes, asker.locale, false)),
    };
  }

  async function whoOf(who: LineWho, roster: Participant[], asker: Asker): Promise<EnteredWho> {
    if (who.kind === "count") return who;
    const named = who.kind === "all" ? who.except : who.people;
    const slackIds = named.flatMap((one) => ("slackUserId" in one.who ? [one.who.slackUserId] : []));
    const known = await people.meet(slackIds);
    const chosen = peopleNamed(named, roster, known, asker.locale).map(({ personId }) => personId);
    return who.kind === "all" ? { kind: "all", except: chosen } : { kind: "named", people: chosen };
  }

  /** A record of a locked week needs a reason, which the form asks for; there what was written stands in its inputs. */
  async function reasonAsked(asker: Asker, entry: Entry): Promise<Answer> {
    const { locale } = asker;
    await parts.keepDraft(asker, draftOf(entry, undefined));
    const text = locale.md("discussion.refused.reasonOnForm", { date: locale.day(entry.date) });
    const open = button(actions.record.id, locale.t("discussion.openForm"), {
      value: actions.record.write({ draft: true }),
    });
    return { kind: "ephemeral", message: messageOf(text, [section(text), actionsBlock([open])]) };
  }

  async function run(request: CommandRequest): Promise<Answer> {
    // The form needs no themes to be opened for: it reads them itself.
    if (request.text.trim() === "") return parts.form(request);
    const themes = await store.themes(request.campaign.id);
    const parsed = parseDiscussion(request.text, request.today, themes, request.campaign.period);
    const { text, viewer } = request;
    const usage = help(themes, viewer.locale);
    if (!parsed.ok) {
      const { word } = parsed.problem;
      const why = problemText(parsed.problem, themes, viewer.locale);
      return { kind: "ephemeral", message: notUnderstood(usage, { text, word, why }, viewer) };
    }
    const { command } = parsed;
    switch (command.kind) {
      case "help":
        return { kind: "ephemeral", message: helpMessage(usage, viewer) };
      case "form":
        return parts.form(request);
      case "open":
        return parts.open(request, command);
      case "status":
        return parts.status(request, command);
      case "record":
        return record(request, command);
    }
  }

  return { opens: (text) => text.trim() === "", run: (request) => run(request).catch(askInPerson) };
}

/** The entry as the form's inputs hold it: those of a new discussion, or of the one that it may be the same as. */
function draftOf({ unit, date, themeCode, form, who }: Entry, twin: Twin | undefined): Draft {
  const people = who.kind === "all" ? who.except : who.kind === "named" ? who.people : [];
  const kinds = {
    all: people.length > 0 ? "except" : "all",
    named: "only",
    count: "number",
    keep: "keep",
  } as const;
  const entry = {
    ...{ theme: themeCode, form, who: kinds[who.kind], people },
    ...(who.kind === "count" ? { count: String(who.count) } : {}),
  };
  return { unitId: unit.id, date, discussionId: twin?.discussionId ?? null, entry };
}

/** A locked week is told with whom to ask. */
export function askInPerson(error: unknown): never {
  if (!(error instanceof LockedWeek)) throw error;
  throw new UserError(
    `discussion.refused.${error.heads.length > 0 ? "locked" : "lockedNoHead"}`,
    error.values,
  );
}
