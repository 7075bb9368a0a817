import { CommitUnanswered } from "../errors.ts";
import type { Database, Tx } from "./client.ts";

/**
 * A transaction whose failure says how far it came.
 * @throws CommitUnanswered when the body was done and its commit failed; else whatever the body threw
 */
export async function inTransaction<T>(
  db: Database,
  body: (tx: Tx) => Promise<T>,
  limits: { timeout: number; maxWait: number },
): Promise<T> {
  let done = false;
  try {
    return await db.$transaction(async (tx) => {
      const result = await body(tx);
      done = true;
      return result;
    }, limits);
  } catch (cause) {
    throw done ? new CommitUnanswered(cause) : cause;
  }
}
