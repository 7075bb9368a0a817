/** The arguments of one call, from a form, a query or JSON. Forms carry lists and objects as JSON text. */
export type Args = Record<string, unknown>;

export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text argument; numbers count as text, as in a form. `""` when it is missing. */
export function textArg(args: Args, name: string): string {
  const value = args[name];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** True for `true`, `1`, `"true"`, `"1"`. */
export function flagArg(args: Args, name: string): boolean {
  return ["true", "1"].includes(String(args[name] ?? "").toLowerCase());
}

/** A whole number between 1 and `most`, or `usual` when it is missing or none. */
export function limitArg(args: Args, usual: number, most: number): number {
  const limit = Number(textArg(args, "limit") || usual);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, most) : usual;
}

/** A list or object, also when it came as JSON text. Undefined when missing; text that is no JSON comes back as it is. */
export function jsonArg(args: Args, name: string): unknown {
  const value = args[name];
  if (value === null || value === "") return undefined;
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** One page of a list and the cursor of the next, as every list method pages. */
export function pageOf<T>(all: T[], args: Args, usual: number): { page: T[]; next_cursor: string } {
  const limit = limitArg(args, usual, 1000);
  const start = Number(Buffer.from(textArg(args, "cursor"), "base64url").toString() || 0);
  const from = Number.isInteger(start) && start > 0 ? start : 0;
  const next = from + limit < all.length ? Buffer.from(String(from + limit)).toString("base64url") : "";
  return { page: all.slice(from, from + limit), next_cursor: next };
}
