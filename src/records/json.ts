import { isUtf8 } from "node:buffer";
import type { Problem } from "./problems.ts";

/**
 * Reads a .json file that holds one object.
 * @returns it, or undefined when it was reported why not; only a failing disk makes it reject
 */
export async function readJson(
  chunks: AsyncIterable<Buffer>,
  reader: { problem(problem: Omit<Problem, "file">): void; bytes(chunk: Buffer): void },
): Promise<Record<string, unknown> | undefined> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) {
    reader.bytes(chunk);
    all.push(chunk);
  }
  const content = Buffer.concat(all);
  if (!isUtf8(content)) {
    reader.problem({ key: "records.notUtf8", values: {} });
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(content.toString("utf8").replace(/^\ufeff/, ""));
    if (isObject(value)) return value;
    reader.problem({ key: "records.notObject", values: {} });
  } catch (error) {
    // V8 says where: "… in JSON at position 31 (line 4 column 2)".
    const line = /\(line (\d+) /.exec(String(error))?.[1];
    reader.problem({
      line: line === undefined ? undefined : Number(line),
      key: "records.notJson",
      values: {},
    });
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
