import { isUtf8 as bufferIsUtf8, isAscii } from "node:buffer";

/**
 * How a file was written, found for the whole of it before anything is read: Excel saves a CSV in UTF-8, in the
 * encoding of the system (GB18030 holds GBK and GB2312), or as "Unicode text" (UTF-16 with tabs).
 */
export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

/** Why a file cannot be read as text; "unclear": two encodings fit, and they say different names. */
export type NoText = "empty" | "workbook" | "word" | "pdf" | "webPage" | "archive" | "noText" | "unclear";

/** `tabs`: its columns stand behind tabs, not commas. */
export type Judged = { encoding: Encoding; tabs: boolean } | { is: NoText };

/** So much of a file shows what it is, and holds its header. */
const headBytes = 8192;

/** Reads all of a file once, in parts of any size. Rejects where the disk fails. */
export async function judge(content: AsyncIterable<Uint8Array>): Promise<Judged> {
  const kept: Uint8Array[] = [];
  let size = 0;
  const seen = tally();
  for await (const chunk of byLines(content)) {
    seen.take(chunk);
    if (size < headBytes) kept.push(chunk.subarray(0, headBytes - size));
    size += chunk.length;
  }
  if (size === 0) return { is: "empty" };
  const head = Buffer.concat(kept);
  const is = kindOf(head);
  if (is) return { is };
  const marked = markOf(head);
  const encoding = marked ?? seen.encoding(size);
  if (encoding === "unclear" || encoding === "noText") return { is: encoding };
  return { encoding, tabs: hasTabs(new TextDecoder(encoding).decode(head)) };
}

/** The text in parts, without its byte order mark; U+FFFD stands where bytes are none. */
export async function* decoded(
  content: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  if (encoding === "gb18030") for await (const lines of byLines(content)) yield decoder.decode(lines);
  else {
    for await (const chunk of content) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  }
}

/**
 * The same in parts of whole lines: a line's end is no part of a longer character in UTF-8 or GB18030, and Node's
 * decoder of the latter throws where a part ends inside of what is no character, though it was not told to.
 */
async function* byLines(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  for await (const chunk of content) {
    const end = chunk.lastIndexOf(0x0a) + 1;
    if (end > 0) yield Buffer.concat([...rest, chunk.subarray(0, end)]);
    rest = end > 0 ? [chunk.subarray(end)] : [...rest, chunk];
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield last;
}

/** What other kinds of files begin with. A workbook and a Word file are archives with names inside. */
function kindOf(head: Buffer): NoText | undefined {
  const text = head.toString("latin1").replaceAll("\0", "");
  if (text.startsWith("PK\x03\x04")) {
    if (/xl\/|mimetypeapplication\/vnd\.oasis\.opendocument\.spreadsheet/.test(text)) return "workbook";
    return /word\//.test(text) ? "word" : "archive";
  }
  // The mark of the older Office's files; whoever calls one .csv has a table in it.
  if (text.startsWith("\xd0\xcf\x11\xe0")) return "workbook";
  if (text.startsWith("%PDF")) return "pdf";
  if (text.startsWith("{\\rtf")) return "word";
  return /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<[!?a-z]/i.test(text) ? "webPage" : undefined;
}

function markOf(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : undefined;
}

/** A line of a CSV may hold a tab, hardly several and no comma between them. */
const hasTabs = (head: string): boolean =>
  head.split(/[\r\n]+/, 20).some((line) => line.split("\t").length > Math.max(2, line.split(",").length));

/** What speaks for one encoding or the other, counted over the whole file. */
function tally() {
  const utf8 = new TextDecoder("utf-8");
  const gb18030 = new TextDecoder("gb18030");
  const count = { zeros: 0, utf8: 0, notUtf8: 0, chinese: 0, notGb18030: 0, pairs: 0 };
  let isUtf8 = true;
  let latin = false;
  return {
    /** @param chunk whole lines */
    take(chunk: Uint8Array) {
      if (isAscii(chunk) && !chunk.includes(0)) return;
      isUtf8 &&= bufferIsUtf8(chunk);
      const [one, other] = [utf8.decode(chunk), gb18030.decode(chunk)];
      count.utf8 += matches(one, beyondAscii);
      count.chinese += matches(one, /[\u0800-\ufffc]/g);
      count.notUtf8 += matches(one, /\ufffd/g);
      count.notGb18030 += matches(other, /\ufffd/g);
      count.zeros += matches(one, /\0/g);
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString("latin1");
      // GB2312's characters, which every Chinese text has, are two bytes from A1 on.
      count.pairs += matches(bytes, /[\xa1-\xf7][\xa1-\xfe]/g);
      latin ||= /[a-z][\x80-\xff]|[\x80-\xff][a-z]/i.test(bytes);
      // Two bytes of UTF-8 that are no Chinese characters of GB2312.
      latin ||= /[\x80-\xff]/.test(bytes.replaceAll(/[\xb0-\xf7][\xa1-\xfe]/g, ""));
    },
    encoding(size: number): Encoding | "unclear" | "noText" {
      if (count.zeros > size / 100 + 1) return "noText";
      // 通 in GB2312 is also valid UTF-8, for a sign that nobody writes alone.
      if (isUtf8) return count.utf8 > 0 && count.chinese === 0 && !latin ? "unclear" : "utf-8";
      // A text with a few broken bytes; in another encoding most of what is no ASCII would be broken.
      if (count.utf8 > count.notUtf8) return "utf-8";
      if (count.notGb18030 > count.pairs / 10 + 1) return "noText";
      // Without one common character it is more likely in a Western encoding, and "Süd" would be read as "S黡".
      return count.pairs === 0 ? "unclear" : "gb18030";
    },
  };
}

const beyondAscii = /[\u0080-\ufffc]/g;
const matches = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
