/** A program that starts or joins the embedded database of the given directory and uses it until it is told to end. */
import { once } from "node:events";
import { startEmbedded } from "../../src/db/embedded.ts";
import { createLogger } from "../../src/log.ts";

const [dataDir = ""] = process.argv.slice(2);
const server = await startEmbedded({ dataDir, log: createLogger("warn") });
console.log(server.url);
const idle = setInterval(() => undefined, 60_000);
await once(process, "SIGTERM");
clearInterval(idle);
await server.stop();
console.log("left");
