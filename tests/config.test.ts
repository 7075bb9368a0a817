import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { ConfigError, loadConfig, secretsOf } from "../src/config.ts";

const BOT = "xoxb-111-222-abcDEF";
const APP = "xapp-1-A0-333-fedcba";
const SECRET = "0123456789abcdef0123456789abcdef";

function messageOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (cause) {
    if (cause instanceof ConfigError) return cause.message;
    throw cause;
  }
  return "no error";
}

describe("loadConfig", () => {
  it("is the sandbox on the embedded database when nothing is set", () => {
    expect(loadConfig({})).toEqual({ port: 3000, dataDir: "./data", logLevel: "info" });
  });

  it("takes an empty variable for one that is not set", () => {
    const env = {
      SLACK_BOT_TOKEN: "",
      SLACK_APP_TOKEN: " ",
      DATABASE_URL: "",
      PORT: "",
      STUDYHALL_DATA_DIR: "",
      LOG_LEVEL: "",
    };
    expect(loadConfig(env)).toEqual({ port: 3000, dataDir: "./data", logLevel: "info" });
  });

  it("uses Socket Mode with an app token", () => {
    expect(loadConfig({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }).slack).toEqual({
      botToken: BOT,
      mode: { kind: "socket", appToken: APP },
    });
  });

  it("uses HTTP with a signing secret", () => {
    const env = {
      SLACK_BOT_TOKEN: BOT,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: "http://localhost:4000/api",
      PORT: "0",
    };
    const config = loadConfig(env);
    expect(config.port).toBe(0);
    expect(config.slack).toEqual({
      botToken: BOT,
      apiUrl: "http://localhost:4000/api/",
      mode: { kind: "http", signingSecret: SECRET },
    });
  });

  it("prefers Socket Mode when both are given", () => {
    const env = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_SIGNING_SECRET: SECRET };
    expect(loadConfig(env).slack?.mode.kind).toBe("socket");
  });

  it.each([
    [{ SLACK_BOT_TOKEN: BOT }, /SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing/],
    [{ SLACK_APP_TOKEN: APP }, /SLACK_BOT_TOKEN is missing/],
    [{ SLACK_SIGNING_SECRET: SECRET }, /SLACK_BOT_TOKEN is missing/],
  ])("refuses a half-connected Slack: %o", (env, message) => {
    expect(messageOf(env)).toMatch(message);
  });

  const wrong = {
    SLACK_BOT_TOKEN: "xoxp-leaked-1",
    SLACK_APP_TOKEN: "xoxb-leaked-2",
    SLACK_SIGNING_SECRET: "leaked3",
    SLACK_API_URL: "ftp://leaked4",
    DATABASE_URL: "mysql://me:leaked5@host/db",
    PORT: "leaked6",
    LOG_LEVEL: "leaked7",
  };

  it("names every wrong variable in one message", () => {
    const message = messageOf(wrong);
    for (const name of Object.keys(wrong)) expect(message).toMatch(new RegExp(`^ {2}- ${name} should`, "m"));
  });

  it("names what is missing beside what is wrong", () => {
    const message = messageOf({ SLACK_APP_TOKEN: APP, PORT: "70000" });
    expect(message).toMatch(/SLACK_BOT_TOKEN is missing/);
    expect(message).toMatch(/PORT should be a number/);
  });

  it("never prints a value", () => {
    expect(messageOf(wrong)).not.toMatch(/leaked/);
  });

  it("lists the secrets of a configuration for the log to hide", () => {
    expect(secretsOf(loadConfig({ SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: SECRET }))).toEqual([
      BOT,
      SECRET,
    ]);
    expect(secretsOf(loadConfig({}))).toEqual([]);
  });
});

describe(".env.example", () => {
  const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");

  it("names every variable, and copied unchanged is the sandbox", () => {
    const names = [...text.matchAll(/^#?\s?([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(names.sort()).toEqual([
      ...["DATABASE_URL", "LOG_LEVEL", "PORT", "SLACK_API_URL", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN"],
      ...["SLACK_SIGNING_SECRET", "STUDYHALL_DATA_DIR"],
    ]);
    expect(loadConfig(parseEnv(text))).toEqual(loadConfig({}));
  });
});
