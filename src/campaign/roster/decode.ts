import { isUtf8 } from "node:buffer";

/** A file as text: how it was written, or why it cannot be read. */
export type Decoded =
  | { text: string; encoding: "utf-8" | "gb18030" }
  | { refused: "excel" | "notText" | "empty" };

/**
 * The text of an uploaded file. Spreadsheets in Chinese save a CSV as GB18030 (which holds GBK and GB2312) unless told
 * otherwise; what is not UTF-8 and reads as such without a single fault is taken for it.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { refused: "empty" };
  // A workbook (.xlsx) is a zip; the older one begins with the mark of a compound file.
  const starts = (...mark: number[]) => mark.every((byte, at) => bytes[at] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0xd0, 0xcf, 0x11, 0xe0)) return { refused: "excel" };
  if (isUtf8(bytes)) return textIn(bytes, "utf-8");
  return textIn(bytes, "gb18030");
}

function textIn(bytes: Uint8Array, encoding: "utf-8" | "gb18030"): Decoded {
  try {
    // The byte order mark is left out by the decoder.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // Bytes of something else often have a place in GB18030 too: where only rare or private signs stand.
    return /[\0\p{Co}\p{Cn}]/u.test(text) ? { refused: "notText" } : { text, encoding };
  } catch {
    return { refused: "notText" };
  }
}
