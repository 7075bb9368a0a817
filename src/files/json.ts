import { type Problem, shown } from "./problems.ts";

/**
 * Reads a .json file that holds one object.
 * @returns it, or undefined when it was reported why not; only a failing disk makes it reject
 */
export async function readJson(
  content: AsyncIterable<string>,
  reader: { problem(problem: Omit<Problem, "file">): void },
): Promise<Record<string, unknown> | undefined> {
  const text = (await Array.fromAsync(content)).join("");
  const [before, ...after] = text.split("\ufffd");
  if (before !== undefined && after.length > 0) {
    const line = before.split("\n").length;
    const value = shown(`${before.slice(-10)}\ufffd`);
    reader.problem({ line, key: "records.lostCharacter", values: { value } });
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
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
