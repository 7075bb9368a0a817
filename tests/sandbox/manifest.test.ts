import { expect, it } from "vitest";
import { readManifest } from "../../sandbox/manifest.ts";

const file = new URL("../../manifest.yml", import.meta.url);

it("offers every shortcut by its one name, as Slack does, each where Slack shows it", async () => {
  const { shortcuts, messageShortcuts } = await readManifest(file);
  const all = [...shortcuts, ...messageShortcuts];
  expect(messageShortcuts.map(({ callbackId }) => callbackId)).toEqual(["discussion.keepMessage"]);
  expect(shortcuts.map(({ callbackId }) => callbackId)).toContain("attendance.record");
  for (const { label } of all) expect(label.en).toBe(label["zh-CN"]);
  expect(all.map(({ label }) => label.en)).toContain("Record attendance 登记考勤");
});

it("lists the commands with what they are for", async () => {
  const { commands } = await readManifest(file);
  expect(commands.find(({ command }) => command === "/attendance")).toMatchObject({
    description: expect.stringContaining("考勤"),
    usageHint: expect.stringContaining("here"),
  });
});
