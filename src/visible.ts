/**
 * Text as it is seen. What cannot be seen makes two names that look the same two names, lets a reason run backwards
 * over what stands behind it, and breaks a line where there is one only; so it is taken away where text comes in.
 *
 * Taken away: control characters but for line breaks and tabs, the controls of writing direction, and what has no
 * width (U+200B, U+2060, U+FEFF, soft hyphens, tags outside of a flag). Joiners stay where they shape what is seen:
 * U+200D between the parts of an emoji, U+200C and U+200D after a letter or sign of a script that joins (Arabic,
 * Indic scripts and their like). Variation selectors stay: they choose among shapes of a character. Nothing that can
 * be seen is ever changed.
 */

/** Most texts hold nothing of it, and a file has a hundred thousand of them. */
const suspicious =
  /(?![\n\t])\p{Cc}|[\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

const unseen = /[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e001f}]/gu;
/** A flag is written as 🏴 and tags. */
const strayTags = /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007f}]/gu;
const joins =
  "\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mong}\\p{scx=Nkoo}\\p{scx=Mand}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}" +
  "\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}";
const emoji = "\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f";
const strayJoiners = new RegExp(
  `(?<![${joins}${emoji}])[\\u200c\\u200d]|(?<=[${emoji}])(?:\\u200c|\\u200d(?!\\p{Extended_Pictographic}))`,
  "gu",
);
const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const controls = /(?![\n\t])\p{Cc}/gu;

/** Without what has no width and no shape; control characters and line breaks stay, for whoever refuses them. */
export const withoutUnseen = (text: string): string =>
  suspicious.test(text) ? text.replace(unseen, "").replace(strayTags, "").replace(strayJoiners, "") : text;

/** A text of several lines as it is seen; each line break is "\n". */
export const visible = (text: string): string =>
  suspicious.test(text) ? withoutUnseen(text.replace(lineBreaks, "\n").replace(controls, "")) : text;

/** A text of one line as it is seen: where a line broke there is a space. */
export const visibleLine = (text: string): string => visible(text).replaceAll(/[\n\t]+/g, " ");
