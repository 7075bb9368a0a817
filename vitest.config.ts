import { defineConfig } from "vitest/config";

/** `npm test` runs the project "node"; "browser" needs Chromium and is run by `npm run test:browser` and in CI. */
export default defineConfig({
  test: {
    // The last run to end stops the database, which writes everything to disk first.
    teardownTimeout: 60_000,
    projects: [
      {
        test: {
          name: "node",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/browser/**"],
          globalSetup: ["tests/support/database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: ["tests/support/database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // One Chromium at a time: two cores.
          fileParallelism: false,
        },
      },
    ],
  },
});
