import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Request } from "../../org/request.ts";
import { actorOf, isOfRoster } from "../../org/rights.ts";
import type { OwnStore, Preferences } from "./store.ts";

/** Everybody decides for themselves whether they are reminded. */
export function ownService({ store, write }: { store: OwnStore; write: Write }) {
  return {
    /** @returns what holds now @throws UserError for somebody whom the roster does not know: nobody reminds them */
    async choose(request: Request, wanted: Partial<Preferences>): Promise<Preferences> {
      const { slackUserId } = request.viewer;
      if (!isOfRoster(request.viewer)) throw new UserError("common.notOnRoster");
      return write({ actor: actorOf(request.viewer), key: request.key }, async (tx) => {
        const before = await store.lock(tx, slackUserId);
        if (!before) throw new UserError("common.notOnRoster");
        const after = { ...before, ...wanted };
        const isSame =
          after.remindersOff === before.remindersOff && after.remindBefore === before.remindBefore;
        if (isSame) return { outcome: after, changes: [] };
        await store.save(tx, slackUserId, after);
        return { outcome: after, changes: [{ record: "reminders", recordId: slackUserId, before, after }] };
      });
    },
  };
}
