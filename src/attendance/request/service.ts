import { randomUUID } from "node:crypto";
import type { IsoDate } from "../../calendar.ts";
import type { Tx } from "../../db/client.ts";
import type { Change, Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Jobs } from "../../jobs/index.ts";
import type { Asker } from "../../org/asker.ts";
import { assertMayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import type { SlackPeople } from "../../org/slack-people.ts";
import { jobs as jobNames } from "../ids.ts";
import { isSame, type OwnStatus } from "../own/model.ts";
import type { OwnRecorder, Recorded } from "../own/record.ts";
import { checkDate } from "../rules.ts";
import type { SessionKey } from "../store.ts";
import type { Decision, OwnRequest, Stands } from "./model.ts";
import type { Standing, StandsOf } from "./standing.ts";
import { decisionKey, type RequestStore } from "./store.ts";
import { whoDecides } from "./who.ts";

/** What somebody says of themselves, for a session. */
export type Said = {
  unit: Unit;
  date: IsoDate;
  personId: string;
  status: OwnStatus;
  reason: string | null;
  words: string | null;
};
/**
 * Nothing was recorded: `names` were asked to, just now or (`before`) when the same was said the last time; or it was
 * decided then (`left`, by whom) that it stays as it is. `stands` is what is recorded.
 */
export type Asked = {
  kind: "asked";
  date: IsoDate;
  status: OwnStatus;
  stands: Stands;
  names: string[];
  before: boolean;
  left: string | null;
};
/** What a request's buttons name: whose it is, and which. */
export type RequestTarget = SessionKey & { by: string; id: string };

export type RequestService = ReturnType<typeof requestService>;

/** What people say of themselves that others must record: asked for, and decided once. */
export function requestService(deps: {
  standing: Standing;
  requests: RequestStore;
  recorder: OwnRecorder;
  people: SlackPeople;
  write: Write;
  jobs: Jobs;
  org: Organisation;
}) {
  const { standing, requests, recorder, people, write, jobs, org } = deps;

  /** The request as it is kept: the one that is there, where the same is said of what still stands. */
  async function kept(
    tx: Tx,
    asker: Asker,
    said: Said,
    stands: StandsOf,
  ): Promise<{ request: OwnRequest; before: boolean; left: string | null }> {
    const { personId, status, reason, words } = said;
    const of = { unitId: said.unit.id, date: said.date };
    const over = { status: stands.status, by: stands.by };
    const request = { id: randomUUID(), personId, name: stands.name, status, reason, words, over };
    const known = await requests.hold(tx, asker.slackUserId, of, asker.now);
    const what = (one: OwnRequest) =>
      JSON.stringify([one.status, one.reason, one.words, one.over.status, one.over.by]);
    const before = known !== undefined && what(known) === what(request) ? known : undefined;
    const decided = before && (await requests.decision(before.id, tx));
    if (before && (!decided || decided.kind === "left"))
      return { request: before, before: true, left: decided?.by ?? null };
    await requests.keep(tx, asker.slackUserId, of, request);
    return { request, before: false, left: null };
  }

  async function decided(
    tx: Tx,
    asker: Asker,
    target: RequestTarget,
    whyOf: (request: OwnRequest) => string | undefined,
  ): Promise<{ what: Omit<Decision, "by" | "bySlack">; changes: Change[] }> {
    const { unitId, date, id, by } = target;
    const request = await requests.hold(tx, by, { unitId, date }, asker.now);
    if (request?.id !== id)
      throw new UserError("attendance.request.superseded", { date: asker.locale.day(date) });
    const { personId, status, reason, name } = request;
    const over = request.over.status;
    const why = whyOf(request);
    const noPlace = () => new UserError("attendance.request.noPlace", { name, date: asker.locale.day(date) });
    if (why === undefined) {
      const stands = await standing(tx, { unitId, date, personId }, noPlace);
      return {
        what: { kind: "left", name, from: stands.status, to: stands.status, written: null },
        changes: [],
      };
    }
    const { outcome, changes } = await recorder.within(tx, {
      ...{ actor: asker.actor, key: decisionKey(id), unitId, date, personId },
      ...{ mark: { status, reason }, checkInId: undefined, decided: { over, why } },
      ...{ campaignId: asker.campaign.id, now: new Date(asker.now.epochMilliseconds) },
    });
    if (outcome.kind === "changed")
      return { what: { kind: "overtaken", name, from: over, to: outcome.status, written: null }, changes };
    if (outcome.kind !== "recorded") throw noPlace();
    const { before, written } = outcome;
    return { what: { kind: "recorded", name, from: before, to: status, written: written ?? null }, changes };
  }

  return {
    /**
     * Asks those who record for the unit; the same said again asks nobody twice. What stands already asks nobody.
     * @throws UserError for somebody without a place in the session, and where nobody can be asked
     */
    async ask(asker: Asker, said: Said): Promise<Recorded | Asked> {
      const { unit, date, status, reason } = said;
      const at = { unitId: unit.id, date };
      const refuse = (why: string) =>
        new UserError(`attendance.refused.${why}`, { date: asker.locale.day(date) });
      // Its key is another than the entry's, which was answered that it is not theirs to record.
      const request = { actor: asker.actor, key: `${asker.key} ask`, within: asker.key };
      const to = await whoDecides(asker, unit, date, org).catch(refusalOf);
      return write<Recorded | Asked>(request, async (tx) => {
        const stands = await standing(tx, { ...at, personId: said.personId }, refuse);
        if (isSame(stands, said))
          return {
            outcome: { kind: "recorded", date, status, reason: stands.reason ?? reason, before: status },
            changes: [],
          };
        if (to instanceof UserError) throw to;
        const { request, before, left } = await kept(tx, asker, said, stands);
        for (const { slackUserId, name: head } of left === null ? to : []) {
          const key = `own:${request.id}:${slackUserId}`;
          const about = { ...at, slackUserId, head, asker: request.name, causedBy: asker.slackUserId };
          await jobs.enqueue(jobNames.askHead, { ...about, key, request: request.id }, { key, tx });
        }
        const names = to.map(({ name }) => name);
        return {
          outcome: { kind: "asked", date, status, stands: request.over, names, before, left },
          changes: [],
        };
      });
    },

    /**
     * Records what was asked for, or leaves it (`why` undefined); who is first decides, and everybody after is answered
     * what was decided. Why goes to the audit.
     * @throws UserError for who may not enter there (LockedWeek where the week has locked since), and for a request in
     * whose place another one has come
     */
    async decide(
      asker: Asker,
      target: RequestTarget,
      why: (request: OwnRequest) => string | undefined,
    ): Promise<Decision> {
      const { unitId, date, id, by: slackUserId } = target;
      const known = await requests.decision(id);
      if (known) return known;
      const unit = (await org.units()).byId(unitId);
      if (!unit) throw new UserError("common.outOfDate");
      checkDate(date, asker);
      await assertMayEnter(asker, unit, date, org);
      const bySlack = asker.slackUserId;
      const by = (await people.known([bySlack])).get(bySlack)?.name ?? bySlack;
      const key = decisionKey(id);
      return recorder.again(() =>
        write<Decision>({ actor: asker.actor, key, within: asker.key }, async (tx) => {
          const { what, changes } = await decided(tx, asker, target, why);
          await jobs.enqueue(jobNames.tellOwn, { unitId, date, id, slackUserId }, { key: id, tx });
          return { outcome: { ...what, by, bySlack }, changes };
        }),
      );
    },
  };
}

/** Kept until it is known whether anybody has to be asked. */
function refusalOf(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}
