/** The word that was probably meant, where one was misspelt. */

/**
 * The number of single-character changes (leaving out, adding, replacing, or exchanging two neighbours) that lead from
 * one word to the other: Damerau–Levenshtein distance in its restricted form (optimal string alignment).
 */
export function distance(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let twoBack: number[] = [];
  let back = to.map((_, at) => at + 1);
  back.unshift(0);
  for (const [row, letter] of from.entries()) {
    const here = [row + 1];
    for (const [column, other] of to.entries()) {
      const replaced = (back[column] ?? 0) + (letter === other ? 0 : 1);
      const best = Math.min(replaced, (back[column + 1] ?? 0) + 1, (here[column] ?? 0) + 1);
      const isExchange =
        row > 0 && column > 0 && letter === to[column - 1] && from[row - 1] === other && letter !== other;
      here.push(isExchange ? Math.min(best, (twoBack[column - 1] ?? 0) + 1) : best);
    }
    twoBack = back;
    back = here;
  }
  return back[to.length] ?? 0;
}

const isHan = (text: string) => /^\p{Script=Han}+$/u.test(text);

/** How many changes still make it the same word: of two Chinese characters one, of Latin ones a third of them. */
function allowed(word: string): number {
  const { length } = [...word];
  if (isHan(word)) return length < 2 ? 0 : Math.max(1, Math.floor(length / 3));
  return length < 4 ? 0 : Math.min(2, Math.floor(length / 3));
}

/**
 * The one of the words that was probably meant; none for a word that is one of them, or like none.
 * @param typed a word as typed; what Chinese writes behind it without a blank may follow (状太青溪小学)
 * @returns the word, and how much of what was typed stands for it (in UTF-16 units)
 */
export function nearest(
  typed: string,
  words: readonly string[],
): { word: string; length: number } | undefined {
  const plain = typed.normalize("NFKC").toLowerCase();
  // What stands in it in another width or case may be longer than it was typed: then nothing can be cut from it.
  if (plain.length !== typed.length || words.includes(plain)) return undefined;
  let best: { word: string; length: number; changes: number } | undefined;
  for (const word of words) {
    const isGlued = isHan(word) && plain.length > word.length;
    const part = isGlued ? plain.slice(0, word.length) : plain;
    if (part === word) return undefined;
    const changes = distance(part, word);
    if (changes <= allowed(word) && changes < (best?.changes ?? Number.POSITIVE_INFINITY))
      best = { word, length: part.length, changes };
  }
  return best && { word: best.word, length: best.length };
}
