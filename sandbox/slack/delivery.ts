import { setTimeout as wait } from "node:timers/promises";
import type { Outcome } from "./types.ts";

/** Something to tell the bot, in the words of Socket Mode. */
export type Delivery = {
  type: "slash_commands" | "interactive" | "events_api";
  payload: Record<string, unknown>;
  /** Set when an event is sent again. */
  retry?: { number: number; reason: "http_timeout" | "http_error" };
};

/** The bot's answer to one delivery. */
export type Answer = Outcome & { noRetry?: boolean };

/** One way to reach the bot. */
export type Carrier = {
  send(delivery: Delivery): Promise<Answer>;
  /** Sends the last delivery once more, exactly. Throws when there was none. */
  again(): Promise<Answer>;
};

export type Courier = {
  use(carrier: Carrier): void;
  /** Sends a command or an interaction. Throws when no way of delivery was chosen. */
  send(delivery: Delivery): Promise<Outcome>;
  /** Sends an event, again and again until it is acknowledged or the retries are used up. */
  sendEvent(payload: Record<string, unknown>): Promise<Outcome>;
  again(): Promise<Outcome>;
};

/** @param retries the waits before an event is sent again, in milliseconds. */
export function createCourier(retries: number[]): Courier {
  let carrier: Carrier | undefined;
  const chosen = () => {
    if (!carrier) throw new Error("Say how to reach the bot first: deliverOverHttp or deliverOverSocket");
    return carrier;
  };
  return {
    use: (next) => {
      carrier = next;
    },
    send: async (delivery) => outcome(await chosen().send(delivery)),
    sendEvent: async (payload) => {
      let answer = await chosen().send({ type: "events_api", payload });
      for (const [index, milliseconds] of retries.entries()) {
        if (answer.acknowledged || answer.noRetry) break;
        const reason = answer.status === "timeout" ? "http_timeout" : "http_error";
        await wait(milliseconds);
        answer = await chosen().send({ type: "events_api", payload, retry: { number: index + 1, reason } });
      }
      return outcome(answer);
    },
    again: async () => outcome(await chosen().again()),
  };
}

function outcome({ noRetry: _, ...rest }: Answer): Outcome {
  return rest;
}
