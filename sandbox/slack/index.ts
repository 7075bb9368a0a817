export { NotAccepted } from "./not-accepted.ts";
export { startLocalSlack } from "./server.ts";
export type * from "./types.ts";
