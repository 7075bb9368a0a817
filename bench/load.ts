import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";

export type Sample = { requestsPerSecond: number; p50: number; p99: number; failures: number };

/** Signs a body as Slack does (v0: HMAC-SHA256 over "v0:timestamp:body"). */
function signed(body: string, signingSecret: string, contentType: string) {
  const timestamp = String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1000));
  const hash = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    "content-type": contentType,
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${hash}`,
    "content-length": Buffer.byteLength(body),
  };
}

/**
 * Sends signed bodies, a fixed number in flight, and times each from its first byte to the end of its answer.
 * @param fine whether an answer's text is the wanted one; everything else counts as a failure
 */
export async function load(options: {
  url: string;
  signingSecret: string;
  bodies: Iterable<string>;
  inFlight: number;
  fine: (text: string, status: number) => boolean;
}): Promise<Sample> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.inFlight });
  const bodies = options.bodies[Symbol.iterator]();
  const times: number[] = [];
  let failures = 0;
  const started = performance.now();
  const worker = async () => {
    for (let next = bodies.next(); !next.done; next = bodies.next()) {
      const begun = performance.now();
      const { status, text } = await post(options.url, next.value, options.signingSecret, agent);
      times.push(performance.now() - begun);
      if (!options.fine(text, status)) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: options.inFlight }, worker));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    requestsPerSecond: times.length / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    failures,
  };
}

export function post(
  url: string,
  body: string,
  signingSecret: string,
  agent: Agent,
  contentType = "application/x-www-form-urlencoded",
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: "POST", agent, headers: signed(body, signingSecret, contentType) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** @param sorted ascending */
export const quantile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export const median = (values: number[]): number =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

/** A slash command's body. Each has a trigger id of its own, or the bot would take it for a redelivery. */
export function commandBody(command: {
  command: string;
  text: string;
  userId: string;
  channelId: string;
  trigger: string;
}): string {
  return new URLSearchParams({
    command: command.command,
    text: command.text,
    user_id: command.userId,
    user_name: "bench",
    channel_id: command.channelId,
    channel_name: "bench",
    team_id: "T0BENCH",
    trigger_id: command.trigger,
    response_url: "http://127.0.0.1:9/none",
    token: "x",
    api_app_id: "A0BENCH",
  }).toString();
}
