import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { texts as cliTexts } from "../../src/cli/texts.ts";
import type { Feature } from "../../src/feature.ts";
import { texts as recordTexts } from "../../src/files/texts.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { languages, type Texts, type TextTree } from "../../src/i18n/index.ts";
import { world } from "../support/bot.ts";
import { readManifest } from "../support/manifest.ts";

const src = fileURLToPath(new URL("../../src", import.meta.url));

/** The sources, by their path below `src`; what is generated is not ours. */
const sources: [path: string, text: string][] = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.includes("generated"))
  .map((path) => [path, readFileSync(join(src, path), "utf8")]);

let features: Feature[] = [];
beforeAll(async () => {
  features = (await world()).bot.features;
});
const ids = (part: "commands" | "shortcuts" | "messageShortcuts" | "actions" | "views" | "options") =>
  features.flatMap((feature) => Object.keys(feature[part] ?? {}));

describe("the features", () => {
  it("are the folders that export one, each under its folder's name", () => {
    // The roster's ids began with "org" before it had a folder of its own: messages out there carry them.
    const nameOf = (folder = "") => (folder === "roster" ? "org" : folder);
    const folders = sources.filter(([path, text]) => {
      const [, file] = path.split("/");
      return file === "index.ts" && /^export function .*: Feature \{/ms.test(text);
    });
    expect(folders.map(([path]) => nameOf(path.split("/")[0])).sort()).toEqual(
      features.map(({ name }) => name).sort(),
    );
  });

  it("begin each id with their name, and share none", () => {
    for (const feature of features) {
      const { name, commands, shortcuts, messageShortcuts, actions, views, options, jobs } = feature;
      expect(Object.keys(commands ?? {}).filter((command) => command !== `/${name}`)).toEqual([]);
      const named = [shortcuts, messageShortcuts, actions, views, options].flatMap((part) =>
        Object.keys(part ?? {}),
      );
      named.push(...(jobs ?? []).map((job) => job.name));
      expect(named.filter((id) => !id.startsWith(`${name}.`))).toEqual([]);
    }
    for (const part of ["commands", "shortcuts", "messageShortcuts", "actions", "views", "options"] as const)
      expect(new Set(ids(part)).size).toBe(ids(part).length);
  });

  it("say of every job what it was to do, for the list of those that were given up", () => {
    const jobs = features.flatMap((feature) => feature.jobs ?? []);
    expect(jobs.filter(({ what }) => what === undefined).map(({ name }) => name)).toEqual([]);
  });
});

/** Scopes by method: https://docs.slack.dev/reference/methods, each page's "Bot token". */
const scopesOf: Record<string, string[]> = {
  "auth.test": [],
  "chat.getPermalink": [],
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["channels:history", "groups:history"],
  "conversations.info": ["channels:read", "groups:read"],
  "conversations.open": ["im:write"],
  "files.info": ["files:read"],
  "users.info": ["users:read"],
  "users.lookupByEmail": ["users:read.email"],
  "views.open": [],
  "views.push": [],
  "views.update": [],
  "views.publish": [],
};

describe("manifest.yml", () => {
  const manifest = readManifest();

  it("lists exactly the commands and shortcuts that are registered", () => {
    const { slash_commands, shortcuts } = manifest.features;
    expect(slash_commands.map(({ command }) => command).sort()).toEqual(ids("commands").sort());
    const registered = { global: ids("shortcuts"), message: ids("messageShortcuts") };
    for (const type of ["global", "message"] as const)
      expect(
        shortcuts
          .filter((one) => one.type === type)
          .map(({ callback_id }) => callback_id)
          .sort(),
      ).toEqual(registered[type].sort());
  });

  it("lists exactly the events that are listened to", () => {
    const listened = sources.flatMap(([, text]) =>
      [...text.matchAll(/\bapp\.(?:event|message)\(\s*"?([\w.]*)"?/g)].map(([, event]) => event),
    );
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(listened);
  });

  it("asks for exactly the scopes of the methods that are called", () => {
    const callers = sources.filter(([, text]) => /\bWebClient\(|\.apiCall\(/.test(text));
    expect(callers.map(([path]) => path)).toEqual(["slack/web.ts"]);
    const methods = callers.flatMap(([, text]) =>
      [...text.matchAll(/\bcall\(\s*"([\w.]+)"/g)].map(([, method]) => method ?? ""),
    );
    expect(methods.filter((method) => !(method in scopesOf))).toEqual([]);
    const scopes = new Set(["commands", ...methods.flatMap((method) => scopesOf[method] ?? [])]);
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...scopes].sort());
  });
});

const comments = /\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
/** Files of the import format, and the kinds of prompts and reminders: they look like keys of texts. */
const otherNames = /\.(csv|json)$|^attendance\.(ask|district|absentTwice)$/;

/** A tree of texts as "some.key" → text; a plural's endings are told apart by `ending`. */
function flat(tree: TextTree, prefix: string): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[`${prefix}.${name}`, value]] : flat(value, `${prefix}.${name}`),
  );
}
const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name ?? ""))].sort();

