import { connect, createServer, type Socket } from "node:net";

/** A way to a database that can be slow, held up or cut. */
export type DatabaseProxy = {
  url: string;
  /** Each answer takes so many milliseconds longer, from now on. */
  delay(milliseconds: number): void;
  /** Keeps every answer back until `release`. What was asked is done meanwhile. */
  hold(): void;
  release(): void;
  /** Ends every connection and refuses new ones, until `mend`. */
  cut(): void;
  /**
   * Cuts as soon as a transaction with such a statement is committed: before the database hears of it, or when it has
   * done it and answers. Resolves when that has happened.
   */
  cutAtCommit(when: "before" | "after", statement: string): Promise<void>;
  mend(): void;
  close(): Promise<void>;
};

type Trap = { when: "before" | "after"; statement: string; sprung: () => void };

/** A TCP proxy in front of the database at that address. */
export async function proxyTo(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let wait = 0;
  let isCut = false;
  let held: PromiseWithResolvers<void> | undefined;
  let trap: Trap | undefined;

  const cut = () => {
    isCut = true;
    for (const socket of open) socket.resetAndDestroy();
  };
  const server = createServer((near) => {
    if (isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    let doomed = false;
    let isIt = false;
    near.on("data", (chunk) => {
      isIt ||= trap !== undefined && chunk.includes(trap.statement);
      const commits = isIt && chunk.includes("COMMIT\0");
      if (commits && trap?.when === "before") return spring();
      doomed ||= commits;
      far.write(chunk);
    });
    // One after the other: an answer that waits is not overtaken by the next.
    let before = Promise.resolve();
    far.on("data", (chunk) => {
      if (doomed) return spring();
      const due = performance.now() + wait;
      before = before.then(async () => {
        await held?.promise;
        const left = due - performance.now();
        if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
        if (!near.destroyed) near.write(chunk);
      });
    });
  });
  function spring(): void {
    const { sprung } = trap ?? {};
    trap = undefined;
    cut();
    sprung?.();
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: url.toString(),
    delay: (milliseconds) => {
      wait = milliseconds;
    },
    hold: () => {
      held ??= Promise.withResolvers<void>();
    },
    release: () => {
      held?.resolve();
      held = undefined;
    },
    cut,
    cutAtCommit: (when, statement) =>
      new Promise((sprung) => {
        trap = { when, statement, sprung };
      }),
    mend: () => {
      isCut = false;
    },
    async close() {
      held?.resolve();
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
