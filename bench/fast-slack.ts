import { createServer, type Server } from "node:http";

/** A view that has arrived: when, and what is in it. */
export type Arrived = { at: number; view: string };
export type FastSlack = Awaited<ReturnType<typeof fastSlack>>;

/** A Slack that answers at once, so that the bot is measured and not its stand-in. */
export async function fastSlack() {
  const waiting = new Map<string, (arrived: Arrived) => void>();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const at = performance.now();
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const view = form.get("view");
      if (view) waiting.get(form.get("trigger_id") ?? form.get("user_id") ?? "")?.({ at, view });
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          ...{ ok: true, view: { id: "V1", hash: `${at}` } },
          ...{ user_id: "U0BOT", team_id: "T0BENCH", team: "Bench", user: "bot" },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/api/`,
    /** Resolves when a modal for that trigger, or that user's Home tab, arrives. */
    view: (of: string): Promise<Arrived> => new Promise((resolve) => waiting.set(of, resolve)),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
