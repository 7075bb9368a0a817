import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Where the files of an import come from. */
export type Source = {
  /** The names of its files. */
  present: string[];
  /** A file's size in bytes, and its content as it comes. Rejects, with `syscall`, where a disk fails. */
  open(name: string): Promise<{ size: number; content: AsyncIterable<Buffer> }>;
};

/** The folder cannot be read, or holds no file of the format. */
export class NoRecords extends Error {
  readonly reason: "noFolder" | "noFiles";
  constructor(reason: "noFolder" | "noFiles") {
    super(reason);
    this.name = "NoRecords";
    this.reason = reason;
  }
}

/** The files of a folder on the disk. @throws NoRecords when it cannot be read */
export async function folderSource(folder: string): Promise<Source> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) throw new NoRecords("noFolder");
  return {
    present: entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
    async open(name) {
      const path = join(folder, name);
      return { size: (await stat(path)).size, content: createReadStream(path) };
    },
  };
}

/** Files that are in memory, as texts by name. */
export function textSource(files: Record<string, string>): Source {
  return {
    present: Object.keys(files),
    async open(name) {
      const content = Buffer.from(files[name] ?? "");
      return { size: content.length, content: once(content) };
    },
  };
}

/** Bytes that are in memory, as a content that comes. */
export async function* once<Bytes extends Uint8Array>(content: Bytes): AsyncIterable<Bytes> {
  yield content;
}
