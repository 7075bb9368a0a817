import { randomBytes } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { type ApiDeps, answered, argsOf } from "./api.ts";
import { type Args, flagArg, textArg } from "./args.ts";
import { acceptMessage } from "./blocks.ts";
import { editMessage, postAsBot } from "./messages.ts";
import { Refusal } from "./refusal.ts";
import type { StoredMessage } from "./types.ts";
import { type Hook, newId, type Workspace } from "./workspace.ts";

const mostUses = 5;
const lifeMilliseconds = 30 * 60_000;
// Looking through all of them at every press would make many presses slow.
const sweepEvery = 500;
const mostHooks = 20_000;

/** The addresses that the bot may answer to later (`response_url`). */
export type Hooks = {
  /** @param original the message whose button was pressed. */
  issue(to: { userId: string; channelId: string; original?: string }): Hook;
  urlOf(hook: Hook): string;
};

export function createHooks(workspace: Workspace, url: string): Hooks {
  let issued = 0;
  return {
    issue: (to) => {
      issued += 1;
      if (issued % sweepEvery === 0) sweep(workspace);
      const id = `${newId("R")}${randomBytes(12).toString("hex")}`;
      const hook: Hook = { id, ...to, issuedAt: workspace.now(), uses: 0 };
      workspace.hooks[id] = hook;
      workspace.save();
      return hook;
    },
    urlOf: (hook) => `${url}/hooks/${hook.id}`,
  };
}

/** Serves `/hooks/ID`: five answers within 30 minutes of the workspace's clock. */
export function mountHooks(
  app: Hono<{ Bindings: HttpBindings }>,
  workspace: Workspace,
  deps: Pick<ApiDeps, "faults" | "calls">,
): void {
  app.post("/hooks/:id", async (c) => {
    const args = await argsOf(c);
    const hook = workspace.hooks[c.req.param("id")];
    const effect = async () => {
      if (!hook || isExpired(workspace, hook)) throw new Refusal("expired_url");
      if (hook.uses >= mostUses) throw new Refusal("used_url");
      answerHook(workspace, hook, args);
      hook.uses += 1;
      workspace.save();
      return {};
    };
    return await answered(c, deps, { method: "response_url", args }, effect, (answer) => {
      if (answer.ok) return c.text("ok");
      return c.json(answer, answer.error === "expired_url" || answer.error === "used_url" ? 404 : 400);
    });
  });
}

/**
 * Does what an answer asks for: replace or delete the original, or post a new message; by default for the user only.
 * A command has no original until it was answered once; then that answer is it.
 * @throws Refusal as `acceptMessage`, and message_not_found.
 */
export function answerHook(workspace: Workspace, hook: Hook, args: Args): StoredMessage | undefined {
  const original = hook.original === undefined ? undefined : workspace.find(hook.channelId, hook.original);
  if (flagArg(args, "delete_original")) {
    if (!original) throw new Refusal("message_not_found");
    workspace.remove(original);
    return undefined;
  }
  if (flagArg(args, "replace_original") && original) {
    editMessage(workspace, original, { ...args, blocks: args.blocks ?? [] });
    return original;
  }
  const forAll = textArg(args, "response_type") === "in_channel";
  const thread_ts = textArg(args, "thread_ts");
  const to = {
    channel: hook.channelId,
    ...(forAll ? {} : { visibleTo: hook.userId }),
    ...(thread_ts ? { thread_ts } : {}),
  };
  const posted = postAsBot(workspace, to, acceptMessage(args));
  hook.original ??= posted.ts;
  return posted;
}

/** Forgets what no longer works, and the oldest beyond what a workspace needs while its clock stands still. */
function sweep(workspace: Workspace): void {
  const kept = Object.values(workspace.hooks).filter((hook) => !isExpired(workspace, hook));
  workspace.hooks = Object.fromEntries(kept.slice(-mostHooks).map((hook) => [hook.id, hook]));
}

function isExpired(workspace: Workspace, hook: Hook): boolean {
  return workspace.now() - hook.issuedAt > lifeMilliseconds;
}
