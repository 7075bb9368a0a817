import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leaveKindWords } from "../../src/attendance/parse/reason-words.ts";
import {
  allWords,
  cameWords,
  commandWords,
  everybodyWords,
  noSessionWords,
  othersWords,
  restWords,
  statusWords,
} from "../../src/attendance/parse/words.ts";
import {
  type AttendanceCommand,
  type Exception,
  type ParseResult,
  parseAttendance,
} from "../../src/attendance/parse.ts";
import { addDays, addWeeks, isWeek, weekOf } from "../../src/calendar.ts";
import { nameKey } from "../../src/i18n/names.ts";
import { Names } from "../../src/line/names.ts";
import {
  dayWords,
  exceptWords,
  joinWords,
  outsideWords,
  unitWords,
  weekdayWords,
  weekWords,
} from "../../src/line/words.ts";
import { formatAttendance } from "./format.ts";

const dateArb = fc.integer({ min: 0, max: 3000 }).map((days) => addDays("2024-01-01", days));
/** Sometimes close to today, where the short ways of writing a date apply, sometimes anywhere. */
const dateNear = (today: string) =>
  fc.oneof(
    fc.integer({ min: -400, max: 200 }).map((days) => addDays(today, days)),
    fc.integer({ min: -3, max: 3 }).map((days) => addDays(today, days)),
    dateArb,
  );
const weekNear = (today: string) =>
  fc.integer({ min: -60, max: 10 }).map((weeks) => addWeeks(weekOf(today), weeks));

// Names that only quotation marks can protect (commas, status words, anything at all) and plain ones.
const plainNames = [
  ...["王伟", "李雷", "王和平", "陈到", "外力·艾山", "欧阳娜娜", "买买提", "王 伟"],
  ...["Wang Wei", "José Ångström", "Anne-Late O’Leave", "J. R. Smith", "Andy Alland", "R&D Bot", "Иван Лейт"],
];
const anyText = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .map((text) => text.normalize("NFC"))
  .filter((text) => !/["“”„「」『』]/u.test(text.normalize("NFKC")) && !/^[\s\p{C}]|[\s\p{C}]$/u.test(text));
const nameArb = fc.oneof(fc.constantFrom(...plainNames), anyText);
const unitArb = fc.oneof(
  fc.constantFrom("OFF01", "清溪小学", "No. 1 Middle School", "教师 进修学校"),
  anyText,
);

const exceptionArb: fc.Arbitrary<Exception> = fc.record({
  who: fc.oneof(
    nameArb.map((name) => ({ name })),
    fc.stringMatching(/^[UW][A-Z0-9]{5,10}$/).map((slackUserId) => ({ slackUserId })),
  ),
  status: fc.constantFrom("late", "leave", "absent"),
});
const personKey = ({ who }: Exception): string =>
  "name" in who ? nameKey(who.name) : `<@${who.slackUserId}>`;

const countArb = fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 100_000 }));
const reasonArb = fc
  .oneof(
    fc.constantFrom("dentist", "看病", "to see a doctor, at noon", "送孩子上学；下午回", "half a day"),
    anyText,
  )
  .filter((reason) => !/^[,;:、。\-~–—\d]/u.test(reason.normalize("NFKC")));

const optional = { requiredKeys: ["kind"] as "kind"[] };

function commandArb(today: string): fc.Arbitrary<AttendanceCommand> {
  const date = dateNear(today);
  const [week, unit] = [weekNear(today), unitArb];
  return fc.oneof(
    fc.constantFrom<AttendanceCommand>(
      { kind: "help" },
      { kind: "open" },
      { kind: "checkIn" },
      { kind: "form" },
    ),
    fc.record({ kind: fc.constant("self" as const), status: fc.constantFrom("present" as const, "late") }),
    fc.record(
      { kind: fc.constant("self" as const), status: fc.constant("leave" as const), reason: reasonArb, date },
      { requiredKeys: ["kind", "status"] },
    ),
    fc.record(
      {
        kind: fc.constant("everyone" as const),
        date,
        unit,
        except: fc.uniqueArray(exceptionArb, { maxLength: 6, selector: personKey }),
      },
      { requiredKeys: ["kind", "except"] },
    ),
    fc.record(
      {
        kind: fc.constant("counts" as const),
        ...{ date, unit, present: countArb, late: countArb, leave: countArb, absent: countArb },
      },
      { requiredKeys: ["kind", "present", "late", "leave", "absent"] },
    ),
    fc.record({ kind: fc.constant("status" as const), unit, week }, optional),
    fc.record({ kind: fc.constant("missing" as const), week }, optional),
    fc.record({ kind: fc.constantFrom("history" as const, "undo" as const), unit, date }, optional),
    fc.record({ kind: fc.constant("cancelLeave" as const), date }, optional),
  );
}

