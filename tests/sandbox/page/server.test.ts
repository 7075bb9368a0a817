import { request } from "node:http";
import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it, vi } from "vitest";
import { mountPage } from "../../../sandbox/page/index.ts";
import type { LocalSlack } from "../../../sandbox/slack/index.ts";
import { openTown } from "../../browser/town.ts";

const open: LocalSlack[] = [];
afterEach(async () => {
  for (const slack of open.splice(0)) await slack.close();
});

async function town(seenBy?: (slack: LocalSlack) => LocalSlack) {
  const { slack, clock } = await openTown(0, seenBy);
  open.push(slack);
  // Nobody listens there: the page must say so.
  slack.deliverOverHttp("http://127.0.0.1:9/slack/events");
  const web = new WebClient(slack.credentials.botToken, { slackApiUrl: slack.apiUrl });
  return { slack, clock, web };
}

const post = (slack: LocalSlack, name: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${slack.url}/page/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

/** The status of a GET that names a Host of its own, as a browser does whose DNS was turned. */
function statusAt(slack: LocalSlack, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(slack.url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.once("error", reject).end();
  });
}

const text = async (slack: LocalSlack, path: string) => await (await fetch(`${slack.url}${path}`)).text();
const say = { as: "U0LIAISON", lang: "en", channelId: "C0BUREAU", text: "Hello" };

describe("the page's door", () => {
  it.each([
    ["localhost:1", 200],
    ["127.0.0.1:1", 200],
    ["[::1]:1", 200],
    ["evil.example", 403],
    ["127.0.0.1.evil.example:80", 403],
  ])("answers the Host %j with %d", async (host, status) => {
    const { slack } = await town();
    expect(await statusAt(slack, host)).toBe(status);
  });

  it.each([
    ["another site's origin", { origin: "https://evil.example" }],
    ["another port's origin", { origin: "http://127.0.0.1:1" }],
    ["a frame without origin", { origin: "null" }],
    ["a form", { "content-type": "text/plain" }],
    ["a form with a file", { "content-type": "multipart/form-data; boundary=x" }],
    ["another site's script", { "sec-fetch-site": "cross-site" }],
    ["another port's script", { "sec-fetch-site": "same-site" }],
  ])("changes nothing for %s", async (_name, headers) => {
    const { slack } = await town();
    expect((await post(slack, "say", say, headers as Record<string, string>)).status).toBe(403);
    expect(slack.messages("C0BUREAU")).toEqual([]);
  });

  it("lets the page itself change something", async () => {
    const { slack } = await town();
    const headers = { origin: slack.url, "sec-fetch-site": "same-origin" };
    expect((await post(slack, "say", say, headers)).status).toBe(200);
    expect(slack.messages("C0BUREAU").map((message) => message.text)).toEqual(["Hello"]);
  });

  it("allows scripts and styles from its own files only, and has none inside", async () => {
    const { slack } = await town();
    const answer = await fetch(slack.url);
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(await answer.text()).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]* src=)/);
  });

  it("is shut to personas that the workspace does not know", async () => {
    const { slack } = await town();
    const nobody = { userId: "U9", label: { en: "", "zh-CN": "" }, role: { en: "", "zh-CN": "" } };
    const clock = { now: () => Temporal.Now.instant(), moveTo: async () => undefined, timeZone: "UTC" };
    expect(() => mountPage(slack, { personas: [{ ...nobody, language: "en" }], clock })).toThrow("U9");
    expect(() => mountPage(slack, { personas: [], clock })).toThrow("at least one");
  });
});

