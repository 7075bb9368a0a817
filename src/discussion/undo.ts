import { z } from "zod";
import type { Change } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Asker } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import { actions, section } from "../slack/blocks.ts";
import type { UndoPart } from "../slack/undo.ts";
import { askInPerson } from "./command.ts";
import { changesOf, removalOf } from "./entries.ts";
import { type Fields, forms } from "./model.ts";
import { formName, peopleText, recordButtons, themeOf } from "./phrases.ts";
import type { DiscussionService } from "./service.ts";
import type { DiscussionStore, LockedDiscussion } from "./store.ts";

const ids = z.array(z.string()).default([]);
const fields = z.object({
  date: z.string().optional(),
  themeCode: z.string().optional(),
  form: z.enum(forms).optional(),
  participantCount: z.int().nullable().optional(),
  confirmed: z.boolean().optional(),
});
const people = z.object({
  added: ids,
  removed: ids,
  joined: z.string().optional(),
  opened: z.string().optional(),
});
/** What stands after a write was taken back. `own`: the asker had joined, and takes part no more. */
const undone = z.object({ kind: z.enum(["gone", "stands", "own"]), discussionId: z.string() });

const peopleIn = (change: Change) => people.parse(change.after ?? {});
const isJoin = (change: Change): boolean => change.after !== null && peopleIn(change).joined !== undefined;

/** How what was saved of a discussion is taken back: a record, a change, or that somebody joined. */
export function discussionUndo(deps: {
  store: DiscussionStore;
  service: DiscussionService;
  org: Organisation;
}): UndoPart {
  const { store, service, org } = deps;

  async function assertMay(asker: Asker, changes: Change[]): Promise<void> {
    const { change } = only(changes);
    // Opening an invitation is ended by closing it: the discussion may have been there before.
    if (peopleIn(change).opened !== undefined) throw new UserError("common.outOfDate");
    const record = await service.held(change.recordId);
    // Whoever joined takes themselves off again; a campaign that is closed stays as it is.
    if (isJoin(change) && peopleIn(change).joined === asker.personId) {
      if (asker.campaign.isClosed) throw new UserError("common.refused.closedCampaign");
      return;
    }
    const unit = (await org.units()).byId(record.unitId);
    if (!unit) throw new UserError("common.outOfDate");
    const was = fields.parse(change.before ?? {});
    for (const date of new Set([record.date, was.date ?? record.date]))
      await service.assertMay(asker, unit, date).catch(askInPerson);
  }

  return {
    late: "discussion.undoLate",
    records: ["discussion", "discussionMoved"],
    assertMay,

    async lock(tx, changes) {
      await store.lock(tx, only(changes).change.recordId);
    },

    /** Who joins, or joined, by themselves changes nothing of who else takes part; a discussion that is gone would take them along. */
    isSame(change, later) {
      if (change.record !== "discussion") return false;
      if (isJoin(change)) return touches(change, later);
      return change.before === null || !isJoin(later) || touches(change, later);
    },

    async restore(tx, asker, changes) {
      const { change, why } = only(changes);
      const { recordId: id } = change;
      const held = await store.lock(tx, id);
      if (!held || held.isRemoved) throw new UserError("discussion.refused.removed");
      const { added, removed, joined } = peopleIn(change);
      if (joined !== undefined) {
        await store.removePeople(tx, id, [joined]);
        const gone = changesOf(id, held, held, { added: [], removed: [joined] }, why);
        return { outcome: { kind: "own", discussionId: id }, changes: gone };
      }
      if (change.before === null) {
        if (((await store.get(id, tx))?.viewpoints ?? 0) > 0)
          throw new UserError("discussion.undo.hasViewpoints");
        await store.set(tx, id, { isRemoved: true }, asker.now);
        return { outcome: { kind: "gone", discussionId: id }, changes: [removalOf(id, held, why)] };
      }
      const before = fieldsBefore(held, change);
      await store.set(tx, id, before, asker.now);
      await store.removePeople(tx, id, added);
      await store.addPeople(tx, id, removed);
      const swapped = { added: removed, removed: added };
      return {
        outcome: { kind: "stands", discussionId: id },
        changes: changesOf(id, held, { ...before, unitId: held.unitId }, swapped, why),
      };
    },

    async show(outcome, asker) {
      const { kind, discussionId } = undone.parse(outcome);
      const { locale } = asker;
      const title = locale.t("discussion.undo.title");
      if (kind !== "stands") {
        const text = locale.md(`discussion.undo.${kind}`);
        return { title, text, blocks: [section(text)] };
      }
      const record = await store.get(discussionId);
      const unit = record && (await org.units()).byId(record.unitId);
      if (!record || !unit) throw new UserError("common.outOfDate");
      const { participantCount, participants } = record;
      const text = locale.md("discussion.undo.stands", {
        unit: unit.name,
        date: locale.day(record.date),
        theme: themeOf(record.themeCode, await store.themes(asker.campaign.id), locale),
        form: formName(record.form, locale),
        people: peopleText(
          participantCount ?? participants.length,
          participantCount === null ? participants.map(({ name }) => name) : [],
          locale,
        ),
      });
      return { title, text, blocks: [section(text), actions(recordButtons(record, locale, false))] };
    },
  };
}

/** The change itself: that it left another week is told of by a second entry. */
function only(changes: Change[]): { change: Change; why: { reason?: string } } {
  const change = changes.find(({ record }) => record === "discussion");
  if (!change) throw new UserError("common.outOfDate");
  return { change, why: change.reason === undefined ? {} : { reason: change.reason } };
}

function fieldsBefore(held: LockedDiscussion, change: Change): Fields {
  const { date, themeCode, form, participantCount, confirmed } = fields.parse(change.before ?? {});
  const numberChanged = participantCount !== undefined || fields.parse(change.after ?? {}).confirmed === true;
  return {
    date: date ?? held.date,
    themeCode: themeCode ?? held.themeCode,
    form: form ?? held.form,
    participantCount: participantCount === undefined ? held.participantCount : participantCount,
    confirmed: numberChanged ? (confirmed ?? null) : held.confirmed,
  };
}

/** Whether both are about one person's taking part. */
function touches(change: Change, later: Change): boolean {
  if (later.after === null) return true;
  const of = (one: Change) => {
    const { added, removed, joined } = peopleIn(one);
    return [...added, ...removed, ...(joined === undefined ? [] : [joined])];
  };
  const mine = new Set(of(change));
  return of(later).some((one) => mine.has(one));
}
