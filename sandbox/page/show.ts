import type { HtmlEscapedString } from "hono/utils/html";
import type { Locale, Values } from "../../src/i18n/index.ts";
import type { ElementState } from "../slack/types.ts";

/** A piece of HTML that is safe to put in a page. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What rendering needs to know beside the thing rendered. */
export type Show = {
  locale: Locale;
  /** A text of this page, by its key without the leading "sandbox.". */
  t(key: string, values?: Values): string;
  timeZone: string;
  now: Temporal.Instant;
  /** Names for mentions; undefined for an id that nobody has. */
  userName(id: string): string | undefined;
  channelName(id: string): string | undefined;
};

/** Where blocks stand, for their elements to be found again. */
export type Setting = {
  show: Show;
  /** Begins the HTML ids of everything inside; unique on the page. */
  prefix: string;
  /** What an element holds now; undefined when nothing is known but its initial value. */
  state(blockId: string, actionId: string): ElementState | undefined;
  /** Block id → message, after a refused submission. */
  errors: Record<string, string>;
};

export type Fields = Record<string, unknown>;

/** True for an object that is neither null nor a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list; none when it is not a list. */
export function fieldsOf(list: unknown): Fields[] {
  return Array.isArray(list) ? list.filter(isFields) : [];
}

/** The value when it is a text, else "". */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** An HTML id out of ids that may hold any character. */
export function htmlId(...parts: string[]): string {
  return parts.map((part) => encodeURIComponent(part).replaceAll("%", ".")).join("_");
}
