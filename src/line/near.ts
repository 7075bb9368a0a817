/** So many slips are forgiven: one in a short word, two in a longer one. */
const forgiven = (word: string) => ([...word].length < 5 ? 1 : 2);

/** The one of these words that was probably meant by a word that is none of them; undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((one) => ({ one, slips: slipsBetween(word.toLowerCase(), one.toLowerCase()) }))
    .filter(({ slips }) => slips <= forgiven(word))
    .toSorted((a, b) => a.slips - b.slips);
  return best?.one;
}

/**
 * How many slips of the hand lie between two words: a letter too many, one left out, one for another, two neighbours
 * exchanged (the optimal string alignment distance).
 */
function slipsBetween(from: string, to: string): number {
  const [a, b] = [[...from], [...to]];
  let [before, last] = [[] as number[], b.map((_, at) => at)];
  last.push(b.length);
  for (const [i, letter] of a.entries()) {
    const row = [i + 1];
    for (const [j, other] of b.entries()) {
      const costs = [(last[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, (last[j] ?? 0) + (letter === other ? 0 : 1)];
      if (i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === other) costs.push((before[j - 1] ?? 0) + 1);
      row.push(Math.min(...costs));
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
