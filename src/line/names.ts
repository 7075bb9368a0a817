import { nameKey } from "../i18n/names.ts";
import { letter, Reader } from "./reader.ts";

/** The names that begin alike share their beginning; `ends` where one of them is whole. */
type Branch = { next: Map<string, Branch>; ends: boolean };
type Known = { key: string; words: string[] };

/** Between the signs of a name as typed there may be so many blanks, dots and the like. */
const mostBeside = 3;
const isLetter = new RegExp(letter, "v");
const betweenWords = /[^\p{L}\p{M}\p{N}]+/u;

/**
 * The names that people on a line can be called by. A line is first read without any; `asked` then tells whether it
 * has words that only they could explain, so that a roster is read for such lines alone. Names are compared by their
 * keys, sign by sign: nothing has to be compiled for a roster.
 */
export class Names {
  readonly #names: Known[];
  readonly #tree: Branch = { next: new Map(), ends: false };
  #asked = false;

  /** @param names in full, as the roster has them */
  constructor(names: readonly string[] = []) {
    this.#names = names.map((name) => known(new Reader(name.trim()).plain)).filter(({ key }) => key !== "");
    for (const { key } of this.#names) {
      let branch = this.#tree;
      for (const sign of key) {
        const next = branch.next.get(sign) ?? { next: new Map(), ends: false };
        branch.next.set(sign, next);
        branch = next;
      }
      branch.ends = true;
    }
  }

  get asked(): boolean {
    return this.#asked;
  }

  /** The length of the whole name that stands at a place (0: none), the longest where one begins another. */
  at(reader: Reader, at: number = reader.pos): number {
    return this.lengthsAt(reader, at)[0] ?? 0;
  }

  /** The lengths of all the names that stand at a place, the longest first: 王伟 and 王伟明 both begin 王伟明天请假. */
  lengthsAt(reader: Reader, at: number = reader.pos): number[] {
    if (reader.atEnd(at)) return [];
    this.#asked = true;
    return this.#lengths(reader.plain, at);
  }

  /** A whole name that a text holds anywhere. */
  within(text: string): string | undefined {
    this.#asked = true;
    const { plain } = new Reader(text);
    for (let at = 0; at < plain.length; at += 1) {
      const [length] = this.#lengths(plain, at);
      if (length !== undefined) return text.slice(at, at + length);
    }
    return undefined;
  }

  /** True for a text that is nobody's name, but could be a slip of one: a part of it, or another character in it. */
  isNear(text: string): boolean {
    this.#asked = true;
    const wanted = known(new Reader(text.trim()).plain);
    return this.#names.some((name) => isPart(wanted.key, name) || isSlip(wanted.key, name.key));
  }

  #lengths(plain: string, from: number): number[] {
    const found: number[] = [];
    let branch: Branch | undefined = this.#tree;
    let beside = 0;
    for (let at = from; at < plain.length; ) {
      const sign = String.fromCodePoint(plain.codePointAt(at) ?? 0);
      const key = signKey(sign);
      if (key === "") beside += 1;
      // What stands before a name is no part of it, and a mention is in no name.
      if (beside > mostBeside || (key === "" && at === from) || sign === mention) break;
      for (const one of key) branch = branch?.next.get(one);
      if (!branch) break;
      if (key !== "") beside = 0;
      at += sign.length;
      if (branch.ends && key !== "" && standsAlone(plain, from, at)) found.unshift(at - from);
    }
    return found;
  }
}

const mention = "\u0001";

function known(plain: string): Known {
  const words = plain.split(betweenWords).filter((word) => word !== "");
  return { key: [...plain].map(signKey).join(""), words };
}

/** What one sign adds to the key of a name: nothing where it stands beside the letters only. */
function signKey(sign: string): string {
  if (isPlain.test(sign)) return sign;
  // Alone a sign is its own key, whatever it is.
  return nameKey(`一${sign}`).slice(1);
}
const isPlain = /^[a-z\d\u4e00-\u9fff]$/;

/** Lin is not in Linda. */
const standsAlone = (plain: string, from: number, to: number): boolean =>
  !runsOn(plain, from) && !runsOn(plain, to);

/** True where letters stand on both sides of a place. */
function runsOn(plain: string, at: number): boolean {
  const before = plain.slice(Math.max(0, at - 2), at).match(/.$/su)?.[0] ?? "";
  return isLetter.test(before) && isLetter.test(String.fromCodePoint(plain.codePointAt(at) ?? 0));
}

const isHan = (text: string) => /^\p{Script=Han}+$/u.test(text);

function isPart(text: string, { key, words }: Known): boolean {
  if (text.length < 2 || text === key) return false;
  return isHan(text) ? key.includes(text) : words.includes(text);
}

/** 王玮 for 王伟, Wang Wie for Wang Wei. */
function isSlip(text: string, name: string): boolean {
  const [typed, real] = [[...text], [...name]];
  if (typed.length !== real.length || typed[0] !== real[0] || typed.length < 2) return false;
  const wrong = typed.filter((sign, index) => sign !== real[index]);
  const sorted = (signs: string[]) => [...signs].sort().join("");
  return wrong.length === 1 || (wrong.length === 2 && sorted(typed) === sorted(real));
}
