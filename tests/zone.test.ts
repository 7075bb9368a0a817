import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

/** What answers by the zone that the machine, or the database's session, happens to have. */
const asksTheMachine =
  /\.get(Day|Date|Hours|Minutes|Month|FullYear|TimezoneOffset)\(|\.set(Date|Hours|Month)\(|Temporal\.Now\.(plain|zoned|timeZone)|CURRENT_DATE|CURRENT_TIME|LOCALTIME|now\(\)::date|DateTimeFormat\((?![^;]*timeZone)/;

it.each(["src", "sandbox", "scripts"])("nothing in %s asks the machine for its time zone", (folder) => {
  const root = fileURLToPath(new URL(`../${folder}`, import.meta.url));
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.includes("generated"),
  );
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => asksTheMachine.test(readFileSync(join(root, path), "utf8")))).toEqual([]);
});
