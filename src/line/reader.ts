/**
 * Why a line was refused, as far as every command's lines are alike. `word` is what was typed there, to be quoted
 * (escaped) to the user. `noName`: a word that belongs to people, without any. `noUnit`: "for" without a unit.
 */
export type LineProblem =
  | { code: "unknownWord" | "badDate" | "badWeek" | "noName" | "noUnit"; word: string }
  | { code: "twice"; what: "person" | "date" | "unit" | "week"; word: string };

/** Thrown inside parsers only; each turns it into its answer. */
export class Refused<P extends { code: string } = LineProblem> extends Error {
  readonly problem: P;
  constructor(problem: P) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Letters that run words together. Han is left out: 王伟late and all除王伟 have no spaces where words meet. */
export const letter = String.raw`[[\p{L}\p{M}_]--\p{Script=Han}]`;

/**
 * The source of a pattern (flag `v`) for any of the words, the longest first; Latin ones stand alone ("late", not
 * "later"). What a Latin word must not touch is said once for all of them: compiled once a word, it kept the first line
 * that anybody typed waiting for seconds.
 */
export function anyOf(words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const latin = longestFirst.filter((word) => /^[a-z]/.test(word));
  const others = longestFirst.filter((word) => !latin.includes(word));
  const alone = `(?<!${letter}[\\-'’]?)(?:${latin.map(sourceOf).join("|")})(?![\\-'’]?${letter})`;
  return `(?:${[...(latin.length > 0 ? [alone] : []), ...others.map(sourceOf)].join("|")})`;
}

const sourceOf = (word: string) => word.replace(/[?]/g, "\\?").replaceAll(" ", " {1,8}");

/** A pattern to be tried at one place only. */
export function sticky(source: string): RegExp {
  return new RegExp(source, "vy");
}

const mentionMark = "\u0001";
const mentionRest = "\u0002";
const mentionAt = /<@([UW][A-Z0-9]{1,30})(?:\|[^<>]{0,200})?>/y;
const entityAt = /&(amp|lt|gt);/y;
const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">" };
// Spaces, controls, and characters without a shape that come along with copied text.
const blank = /[\s\p{Cc}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;
const quote = /["“”„「」『』]/u;

/** Between things; a full stop only separates where no initial ("J. Smith") can be meant. */
const separators = /[ ,;、。]*/y;
const ending = /[ ,;、。.!]*$/y;
const chunk = /[^ ,;、。]+/y;
const wordStart = sticky(String.raw`(?<=^|[ ,;、。"]|\p{Script=Han})`);
const quoted = /"([^"]*)"/y;

/**
 * Reads a line from left to right. It holds the text twice, place for place: `raw` as it was typed (composed, NFC;
 * Slack's `&amp;` undone), from which names and reasons are cut, and `plain`, in which words are sought: half width,
 * lower case, every blank a space, mentions replaced by a mark. So 全角 text is understood and names stay as they are.
 */
export class Reader {
  readonly raw: string;
  readonly plain: string;
  readonly #mentions = new Map<number, { slackUserId: string; end: number }>();
  pos = 0;

  constructor(text: string) {
    const typed = text.normalize("NFC");
    const raw: string[] = [];
    const plain: string[] = [];
    for (let at = 0, to = 0; at < typed.length; ) {
      const mention = matchAt(mentionAt, typed, at);
      const entity = matchAt(entityAt, typed, at);
      const piece = mention?.[0] ?? entity?.[0] ?? String.fromCodePoint(typed.codePointAt(at) ?? 0);
      const kept = entity ? (entities[entity[1] ?? ""] ?? "") : piece;
      if (mention) this.#mentions.set(to, { slackUserId: mention[1] ?? "", end: to + piece.length });
      raw.push(kept);
      plain.push(mention ? mentionMark + mentionRest.repeat(piece.length - 1) : folded(kept));
      at += piece.length;
      to += kept.length;
    }
    this.raw = raw.join("");
    this.plain = plain.join("");
  }

  /** The pattern's match at a place (here, unless told), without moving. */
  peek(pattern: RegExp, at: number = this.pos): RegExpExecArray | undefined {
    return matchAt(pattern, this.plain, at);
  }

  /** Like `peek`, and moves behind what matched. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const match = this.peek(pattern);
    if (match) this.pos += match[0].length;
    return match;
  }

  skipSeparators(): void {
    this.take(separators);
  }

  /** True when nothing but separators and a closing full stop is left behind that place. */
  atEnd(at: number = this.pos): boolean {
    return this.peek(ending, at) !== undefined;
  }

  /** True where a word can begin: behind a blank, a quotation mark or a Chinese character. */
  startsWord(at: number = this.pos): boolean {
    return this.peek(wordStart, at) !== undefined;
  }

  isMention(at: number = this.pos): boolean {
    return this.#mentions.has(at);
  }

  takeMention(): string | undefined {
    const mention = this.#mentions.get(this.pos);
    if (mention) this.pos = mention.end;
    return mention?.slackUserId;
  }

  /** What stands between quotation marks, with any separators in it. */
  takeQuoted(): string | undefined {
    const from = this.pos;
    const match = this.take(quoted);
    return match && this.slice(from + 1, this.pos - 1);
  }

  /** What a match covers, as it was typed. */
  typed(match: RegExpExecArray): string {
    return this.slice(match.index, match.index + match[0].length);
  }

  /** The text as typed between two places, without the blanks around it. */
  slice(from: number, to: number): string {
    let [start, end] = [from, to];
    while (start < end && this.plain[start] === " ") start += 1;
    while (end > start && this.plain[end - 1] === " ") end -= 1;
    return this.raw.slice(start, end);
  }

  /** The piece of text at a place that a refusal may quote, at most 80 characters. */
  word(at: number = this.pos): string {
    const start = at + (matchAt(separators, this.plain, at)?.[0].length ?? 0);
    const length = matchAt(chunk, this.plain, start)?.[0].length ?? 0;
    return [...this.raw.slice(start, start + length)].slice(0, 80).join("");
  }

  /** @throws Refused with the word that stands here, unless the line has ended. */
  expectEnd(): void {
    if (!this.atEnd()) throw new Refused({ code: "unknownWord", word: this.word() });
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** The character to seek words by: always as long as the one typed, so that the two texts stay in step. */
function folded(typed: string): string {
  if (blank.test(typed)) return " ".repeat(typed.length);
  const plain = typed.normalize("NFKC").toLowerCase();
  if (plain.length !== typed.length) return typed;
  return quote.test(plain) ? '"' : plain;
}
