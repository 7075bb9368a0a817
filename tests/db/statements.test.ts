import { expect, it } from "vitest";
import { createDatabase } from "../../src/db/client.ts";
import { statementNames } from "../../src/db/statements.ts";
import { afterwards } from "../support/bot.ts";
import { bareDatabase } from "../support/database.ts";

it("names what comes again, each text by one name of its own", () => {
  const nameOf = statementNames();
  const names = (sql: string) => [1, 2, 3, 4].map(() => nameOf({ sql }));
  const [first, second, third, fourth] = names("SELECT 1");
  expect([first, second]).toEqual(["", ""]);
  expect(third).not.toBe("");
  expect(fourth).toBe(third);
  expect(names("SELECT 2")).not.toContain(third);
});

it("names nothing that begins or ends a transaction, and no more texts than it may", () => {
  const nameOf = statementNames(2);
  const often = (sql: string) => [1, 2, 3, 4].map(() => nameOf({ sql })).at(-1);
  for (const sql of ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT a"]) expect(often(sql)).toBe("");
  expect(["SELECT 1", "SELECT 2", "SELECT 3"].map(often).filter((name) => name !== "")).toHaveLength(2);
});

it("goes on with a statement that failed, in a transaction that had failed too", async () => {
  const database = await bareDatabase();
  afterwards(database.drop);
  const db = createDatabase(database.url, { poolSize: 1 });
  afterwards(() => db.$disconnect());
  const half = (of: number) => db.$queryRaw<{ of: number }[]>`SELECT 10 / ${of}::int AS of`;
  for (let time = 0; time < 5; time += 1) {
    await expect(half(0)).rejects.toThrow(/division by zero/);
    const failed = db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 / 0`.catch(() => undefined);
      return tx.$queryRaw`SELECT ${time}::int + 1 AS next`;
    });
    await expect(failed).rejects.toThrow(/aborted/);
  }
  expect(await half(2)).toEqual([{ of: 5 }]);
  expect(await db.$transaction((tx) => tx.$queryRaw`SELECT ${1}::int + 1 AS next`)).toEqual([{ next: 2 }]);
});
