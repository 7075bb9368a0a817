import { createServer, type Server, type ServerResponse } from "node:http";

/** What a page of health says: an HTTP status, and an object that is sent as JSON and never kept. */
export type HealthPage = { status: number; body: object };
/** `/healthz` and `/readyz`. @returns undefined when the path is another one */
export type Health = (path: string | undefined) => Promise<HealthPage | undefined>;

export const healthHeaders = { "content-type": "application/json", "cache-control": "no-store" };

/** `checks`: what must answer for the bot to be of use, by name; each rejects when it does not. */
export function healthPages(checks: Record<string, () => Promise<void>>): Health {
  return async (path) => {
    if (path === "/healthz") return { status: 200, body: { alive: true } };
    if (path !== "/readyz") return undefined;
    const names = Object.keys(checks);
    const results = await Promise.allSettled(names.map((name) => checks[name]?.()));
    const ready = Object.fromEntries(
      names.map((name, index) => [name, results[index]?.status === "fulfilled"]),
    );
    return { status: Object.values(ready).every(Boolean) ? 200 : 503, body: ready };
  };
}

/** The health pages alone, for Socket Mode, where Slack needs no port of ours. */
export function healthServer(health: Health): Server {
  return createServer((request, response) => {
    health(request.url?.split("?", 1)[0])
      .then((page) => showPage(response, page ?? { status: 404, body: { found: false } }))
      .catch(() => showPage(response, { status: 500, body: { found: false } }));
  });
}

/** Sends a page as the whole response. */
export function showPage(response: ServerResponse, { status, body }: HealthPage): void {
  response.writeHead(status, healthHeaders);
  response.end(JSON.stringify(body));
}