describe("the texts", () => {
  let all: Record<string, Texts> = {};
  let keys = new Set<string>();
  beforeAll(() => {
    all = Object.fromEntries([
      ["common", commonTexts],
      ["records", recordTexts],
      ["cli", cliTexts],
      ...features.map(({ name, texts }): [string, Texts] => [name, texts]),
    ]);
    keys = new Set(everything("en").map(([key]) => stem(key)));
  });
  const everything = (language: (typeof languages)[number]) =>
    Object.entries(all).flatMap(([name, texts]) => flat(texts[language], name));

  it("are there in every language, key by key", () => {
    for (const language of languages)
      expect(new Set(everything(language).map(([key]) => stem(key))), language).toEqual(keys);
  });

  it("have the endings that their language's plurals need", () => {
    for (const language of languages) {
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort();
      const endings = Map.groupBy(
        everything(language).filter(([key]) => stem(key) !== key),
        ([key]) => stem(key),
      );
      for (const [key, forms] of endings)
        expect(forms.map(([form]) => form.slice(key.length + 1)).sort(), `${language} ${key}`).toEqual(
          needed,
        );
    }
  });

  it("take the same values in every language", () => {
    const values = (language: (typeof languages)[number]) =>
      new Map(
        [...Map.groupBy(everything(language), ([key]) => stem(key))].map(([key, forms]) => [
          key,
          [...new Set(forms.flatMap(([, text]) => placeholders(text)))].sort(),
        ]),
      );
    const english = values("en");
    // A plural's English "one" may do without its number.
    for (const [key, names] of values("zh-CN")) expect(names, key).toEqual(english.get(key));
  });

  it("have bold words that Slack sees as such: no letter and no Chinese character touches their stars", () => {
    const spans = (text: string) => [...text.matchAll(/(.?)\*([^*\n]+)\*(.?)/gu)];
    const found = languages.flatMap((language) =>
      everything(language).filter(([, text]) =>
        spans(text).some(([, before = "", , after = ""]) => /[\p{L}\p{N}}]/u.test(before + after)),
      ),
    );
    expect(found).toEqual([]);
  });

  it("blame nobody and leave nobody with a code", () => {
    const forbidden =
      /\berrors?\b|\binvalid\b|\boops\b|\bfatal\b|\bexception\b|错误代码|无效输入|非法|undefined|null/i;
    for (const language of languages)
      expect(everything(language).filter(([, text]) => forbidden.test(text))).toEqual([]);
  });

  it("are there for every key that the sources ask for", () => {
    const names = Object.keys(all).join("|");
    const isId = new Set([
      ...(["shortcuts", "actions", "views", "options"] as const).flatMap(ids),
      ...features.flatMap((feature) => (feature.jobs ?? []).map((job) => job.name)),
    ]);
    const asked = sources.flatMap(([path, text]) => {
      // The sandbox's page has texts of its own.
      if (/(^|\/)(ids|texts[^/]*)\.ts$|^sandbox\//.test(path)) return [];
      const literals = [
        ...text.replace(comments, "").matchAll(new RegExp(`"((?:${names})\\.[\\w.]+)"`, "g")),
      ];
      const found = literals.map(([, key]) => ({ path, key: key ?? "" }));
      return [
        ...found.filter(({ key }) => !otherNames.test(key)),
        ...templateKeys(text, names).map((key) => ({ path, key })),
      ];
    });
    expect(asked.length).toBeGreaterThan(200);
    const known = ({ key }: { key: string }) =>
      keys.has(key) ||
      isId.has(key) ||
      (key.endsWith("*") && [...keys].some((one) => one.startsWith(key.slice(0, -1))));
    expect(asked.filter((one) => !known(one))).toEqual([]);
  });

  it("are all asked for", () => {
    const text = sources.map(([, source]) => source).join("\n");
    const prefixes = templateKeys(text, Object.keys(all).join("|"));
    const isAsked = (key: string) =>
      text.includes(`"${key}"`) ||
      // By the kind of a prompt, whose feature it is (reminders/burden/view.ts).
      /^\w+\.prompt\.\w+$/.test(key) ||
      prefixes.some((one) => one === key || (one.endsWith("*") && key.startsWith(one.slice(0, -1))));
    expect([...keys].filter((key) => !isAsked(key))).toEqual([]);
  });
});

/** Keys made by templates: both of a choice between two words, else everything below what stands before ("a.b.*"). */
function templateKeys(text: string, names: string): string[] {
  const templates = text.matchAll(new RegExp(`\`((?:${names})\\.[\\w.]*)\\$\\{([^}]*)\\}([\\w.]*)(.)`, "g"));
  return [...templates].flatMap(([, head = "", expression = "", tail = "", end = ""]) => {
    // A second expression follows.
    if (end !== "`") return [`${head}*`];
    const choice = /\?\s*"(\w+)"\s*:\s*"(\w+)"$/.exec(expression.trim());
    return choice ? choice.slice(1, 3).map((word) => `${head}${word}${tail}`) : [`${head}*`];
  });
}
