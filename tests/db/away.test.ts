import { expect, it } from "vitest";
import { isDatabaseAway } from "../../src/db/away.ts";

it.each([
  "Client has encountered a connection error and is not queryable",
  "Client has a connection error and is not queryable",
  "Client was closed and is not queryable",
  "Connection terminated unexpectedly",
  "Cannot use a pool after calling end on the pool",
])("takes the driver's “%s” for a database that is away", (message) => {
  expect(isDatabaseAway(new Error(message))).toBe(true);
  expect(isDatabaseAway(new Error("a query failed", { cause: new Error(message) }))).toBe(true);
});

it("does not take a fault of ours for it", () => {
  for (const message of ["division by zero", "the batch left a piece unanswered", "the client is queryable"])
    expect(isDatabaseAway(new Error(message))).toBe(false);
});
