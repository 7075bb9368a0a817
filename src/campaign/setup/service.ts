import { randomUUIDv7 } from "node:crypto";
import { addDays, todayIn } from "../../calendar.ts";
import type { Database, Tx } from "../../db/client.ts";
import type { Change, Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import type { Drafts } from "../../form/drafts.ts";
import type { Json } from "../../json.ts";
import type { WithoutCampaign } from "../../org/request.ts";
import { actorOf, assertMayConfigure } from "../../org/rights.ts";
import { recordOf } from "../document.ts";
import { checkHeld } from "../held.ts";
import {
  type CampaignRecord,
  type CurrentCampaign,
  campaignChange,
  campaignOf,
  formerCampaigns,
  loadCurrent,
  writeCampaign,
} from "../import-store.ts";
import type { CampaignStore } from "../store.ts";
import { checkEntry, type SetupProblem, SetupProblems } from "./check.ts";
import { draftName, type SetupDraft } from "./draft.ts";
import { type Base, entryOf, pages, type SetupEntry, type SetupPage, type SetupPlace } from "./entry.ts";
import { ChangedMeanwhile, meanwhile, seenOf } from "./meanwhile.ts";

/** Whatever the form needs of a request: it works before there is a campaign too. */
type Asking = WithoutCampaign;

/** Which form it is, and what its user has seen of the campaign. */
type Form = Pick<SetupPlace, "base" | "seen">;

export type Opened = Form & {
  entry: SetupEntry;
  page: SetupPage;
  draftAt: Temporal.Instant | undefined;
};
/** `carried`: how many records of a feature go on in the next campaign. */
export type SetUp = { kind: Base["kind"]; carried: { name: string; records: number }[] };

/** The rules of setting a campaign up, of changing it, and of beginning the next one. Administrators only. */
export function setupService(deps: {
  db: Database;
  workspaceId: string;
  write: Write;
  store: CampaignStore;
  drafts: Drafts<SetupDraft>;
  parts: () => Pick<Feature, "name" | "carryOver" | "recorded">[];
}) {
  const { db, workspaceId, write, store, drafts } = deps;

  /**
   * What the form shows at first: what was left in it, else the campaign as it is.
   * @param wanted "next" to begin the next campaign, which asks for the one before to be closed
   * @param how `page`: where to begin in a campaign that is there
   */
  async function open(
    request: Asking,
    wanted: "setup" | "next",
    { anew = false, page = 0 }: { anew?: boolean; page?: SetupPage } = {},
  ): Promise<Opened> {
    assertMayConfigure(request.viewer);
    const current = await loadCurrent(db, workspaceId);
    if (wanted === "next" && current && !current.isClosed) throw new UserError("campaign.refused.closeFirst");
    const base = baseOf(current);
    const seen = base.kind === "edit" ? await seenOf(db, base.id) : undefined;
    const { slackUserId } = request.viewer;
    if (anew) await drafts.forget(slackUserId, draftName(base));
    const draft = await drafts.get(slackUserId, draftName(base), request.now);
    if (draft) return { base, seen: draft.seen, entry: draft.entry, page: draft.page, draftAt: draft.at };
    return {
      base,
      seen,
      entry: await firstEntry(request, current),
      page: base.kind === "edit" ? page : 0,
      draftAt: undefined,
    };
  }

  async function firstEntry(request: Asking, current: CurrentCampaign | undefined): Promise<SetupEntry> {
    if (current && !current.isClosed) return entryOf(current);
    const zone = current?.timeZone ?? (await store.timeZone(request.viewer.slackUserId)) ?? "UTC";
    const today = todayIn(request.now, zone);
    if (!current) return { ...emptyEntry, timeZone: zone, start: today };
    const former = await formerCampaigns(db, workspaceId);
    const after = addDays(former.find(({ id }) => id === current.id)?.endsOn ?? current.endsOn, 1);
    const [, start = after] = [after, today].sort();
    return { ...entryOf(current), start, end: "", phases: "", weeksOff: "" };
  }

  /** What stands in the form so far: the draft, else what it began with. */
  async function entryFor(request: Asking, base: Base): Promise<SetupEntry> {
    assertMayConfigure(request.viewer);
    const draft = await drafts.get(request.viewer.slackUserId, draftName(base), request.now);
    return draft?.entry ?? firstEntry(request, await currentFor(base));
  }

  async function keep(
    request: Asking,
    { base, seen }: Form,
    entry: SetupEntry,
    page: SetupPage,
  ): Promise<void> {
    assertMayConfigure(request.viewer);
    await drafts.keep(request.viewer.slackUserId, draftName(base), { entry, page, seen }, request.now);
  }

  /** What is wrong on that page, with all that can be told before the form is complete. */
  async function problemsOf(base: Base, entry: SetupEntry, page: SetupPage): Promise<SetupProblem[]> {
    const current = await currentFor(base);
    const { problems } = await checked(db, base, entry, current);
    return problems.filter(({ field }) => pages[page].some((one) => one === field));
  }

  /**
   * Saves what the form says. A first campaign begins, the open one is changed, or the next one begins and takes over
   * what goes on.
   * @throws SetupProblems; ChangedMeanwhile when others changed it and this form does not show that yet; UserError
   * when the campaign was set up, closed or begun by somebody else meanwhile
   */
  async function save(request: Asking, { base, seen }: Form, entry: SetupEntry): Promise<SetUp> {
    assertMayConfigure(request.viewer);
    const done = await write({ actor: actorOf(request.viewer), key: request.key }, async (tx) => {
      await store.lockCampaigns(tx);
      const current = await currentFor(base, tx);
      const others =
        base.kind === "edit" && current && seen !== undefined
          ? await meanwhile(tx, { current, typed: entry, seen })
          : undefined;
      if (others) throw new ChangedMeanwhile(others);
      const { wanted, problems } = await checked(tx, base, entry, current);
      if (!wanted) throw new SetupProblems(problems);
      const held = base.kind === "edit" ? current : undefined;
      const made = campaignChange(held, wanted);
      if (made) await writeCampaign(tx, workspaceId, held, wanted);
      const own: Change[] = made ? [{ record: "campaign", recordId: wanted.id, ...made }] : [];
      const { carried, changes } =
        base.kind === "next" && current ? await carryOver(tx, current, wanted) : nothingCarried;
      return { outcome: { kind: base.kind, carried } satisfies Json, changes: [...own, ...changes] };
    });
    await drafts.forget(request.viewer.slackUserId, draftName(base));
    return done;
  }

  /** What this very request saved, where Slack delivered it before. */
  async function savedBefore(request: Asking): Promise<SetUp | undefined> {
    assertMayConfigure(request.viewer);
    const notYet = new Error("not saved before");
    return write<SetUp>({ actor: actorOf(request.viewer), key: request.key }, async () => {
      throw notYet;
    }).catch((error: unknown) => {
      if (error === notYet) return undefined;
      throw error;
    });
  }

  /** Inside the transaction of the new campaign: it begins with all that goes on, or not at all. */
  async function carryOver(tx: Tx, from: CampaignRecord, to: CampaignRecord) {
    const campaigns = { from: campaignOf(from, true), to: campaignOf(to, false) };
    const carried: SetUp["carried"] = [];
    const changes: Change[] = [];
    for (const part of deps.parts()) {
      const done = await part.carryOver?.(tx, campaigns);
      if (!done) continue;
      if (done.records > 0) carried.push({ name: part.name, records: done.records });
      changes.push(...done.changes);
    }
    return { carried, changes };
  }

  /** @throws UserError when the form is about another campaign than the one that is there now */
  async function currentFor(base: Base, reader: Database | Tx = db): Promise<CurrentCampaign | undefined> {
    const current = await loadCurrent(reader, workspaceId);
    const now = baseOf(current);
    const same = now.kind === base.kind && (now.kind === "new" || base.kind === "new" || now.id === base.id);
    if (!same) throw new UserError("campaign.refused.changedMeanwhile");
    return current;
  }

  async function checked(
    reader: Database | Tx,
    base: Base,
    entry: SetupEntry,
    current: CurrentCampaign | undefined,
  ): Promise<{ wanted: CampaignRecord | undefined; problems: SetupProblem[] }> {
    const { document, problems, place } = checkEntry(entry, current);
    if (!document) return { wanted: undefined, problems };
    const held = base.kind === "edit" ? current : undefined;
    const wanted = recordOf(document, held?.id ?? randomUUIDv7(), current);
    const recorded = deps.parts().flatMap((part) => part.recorded ?? []);
    await checkHeld({ reader, workspaceId, recorded }, { wanted, held }, (column, key, values = {}) =>
      problems.push({ ...place(column), key, values }),
    );
    return { wanted: problems.length === 0 ? wanted : undefined, problems };
  }

  return { open, entryFor, keep, problemsOf, save, savedBefore };
}

export type SetupService = ReturnType<typeof setupService>;

const nothingCarried: { carried: SetUp["carried"]; changes: Change[] } = { carried: [], changes: [] };

function baseOf(current: CurrentCampaign | undefined): Base {
  if (!current) return { kind: "new" };
  return { kind: current.isClosed ? "next" : "edit", id: current.id };
}

/** What a first campaign begins with. */
const emptyEntry: SetupEntry = {
  name: "",
  nameEn: "",
  timeZone: "UTC",
  start: "",
  end: "",
  phases: "",
  themes: "",
  directions: "",
  roles: ["unit_head", "leading_group"],
  weeksOff: "",
  selfCheckIn: false,
  lockDays: "7",
  checkInMinutes: "30",
  reminders: true,
  holidayCountry: "",
};
