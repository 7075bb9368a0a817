import { randomBytes, randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { within } from "../../src/requests/deadline.ts";
import { isFields } from "./args.ts";
import type { Answer, Carrier, Delivery } from "./delivery.ts";

export type SocketHub = Carrier & {
  /** A new address to connect to, good once. */
  address(): string;
  count(): number;
  disconnect(reason: string): void;
  close(): void;
};

export type SocketHubOptions = {
  /** `ws://127.0.0.1:PORT` */
  url: string;
  appId: string;
  /** Real milliseconds for an answer. */
  answerWithin: number;
  /** Real milliseconds between two pings. */
  ping: number;
};

type Waiting = { resolve(payload: unknown): void };

/** Delivers by envelopes over web sockets, https://docs.slack.dev/apis/events-api/using-socket-mode. */
export function createSocketHub(server: Server, options: SocketHubOptions): SocketHub {
  const tickets = new Set<string>();
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, Waiting>();
  const accept = new WebSocketServer({ noServer: true });
  let last: Delivery | undefined;

  server.on("upgrade", (request, socket, head) => {
    const address = new URL(request.url ?? "/", options.url);
    if (address.pathname !== "/link" || !tickets.delete(address.searchParams.get("ticket") ?? "")) {
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    accept.handleUpgrade(request, socket, head, (webSocket) => {
      sockets.add(webSocket);
      webSocket.on("close", () => sockets.delete(webSocket));
      webSocket.on("error", () => webSocket.terminate());
      webSocket.on("message", (data) => acknowledge(waiting, String(data)));
      webSocket.send(JSON.stringify(hello(options.appId, sockets.size)));
    });
  });
  // The client takes a socket without pings for dead after 30 seconds.
  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping();
  }, options.ping).unref();

  const dispatch = async (delivery: Delivery, envelopeId: string): Promise<Answer> => {
    const started = performance.now();
    const milliseconds = () => Math.round(performance.now() - started);
    const socket = nextSocket(sockets);
    if (!socket) return { status: 0, milliseconds: 0, body: "", acknowledged: false };
    const answer = new Promise<unknown>((resolve) => waiting.set(envelopeId, { resolve }));
    socket.send(JSON.stringify(envelope(delivery, envelopeId)));
    const answered = await within(answer, options.answerWithin);
    waiting.delete(envelopeId);
    if (answered === "late")
      return { status: "timeout", milliseconds: milliseconds(), body: "", acknowledged: false };
    return { status: "socket", milliseconds: milliseconds(), body: answered.done ?? "", acknowledged: true };
  };
  let lastEnvelope = "";
  return {
    send: (delivery) => {
      last = delivery;
      lastEnvelope = randomUUID();
      return dispatch(delivery, lastEnvelope);
    },
    again: async () => {
      if (!last) throw new Error("Nothing was delivered yet");
      return await dispatch(last, lastEnvelope);
    },
    address: () => {
      const ticket = randomBytes(12).toString("hex");
      tickets.add(ticket);
      return `${options.url}/link?ticket=${ticket}`;
    },
    count: () => sockets.size,
    disconnect: (reason) => {
      for (const socket of sockets) {
        socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "local" } }));
        // From here on nothing is sent to it; the client closes it and connects anew.
        sockets.delete(socket);
      }
    },
    close: () => {
      clearInterval(pings);
      for (const socket of accept.clients) socket.terminate();
      accept.close();
    },
  };
}

function hello(appId: string, connections: number) {
  const debug_info = { host: "local", started: "", build_number: 1, approximate_connection_time: 18060 };
  return { type: "hello", num_connections: connections, debug_info, connection_info: { app_id: appId } };
}

function envelope({ type, payload, retry }: Delivery, envelopeId: string) {
  // Slack takes a payload in the answer for what a user waits for, not for events.
  const base = { envelope_id: envelopeId, type, payload, accepts_response_payload: type !== "events_api" };
  if (type !== "events_api") return base;
  return { ...base, retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? "" };
}

function acknowledge(waiting: Map<string, Waiting>, data: string): void {
  const message: unknown = parsed(data);
  if (!isFields(message) || typeof message.envelope_id !== "string") return;
  const { payload } = message;
  const empty = isFields(payload) && Object.keys(payload).length === 0;
  waiting.get(message.envelope_id)?.resolve(empty ? "" : payload);
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Sockets in turn, as Slack spreads deliveries over an app's connections. */
function nextSocket(sockets: Set<WebSocket>): WebSocket | undefined {
  const open = [...sockets].find((socket) => socket.readyState === socket.OPEN);
  if (open) {
    sockets.delete(open);
    sockets.add(open);
  }
  return open;
}
