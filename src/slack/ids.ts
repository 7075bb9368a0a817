import type { z } from "zod";

/**
 * An action's id and the shape of its value, declared once and used both where the button is built and where its
 * press is read. Values travel as JSON; Slack allows 2,000 characters (150 for an option, of which we use 75).
 */
export type ActionId<T> = { id: string; write(value: T): string; read(value: string | undefined): T };

/** @returns an action; `read` throws a ZodError (answered as an out-of-date button) when the value is not of the shape */
export function actionId<T>(id: string, shape: z.ZodType<T>): ActionId<T> {
  return {
    id,
    write: (value) => JSON.stringify(value),
    read: (value) => shape.parse(value === undefined ? undefined : JSON.parse(value)),
  };
}
