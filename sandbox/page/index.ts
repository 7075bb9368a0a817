export type { Persona, SandboxClock, Shortcut } from "./scene.ts";
export type { PageOptions } from "./scene-of.ts";
export { mountPage } from "./server.ts";
