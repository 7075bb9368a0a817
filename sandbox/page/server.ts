import type { Context } from "hono";
import { html } from "hono/html";
import { streamSSE } from "hono/streaming";
import type { HtmlEscapedString } from "hono/utils/html";
import { createI18n, type I18n, type Language, languageOf } from "../../src/i18n/index.ts";
import type { LocalSlack } from "../slack/types.ts";
import { mountAssets } from "./assets.ts";
import { optionList, optionsFor } from "./combobox.ts";
import { completions } from "./completion.ts";
import { blocksAt, type DoingDeps, doings, Gone } from "./doings.ts";
import { createFaultBook } from "./fault-book.ts";
import { mountFiles } from "./files.ts";
import { guard } from "./guard.ts";
import { findElement } from "./held.ts";
import { changedFragments, document } from "./layout.ts";
import { createMemory } from "./memory.ts";
import { type Requests, requests, where } from "./requests.ts";
import { showFor } from "./scene.ts";
import { type PageOptions, sceneOf } from "./scene-of.ts";
import { htmlId, textOf } from "./show.ts";
import { texts } from "./texts.ts";

type Page = DoingDeps & { options: PageOptions; i18n: I18n; listeners: Set<() => void> };

/**
 * Puts the sandbox's page on the local Slack's server, at `/`. Nobody needs to sign in, so it is for a server
 * that listens on the loopback interface. To be called before the server's first request for a page.
 * @throws Error when there is no persona, or one whom the local Slack does not know.
 */
export function mountPage(local: LocalSlack, options: PageOptions): void {
  const known = new Set(local.users().map((user) => user.id));
  const stranger = options.personas.find((persona) => !known.has(persona.userId));
  if (stranger) throw new Error(`The persona ${stranger.userId} is no user of the local Slack`);
  if (options.personas.length === 0) throw new Error("The sandbox's page needs at least one persona");
  const page: Page = {
    local,
    options,
    clock: options.clock,
    i18n: createI18n({ sandbox: texts }),
    memory: createMemory(local),
    faults: createFaultBook(local),
    listeners: new Set(),
  };
  local.onChange(() => tellAll(page));
  const app = local.hono;
  app.use("*", guard([new URL(local.url).hostname, ...(options.hosts ?? [])]));
  app.get("/", async (context) => context.html(await document(sceneFor(page, context))));
  app.get("/page/fragments", async (context) => {
    const had = context.req.query("had")?.split(",") ?? [];
    return context.html(await changedFragments(sceneFor(page, context), had));
  });
  app.get("/page/events", (context) => events(page, context));
  app.get("/page/options", async (context) => context.html(await optionsAsked(page, context)));
  app.get("/page/completions", async (context) => context.html(await completionsAsked(page, context)));
  app.get("/archives/:channel/:message", (context) => context.redirect(messageAddress(context)));
  for (const name of names) mountDoing(page, name);
  mountFiles(app, page);
  mountAssets(app);
}

const names = Object.keys(requests) as (keyof Requests)[];

function sceneFor(page: Page, context: Context) {
  const { as, at } = context.req.query();
  return sceneOf(page, { as, at, language: languageAsked(context) });
}

/** Where a message is on the page: in its channel, and by its HTML id. */
function messageAddress(context: Context): string {
  const { channel = "", message = "" } = context.req.param();
  const ts = message.replace(/^p(\d+)(\d{6})$/, "$1.$2");
  return `/?${new URLSearchParams({ ...context.req.query(), at: channel })}#${htmlId("m", channel, ts)}`;
}

/** The language in the address, else the one that the browser prefers. */
function languageAsked(context: Context): Language {
  const { lang } = context.req.query();
  return languageOf(lang ?? context.req.header("accept-language"));
}

function tellAll(page: Page): void {
  for (const listener of page.listeners) listener();
}

const keepAlive = 20_000;

/** Says "change" whenever something visible changed; the clock shows minutes, so it is said now and then as well. */
function events(page: Page, context: Context): Response {
  return streamSSE(context, async (stream) => {
    let wake = () => {};
    let changed = true;
    const listener = () => {
      changed = true;
      wake();
    };
    page.listeners.add(listener);
    stream.onAbort(() => {
      page.listeners.delete(listener);
      wake();
    });
    while (!stream.aborted && !stream.closed) {
      if (changed) {
        changed = false;
        await stream.writeSSE({ event: "change", data: "" });
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => listener(), keepAlive);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (changed || stream.aborted) wake();
      });
    }
    page.listeners.delete(listener);
  });
}

// As many as Slack lets a menu hold; more are found by typing.
const mostOptions = 100;

/** The list of a select menu: what fits the words typed so far. */
async function optionsAsked(page: Page, context: Context): Promise<HtmlEscapedString> {
  const { as = "", block = "", action = "", q = "", list = "", chosen = "" } = context.req.query();
  const at = where.parse(JSON.parse(context.req.query("where") ?? "null"));
  const { local } = page;
  const found = findElement(blocksAt(local, as, at), block, action);
  const persona = page.options.personas.find(({ userId }) => userId === as);
  const language = persona?.language ?? languageAsked(context);
  const show = showFor(local, page.i18n, language, page.clock);
  const external = textOf(found?.type).endsWith("external_select");
  const shortest = typeof found?.min_query_length === "number" ? found.min_query_length : 3;
  if (found === undefined) return await messageOnly(show.t("trouble.gone"));
  if (external && [...q].length < shortest)
    return await messageOnly(show.t("form.keepTyping", { count: shortest }));
  const options = external
    ? await suggested(local, as, at, { block, action, q })
    : optionsFor(found, q, { users: local.users(), channels: local.channels(as) }).slice(0, mostOptions);
  if (options.length === 0 && q !== "") return await messageOnly(show.t("form.nothing", { query: q }));
  return await optionList(options, list, JSON.parse(chosen || "[]"), show);
}

async function suggested(
  local: LocalSlack,
  as: string,
  at: Requests["act"]["where"],
  { block, action, q }: { block: string; action: string; q: string },
) {
  return typeof at === "object" && "viewId" in at
    ? await local.as(as).suggest(at.viewId, block, action, q)
    : [];
}

const messageOnly = (text: string) => html`<p class="empty" role="status">${text}</p>`;

async function completionsAsked(page: Page, context: Context): Promise<HtmlEscapedString> {
  const { local } = page;
  const { as = "", channel = "", q = "" } = context.req.query();
  const members = local.channels(as).find(({ id }) => id === channel)?.members ?? [as];
  return await completions(q, {
    commands: local.commands.list(),
    people: local.users().filter((user) => members.includes(user.id)),
    channels: local.channels(as),
    botName: "Studyhall",
    label: showFor(local, page.i18n, languageAsked(context), page.clock).t("composer.completions"),
  });
}

/** A request to do something: checked, done, and answered with what the visitor should be told. */
function mountDoing<Name extends keyof Requests>(page: Page, name: Name): void {
  page.local.hono.post(`/page/${name}`, async (context) => {
    const body: unknown = await context.req.json().catch(() => null);
    const parsed = requests[name].safeParse(body);
    if (!parsed.success)
      return context.json({ problem: parsed.error.issues.map((issue) => issue.path.join(".")) }, 400);
    const request = parsed.data as Requests[Name];
    const show = showFor(page.local, page.i18n, parsed.data.lang, page.clock);
    try {
      const reply = await doings[name](page, show, request);
      tellAll(page);
      return context.json(reply);
    } catch (error) {
      return context.json(
        { toast: show.t(error instanceof Gone ? "trouble.gone" : "trouble.noAnswer") },
        409,
      );
    }
  });
}
