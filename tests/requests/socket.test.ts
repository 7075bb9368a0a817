import { createServer } from "node:http";
import { App } from "@slack/bolt";
import { pino } from "pino";
import { expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { healthPages } from "../../src/health.ts";
import { socketReceiver } from "../../src/requests/socket.ts";

/** Gives addresses to whoever asks; takes the first socket and refuses all that come after it. */
async function refusingSlack() {
  let taken = false;
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port()}/` }));
  });
  const port = () => {
    const address = server.address();
    return typeof address === "object" ? address?.port : undefined;
  };
  server.on("upgrade", (request, socket, head) => {
    if (taken) return socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    taken = true;
    sockets.handleUpgrade(request, socket, head, (ws) => ws.send(JSON.stringify({ type: "hello" })));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    apiUrl: `http://127.0.0.1:${port()}/api/`,
    dropAll: () => {
      for (const ws of sockets.clients) ws.terminate();
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

it("pauses longer and longer while Slack refuses its sockets", async () => {
  const slack = await refusingSlack();
  const attempts: number[] = [];
  const third = Promise.withResolvers<void>();
  const write = (line: string) => {
    const logged: { attempts?: number } = JSON.parse(line);
    if (logged.attempts === undefined) return;
    attempts.push(logged.attempts);
    if (attempts.length === 3) third.resolve();
  };
  const receiver = socketReceiver({
    ...{ appToken: "xapp-1-test", apiUrl: slack.apiUrl, health: healthPages({}) },
    log: pino({ level: "warn" }, { write }),
  });
  const app = new App({ receiver, authorize: async () => ({}) });
  expect(app).toBeDefined();
  await receiver.start(0);
  slack.dropAll();
  await third.promise;
  // Each number is a longer pause: it must not begin at 1 again with each address that Slack gives.
  expect(attempts).toEqual([2, 3, 4]);
  await receiver.stop();
  await slack.close();
});
