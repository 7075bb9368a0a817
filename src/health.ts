import { createServer, type Server, type ServerResponse } from "node:http";

/** Answers `/healthz` and `/readyz`. @returns false when the path is another one */
export type Health = (path: string | undefined, response: ServerResponse) => Promise<boolean>;

/** `checks`: what must answer for the bot to be of use, by name; each rejects when it does not. */
export function healthPages(checks: Record<string, () => Promise<void>>): Health {
  return async (path, response) => {
    if (path === "/healthz") reply(response, 200, { alive: true });
    else if (path === "/readyz") {
      const names = Object.keys(checks);
      const results = await Promise.allSettled(names.map((name) => checks[name]?.()));
      const ready = Object.fromEntries(
        names.map((name, index) => [name, results[index]?.status === "fulfilled"]),
      );
      reply(response, Object.values(ready).every(Boolean) ? 200 : 503, ready);
    } else return false;
    return true;
  };
}

/** The health pages alone, for Socket Mode, where Slack needs no port of ours. */
export function healthServer(health: Health): Server {
  return createServer((request, response) => {
    health(request.url?.split("?", 1)[0], response)
      .then((served) => served || reply(response, 404, { found: false }))
      .catch(() => reply(response, 500, { found: false }));
  });
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
