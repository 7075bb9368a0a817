import { z } from "zod";
import { type IsoDate, isDate } from "../calendar.ts";
import type { Values } from "../i18n/index.ts";
import { shown } from "./problems.ts";

/**
 * The kinds of fields in the files, as zod schemas from text to value. What is wrong is said by an issue whose
 * message is a text's key ("records.notDate") and whose `params` are the values in it.
 */

/** Longest codes, names and texts; Slack shows a name in options of at most 75 characters, shortened. */
export const longest = { code: 50, name: 100, email: 254 } as const;

/** More people in one session than this is a slip of the finger. */
export const mostPeople = 100_000;

const refuse = (context: z.RefinementCtx, message: string, params: Values = {}) => {
  context.addIssue({ code: "custom", message, params });
  return z.NEVER;
};

/** A text as it should be stored: trimmed, no control characters, at most `max` characters. Empty is "". */
export const text = (max: number) =>
  z.string("records.notText").transform((raw, context) => {
    const value = raw.trim();
    if (/[\p{Cc}\u2028\u2029]/u.test(value)) return refuse(context, "records.controlCharacter");
    const length = [...value].length;
    return length > max ? refuse(context, "records.tooLong", { length, max }) : value;
  });

/** A text that must be there. */
export const filled = (max: number) =>
  text(max).transform((value, context) => value || refuse(context, "records.empty"));

/** A text that may be missing: null then. */
export const optional = (max: number) => text(max).transform((value) => value || null);

/** A code such as a unit's or an employee number: no spaces inside. */
export const code = filled(longest.code).transform((value, context) =>
  /\s/.test(value) ? refuse(context, "records.codeWithSpace", { value: shown(value) }) : value,
);

/** A code that may be missing: null then. */
export const optionalCode = text(longest.code).transform((value, context) => {
  if (/\s/.test(value)) return refuse(context, "records.codeWithSpace", { value: shown(value) });
  return value || null;
});

export const name = filled(longest.name);

/** "2026-10-14". */
export const date = filled(longest.code).transform(
  (value, context): IsoDate =>
    isDate(value) ? value : refuse(context, "records.notDate", { value: shown(value) }),
);

/** An e-mail address in lower case, or null. Only its shape is checked: what is real, Slack knows. */
export const email = optional(longest.email).transform((value, context) => {
  if (value === null || /^[^\s@]+@[^\s@]+$/.test(value)) return value?.toLowerCase() ?? null;
  return refuse(context, "records.notEmail", { value: shown(value) });
});

/** An ISO weekday, 1 for Monday to 7 for Sunday, or null. */
export const weekday = text(longest.code).transform((value, context) => {
  if (value === "") return null;
  return /^[1-7]$/.test(value)
    ? Number(value)
    : refuse(context, "records.notWeekday", { value: shown(value) });
});

/** One of the words. */
export const word = <W extends string>(words: readonly W[]) =>
  filled(longest.code).transform(
    (value, context): W =>
      words.find((known) => known === value) ??
      refuse(context, "records.unknownWord", { value: shown(value), words: words.join(", ") }),
  );

/** Any of the words, separated by ";", each kept once. */
export const words = <W extends string>(known: readonly W[]) =>
  text(1000).transform((value, context): W[] => {
    const found = new Set<W>();
    for (const part of value.split(";").map((each) => each.trim())) {
      const match = known.find((each) => each === part);
      if (match) found.add(match);
      else if (part !== "")
        refuse(context, "records.unknownWord", { value: shown(part), words: known.join(", ") });
    }
    return [...found];
  });

/** A number of people: whole, from 0 to 100,000. */
export const count = filled(longest.code).transform((value, context) => {
  if (/^-\d+$/.test(value)) return refuse(context, "records.negative", { value: shown(value) });
  if (!/^\d+$/.test(value)) return refuse(context, "records.notWhole", { value: shown(value) });
  return Number(value) > mostPeople
    ? refuse(context, "records.tooMany", { value: shown(value), max: mostPeople })
    : Number(value);
});
