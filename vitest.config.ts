import { accessSync, constants } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Where the browser tests look for Chromium (tests/browser/browse.ts). */
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

/**
 * CI runs the tests in two time zones (STUDYHALL_TEST_ZONE), and what tells nothing new in the second run in one of
 * them. "first" leaves out the longest test of dates, which the second zone is harder on; "second" leaves out what knows
 * no dates (server, processes, jobs, Slack's limits and transport), or only those that other tests hold too; that nothing
 * asks the machine for its zone is held by tests/zone.test.ts.
 */
const once: Record<string, string[]> = {
  first: ["tests/simulation/**"],
  second: [
    "tests/{db,jobs,model,requests,scripts}/**",
    "tests/sandbox/**",
    "tests/*.test.ts",
    "tests/bot/*.test.ts",
    "tests/attendance/{form,limits,looking,reminders-answers,request,undo}.test.ts",
    "tests/digest/{deliver,refresh}.test.ts",
    "tests/campaign/{campaign,roster,roster-preview,roster-conflicts}.test.ts",
    "tests/discussion/{doubts,joining,looking,undo,viewpoints}.test.ts",
    "tests/files/{changed-here,encoding,mark,people,problems,real-files}.test.ts",
    "tests/home/{failed,parts,refresh,roles}.test.ts",
    "tests/roster/{at-once,first-meeting,last-administrator,limits,match,one-status,people}.test.ts",
    "tests/roster/{roles-transfer,same-person,slack-accounts,units}.test.ts",
    "tests/topic/{approvals,form,going-on,likeness,looking,tell,undo}.test.ts",
  ],
};

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
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/browser/**", ...(once[process.env.STUDYHALL_TEST_ZONE ?? ""] ?? [])],
          globalSetup: ["tests/support/database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      ...(process.env.CI || hasChromium() ? [browser] : []),
    ],
  },
});
