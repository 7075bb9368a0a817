import { createServer, type Socket } from "node:net";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase, type Database, ping } from "../../src/db/client.ts";
import { bareDatabase, type FreshDatabase } from "../support/database.ts";

let database: FreshDatabase;
let db: Database;

beforeEach(async () => {
  database = await bareDatabase();
  db = createDatabase(database.url, { poolSize: 3 });
  await db.$executeRaw`CREATE TABLE parent (id int PRIMARY KEY)`;
  await db.$executeRaw`CREATE TABLE child (parent_id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)`;
});
afterEach(async () => {
  await db.$disconnect();
  await database.drop();
});

async function outside(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

const END_OTHERS =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

describe("the database client", () => {
  it("rejects when the commit itself fails", async () => {
    const attempt = db.$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO child VALUES (1)`;
      return "saved";
    });
    await expect(attempt).rejects.toThrow(/ForeignKeyConstraintViolation/);
    expect(await outside("SELECT * FROM child")).toEqual([]);
  });

  it("rejects a transaction whose body swallowed a statement's failure: the server keeps nothing of it", async () => {
    const attempt = db.$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO parent VALUES (1)`;
      await tx.$executeRaw`INSERT INTO parent VALUES (1)`.catch(() => undefined);
      return "saved";
    });
    await expect(attempt).rejects.toThrow(/rolled back/);
    expect(await outside("SELECT * FROM parent")).toEqual([]);
  });

  it("rejects when the connection is lost between the last statement and the commit", async () => {
    const attempt = db.$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO parent VALUES (1)`;
      await outside(END_OTHERS);
      return "saved";
    });
    await expect(attempt).rejects.toThrow();
    expect(await outside("SELECT * FROM parent")).toEqual([]);
  });

  it("works again after all its connections were ended, without ending the process", async () => {
    await Promise.all([db.$queryRaw`SELECT 1`, db.$queryRaw`SELECT 1`, db.$queryRaw`SELECT 1`]);
    await outside(END_OTHERS);
    const again = async (): Promise<unknown> => db.$queryRaw`SELECT 1 AS one`.catch(again);
    expect(await again()).toEqual([{ one: 1 }]);
  });

  it("ends a statement that runs too long, and goes on", async () => {
    const hasty = createDatabase(database.url, { statementTimeout: 50 });
    await expect(hasty.$queryRaw`SELECT pg_sleep(20)`).rejects.toThrow(/statement timeout/);
    await expect(ping(hasty)).resolves.toBeUndefined();
    await hasty.$disconnect();
  });
});

describe("ping", () => {
  it("resolves when the database answers", async () => {
    await expect(ping(db)).resolves.toBeUndefined();
  });

  it("rejects when nobody listens", async () => {
    const nobody = createDatabase("postgresql://nobody:secret@127.0.0.1:1/none");
    await expect(ping(nobody)).rejects.toThrow();
    await nobody.$disconnect();
  });

  it("gives up on a server that accepts the connection and says nothing", async () => {
    const sockets = new Set<Socket>();
    const mute = createServer((socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const address = mute.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const stuck = createDatabase(`postgresql://nobody:secret@127.0.0.1:${port}/none`);
    await expect(ping(stuck, 50)).rejects.toThrow(/did not answer in 50 ms/);
    for (const socket of sockets) socket.destroy();
    mute.close();
    await stuck.$disconnect();
  });
});
