import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { parse } from "node:querystring";
import { type App, HTTPReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import { z } from "zod";
import { systemClock } from "../clock.ts";
import { type Health, showPage } from "../health.ts";
import { boltLogger } from "../log.ts";
import { type ListeningReceiver, listen } from "./listen.ts";

/** Slack's own bodies stay far below: a view is at most 250 KB, form-encoded twice. */
const mostBytes = 1024 * 1024;
/** What no handler takes is answered 404 after this time: before Slack gives up. */
const unhandledMilliseconds = 2800;
/** Bolt accepts timestamps up to an hour ahead; Slack's clock and ours differ by seconds. */
const mostAheadSeconds = 60;

const someone = z.looseObject({ id: z.string() });
const view = z.looseObject({
  id: z.string(),
  callback_id: z.string(),
  state: z.looseObject({ values: z.looseObject({}) }),
});
/** What Bolt relies on without looking: a body that lacks it makes Bolt throw outside every handler. The most frequent first. */
const acceptable = z.union([
  z.looseObject({
    type: z.undefined().optional(),
    command: z.string().startsWith("/"),
    user_id: z.string(),
    trigger_id: z.string(),
  }),
  z.looseObject({
    type: z.literal("block_actions"),
    user: someone,
    actions: z.tuple([z.looseObject({ action_id: z.string() })], z.unknown()),
  }),
  z.looseObject({ type: z.literal("url_verification"), challenge: z.string() }),
  z.looseObject({ type: z.literal("event_callback"), event: z.looseObject({ type: z.string() }) }),
  z.looseObject({ type: z.enum(["view_submission", "view_closed"]), user: someone, view }),
  z.looseObject({
    type: z.literal("block_suggestion"),
    user: someone,
    action_id: z.string(),
    value: z.string(),
  }),
  z.looseObject({ type: z.enum(["shortcut", "message_action"]), user: someone, callback_id: z.string() }),
  z.looseObject({ ssl_check: z.literal("1") }),
]);

/** Slack over HTTP: Bolt's receiver behind a door that keeps out what it does not survive, and the health pages. */
export function httpReceiver(options: {
  signingSecret: string;
  health: Health;
  log: Logger;
}): ListeningReceiver & { server: Server } {
  const { health, log } = options;
  const bolt = new HTTPReceiver({
    signingSecret: options.signingSecret,
    logger: boltLogger(log),
    bodyLimit: mostBytes,
    unhandledRequestTimeoutMillis: unhandledMilliseconds,
    // Handlers catch their own errors: what comes here is a body that Bolt could not read.
    processEventErrorHandler: async ({ error, response }) => {
      log.warn({ err: error }, "a request could not be read");
      answer(response, 400, "not a request of Slack's");
      return true;
    },
  });
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.warn({ err: error }, "a request was not served");
      answer(response, 400, "bad request");
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "/").split("?", 1)[0];
    const page = await health(path);
    if (page) return showPage(response, page);
    if (path !== "/slack/events" || request.method !== "POST") return answer(response, 404, "not found");
    const body = await bytesOf(request);
    if (!body) return answer(response, 413, "too large");
    if (
      Number(request.headers["x-slack-request-timestamp"]) >
      systemClock.now().epochMilliseconds / 1000 + mostAheadSeconds
    )
      return answer(response, 401, "the timestamp lies in the future");
    if (!isAcceptable(body.toString(), request.headers["content-type"]))
      return answer(response, 400, "not a request of Slack's");
    // Bolt's way to take over a body that was read already; it verifies the signature over these bytes.
    bolt.requestListener(Object.assign(request, { rawBody: body }), response);
  }

  return {
    server,
    init: (app: App) => bolt.init(app),
    start: (port: number) => listen(server, port),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The same reading as Bolt's: form bodies are commands, or interactions in `payload`. */
function isAcceptable(body: string, contentType: string | undefined): boolean {
  try {
    if (contentType !== "application/x-www-form-urlencoded")
      return acceptable.safeParse(JSON.parse(body)).success;
    const form = parse(body);
    return acceptable.safeParse(typeof form.payload === "string" ? JSON.parse(form.payload) : form).success;
  } catch {
    return false;
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) return;
  response.writeHead(status, { "content-type": "text/plain" });
  response.end(text);
}
