/** Characters that a terminal shows two columns wide: Chinese and full-width ones (UAX #11, W and F, without emoji). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/** How many columns a terminal shows a text in. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

/** The columns of the widest text. */
export function widest(texts: string[]): number {
  return Math.max(0, ...texts.map(widthOf));
}

/** The text with blanks behind it, so wide in all; before it where it ends at the same column as others. */
export function padded(text: string, width: number, side: "start" | "end" = "start"): string {
  const blanks = " ".repeat(Math.max(0, width - widthOf(text)));
  return side === "start" ? `${text}${blanks}` : `${blanks}${text}`;
}
