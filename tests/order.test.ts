import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

/** From the ground up: what stands in a line imports what stands above it, and nothing below or beside it. */
const floors = `
  calendar.ts clock.ts config.ts health.ts json.ts log.ts visible.ts
  i18n
  errors.ts
  line
  db
  org
  slack
  figures
  files
  jobs
  history
  form
  messages
  feature.ts
  requests
  undo
  kind
  attendance discussion topic roster group plan mobilization note lecture visit issue inspection publicity
  campaign
  reminders digest home
  features.ts
  app.ts cli
  bot.ts
  main.ts
  cli.ts`;

const floorOf = new Map(
  floors.split("\n").flatMap((line, floor) =>
    line
      .trim()
      .split(" ")
      .map((room) => [room, floor] as const),
  ),
);
const src = fileURLToPath(new URL("../src", import.meta.url));
const roomOf = (path: string) => path.split("/")[0] ?? "";

it("no folder imports one that stands below it", () => {
  const paths = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
  const wrong = paths.flatMap((path) => {
    const imports = readFileSync(join(src, path), "utf8").matchAll(/(?:from |import\()"(\.[^"]+)"/g);
    const rooms = [...imports].map(([, file = ""]) => roomOf(normalize(join(dirname(path), file))));
    const here = floorOf.get(roomOf(path)) ?? -1;
    return rooms
      .filter((room) => room !== roomOf(path) && room !== ".." && (floorOf.get(room) ?? Infinity) >= here)
      .map((room) => `${path} imports ${room}`);
  });
  expect(wrong).toEqual([]);
});
