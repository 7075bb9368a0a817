import { z } from "zod";
import { type IsoDate, isDate } from "../calendar.ts";
import type { Values } from "../i18n/index.ts";
import { withoutUnseen } from "../visible.ts";
import { codeIn, dateIn, digitsIn, emptyIn, readAs, weekdayIn, wordsIn } from "./cells.ts";
import { shown } from "./problems.ts";

/**
 * The kinds of fields in the files, as zod schemas from text to value. What is wrong is said by an issue whose
 * message is a text's key ("records.notDate") and whose `params` are the values in it.
 */

/** Longest codes, names and texts; Slack shows a name in options of at most 75 characters, shortened. */
export const longest = { code: 50, name: 100, email: 254 } as const;

/** More people in one session than this is a slip of the finger. */
export const mostPeople = 100_000;

type Refuse = (key: string, values?: Values) => never;

/**
 * A field of at most `max` characters, trimmed, without what cannot be seen (`visible.ts`) and without control characters, read by `read`. One transform for all
 * of it: each further step of zod's costs some hundred bytes, for each of a hundred thousand rows.
 */
function field<T>(max: number, read: (value: string, refuse: Refuse) => T) {
  return z.string("records.notText").transform((raw, context) => {
    const refuse: Refuse = (message, params = {}) => {
      context.addIssue({ code: "custom", message, params });
      return z.NEVER;
    };
    const value = withoutUnseen(raw).trim();
    if (/[\p{Cc}\u2028\u2029]/u.test(value)) return refuse("records.controlCharacter");
    // Characters as people count them need not be looked at while there are fewer code units.
    const length = value.length <= max ? value.length : [...value].length;
    return length > max ? refuse("records.tooLong", { length, max }) : read(value, refuse);
  });
}

/** A field that must not be empty. */
const filled = <T>(max: number, read: (value: string, refuse: Refuse) => T) =>
  field(max, (value, refuse) => (value === "" ? refuse("records.empty") : read(value, refuse)));

/** A field that may be empty: null then. */
const optional = <T>(max: number, read: (value: string, refuse: Refuse) => T) =>
  field(max, (value, refuse) => (value === "" ? null : read(value, refuse)));

const asCode = (value: string, refuse: Refuse) => {
  if (/\s/.test(value)) return refuse("records.codeWithSpace", { value: shown(value) });
  // A spreadsheet took it for a number and left out its last digits.
  return /^\d\.\d+E\+\d+$/i.test(value) ? refuse("records.codeRounded", { value: shown(value) }) : value;
};

/** A code such as a unit's or an employee number: no spaces inside. */
export const code = readAs(filled(longest.code, asCode), codeIn);
export const optionalCode = readAs(optional(longest.code, asCode), (cell) => emptyIn(codeIn(cell)));
/** The code of a unit, or its name (references.ts). */
export const unitCode = readAs(
  filled(longest.name, (value) => value),
  codeIn,
);
export const optionalUnitCode = readAs(
  optional(longest.name, (value) => value),
  (cell) => emptyIn(codeIn(cell)),
);

export const name = filled(longest.name, (value) => value);
export const optionalName = readAs(
  optional(longest.name, (value) => value),
  emptyIn,
);
/** The name of a person or a unit in a file: what stands for a character that was lost is no part of it. */
export const listedName = filled(longest.name, (value, refuse) =>
  /[?？]|锟斤拷/.test(value) ? refuse("records.nameDamaged", { value: shown(value) }) : value,
);

/** "2026-10-14". */
export const date = readAs(
  filled(
    longest.code,
    (value, refuse): IsoDate => (isDate(value) ? value : refuse("records.notDate", { value: shown(value) })),
  ),
  dateIn,
);

/** The same, or null. */
export const optionalDate = readAs(
  optional(
    longest.code,
    (value, refuse): IsoDate => (isDate(value) ? value : refuse("records.notDate", { value: shown(value) })),
  ),
  (cell) => emptyIn(dateIn(cell)),
);

/** "yes" or "no". */
export const yesNo = readAs(
  filled(longest.code, (value, refuse): boolean =>
    value === "yes" || value === "no"
      ? value === "yes"
      : refuse("records.unknownWord", { value: shown(value), words: "yes, no" }),
  ),
  (cell) => ({ 是: "yes", 否: "no" })[cell.trim()] ?? cell.trim().toLowerCase(),
);

/** An e-mail address in lower case, or null. Only its shape is checked: what is real, Slack knows. */
export const email = readAs(
  optional(longest.email, (value, refuse) =>
    /^[^\s@]+@[^\s@]+$/.test(value)
      ? value.toLowerCase()
      : refuse("records.notEmail", { value: shown(value) }),
  ),
  emptyIn,
);

/** An ISO weekday, 1 for Monday to 7 for Sunday, or null. */
export const weekday = readAs(
  optional(longest.code, (value, refuse) =>
    /^[1-7]$/.test(value) ? Number(value) : refuse("records.notWeekday", { value: shown(value) }),
  ),
  (cell) => emptyIn(weekdayIn(cell)),
);

/** One of the words. */
export const word = <W extends string>(words: readonly W[]) =>
  filled(
    longest.code,
    (value, refuse): W =>
      words.find((known) => known === value) ??
      refuse("records.unknownWord", { value: shown(value), words: words.join(", ") }),
  );

/** Any of the words, separated by ";", each kept once. `said`: other words for them. */
export const words = <W extends string>(known: readonly W[], said: Record<string, W> = {}) =>
  readAs(
    field(1000, (value, refuse): W[] => {
      const found = new Set<W>();
      for (const part of value.split(";").map((each) => each.trim())) {
        const match = known.find((each) => each === part);
        if (match) found.add(match);
        else if (part !== "") refuse("records.unknownWord", { value: shown(part), words: known.join(", ") });
      }
      return [...found];
    }),
    (cell) => wordsIn(emptyIn(cell), said),
  );

const asCount = (value: string, refuse: Refuse): number => {
  if (/^-\d+$/.test(value)) return refuse("records.negative", { value: shown(value) });
  if (!/^\d+$/.test(value)) return refuse("records.notWhole", { value: shown(value) });
  return Number(value) > mostPeople
    ? refuse("records.tooMany", { value: shown(value), max: mostPeople })
    : Number(value);
};

/** A number of people: whole, from 0 to 100,000. */
export const count = readAs(filled(longest.code, asCount), digitsIn);
/** The same, or null where the field is empty. */
export const optionalCount = readAs(optional(longest.code, asCount), (cell) => emptyIn(digitsIn(cell)));
