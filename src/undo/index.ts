import type { Deps, Feature } from "../feature.ts";
import { askerOf } from "../org/asker.ts";
import type { Answer } from "../slack/answer.ts";
import { turned } from "../slack/page.ts";
import type { ActionRequest } from "../slack/requests.ts";
import { actions, undonePage } from "./ids.ts";
import { type UndoParts, undoService } from "./service.ts";
import { undoStore } from "./store.ts";
import { texts } from "./texts.ts";

/**
 * [Undo] under every saved answer.
 * @param deps.parts the features, asked when it is pressed
 */
export function undo(
  deps: Pick<Deps, "db" | "workspaceId" | "write" | "org"> & { parts: UndoParts },
): Feature {
  const { db, workspaceId, write, org, parts } = deps;
  const service = undoService({ store: undoStore(db, workspaceId), write, parts });

  /** What stands now takes the place of the answer that said "saved". */
  async function run(request: ActionRequest): Promise<Answer> {
    const asker = askerOf(request, await org.units());
    const page = await service.undo(asker, actions.undo.read(request.value));
    return turned(page, undonePage, request);
  }

  return { name: "undo", texts, actions: { [actions.undo.id]: { run } } };
}
