import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readCast } from "../../sandbox/cast.ts";
import { startSandbox } from "../../sandbox/index.ts";
import { createDatabase } from "../../src/db/client.ts";
import { portOf } from "../../src/requests/listen.ts";
import { afterwards, testLog } from "../support/bot.ts";
import { freshDatabase } from "../support/database.ts";

afterEach(() => vi.restoreAllMocks());

async function setting() {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  const dataDir = await mkdtemp(join(tmpdir(), "studyhall-sandbox-"));
  afterwards(() => rm(dataDir, { recursive: true }));
  const { url: databaseUrl, drop } = await freshDatabase();
  afterwards(drop);
  return { dataDir, databaseUrl, port: 0, logLevel: "silent" as const };
}

/** The servers of this process that begin to listen from now on, and the first of them once it does. */
function listeners() {
  const all: Server[] = [];
  const first = Promise.withResolvers<Server>();
  const hear = (told: unknown) => {
    if (typeof told !== "object" || told === null || !("server" in told) || !(told.server instanceof Server))
      return;
    all.push(told.server);
    first.resolve(told.server);
  };
  const channel = "tracing:net.server.listen:asyncEnd";
  subscribe(channel, hear);
  afterwards(async () => void unsubscribe(channel, hear));
  return { all, first: first.promise };
}

/** Asks for the page without a rest, as a browser does that was left open; resolves when it is there. */
async function page(port: number): Promise<string> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer?.status === 200) return await answer.text();
    await answer?.text();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("the sandbox", () => {
  it("starts although a browser asks for its page all the time, with each leader's digest set up", async () => {
    const config = await setting();
    const open = listeners().first.then((server) => page(portOf(server)));
    const sandbox = await startSandbox(config, testLog);
    afterwards(() => sandbox.stop());
    expect(await open).toContain("<html");
    const db = createDatabase(config.databaseUrl);
    afterwards(() => db.$disconnect());
    const digests = await db.digestSubscription.findMany({ orderBy: { channelId: "asc" } });
    expect(digests).toMatchObject([
      { channelId: "C0BUREAU", language: "zh-CN" },
      { channelId: "C0DISTRICTS", language: "en" },
    ]);
    const readyz = await fetch(`${sandbox.url}/readyz`);
    expect([readyz.status, await readyz.json()]).toEqual([200, { database: true, slack: true }]);
    expect(await (await fetch(`${sandbox.url}/healthz`)).json()).toEqual({ alive: true });
    // Somebody who reads English begins as somebody who does, where there is something to see.
    const fragment = await (await fetch(`${sandbox.url}/?lang=en`)).text();
    expect(fragment).toContain('data-message-shortcut="discussion.keepMessage"');
    expect(fragment).toMatch(/顾力涵<\/strong><small>bureau leader · administrator · /);
    expect(fragment).toMatch(/Alex Reed<\/strong><small>not on the roster</);
    const english = await (await fetch(sandbox.url, { headers: { "accept-language": "en" } })).text();
    expect(english).toContain("This channel now gets the weekly digest");
    expect(english).toMatch(/class="persona-now"[^>]*title="[^"]*陈秀文/);
  });

  it("leaves a database alone that holds a real workspace", async () => {
    const config = await setting();
    const db = createDatabase(config.databaseUrl);
    afterwards(() => db.$disconnect());
    await db.workspace.create({ data: { slackTeamId: "T0REAL", name: "Real" } });
    const { all } = listeners();
    await expect(startSandbox(config, testLog)).rejects.toThrow("SLACK_BOT_TOKEN");
    expect(await db.workspace.findMany()).toMatchObject([{ slackTeamId: "T0REAL" }]);
    // Nothing is left running: its port is free again.
    expect(all.map(({ listening }) => listening)).toEqual([false]);
  });

  it("says what to do when its data directory cannot be written", async () => {
    const config = await setting();
    const dataDir = join(config.dataDir, "a-file");
    await writeFile(dataDir, "");
    await expect(startSandbox({ ...config, dataDir }, testLog)).rejects.toThrow("STUDYHALL_DATA_DIR");
  });
});

describe("the sandbox's cast", () => {
  it("starts at the sample's own time of day", async () => {
    const folder = await mkdtemp(join(tmpdir(), "studyhall-cast-"));
    afterwards(() => rm(folder, { recursive: true }));
    const write = (name: string, text: string) => writeFile(join(folder, name), text);
    await write("campaign.json", JSON.stringify({ time_zone: "America/New_York" }));
    await write("units.csv", "code,name\nU1,Hill School\n");
    await write("people.csv", "employee_no,name,unit_code,email\nE1,Ann,U1,ann@example.org\n");
    const persona = { employee: "E1", handle: "ann", role: "liaison", language: "en" };
    const channel = { id: "C1", name: "hill", everyone: true };
    const settings = { start: "2026-10-30T15:30", firstChannel: "C1", units: ["U1"] };
    await write("sandbox.json", JSON.stringify({ ...settings, personas: [persona], channels: [channel] }));
    const cast = await readCast({ settings: join(folder, "sandbox.json"), county: folder });
    expect(cast.timeZone).toBe("America/New_York");
    expect(String(cast.start)).toBe("2026-10-30T19:30:00Z");
    expect(cast.personas).toMatchObject([{ name: "Ann", unit: "Hill School" }]);
  });
});