/** Everything that the grammar gives a meaning to, and what breaks careless parsers. */
const fragments = [
  ...[allWords, restWords, exceptWords, outsideWords, joinWords, unitWords].flat(),
  ...[everybodyWords, othersWords, cameWords, leaveKindWords, noSessionWords].flat(),
  ...[...Object.values(statusWords), ...Object.values(commandWords)].flat(),
  ...[...dayWords, ...weekWords].flatMap(({ words }) => words),
  ...weekdayWords.flat(),
  ...[
    "<@U012AB>",
    "<@U012AB|wang>",
    "<@",
    "<#C1|x>",
    "&amp;",
    "&lt;",
    "&",
    "王伟",
    "Wang Wei",
    "42",
    "-1",
    "999999999999",
  ],
  ...[
    "2026-10-14",
    "10-14",
    "10月14日",
    "13/45",
    "W44",
    "2026-W54",
    "第44周",
    " ",
    "\u3000",
    ",",
    "，",
    "、",
    ";",
    "。",
  ],
  ...[".", '"', "“", "人", "：", "\u0000", "\u0001", "\u0002", "\ud800", "\u200b", "İ", "ﬁ", "\u0301", "🏴"],
];
const hostileArb = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.array(fc.constantFrom(...fragments), { maxLength: 30 }).map((parts) => parts.join("")),
  fc.array(fc.constantFrom(...fragments), { maxLength: 30 }).map((parts) => parts.join(" ")),
);

/** The names of the roster, on which everybody stands whom the command names. */
function namesIn(command: AttendanceCommand): Names {
  const except = "except" in command ? command.except : [];
  return new Names(except.flatMap(({ who }) => ("name" in who ? [who.name] : [])));
}

function withoutDoubts(result: ParseResult): ParseResult {
  if (!result.ok || !("doubts" in result.command)) return result;
  const { doubts: _, ...command } = result.command;
  return { ok: true, command };
}

describe("one line", () => {
  it("means the same command in whatever way, language and spacing it is written", () => {
    const written = dateArb.chain((today) => fc.tuple(fc.constant(today), commandArb(today)));
    fc.assert(
      fc.property(written, fc.gen(), ([today, command], choose) => {
        const text = formatAttendance(command, today, (...options) => choose(fc.constantFrom, ...options));
        // What is asked about it besides is said in the tables of lines.
        const read = parseAttendance(text, { today, names: namesIn(command) });
        expect(withoutDoubts(read), text).toEqual({ ok: true, command });
      }),
      { numRuns: 1000 },
    );
  });

  it("is answered whatever it holds", () => {
    fc.assert(
      fc.property(hostileArb, dateArb, (text, today) => {
        const answer = parseAttendance(text, { today });
        if (!answer.ok) expect(answer.problem.code).not.toBe("");
        else expect(answer.command.kind).not.toBe("");
      }),
      { numRuns: 1000 },
    );
  });

  it("never yields a count, week or person that cannot be stored", () => {
    fc.assert(
      fc.property(hostileArb, dateArb, (text, today) => {
        const answer = parseAttendance(text, { today });
        if (!answer.ok) return;
        const { command } = answer;
        if (command.kind === "counts") {
          for (const count of [command.present, command.late, command.leave, command.absent]) {
            expect(Number.isInteger(count) && count >= 0 && count <= 100_000).toBe(true);
          }
        }
        if (command.kind === "everyone") {
          const keys = command.except.map(personKey);
          expect(new Set(keys).size).toBe(keys.length);
          for (const { who } of command.except) if ("name" in who) expect(who.name.trim()).not.toBe("");
        }
        if ((command.kind === "status" || command.kind === "missing") && command.week !== undefined) {
          expect(isWeek(command.week)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  // A pattern that tries every way to divide the text would not come back from these within the test's time.
  it("is answered at once even when it repeats one piece without end", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...fragments),
        (parts, last) => {
          for (const opening of [
            "",
            "all except ",
            "for x",
            "leave ",
            "status ",
            "history ",
            "42 present ",
          ]) {
            expect(
              parseAttendance(opening + parts.join("").repeat(1500) + last, { today: "2026-11-23" }),
            ).toHaveProperty("ok");
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
