import { createServer } from "node:http";
import { SocketModeClient } from "@slack/socket-mode";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { listen } from "../../../src/requests/listen.ts";
import type { Mode } from "./support.ts";
import { afterwards, bureau, localSlack, lounge, signal, startBot, wednesday } from "./support.ts";

const modes: Mode[] = ["http", "socket"];
const status = (mode: Mode) => (mode === "http" ? 200 : "socket");
const modal = {
  type: "modal" as const,
  callback_id: "form",
  title: { type: "plain_text" as const, text: "Form" },
  submit: { type: "plain_text" as const, text: "Save" },
  blocks: [
    {
      type: "input" as const,
      block_id: "material",
      label: { type: "plain_text" as const, text: "Material" },
      element: { type: "plain_text_input" as const, action_id: "text" },
    },
  ],
};
const button = {
  type: "button" as const,
  action_id: "here",
  value: "1",
  text: { type: "plain_text" as const, text: "Here" },
};

describe.each(modes)("a bot reached over %s", (mode) => {
  it("hears a slash command with its mentions written out, and its answer is shown to the user only", async () => {
    const { slack } = await localSlack();
    const heard = signal<Record<string, unknown>>();
    await startBot(slack, mode, (app) => {
      app.command("/attendance", async ({ ack, command }) => {
        heard.resolve(command);
        await ack({ text: "Saved", response_type: "ephemeral" });
      });
    });
    const outcome = await slack
      .as("U0LIAISON")
      .command("/attendance all except @wang leave #bureau a<b", "C0BUREAU");
    expect(outcome).toMatchObject({ status: status(mode), acknowledged: true, body: { text: "Saved" } });
    expect(await heard.promise).toMatchObject({
      command: "/attendance",
      text: "all except <@U0TEACHER|wang> leave <#C0BUREAU|bureau> a&lt;b",
      channel_name: "bureau",
      user_name: "li.wei",
      team_domain: "study-county",
      is_enterprise_install: "false",
    });
    expect(slack.ephemerals("U0LIAISON", "C0BUREAU").map(({ text }) => text)).toEqual(["Saved"]);
    expect(slack.ephemerals("U0TEACHER")).toEqual([]);
    expect(slack.messages("C0BUREAU")).toEqual([]);
  });

  it("opens a modal with the command's trigger, reads what was filled in, and closes it by its answer", async () => {
    const { slack } = await localSlack();
    const submitted = signal<unknown>();
    await startBot(slack, mode, (app) => {
      app.command("/attendance", async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal });
      });
      app.view("form", async ({ ack, view }) => {
        submitted.resolve(view.state.values);
        await ack();
      });
    });
    const liaison = slack.as("U0LIAISON");
    const opened = new Promise<void>((resolve) => {
      slack.onChange(() => slack.views("U0LIAISON").length > 0 && resolve());
    });
    await liaison.command("/attendance", "C0BUREAU");
    await opened;
    const id = slack.views("U0LIAISON")[0]?.id ?? "";
    liaison.fill(id, "material", "text", "Chapter 3");
    expect(await liaison.submit(id)).toMatchObject({ acknowledged: true });
    expect(await submitted.promise).toEqual({
      material: { text: { type: "plain_text_input", value: "Chapter 3" } },
    });
    expect(slack.views("U0LIAISON")).toEqual([]);
  });

  it("hears a button with its value and changes the message by the response_url", async () => {
    const { slack, web } = await localSlack();
    const heard = signal<unknown>();
    await startBot(slack, mode, (app) => {
      app.action("here", async ({ ack, body, respond, action }) => {
        await ack();
        heard.resolve({ container: "container" in body ? body.container : undefined, action });
        await respond({ text: "1 here", replace_original: true });
      });
    });
    const blocks = [{ type: "actions" as const, block_id: "b", elements: [button] }];
    const { ts = "" } = await web.chat.postMessage({ channel: "C0BUREAU", text: "Check in", blocks });
    const changed = new Promise<void>((resolve) => {
      slack.onChange(() => slack.messages("C0BUREAU")[0]?.text === "1 here" && resolve());
    });
    await slack.as("U0TEACHER").press({ channelId: "C0BUREAU", ts }, "here");
    expect(await heard.promise).toMatchObject({
      container: { type: "message", message_ts: ts, channel_id: "C0BUREAU", is_ephemeral: false },
      action: { action_id: "here", block_id: "b", value: "1", type: "button" },
    });
    await changed;
    expect(slack.messages("C0BUREAU")).toHaveLength(1);
  });

  it("hears the Home tab being opened, and messages only where it is a member", async () => {
    const { slack, web } = await localSlack();
    const heard: string[] = [];
    await startBot(slack, mode, (app) => {
      app.event("app_home_opened", async ({ event }) => {
        await web.views.publish({
          user_id: event.user,
          view: { type: "home", blocks: [{ type: "divider" }] },
        });
        heard.push("home");
      });
      app.message(async ({ event }) => void heard.push(`message ${event.channel}`));
      app.event("app_mention", async ({ event }) => void heard.push(`mention ${event.text}`));
    });
    const liaison = slack.as("U0LIAISON");
    expect(await liaison.openHome()).toMatchObject({ acknowledged: true });
    await expect.poll(() => slack.home("U0LIAISON")?.blocks[0]?.type).toBe("divider");
    await liaison.say("C0LOUNGE", "nobody hears this");
    await liaison.say("C0BUREAU", `@studyhall hello`);
    await expect
      .poll(() => heard)
      .toEqual(["home", "message C0BUREAU", `mention <@${slack.bot.userId}> hello`]);
    expect(slack.messages(lounge.id).map(({ text }) => text)).toEqual(["nobody hears this"]);
  });

  it("gives a global shortcut a trigger", async () => {
    const { slack } = await localSlack();
    await startBot(slack, mode, (app) => {
      app.shortcut("record", async ({ ack, client, shortcut }) => {
        await client.views.open({ trigger_id: shortcut.trigger_id, view: modal });
        await ack();
      });
    });
    await slack.as("U0HEAD").shortcut("record");
    expect(slack.views("U0HEAD")[0]?.view.callback_id).toBe("form");
  });

  it("is asked for the options of an external select", async () => {
    const { slack } = await localSlack();
    const option = { text: { type: "plain_text" as const, text: "王伟" }, value: "p1" };
    const element = { type: "external_select" as const, action_id: "who", min_query_length: 1 };
    const block = { type: "input" as const, block_id: "who", label: modal.title, element };
    await startBot(slack, mode, (app) => {
      app.shortcut("record", async ({ ack, client, shortcut }) => {
        await client.views.open({ trigger_id: shortcut.trigger_id, view: { ...modal, blocks: [block] } });
        await ack();
      });
      app.options("who", async ({ ack, payload }) =>
        ack({ options: payload.value === "王" ? [option] : [] }),
      );
    });
    await slack.as("U0LIAISON").shortcut("record");
    const id = slack.views("U0LIAISON")[0]?.id ?? "";
    expect(await slack.as("U0LIAISON").suggest(id, "who", "who", "王")).toEqual([option]);
    expect(await slack.as("U0LIAISON").suggest(id, "who", "who", "李")).toEqual([]);
  });

  it("tells the user when no answer comes in time", async () => {
    const { slack } = await localSlack({ timing: { answerWithin: 150 } });
    await startBot(slack, mode, (app) => app.command("/attendance", async () => undefined));
    expect(await slack.as("U0LIAISON").command("/attendance", "C0BUREAU")).toMatchObject({
      status: "timeout",
      acknowledged: false,
    });
    expect(slack.ephemerals("U0LIAISON")[0]).toMatchObject({
      user: "USLACKBOT",
      text: '/attendance failed with the error "operation_timeout"',
    });
  });

  it("repeats the last delivery exactly and changes nothing by it", async () => {
    const { slack } = await localSlack();
    const triggers: string[] = [];
    await startBot(slack, mode, (app) => {
      app.command("/attendance", async ({ ack, command }) => {
        triggers.push(command.trigger_id);
        await ack("Saved");
      });
    });
    await slack.as("U0LIAISON").command("/attendance here", "C0BUREAU");
    expect(await slack.redeliver()).toMatchObject({ acknowledged: true });
    expect(triggers).toHaveLength(2);
    expect(triggers[0]).toBe(triggers[1]);
    expect(slack.ephemerals("U0LIAISON")).toHaveLength(1);
  });
});

