import { contains, type IsoDate } from "../calendar.ts";
import type { Tx } from "../db/client.ts";
import type { Change, Write } from "../db/write.ts";
import { UserError } from "../errors.ts";
import { settle } from "../line/doubt.ts";
import type { Asker } from "../org/asker.ts";
import { isLocked } from "../org/campaign/weeks.ts";
import { assertMayEnter } from "../org/entering.ts";
import type { Organisation } from "../org/index.ts";
import type { Person, Unit } from "../org/model.ts";
import { DoubtfulDiscussion, doubtsOf, isBeyond, isOtherSubject, type Twin } from "./doubts.ts";
import { changesOf, countOf, removalOf, type Saved, wantedPeople } from "./entries.ts";
import type { DiscussionRecord, Entry, Fields, Participant, Subject } from "./model.ts";
import type { DiscussionStore } from "./store.ts";

export type DiscussionService = ReturnType<typeof discussionService>;

/** Recording a unit's discussions. Each call is one transaction, done once per `asker.key`. */
export function discussionService(deps: { store: DiscussionStore; write: Write; org: Organisation }) {
  const { store, write, org } = deps;

  /** @throws UserError when nothing can be recorded for that date, or not by the asker */
  async function assertMay(asker: Asker, unit: Unit, date: IsoDate): Promise<void> {
    checkDate(date, asker);
    await assertMayEnter(asker, unit, date, org);
  }

  /** Everything that can be refused before the database is touched. @returns the reason, where one was given */
  async function allowed(asker: Asker, unit: Unit, dates: IsoDate[], given: string | undefined) {
    for (const date of dates) await assertMay(asker, unit, date);
    const reason = given?.trim() ?? "";
    const locked = dates.find((date) => isLocked(date, asker.campaign, asker.today));
    if (locked !== undefined && reason === "")
      throw new UserError(
        "discussion.refused.reasonMissing",
        { date: asker.locale.day(locked) },
        "correction",
      );
    return reason === "" ? {} : { reason };
  }

  async function checkTheme(asker: Asker, themeCode: string): Promise<void> {
    const themes = await store.themes(asker.campaign.id);
    if (!themes.some(({ code }) => code === themeCode))
      throw new UserError("discussion.refused.themeGone", {}, "theme");
  }

  async function saved(
    tx: Tx,
    id: string,
    facts: { changed: boolean; kept: string[]; key: string },
  ): Promise<Saved> {
    const record = await store.get(id, tx);
    if (!record) throw new Error("the discussion just written is not there");
    const kept = record.participants.filter(({ personId }) => facts.kept.includes(personId));
    return {
      ...{ id, unitId: record.unitId, date: record.date, themeCode: record.themeCode, form: record.form },
      people: record.participantCount ?? record.participants.length,
      byCount: record.participantCount !== null,
      names: record.participants.slice(0, mostNames).map(({ name }) => name),
      viewpoints: record.viewpoints,
      kept: kept.map(({ name }) => name).slice(0, mostNames),
      changed: facts.changed,
      ...(facts.changed ? { written: { unitId: record.unitId, date: record.date, key: facts.key } } : {}),
    };
  }

  async function held(id: string): Promise<DiscussionRecord> {
    const record = await store.get(id);
    if (!record) throw new UserError("common.outOfDate");
    if (record.isRemoved) throw new UserError("discussion.refused.removed");
    return record;
  }

  return {
    assertMay,
    held,

    /** Those who belong to the unit on that date. */
    roster: async (unit: Unit, date: IsoDate): Promise<Participant[]> =>
      (await org.roster(unit.id, date)).map(shown),

    /** Lets a discussion begin that nobody has joined yet. @throws DoubtfulDiscussion where there is one of its subject */
    async settleNew(tx: Tx, subject: Subject, sure: string | undefined): Promise<void> {
      const twin = await store.twin(subject, tx);
      if (!twin) return;
      const nobody = { people: 0, byCount: false, names: [], viewpoints: 0, kept: [], changed: true };
      const doubts = doubtsOf({ ...subject, participantCount: null, confirmed: null }, undefined, {
        ...{ listed: 0, twin },
      });
      const saved = { id: "", ...subject, ...nobody };
      settle(new DoubtfulDiscussion(subject, doubts, { saved, twin }), sure);
    },

    /** The discussion that a new one would be the same as. */
    twinOf: ({ unit, date, themeCode, form }: Entry): Promise<Twin | undefined> =>
      store.twin({ unitId: unit.id, date, themeCode, form }),

    /**
     * Records a discussion.
     * @throws UserError; field is one of unit, date, theme, people, count, correction
     * @throws DoubtfulDiscussion for what is asked about first (`entry.sure` is the Yes)
     */
    async record(asker: Asker, entry: Entry): Promise<Saved> {
      const { unit, date, themeCode, form } = entry;
      const why = await allowed(asker, unit, [date], entry.reason);
      await checkTheme(asker, themeCode);
      const roster = (await org.roster(unit.id, date)).map(({ id }) => id);
      const people = wantedPeople(entry, roster, []);
      const listed = unit.hasRoster ? roster.length : 0;
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const subject = { unitId: unit.id, date, themeCode, form };
        await store.lockSubject(tx, subject);
        const twin = await store.twin(subject, tx);
        const fields = fieldsOf(entry, null, listed);
        const where = { campaignId: asker.campaign.id, unitId: unit.id, now: asker.now };
        const id = await store.make(tx, where, fields);
        const added = await store.addPeople(tx, id, people);
        const outcome = await saved(tx, id, { changed: true, kept: [], key: asker.key });
        const reading = { ...subject, count: fields.participantCount, people: people.toSorted() };
        const doubts = doubtsOf(fields, undefined, { listed, twin });
        settle(new DoubtfulDiscussion(reading, doubts, { saved: outcome, twin }), entry.sure);
        const changes: Change[] = changesOf(id, undefined, { ...fields, unitId: unit.id }, { added }, why);
        return { outcome, changes };
      });
    },

    /**
     * Changes a discussion to what is entered; its unit stays. Who joined by themselves since `seen` stays too.
     * @throws UserError, DoubtfulDiscussion as `record`; "discussion.refused.removed" for one that was taken back
     */
    async change(asker: Asker, id: string, entry: Entry & { seen?: string | undefined }): Promise<Saved> {
      const known = await held(id);
      const { date, themeCode, form, who } = entry;
      const why = await allowed(asker, entry.unit, [...new Set([known.date, date])], entry.reason);
      if (themeCode !== known.themeCode) await checkTheme(asker, themeCode);
      const roster = (await org.roster(known.unitId, date)).map((one) => one.id);
      const listed = entry.unit.hasRoster ? roster.length : 0;
      const subject = { unitId: known.unitId, date, themeCode, form };
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        await store.lockSubject(tx, subject);
        const before = await store.lock(tx, id);
        if (!before || before.isRemoved) throw new UserError("discussion.refused.removed");
        const twin = isOtherSubject(before, subject) ? await store.twin(subject, tx, id) : undefined;
        const joined =
          entry.seen === undefined ? new Set<string>() : await store.joinedSince(tx, id, entry.seen);
        const wanted = wantedPeople(entry, roster, before.people);
        const kept = who.kind === "count" ? [] : before.people.filter((one) => joined.has(one));
        const stay = new Set([...wanted, ...kept]);
        const removed = before.people.filter((one) => !stay.has(one));
        const fields = fieldsOf(entry, before.participantCount, listed);
        await store.set(tx, id, fields, asker.now);
        await store.removePeople(tx, id, removed);
        const added = await store.addPeople(tx, id, wanted);
        const changes = changesOf(id, before, { ...fields, unitId: before.unitId }, { added, removed }, why);
        const left = kept.filter((one) => !wanted.includes(one));
        const outcome = await saved(tx, id, { changed: changes.length > 0, kept: left, key: asker.key });
        const reading = { id, ...subject, count: fields.participantCount, people: wanted.toSorted() };
        const doubts = doubtsOf(fields, before, { listed, twin });
        settle(new DoubtfulDiscussion(reading, doubts, { saved: outcome, twin }), entry.sure);
        return { outcome, changes };
      });
    },

    /**
     * Takes back a discussion that was entered by mistake: it counts no more, its row and history stay.
     * @throws UserError; field is correction
     */
    async remove(asker: Asker, id: string, given: string | undefined): Promise<{ unitId: string }> {
      const known = await held(id);
      const unit = (await org.units()).byId(known.unitId);
      if (!unit) throw new UserError("common.outOfDate");
      const why = await allowed(asker, unit, [known.date], given);
      return write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const before = await store.lock(tx, id);
        if (!before || before.isRemoved) throw new UserError("discussion.refused.removed");
        await store.set(tx, id, { isRemoved: true }, asker.now);
        return { outcome: { unitId: before.unitId }, changes: [removalOf(id, before, why)] };
      });
    },
  };
}

