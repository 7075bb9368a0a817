import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { sandboxClock } from "../../sandbox/clock.ts";

const start = Temporal.Instant.from("2026-10-30T07:30:00Z");
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function setting() {
  const folder = await mkdtemp(join(tmpdir(), "studyhall-clock-"));
  folders.push(folder);
  let machine = Temporal.Instant.from("2030-01-01T00:00:00Z");
  const open = () => sandboxClock(join(folder, "clock.json"), start, { now: () => machine });
  const pass = (minutes: number) => {
    machine = machine.add({ minutes });
  };
  return { open, pass };
}

it("runs like the machine's from its own beginning, and goes on from where it was kept", async () => {
  const { open, pass } = await setting();
  const clock = await open();
  pass(5);
  expect(String(clock.now())).toBe("2026-10-30T07:35:00Z");
  await clock.keep();
  pass(60);
  expect(String((await open()).now())).toBe("2026-10-30T07:35:00Z");
});

it("keeps the moment that it was moved to while it is being kept anyway", async () => {
  const { open } = await setting();
  const clock = await open();
  const keeping = Array.from({ length: 20 }, () => clock.keep());
  const moved = clock.moveTo(Temporal.Instant.from("2026-11-02T00:00:00Z"));
  await Promise.all([...keeping, moved]);
  expect(String((await open()).now())).toBe("2026-11-02T00:00:00Z");
});

it("does not go back", async () => {
  const { open } = await setting();
  const clock = await open();
  await expect(clock.moveTo(start.subtract({ seconds: 1 }))).rejects.toThrow("only moves forward");
});
