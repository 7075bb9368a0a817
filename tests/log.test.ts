import { afterEach, describe, expect, it, vi } from "vitest";
import { boltLogger, createLogger, during, hideSecrets } from "../src/log.ts";

function record(level: "info" | "debug" = "info", secrets: string[] = []) {
  const lines: string[] = [];
  const log = createLogger(level, { write: (line) => void lines.push(line) }, secrets);
  return { log, text: () => lines.join(""), last: () => JSON.parse(lines.at(-1) ?? "null") };
}

describe("hideSecrets", () => {
  it.each([
    ["xoxb-123-456-abcDEF"],
    ["xapp-1-A0B-123-abc"],
    ["xoxe.xoxp-1-abc"],
    ["Bearer abcdefgh12345"],
    ["postgresql://bot:hunter2@db.example:5432/x"],
    ["postgres://bot:p@ss@db.example/x"],
    ["https://hooks.slack.com/actions/T0/1/abc"],
    ["token=abc123&channel=C1"],
    ['{"signing_secret":"abc"}'],
    ['{"Authorization":"abc \\" def"}'],
    ["{ password: 'abc' }"],
  ])("hides what opens a door in %s", (text) => {
    const hidden = hideSecrets(`before ${text} after`);
    expect(hidden).toMatch(/^before .*\[hidden\].* after$/);
    expect(hidden).not.toMatch(/hunter2|p@ss|ss@|abc/);
  });

  it("keeps what a reader needs of a database address", () => {
    expect(hideSecrets("postgresql://bot:hunter2@db.example:5432/x")).toBe(
      "postgresql://bot:[hidden]@db.example:5432/x",
    );
  });

  it("leaves ordinary text alone", () => {
    const text = "Saved for Qingxi Primary: 22 present, token lecture at 10:30, a-b@example.org";
    expect(hideSecrets(text)).toBe(text);
  });
});

describe("createLogger", () => {
  it("hides secrets in messages, nested fields and errors with their stacks", () => {
    const { log, text } = record("info", ["0123456789abcdef"]);
    log.info("token xoxb-1-message");
    log.info({ request: { headers: { authorization: "plain" }, url: "postgres://a:b1c2@h/d" } }, "nested");
    log.error({ error: new Error("xoxb-1-error", { cause: new Error("xapp-1-cause") }) }, "failed");
    log.info("secret 0123456789abcdef by value");
    expect(text()).not.toMatch(/xoxb-1|xapp-1|plain|b1c2|0123456789abcdef/);
    expect(text().match(/\[hidden\]/g)?.length).toBeGreaterThanOrEqual(6);
  });

  it("writes lines that stay JSON when something in them was hidden", () => {
    const { log, last } = record();
    log.info({ password: 'with "quotes"', kept: "value" }, "said");
    expect(last()).toMatchObject({ password: "[hidden]", kept: "value", msg: "said" });
  });

  it("writes nothing below its level", () => {
    const { log, text } = record();
    log.debug("detail");
    expect(text()).toBe("");
  });
});

describe("boltLogger", () => {
  it("passes Bolt's words on as one sentence, with its error", () => {
    const { log, last } = record();
    boltLogger(log).warn("socket closed", { code: 1006 }, new Error("gone"));
    expect(last()).toMatchObject({
      level: 40,
      msg: 'socket closed {"code":1006} gone',
      error: { message: "gone" },
    });
  });

  it("keeps our level when Bolt sets one", () => {
    const { log, text } = record();
    const bolt = boltLogger(log);
    bolt.setLevel(bolt.getLevel());
    bolt.debug("detail");
    expect(text()).toBe("");
  });
});

describe("during", () => {
  afterEach(() => vi.useRealTimers());

  it("says what is being done, and every two seconds that it goes on", async () => {
    vi.useFakeTimers();
    const { log, text } = record();
    const { promise, resolve } = Promise.withResolvers<string>();
    const done = during(log, "Loading the sample", () => promise);
    await vi.advanceTimersByTimeAsync(4100);
    resolve("loaded");
    expect(await done).toBe("loaded");
    await vi.advanceTimersByTimeAsync(10_000);
    const said = text().trim().split("\n");
    expect(said.map((line) => JSON.parse(line).msg)).toEqual([
      "Loading the sample …",
      "Loading the sample … (2 s)",
      "Loading the sample … (4 s)",
    ]);
  });

  it("ends with the work when that fails", async () => {
    vi.useFakeTimers();
    const { log } = record();
    await expect(during(log, "Loading", () => Promise.reject(new Error("full disk")))).rejects.toThrow(
      "full disk",
    );
    expect(vi.getTimerCount()).toBe(0);
  });
});
