import { accessSync, constants } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Where the browser tests look for Chromium (tests/browser/browse.ts). */
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

/**
 * CI runs the tests in two time zones (STUDYHALL_TEST_ZONE). The first has all but the longest test of dates, which the
 * second zone is harder on; the second has what reckons with days, weeks and months. That nothing else asks the machine
 * for its zone is held by tests/zone.test.ts.
 */
const zone = process.env.STUDYHALL_TEST_ZONE;
const longest = ["tests/simulation/**"];
const reckoning = [
  "tests/{figures,i18n,line,org,simulation}/**/*.test.ts",
  "tests/{calendar,zone}.test.ts",
  "tests/attendance/{holiday-week,leave-span,lines,lines-recorded,merged,parse,parse-properties}.test.ts",
  "tests/attendance/{pure,reminders-ladder,service}.test.ts",
  "tests/campaign/{closing,lines}.test.ts",
  "tests/digest/{facts,parse,schedule,view}.test.ts",
  "tests/discussion/{figures,lines,parse,pure}.test.ts",
  "tests/reminders/*.test.ts",
  "tests/roster/{stays,transfer}.test.ts",
  "tests/topic/{figures,rules}.test.ts",
];

/** Tests of the sandbox's page in a real browser. CI always runs them; elsewhere they need Chromium. */
const browser = {
  test: {
    name: "browser",
    include: ["tests/browser/**/*.test.ts"],
    globalSetup: ["tests/support/database.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A message in a channel is brought up to date by a job: as patient as the page's other waits (browse.ts).
    expect: { poll: { timeout: 8000 } },
    // One Chromium at a time: two cores.
    fileParallelism: false,
  },
};

function hasChromium(): boolean {
  try {
    accessSync(chromium, constants.X_OK);
    return true;
  } catch {
    console.warn(
      `Chromium is not at ${chromium}: the tests in tests/browser are left out. Install it (Debian: apt-get install chromium), or say where it is with CHROMIUM=….`,
    );
    return false;
  }
}

export default defineConfig({
  test: {
    // The last run to end stops the database, which writes everything to disk first.
    teardownTimeout: 60_000,
    // A test mostly waits, for the database or for somebody's time to pass: a core can serve more than one of them.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: "node",
          include: zone === "second" ? reckoning : ["tests/**/*.test.ts"],
          exclude: ["tests/browser/**", ...(zone === "first" ? longest : [])],
          globalSetup: ["tests/support/database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      ...(process.env.CI || hasChromium() ? [browser] : []),
    ],
  },
});
