import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readManifest, readManifestText } from "./support/manifest.ts";

// Limits: https://docs.slack.dev/reference/app-manifest and Slack's JSON schema of it, version 2.

const manifest = readManifest();
const { display_information: display, features, settings } = manifest;

const between = (text: string, min: number, max: number) => {
  expect(text.length).toBeGreaterThanOrEqual(min);
  expect(text.length).toBeLessThanOrEqual(max);
};
/** Slack shows one text to everybody: it says the same in English and in Chinese. */
const speaksBoth = (text: string) => {
  expect(text).toMatch(/[a-z]{3}/);
  expect(text).toMatch(/\p{Script=Han}{2}/u);
};
const distinct = (list: string[]) => expect(new Set(list).size).toBe(list.length);

describe("what Slack shows of the app", () => {
  it("keeps its name and descriptions within Slack's lengths", () => {
    between(display.name, 1, 35);
    between(display.description, 1, 140);
    between(display.long_description, 175, 4000);
    between(features.bot_user.display_name, 1, 80);
    expect(display.background_color).toMatch(/^#[0-9a-fA-F]{6}$/);
  });

  it("speaks English and Chinese", () => {
    for (const text of [display.description, display.long_description]) speaksBoth(text);
  });

  it("has a Home tab, and a Messages tab that is only read", () => {
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: true,
    });
  });
});

describe("slash commands", () => {
  it("are 1 to 50, each once", () => {
    expect(features.slash_commands.length).toBeGreaterThan(0);
    expect(features.slash_commands.length).toBeLessThanOrEqual(50);
    distinct(features.slash_commands.map((one) => one.command));
  });

  it.each(features.slash_commands)("$command has a name, description and hint that Slack takes", (one) => {
    expect(one.command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
    between(one.description, 1, 2000);
    between(one.usage_hint, 1, 1000);
  });

  it.each(features.slash_commands)("$command is told in English and Chinese", (one) => {
    speaksBoth(one.description);
    // Each word that opens something has its Chinese one behind it.
    for (const use of one.usage_hint.split(" | ").filter((use) => !/^\d/.test(use)))
      speaksBoth(use.replace(/^T2 /, ""));
  });

  it.each(features.slash_commands)("$command offers help and gets people as ids", (one) => {
    expect(one.usage_hint).toContain("help 帮助");
    expect(one.should_escape).toBe(true);
  });
});

describe("shortcuts", () => {
  it("are at most 10, each id once", () => {
    expect(features.shortcuts.length).toBeLessThanOrEqual(10);
    distinct(features.shortcuts.map((one) => one.callback_id));
  });

  it.each(features.shortcuts)("$name has a name, id and description that Slack takes", (one) => {
    between(one.name, 1, 24);
    // English begins with a verb, as Slack asks.
    expect(one.name).toMatch(/^(Record|Keep) /);
    speaksBoth(one.name);
    speaksBoth(one.description);
    between(one.callback_id, 1, 255);
    between(one.description, 1, 150);
  });
});

describe("events and scopes", () => {
  it("stand once each, within Slack's lengths", () => {
    const events = settings.event_subscriptions.bot_events;
    distinct(events);
    distinct(manifest.oauth_config.scopes.bot);
    expect(events.length).toBeLessThanOrEqual(100);
    for (const event of events) between(event, 1, 50);
  });

  it("ask for e-mail addresses only along with the people they belong to", () => {
    expect(manifest.oauth_config.scopes.bot).toContain("users:read");
    expect(manifest.oauth_config.scopes.bot).toContain("users:read.email");
  });
});

describe("connection", () => {
  it("uses Socket Mode, with one HTTP address to fill in for those who prefer it", () => {
    const urls = [
      ...features.slash_commands.map((one) => one.url),
      settings.interactivity.request_url,
      settings.interactivity.message_menu_options_url,
    ];
    expect(settings.socket_mode_enabled).toBe(true);
    expect(settings.interactivity.is_enabled).toBe(true);
    expect(new Set(urls)).toEqual(new Set(["https://YOUR-HOST/slack/events"]));
  });

  it("is complete for HTTP once its comment's instructions are followed", () => {
    const changed = readManifestText()
      .replace(/^( *)# (request_url:)/m, "$1$2")
      .replaceAll("YOUR-HOST/", "bot.example.com/");
    const http = parse(changed);
    expect(http.settings.event_subscriptions).toEqual({
      request_url: "https://bot.example.com/slack/events",
      bot_events: settings.event_subscriptions.bot_events,
    });
    expect(JSON.stringify(http)).not.toContain("YOUR-HOST");
  });
});
