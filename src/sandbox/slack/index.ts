export { startLocalSlack } from "./server.ts";
export type * from "./types.ts";
