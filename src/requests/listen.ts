import type { Server } from "node:net";
import type { Receiver } from "@slack/bolt";

/** A receiver of Bolt's that says which port it got. */
export type ListeningReceiver = Omit<Receiver, "start"> & {
  /** @param port 0: any free one @returns the port that it listens on @throws EADDRINUSE when that one is taken */
  start(port: number): Promise<number>;
};

/**
 * Listens and says on which port: asked for 0, the system gives a free one, and nobody can take it in between.
 * @throws EADDRINUSE when the port is taken
 */
export async function listen(server: Server, port: number, host?: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => resolve());
  });
  return portOf(server);
}

/** @throws Error when the server does not listen, or not on a port */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address.port;
}
