import { decoded, type Encoding, judge, type NoText } from "../../files/encoding.ts";
import { once } from "../../files/source.ts";

/** A file as text: how it was written, or why it cannot be read. */
export type Decoded = { text: string; encoding: Encoding } | { refused: NoText };

/** The text of an uploaded file. U+FFFD stands where a byte is none; a zero, which no database keeps, becomes one too. */
export async function decode(bytes: Uint8Array): Promise<Decoded> {
  const judged = await judge(once(bytes));
  if ("is" in judged) return { refused: judged.is };
  const parts = await Array.fromAsync(decoded(once(bytes), judged.encoding));
  return { text: parts.join("").replaceAll("\0", "\ufffd"), encoding: judged.encoding };
}