describe("what is shown", () => {
  it("is in the language asked for, else in the browser's", async () => {
    const { slack } = await town();
    expect(await text(slack, "/?lang=zh-CN")).toContain('<html lang="zh-CN">');
    const answer = await fetch(slack.url, { headers: { "accept-language": "zh-TW,zh;q=0.9" } });
    expect(await answer.text()).toContain("当前身份");
  });

  it("never holds a channel that the person is not in", async () => {
    const { slack, web } = await town();
    await web.chat.postMessage({ channel: "C0LEADERS", text: "For leaders" });
    expect(await text(slack, "/?as=U0LIAISON&at=C0LEADERS")).not.toContain("leaders");
    expect(await text(slack, "/?as=U0BUREAU&at=C0LEADERS")).toContain("For leaders");
  });

  it("keeps what only one person sees from the others", async () => {
    const { slack, web } = await town();
    await web.chat.postEphemeral({ channel: "C0BUREAU", user: "U0LIAISON", text: "Psst" });
    expect(await text(slack, "/?as=U0LIAISON&at=C0BUREAU&lang=en")).toContain("Only visible to you");
    expect(await text(slack, "/?as=U0TEACHER&at=C0BUREAU&lang=en")).not.toContain("Psst");
  });

  it("is sent again only where it has changed", async () => {
    const { slack, web } = await town();
    const query = "as=U0LIAISON&at=C0BUREAU&lang=en";
    const first = await text(slack, `/page/fragments?${query}`);
    const had = [...first.matchAll(/data-fragment="(\w+)" data-hash="([\w-]+)"/g)].map(
      ([, name, hash]) => `${name}=${hash}`,
    );
    expect(had.length).toBeGreaterThan(5);
    expect(await text(slack, `/page/fragments?${query}&had=${had}`)).not.toContain("data-fragment");
    await web.chat.postMessage({ channel: "C0BUREAU", text: "New" });
    const next = await text(slack, `/page/fragments?${query}&had=${had}`);
    expect([...next.matchAll(/data-fragment="(\w+)"/g)].map((match) => match[1])).toEqual([
      "body",
      "faultLog",
    ]);
  });

  it("is announced as changed while a page listens", async () => {
    const { slack, web } = await town();
    const stop = new AbortController();
    const answer = await fetch(`${slack.url}/page/events`, { signal: stop.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain("event: change");
    await web.chat.postMessage({ channel: "C0BUREAU", text: "New" });
    expect((await reader?.read())?.value).toContain("event: change");
    stop.abort();
  });

  it("is reached by the address that the workspace gives for a message", async () => {
    const { slack, web } = await town();
    const { ts = "" } = await web.chat.postMessage({ channel: "C0BUREAU", text: "Here" });
    const { permalink = "" } = await web.chat.getPermalink({ channel: "C0BUREAU", message_ts: ts });
    const answer = await fetch(`${slack.url}${new URL(permalink).pathname}`);
    expect(answer.url).toMatch(/\?at=C0BUREAU(#|$)/);
    expect(await answer.text()).toContain(`id="m_C0BUREAU_${ts}"`);
    const leads = await fetch(permalink, { redirect: "manual" });
    expect(leads.headers.get("location")).toBe(`/?at=C0BUREAU#m_C0BUREAU_${ts}`);
  });
});

describe("what is done", () => {
  const rows = ["Qingxi", "Lakeside"].map((name) => ({
    type: "section" as const,
    block_id: `row ${name}`,
    text: { type: "mrkdwn" as const, text: name },
    accessory: {
      type: "button" as const,
      action_id: "open",
      text: { type: "plain_text" as const, text: "Show" },
    },
  }));

  it("names the block of a button, for several rows may share an action id", async () => {
    const press = vi.fn(async () => ({ status: 200, milliseconds: 1, body: "", acknowledged: true }));
    const { slack, web } = await town((real) => ({ ...real, as: (id) => ({ ...real.as(id), press }) }));
    const { ts } = await web.chat.postMessage({ channel: "C0BUREAU", text: "Rows", blocks: rows });
    const where = { channelId: "C0BUREAU", ts };
    const body = { as: "U0LIAISON", where, blockId: "row Lakeside", actionId: "open", picked: null };
    expect((await post(slack, "act", body)).status).toBe(200);
    expect(press).toHaveBeenCalledWith(where, "open", null, "row Lakeside");
  });

  it("says so when what was pressed is gone", async () => {
    const { slack } = await town();
    const where = { channelId: "C0BUREAU", ts: "1.2" };
    const body = { as: "U0LIAISON", lang: "en", where, blockId: "b", actionId: "a", picked: null };
    const answer = await post(slack, "act", body);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ toast: expect.stringContaining("no longer on the screen") });
  });

  it("says so when nobody answers a press", async () => {
    const { slack, web } = await town();
    const { ts } = await web.chat.postMessage({ channel: "C0BUREAU", text: "Rows", blocks: rows });
    const where = { channelId: "C0BUREAU", ts };
    const body = {
      as: "U0LIAISON",
      lang: "en",
      where,
      blockId: "row Qingxi",
      actionId: "open",
      picked: null,
    };
    expect(await (await post(slack, "act", body)).json()).toMatchObject({
      toast: expect.stringContaining("Is the bot running?"),
    });
  });

  it("runs a message shortcut on the message that it stands at, and not on one that is gone", async () => {
    const messageShortcut = vi.fn(async () => ({
      status: 200,
      milliseconds: 1,
      body: "",
      acknowledged: true,
    }));
    const { slack, web } = await town((real) => ({
      ...real,
      as: (id) => ({ ...real.as(id), messageShortcut }),
    }));
    const { ts = "" } = await web.chat.postMessage({ channel: "C0BUREAU", text: "Here" });
    const body = { as: "U0LIAISON", lang: "en", callbackId: "keep", channelId: "C0BUREAU", ts };
    expect((await post(slack, "messageShortcut", body)).status).toBe(200);
    expect(messageShortcut).toHaveBeenCalledExactlyOnceWith("keep", "C0BUREAU", ts);
    expect((await post(slack, "messageShortcut", { ...body, ts: "1.000002" })).status).toBe(409);
    expect(messageShortcut).toHaveBeenCalledOnce();
  });

  it("serves a file to be kept, never as a page of its own address", async () => {
    const { slack } = await town((real) => ({
      ...real,
      files: () => [
        { id: "F0A", name: "名册.html", mimetype: "text/html", size: 8, user: "U0LIAISON", created: 0 },
      ],
      fileContent: async (id) => (id === "F0A" ? new TextEncoder().encode("<script>") : undefined),
    }));
    const answer = await fetch(`${slack.url}/files/U0LIAISON/F0A/x.html`);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''%E5/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await answer.text()).toBe("<script>");
    expect((await fetch(`${slack.url}/files/U0LIAISON/F0B/x.html`)).status).toBe(404);
  });

  it.each([
    ["says so when the form for an upload is gone", "viewId=V0GONE&block=b&action=a&name=x.csv", 409],
    ["refuses an upload without a name", "viewId=V0GONE&block=b&action=a", 400],
  ])("%s", async (_, query, status) => {
    const { slack } = await town();
    const headers = { "content-type": "application/octet-stream" };
    const address = `${slack.url}/page/upload?as=U0LIAISON&lang=en&${query}`;
    const answer = await fetch(address, { method: "POST", headers, body: "name" });
    expect(answer.status).toBe(status);
    expect(slack.files()).toEqual([]);
  });

  it.each(["", "null", "[]", '{"as":1}', '{"as":"U0LIAISON"}'])("refuses the body %j", async (body) => {
    const { slack } = await town();
    expect((await post(slack, "say", body)).status).toBe(400);
  });

  it("invites the bot to the channel", async () => {
    const { slack } = await town();
    await post(slack, "say", { ...say, channelId: "C0QINGXI", text: "/invite @Studyhall" });
    expect(slack.channels().find(({ id }) => id === "C0QINGXI")?.botMember).toBe(true);
  });

  it("moves the clock in the campaign's zone, and not back", async () => {
    const { slack, clock } = await town();
    await post(slack, "clock", { as: "U0LIAISON", to: "2026-10-26T08:00" });
    expect(clock.at.toString()).toBe("2026-10-26T00:00:00Z");
    await post(slack, "clock", { as: "U0LIAISON", to: "2026-10-25T08:00" });
    expect(clock.at.toString()).toBe("2026-10-26T00:00:00Z");
  });

  it("suggests commands, people and channels where one types", async () => {
    const { slack } = await town();
    const suggest = (q: string) =>
      text(slack, `/page/completions?as=U0LIAISON&channel=C0BUREAU&lang=en&q=${encodeURIComponent(q)}`);
    expect(await suggest("/f")).toContain('data-insert="/form "');
    expect(await suggest("/rows ")).toContain("[unit]");
    expect(await suggest("hello @王")).toContain('data-insert="@wangwei "');
    expect(await suggest("see #qing")).toContain('data-insert="#qingxi-primary "');
    expect(await suggest("li@example")).toBe("");
  });
});
