import type { ActorDeps } from "./actor-deps.ts";
import { setInput } from "./actor-views.ts";
import { type Element, placeOf } from "./elements.ts";
import { extensionOf } from "./file-kinds.ts";
import { NotAccepted } from "./not-accepted.ts";
import { topView } from "./payloads.ts";
import type { ElementState, LocalUser, Upload } from "./types.ts";

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element */
const usualMost = 10;
const largestBytes = 10_000_000;

/** Uploads files into a file input of a user's modal. */
export async function upload(
  deps: ActorDeps,
  user: LocalUser,
  viewId: string,
  { blockId, actionId, files }: { blockId: string; actionId: string; files: Upload[] },
): Promise<string[]> {
  const { element } = placeOf(topView(deps.workspace, user.id, viewId).view.blocks, actionId, blockId);
  if (element.type !== "file_input") throw new Error(`A ${element.type} takes no files`);
  const held = () => heldFiles(topView(deps.workspace, user.id, viewId).state.values[blockId]?.[actionId]);
  refuse(element, held().length, files);
  const ids: string[] = [];
  for (const file of files) ids.push((await deps.files.add(user.id, file)).id);
  // The view may have changed while the files went up.
  await setInput(deps, user, viewId, { blockId, actionId, value: [...held(), ...ids] });
  return ids;
}

/** The ids of the files that a file input holds. */
export function heldFiles(state: ElementState | undefined): string[] {
  const files = Array.isArray(state?.files) ? state.files : [];
  return files.map((file: { id?: unknown }) => String(file.id));
}

function refuse(element: Element, held: number, files: Upload[]): void {
  const most = typeof element.max_files === "number" ? element.max_files : usualMost;
  if (held + files.length > most) throw new NotAccepted({ reason: "count", limit: most });
  const types = Array.isArray(element.filetypes) ? element.filetypes.map(String) : undefined;
  for (const { name, content } of files) {
    if (Buffer.byteLength(content) > largestBytes)
      throw new NotAccepted({ reason: "size", limit: largestBytes, name });
    if (types && !types.map((type) => type.toLowerCase()).includes(extensionOf(name)))
      throw new NotAccepted({ reason: "type", types, name });
  }
}
