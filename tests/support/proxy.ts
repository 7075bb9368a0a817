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
   * Cuts as soon as a write of the bot's is committed: before the database hears of it, or when it has
   * done it and answers. Resolves when that has happened.
   */
  cutAtCommit(when: "before" | "after"): Promise<void>;
  /**
   * Cuts at the next thing that the bot asks once it was told that a write is committed whose key holds one of these.
   * Resolves when that has happened; `mend` ends the waiting.
   */
  cutOnceCommitted(keys: string[]): Promise<void>;
  mend(): void;
  close(): Promise<void>;
};

type Trap = {
  when: "before" | "after" | "told";
  sprung: () => void;
  keys?: string[];
  /** The bot was told of the commit. */
  told?: boolean;
};

/** What every write says. */
const writes = "INSERT INTO request_key";

/** The names under which a connection keeps that statement: then its text does not come again. */
const namesOf = (chunk: Buffer): string[] =>
  [...chunk.toString("latin1").matchAll(/P[\s\S]{4}(\w+)\0([^\0]*)\0/g)].flatMap(
    ([, name = "", text = ""]) => (text.includes(writes) ? [name] : []),
  );

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
    let isBot = false;
    const named = new Set<string>();
    near.on("data", (chunk: Buffer) => {
      isBot ||= chunk.includes("application_name\0studyhall\0");
      if (trap?.told && isBot) return spring();
      for (const name of namesOf(chunk)) named.add(`\0${name}\0`);
      const again = [...named].some((name) => chunk.includes(name));
      const isOurs = trap?.keys?.some((key) => chunk.includes(key)) ?? trap !== undefined;
      isIt ||= isOurs && (chunk.includes(writes) || again);
      const commits = isIt && chunk.includes("COMMIT\0");
      if (commits && trap?.when === "before") return spring();
      doomed ||= commits;
      far.write(chunk);
    });
    // One after the other: an answer that waits is not overtaken by the next.
    let before = Promise.resolve();
    far.on("data", (chunk) => {
      if (doomed && trap?.when !== "told") return spring();
      const tells = doomed ? trap : undefined;
      doomed = false;
      isIt &&= tells === undefined;
      const due = performance.now() + wait;
      before = before.then(async () => {
        await held?.promise;
        const left = due - performance.now();
        if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
        if (!near.destroyed) near.write(chunk);
        if (tells) tells.told = true;
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
    cutAtCommit: (when) =>
      new Promise((sprung) => {
        trap = { when, sprung };
      }),
    cutOnceCommitted: (keys) =>
      new Promise((sprung) => {
        trap = { when: "told", sprung, keys };
      }),
    mend: () => {
      trap = undefined;
      isCut = false;
    },
    async close() {
      held?.resolve();
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