describe("delivery over HTTP", () => {
  it("tells the user when nobody is there", async () => {
    const { slack } = await localSlack();
    // A port of the system's that no service has: free ones are given to whoever asks next.
    slack.deliverOverHttp("http://127.0.0.1:2/slack/events");
    expect(await slack.as("U0LIAISON").command("/attendance", bureau.id)).toMatchObject({
      status: 0,
      acknowledged: false,
    });
    expect(slack.ephemerals("U0LIAISON")[0]?.text).toContain("dispatch_failed");
  });

  it("tells the user when the bot dies while it is asked", async () => {
    const { slack } = await localSlack();
    const dying = createServer((request) => request.socket.destroy());
    const port = await listen(dying, 0, "127.0.0.1");
    afterwards(async () => dying.close());
    slack.deliverOverHttp(`http://127.0.0.1:${port}/`);
    expect(await slack.as("U0LIAISON").command("/attendance", "C0BUREAU")).toMatchObject({ status: 0 });
  });

  it("delivers any body with a right signature, and an old one that the bot refuses", async () => {
    const { slack } = await localSlack();
    await startBot(slack, "http", () => undefined);
    const check = JSON.stringify({ type: "url_verification", challenge: "c" });
    expect(await slack.deliverRaw(check, "application/json")).toMatchObject({ status: 200 });
    const old = await slack.deliverRaw(check, "application/json", {
      timestamp: wednesday / 1000 - 10 * 365 * 86_400,
    });
    expect(old.status).toBe(401);
  });

  it("sends an event again, marked, until it is acknowledged", async () => {
    const { slack } = await localSlack({ timing: { eventRetries: [1, 1, 1] } });
    const retries: unknown[] = [];
    const bot = createServer((request, response) => {
      request.resume();
      retries.push(request.headers["x-slack-retry-num"] ?? 0);
      response.writeHead(retries.length < 3 ? 500 : 200).end();
    });
    const port = await listen(bot, 0, "127.0.0.1");
    afterwards(async () => bot.close());
    slack.deliverOverHttp(`http://127.0.0.1:${port}/`);
    expect(await slack.as("U0LIAISON").openHome()).toMatchObject({ status: 200, acknowledged: true });
    expect(retries).toEqual([0, "1", "2"]);
  });

  it("says so when no way of delivery was chosen, when a user or a button is not there", async () => {
    const { slack } = await localSlack();
    await expect(slack.as("U0LIAISON").command("/attendance", "C0BUREAU")).rejects.toThrow("deliverOverHttp");
    expect(() => slack.as("U0NOBODY")).toThrow("no user U0NOBODY");
    await expect(slack.as("U0LIAISON").press("home", "x")).rejects.toThrow("no Home tab");
    await expect(slack.as("U0LIAISON").command("/attendance", "C0SECRET")).rejects.toThrow("not in");
  });
});

