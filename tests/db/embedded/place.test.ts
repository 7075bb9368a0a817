import { chmod, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { choosePlace } from "../../../src/db/embedded/place.ts";
import { createLogger } from "../../../src/log.ts";

const isRoot = process.getuid?.() === 0;
let base: string;
let said: string[];
const log = createLogger("warn", { write: (line) => void said.push(line) });

beforeEach(async () => {
  said = [];
  base = await mkdtemp(path.join(tmpdir(), "studyhall-place-"));
  await chmod(base, 0o755);
});
afterEach(() => rm(base, { recursive: true, force: true }));

describe("choosePlace", () => {
  it("is below the data directory, and belongs to the user that runs the server", async () => {
    const { home, account } = await choosePlace(path.join(base, "data"), log, path.join(base, "open"));
    expect(home).toBe(path.join(base, "data/postgres"));
    expect((await stat(home)).uid).toBe(account?.uid ?? process.getuid?.());
    expect(said).toEqual([]);
  });

  it("never runs the server as root", async () => {
    const { account } = await choosePlace(path.join(base, "data"), log, path.join(base, "open"));
    expect(account?.uid ?? process.getuid?.()).toBeGreaterThan(0);
  });

  it("is elsewhere, and says where, when that user cannot pass a closed parent", async () => {
    await mkdir(path.join(base, "closed"), { mode: 0o700 });
    const dataDir = path.join(base, "closed/data");
    const { home } = await choosePlace(dataDir, log, path.join(base, "open"));
    // Only root runs the server as somebody else: for others no directory of their own is closed.
    expect(home.startsWith(path.join(base, isRoot ? "open/" : "closed/"))).toBe(true);
    expect(said.join("").includes(home)).toBe(isRoot);
    expect(await choosePlace(dataDir, log, path.join(base, "open"))).toMatchObject({ home });
  });
});
