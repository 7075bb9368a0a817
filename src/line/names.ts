import { letter, Reader, sticky } from "./reader.ts";

/**
 * The names that people on a line can be called by. A line is first read without any; `asked` then tells whether it
 * has words that only they could explain, so that a roster is read for such lines alone.
 */
export class Names {
  readonly #names: string[];
  readonly #here: RegExp | undefined;
  readonly #anywhere: RegExp | undefined;
  #asked = false;

  /** @param names in full, as the roster has them */
  constructor(names: readonly string[] = []) {
    const plain = new Set(names.map((name) => new Reader(name.trim()).plain).filter((name) => name !== ""));
    this.#names = [...plain].sort((a, b) => b.length - a.length);
    if (this.#names.length === 0) return;
    const any = anyName(this.#names);
    this.#here = sticky(any);
    this.#anywhere = new RegExp(any, "v");
  }

  get asked(): boolean {
    return this.#asked;
  }

  /** The length of the whole name that stands at a place (0: none), the longest where one begins another. */
  at(reader: Reader, at: number = reader.pos): number {
    if (reader.atEnd(at)) return 0;
    this.#asked = true;
    return this.#here === undefined ? 0 : (reader.peek(this.#here, at)?.[0].length ?? 0);
  }

  /** A whole name that a text holds anywhere. */
  within(text: string): string | undefined {
    this.#asked = true;
    const found = this.#anywhere?.exec(new Reader(text).plain);
    return found ? text.slice(found.index, found.index + found[0].length) : undefined;
  }

  /** True for a text that is nobody's name, but could be a slip of one: a part of it, or another character in it. */
  isNear(text: string): boolean {
    this.#asked = true;
    const wanted = new Reader(text.trim()).plain;
    return this.#names.some((name) => isPart(wanted, name) || isSlip(wanted, name));
  }
}

/**
 * The source of a pattern for any of the names. One in letters stands alone (Lin is not in Linda), which is said once for
 * all of them: said for each, a line about a school's people took a quarter of a second to read.
 */
export const anyName = (names: readonly string[]): string =>
  `(?<!${letter}(?=${letter}))(?:${names.map(sourceOf).join("|")})(?!(?<=${letter})${letter})`;

/** A name with or without the blanks in it. */
function sourceOf(name: string): string {
  const signs = [...name.replaceAll(" ", "")].map(
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return signs.join(" {0,3}");
}

const isHan = (text: string) => /^\p{Script=Han}+$/u.test(text);

function isPart(text: string, name: string): boolean {
  if (isHan(text)) return text.length > 1 && name !== text && name.includes(text);
  return text.length > 1 && name.split(" ").includes(text) && name !== text;
}

/** 王玮 for 王伟, Wang Wie for Wang Wei. */
function isSlip(text: string, name: string): boolean {
  const [typed, real] = [[...text], [...name]];
  if (typed.length !== real.length || typed[0] !== real[0] || typed.length < 2) return false;
  const wrong = typed.filter((sign, index) => sign !== real[index]);
  const sorted = (signs: string[]) => [...signs].sort().join("");
  return wrong.length === 1 || (wrong.length === 2 && sorted(typed) === sorted(real));
}
