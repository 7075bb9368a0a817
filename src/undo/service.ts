import type { Write } from "../db/write.ts";
import { UserError } from "../errors.ts";
import type { Feature } from "../feature.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import type { Asker } from "../org/asker.ts";
import type { PageView } from "../slack/page.ts";
import type { UndoPart } from "../slack/undo.ts";
import { undoMinutes, type WrittenBy } from "./ids.ts";
import type { Kept, UndoStore } from "./store.ts";

export type UndoService = ReturnType<typeof undoService>;
export type UndoParts = () => Pick<Feature, "undo">[];

/** Takes back one write, whole or not at all. Each feature says how what is its own is put back. */
export function undoService(deps: { store: UndoStore; write: Write; parts: UndoParts }) {
  const { store, write, parts } = deps;

  /** The feature whose records they are. @throws UserError where no feature takes such records back */
  function ownerOf(kept: Kept[]): UndoPart {
    for (const part of parts().flatMap(({ undo }) => undo ?? []))
      if (kept.every(({ change }) => part.records.includes(change.record))) return part;
    throw new UserError("common.outOfDate");
  }

  function checkTime(asker: Asker, late: string, { at }: Kept): void {
    const until = at.add({ minutes: undoMinutes });
    if (Temporal.Instant.compare(asker.now, until) <= 0) return;
    throw new UserError(late, { until: asker.locale.moment(until, asker.campaign.timeZone) });
  }

  return {
    /**
     * Puts back what stood before that write; pressed twice, it is done once.
     * @returns what stands now
     * @throws UserError after ten minutes, for others than who wrote it, for who may not correct it (any more), and
     * where somebody has changed the same since
     */
    async undo(asker: Asker, target: WrittenBy): Promise<PageView> {
      const kept = await store.written(target);
      const [first] = kept;
      if (!first) throw new UserError("common.outOfDate");
      if (first.actor !== asker.actor.name) throw new UserError("undo.notYours");
      const part = ownerOf(kept);
      const changes = kept.map(({ change }) => change);
      const key = `undo:${target.key}`;
      // What is done is answered alike: there is nothing left to be allowed.
      if (!(await store.isDone(key))) {
        checkTime(asker, part.late, first);
        await part.assertMay(asker, changes);
      }
      const outcome = await write({ actor: asker.actor, key }, async (tx) => {
        await part.lock(tx, changes);
        const later = (await store.since(tx, kept)).find((one) => isSame(part, kept, one));
        if (later) throw changedSince(later, asker);
        return part.restore(tx, asker, changes);
      });
      return part.show(outcome, asker);
    },
  };
}

function isSame(part: UndoPart, kept: Kept[], later: Kept): boolean {
  const { record, recordId } = later.change;
  return kept.some(
    ({ id, change }) =>
      id < later.id &&
      change.record === record &&
      change.recordId === recordId &&
      (part.isSame?.(change, later.change) ?? true),
  );
}

/** Programs and Slack users whom the roster does not know are shown by what they are called there. */
function changedSince({ by, actor, at }: Kept, { actor: self, locale, campaign }: Asker): UserError {
  const when = locale.moment(at, campaign.timeZone);
  if (actor === self.name) return new UserError("undo.changedByYou", { at: when });
  const who = by === actor && /^[UW][A-Z0-9]{5,}$/.test(actor) ? Mrkdwn.user(actor) : by;
  return new UserError("undo.changed", { by: who, at: when });
}
