import { createHmac } from "node:crypto";
import type { Clock } from "../../src/clock.ts";
import type { Answer, Carrier, Delivery } from "./delivery.ts";

export type HttpCarrierOptions = {
  requestUrl: string;
  signingSecret: string;
  /** Real milliseconds for an answer. */
  answerWithin: number;
  /** The real time: the bot refuses requests whose timestamp is old, whatever day it is in the workspace. */
  clock: Clock;
};

export type HttpCarrier = Carrier & {
  /** Sends any body, correctly signed. `timestamp` is in seconds since 1970. */
  sendRaw(body: string, contentType: string, timestamp?: number): Promise<Answer>;
};

type SignedRequest = { body: string; headers: Record<string, string> };

/** Delivers by signed POST requests, https://docs.slack.dev/authentication/verifying-requests-from-slack. */
export function createHttpCarrier(options: HttpCarrierOptions): HttpCarrier {
  let last: SignedRequest | undefined;
  const sign = (body: string, contentType: string, timestamp?: number, more: Record<string, string> = {}) => {
    const at = timestamp ?? Math.floor(options.clock.now().epochMilliseconds / 1000);
    const digest = createHmac("sha256", options.signingSecret).update(`v0:${at}:${body}`).digest("hex");
    const signature = { "x-slack-request-timestamp": String(at), "x-slack-signature": `v0=${digest}` };
    return { body, headers: { "content-type": contentType, ...signature, ...more } };
  };
  const dispatch = (request: SignedRequest) => {
    last = request;
    return post(options.requestUrl, request, options.answerWithin);
  };
  return {
    send: (delivery) => {
      const { body, contentType } = encode(delivery);
      return dispatch(sign(body, contentType, undefined, retryHeaders(delivery)));
    },
    again: async () => {
      if (!last) throw new Error("Nothing was delivered yet");
      return await dispatch(last);
    },
    sendRaw: (body, contentType, timestamp) => dispatch(sign(body, contentType, timestamp)),
  };
}

function encode({ type, payload }: Delivery): { body: string; contentType: string } {
  if (type === "events_api") return { body: JSON.stringify(payload), contentType: "application/json" };
  const fields: Record<string, string> = type === "interactive" ? { payload: JSON.stringify(payload) } : {};
  if (type === "slash_commands") {
    for (const [name, value] of Object.entries(payload)) fields[name] = String(value);
  }
  const body = new URLSearchParams(fields).toString();
  return { body, contentType: "application/x-www-form-urlencoded" };
}

function retryHeaders({ retry }: Delivery): Record<string, string> {
  if (!retry) return {};
  return { "x-slack-retry-num": String(retry.number), "x-slack-retry-reason": retry.reason };
}

async function post(url: string, { body, headers }: SignedRequest, answerWithin: number): Promise<Answer> {
  const started = performance.now();
  const milliseconds = () => Math.round(performance.now() - started);
  try {
    const signal = AbortSignal.timeout(answerWithin);
    const response = await fetch(url, { method: "POST", body, headers, signal, redirect: "manual" });
    const answer = await response.text();
    const parsed = parseAnswer(answer, response.headers.get("content-type") ?? "");
    const noRetry = response.headers.get("x-slack-no-retry") === "1";
    const { status, ok } = response;
    return {
      status,
      milliseconds: milliseconds(),
      body: parsed,
      acknowledged: ok,
      ...(noRetry ? { noRetry } : {}),
    };
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return { status: late ? "timeout" : 0, milliseconds: milliseconds(), body: "", acknowledged: false };
  }
}

function parseAnswer(text: string, contentType: string): unknown {
  if (!contentType.includes("json")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
