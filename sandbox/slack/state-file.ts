import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** A JSON file that is written some time after a change, whole or not at all. */
export type StateFile<T> = {
  /** Undefined when there is no file yet. Throws when there is one that is no JSON. */
  read(): Promise<T | undefined>;
  /** Writes what `current` gives soon; many calls at once are one write. */
  write(current: () => T): void;
  /** Writes now, after any write under way. */
  flush(current: () => T): Promise<void>;
};

const quietMilliseconds = 200;

/** Keeps a state at `path`; the directory is made, the file is readable by its owner only (it holds tokens). */
export function createStateFile<T>(path: string): StateFile<T> {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const store = async (current: () => T) => {
    await mkdir(dirname(path), { recursive: true });
    // A reader, or a process that dies here, meets the old file or the new one, never half of one.
    await writeFile(`${path}.new`, JSON.stringify(current()), { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  const flush = (current: () => T) => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => undefined).then(() => store(current));
    return writing;
  };
  return {
    read: async () => {
      try {
        return JSON.parse(await readFile(path, "utf8")) as T;
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw new Error(`The local workspace's state file ${path} cannot be read`, { cause: error });
      }
    },
    write: (current) => {
      // A write that fails is tried again at the next change, and reported by the flush at the end.
      timer ??= setTimeout(() => void flush(current).catch(() => undefined), quietMilliseconds).unref();
    },
    flush,
  };
}
