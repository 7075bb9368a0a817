import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import { assertMayEnter, mayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { anonymousKey, assertOpen } from "./rules.ts";
import type { HeldViewpoint, ViewpointStore } from "./store.ts";

export type TakeBackService = ReturnType<typeof takeBackService>;

/** Taking back a viewpoint: its author may, as long as the campaign is open, and whoever enters for the unit and day. */
export function takeBackService(deps: { store: ViewpointStore; write: Write; org: Organisation }) {
  const { store, write, org } = deps;

  /** @throws UserError for somebody who may not, and when it is gone already */
  async function mine(asker: Asker, viewpointId: string): Promise<{ held: HeldViewpoint; unit: Unit }> {
    assertOpen(asker);
    const held = await store.get(viewpointId);
    const unit = held && (await org.units()).byId(held.unitId);
    if (!held || !unit) throw new UserError("discussion.refused.viewpointGone");
    if (!isAuthor(asker, held)) await assertMayEnter(asker, unit, held.date, org);
    return { held, unit };
  }

  return {
    /** Whether a button for it should be shown. */
    may: async (asker: Asker, held: HeldViewpoint): Promise<boolean> => {
      const unit = (await org.units()).byId(held.unitId);
      if (!unit || asker.campaign.isClosed) return false;
      return isAuthor(asker, held) || mayEnter(asker, unit, held.date, org);
    },

    /** What is about to be taken back. @throws UserError as `takeBack` */
    find: mine,

    /**
     * Takes the viewpoint out of the records; its text stays in the audit, with who took it back.
     * @throws UserError for somebody who may not, and when it is gone already
     */
    async takeBack(asker: Asker, viewpointId: string): Promise<void> {
      await write({ actor: asker.actor, key: asker.key }, async (tx) => {
        const { held } = await mine(asker, viewpointId);
        const { id, unitId, date, text, authorId, themeCode, discussionId } = held;
        if (!(await store.remove(tx, id))) throw new UserError("discussion.refused.viewpointGone");
        // The same words may be said once more: their key must not take that for a redelivery.
        if (authorId === null && discussionId !== null)
          await store.forgetKey(tx, anonymousKey(discussionId, text));
        const before = { text, authorId, themeCode, discussionId };
        const change = { record: "viewpoint", recordId: id, before, after: null, unitId, date };
        return { outcome: null, changes: [change] };
      });
    },
  };
}

/** Whoever said it without their name is known to nobody, and so is not its author here. */
export const isAuthor = ({ personId }: Asker, { authorId }: Pick<HeldViewpoint, "authorId">): boolean =>
  authorId !== null && authorId === personId;