describe("delivery over sockets", () => {
  it("fails when no socket is connected", async () => {
    const { slack } = await localSlack();
    slack.deliverOverSocket();
    expect(await slack.as("U0LIAISON").command("/attendance", "C0BUREAU")).toMatchObject({ status: 0 });
  });

  it("asks a client to reconnect, and reaches it again", async () => {
    const { slack } = await localSlack({ timing: { ping: 20 } });
    const client = new SocketModeClient({
      appToken: slack.credentials.appToken,
      clientOptions: { slackApiUrl: slack.apiUrl },
      clientPingTimeout: 50,
    });
    client.on("slash_commands", ({ ack, body }) => ack({ text: body.text }));
    await client.start();
    slack.deliverOverSocket();
    expect(slack.sockets()).toBe(1);
    slack.disconnectSockets();
    expect(slack.sockets()).toBe(0);
    await expect.poll(() => slack.sockets()).toBe(1);
    const outcome = await slack.as("U0TEACHER").command("/attendance here", "C0BUREAU");
    expect(outcome).toMatchObject({ status: "socket", body: { text: "here" } });
    await client.disconnect();
  });

  it("refuses a socket without a ticket, and one that comes twice", async () => {
    const { slack } = await localSlack();
    const { url } = (await (
      await fetch(`${slack.apiUrl}apps.connections.open`, {
        method: "POST",
        headers: { authorization: `Bearer ${slack.credentials.appToken}` },
      })
    ).json()) as { url: string };
    const state = (address: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(address);
        socket.on("error", () => resolve("refused"));
        socket.on("message", (data) => {
          resolve(String(JSON.parse(String(data)).type));
          socket.close();
        });
      });
    expect(await state(url)).toBe("hello");
    expect(await state(url)).toBe("refused");
    expect(await state(url.replace(/ticket=.*/, "ticket=none"))).toBe("refused");
  });
});