/** What is recorded beside people. A number beyond the list is written only after somebody has said that it is right. */
function fieldsOf({ date, themeCode, form, who }: Entry, held: number | null, listed: number): Fields {
  const participantCount = countOf(who, held);
  const confirmed = isBeyond(participantCount, listed) ? true : null;
  return { date, themeCode, form, participantCount, confirmed };
}

/** Names kept in an outcome: an answer does not list more. */
const mostNames = 20;

const shown = ({ id, name, employeeNo, position }: Person): Participant => ({
  ...{ personId: id, name, employeeNo, position },
});

/**
 * Weeks off have discussions too: they are about study sessions.
 * @throws UserError (field "date") for a date to come or outside the campaign; for a closed campaign
 */
export function checkDate(
  date: IsoDate,
  { campaign, today, locale }: Pick<Asker, "campaign" | "today" | "locale">,
): void {
  if (campaign.isClosed) throw new UserError("common.refused.closedCampaign");
  if (date > today) throw new UserError("common.refused.future", { date: locale.day(date) }, "date");
  const { from, to } = campaign.period;
  if (contains(campaign.period, date)) return;
  const values = { date: locale.date(date), from: locale.date(from), to: locale.date(to) };
  throw new UserError("common.refused.outsideCampaign", values, "date");
}
