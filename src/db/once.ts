import { randomUUID } from "node:crypto";
import type { Tx } from "./client.ts";
import type { Write } from "./write.ts";

/**
 * Notes that something is about to be done that must not be done twice, such as a message, together with `note`.
 * @returns false when that key was noted before, by another run or another asker's job
 */
export async function claimOnce(
  write: Write,
  key: string,
  note: (tx: Tx) => Promise<void> = async () => {},
): Promise<boolean> {
  const mine = randomUUID();
  const first = await write({ actor: { name: "studyhall" }, key }, async (tx) => {
    await note(tx);
    return { outcome: mine, changes: [] };
  });
  return first === mine;
}
