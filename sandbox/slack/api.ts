import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import { type Args, isFields, jsonArg } from "./args.ts";
import type { CallLog } from "./calls.ts";
import type { FaultBox } from "./faults.ts";
import type { Method, MethodContext } from "./method.ts";
import { chatMethods } from "./methods-chat.ts";
import { conversationMethods } from "./methods-conversations.ts";
import { fileMethods } from "./methods-files.ts";
import { userMethods } from "./methods-users.ts";
import { viewMethods } from "./methods-views.ts";
import { Refusal } from "./refusal.ts";

type ApiContext = Context<{ Bindings: HttpBindings }>;

/** What stands behind the Web API's address. */
export type ApiDeps = {
  context: MethodContext;
  faults: FaultBox;
  calls: CallLog;
  /** Answers the methods that the local Slack itself does not have. */
  elsewhere(method: string, args: Args): Promise<Record<string, unknown>>;
};

const methods: Readonly<Record<string, Method>> = {
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...userMethods,
  ...viewMethods,
};

/** Serves `/api/METHOD` to whoever has one of the workspace's tokens, with the faults that were asked for. */
export function mountApi(app: Hono<{ Bindings: HttpBindings }>, deps: ApiDeps): void {
  app.on(["GET", "POST"], "/api/:method", async (c) => {
    const method = c.req.param("method");
    const { token, ...sent } = await argsOf(c);
    const args = withObjects(sent);
    const effect = async () => {
      refuseToken(deps.context, method, tokenOf(c, token));
      return methods[method]?.(args, deps.context) ?? (await deps.elsewhere(method, args));
    };
    return await answered(c, deps, { method, args }, effect);
  });
}

/**
 * Runs one call under its faults, logs it and makes the HTTP answer.
 * @param effect does what was asked for and gives the answer's fields, or throws a Refusal.
 * @param respond makes the HTTP answer; JSON with status 200 as the Web API does.
 */
export async function answered(
  c: ApiContext,
  { faults, calls }: Pick<ApiDeps, "faults" | "calls">,
  call: { method: string; args: Args },
  effect: () => Promise<Record<string, unknown>>,
  respond: (answer: ApiAnswer) => Response = (answer) => c.json(answer),
): Promise<Response> {
  const trouble = faults.troubleFor(call.method, call.args);
  if (trouble.retryAfter !== undefined) {
    calls.add({ ...call, ok: false, error: "ratelimited" });
    return c.json({ ok: false, error: "ratelimited" }, 429, { "Retry-After": String(trouble.retryAfter) });
  }
  const answer = await outcomeOf(trouble.error, effect);
  calls.add({ ...call, ok: answer.ok, ...(answer.ok ? {} : { error: answer.error }) });
  if (trouble.delay !== undefined) await wait(trouble.delay);
  // The caller sees a reset connection, as when a network fails between the effect and its answer.
  if (trouble.lost) c.env.incoming.socket.resetAndDestroy();
  return respond(answer);
}

/** The body of an answer. */
export type ApiAnswer =
  | { ok: true; [field: string]: unknown }
  | { ok: false; error: string; [field: string]: unknown };

async function outcomeOf(
  fault: string | undefined,
  effect: () => Promise<Record<string, unknown>>,
): Promise<ApiAnswer> {
  try {
    if (fault !== undefined) throw new Refusal(fault);
    const fields = await effect();
    return fields.ok === false
      ? { ...fields, ok: false, error: String(fields.error) }
      : { ...fields, ok: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const details = error.details.length > 0 ? { response_metadata: { messages: error.details } } : {};
    return { ok: false, error: error.code, ...details };
  }
}

/** The arguments from the query and the body, whatever way they were sent. */
export async function argsOf(c: ApiContext): Promise<Args> {
  const args: Args = { ...c.req.query() };
  if (c.req.method === "GET") return args;
  const type = c.req.header("content-type") ?? "";
  if (type.includes("multipart/form-data")) return { ...args, ...(await c.req.parseBody()) };
  const body = await c.req.text();
  if (!type.includes("application/json"))
    return { ...args, ...Object.fromEntries(new URLSearchParams(body)) };
  try {
    const json: unknown = JSON.parse(body || "{}");
    return isFields(json) ? { ...args, ...json } : args;
  } catch {
    return args;
  }
}

/** Lists and objects as such, also from a form: the log and the faults' predicates then read them the same way. */
function withObjects(args: Args): Args {
  const texts = ["blocks", "attachments", "metadata", "view"].filter(
    (name) => typeof args[name] === "string",
  );
  return { ...args, ...Object.fromEntries(texts.map((name) => [name, jsonArg(args, name)])) };
}

/** The token in the header, else `sent`, which came among the arguments. */
export function tokenOf(c: ApiContext, sent: unknown): string {
  const header = /^Bearer\s+(.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  return header ?? (typeof sent === "string" ? sent : "");
}

function refuseToken({ workspace }: MethodContext, method: string, token: string): void {
  const { botToken, appToken } = workspace.credentials;
  if (token === "") throw new Refusal("not_authed");
  if (token !== botToken && token !== appToken) throw new Refusal("invalid_auth");
  const wanted = method === "apps.connections.open" ? appToken : botToken;
  if (token !== wanted) throw new Refusal("not_allowed_token_type");
}
