import { randomUUID } from "node:crypto";
import { createEmulator, type Emulator } from "emulate";
import { type Args, isFields, textArg } from "./args.ts";
import { botName } from "./messages.ts";
import { Refusal } from "./refusal.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The Web API methods that the local Slack has no need of its own for (the bot's own files, reactions, pins, bookmarks, profiles,
 * presence …): the emulator answers them. It chooses its own user and channel ids, so ids are translated both ways;
 * what it holds is gone when the process ends.
 */
export type Emulated = {
  /** @throws Refusal unknown_method when the emulator has no such method either. */
  answer(method: string, args: Args): Promise<Record<string, unknown>>;
  close(): Promise<void>;
};

type Running = { emulator: Emulator; token: string; theirs: Map<string, string>; ours: Map<string, string> };

/** Nothing is started before the first such call: few bots make one. */
export function createEmulated(workspace: Workspace): Emulated {
  let running: Promise<Running> | undefined;
  return {
    answer: async (method, args) => {
      running ??= start(workspace);
      const { emulator, token, theirs, ours } = await running;
      const answer = await call(emulator, token, method, translated(args, theirs));
      return translated(answer, ours) as Record<string, unknown>;
    },
    close: async () => {
      await (await running)?.emulator.close();
    },
  };
}

async function start(workspace: Workspace): Promise<Running> {
  const token = `xoxb-${randomUUID()}`;
  const admin = `xoxp-${randomUUID()}`;
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: { slack: seedOf(workspace, token, admin) },
  });
  const pairs = [
    ...(await idsByName(emulator, token, "users.list", "members", workspace.users)),
    ...(await idsByName(emulator, admin, "conversations.list", "channels", workspace.channels)),
  ];
  const theirs = new Map(pairs);
  for (const channel of workspace.channels.filter((one) => one.botMember)) {
    const args = { channel: theirs.get(channel.id), users: workspace.bot.userId };
    await call(emulator, admin, "conversations.invite", args);
  }
  return { emulator, token, theirs, ours: new Map(pairs.map(([our, their]) => [their, our])) };
}

function seedOf(
  { bot, team, users, channels }: Workspace,
  token: string,
  admin: string,
): Record<string, unknown> {
  const app = { client_id: bot.appId, client_secret: randomUUID(), name: botName, redirect_uris: [] };
  return {
    team: { name: team.name },
    users: users.map(({ name, realName, email, admin: is_admin }) => ({
      name,
      real_name: realName,
      email,
      is_admin,
    })),
    channels: channels.map((channel) => ({ name: channel.name, is_private: channel.private === true })),
    oauth_apps: [
      { ...app, app_id: bot.appId, bot_id: bot.botId, bot_user_id: bot.userId, bot_name: botName },
    ],
    tokens: [
      { token, user_id: bot.userId, app_id: bot.appId, bot_id: bot.botId, bot_user_id: bot.userId },
      { token: admin, user_id: "U000000001" },
    ],
  };
}

type Named = { id: string; name: string };

/** Our id and the emulator's, for everything that it lists under the same name. */
async function idsByName(
  emulator: Emulator,
  token: string,
  method: string,
  field: string,
  named: Named[],
): Promise<[string, string][]> {
  const our = new Map(named.map(({ id, name }) => [name, id]));
  const pairs: [string, string][] = [];
  let cursor = "";
  do {
    const page = await call(emulator, token, method, {
      limit: 1000,
      cursor,
      types: "public_channel,private_channel",
    });
    for (const item of Array.isArray(page[field]) ? page[field] : []) {
      const id = isFields(item) ? our.get(textArg(item, "name")) : undefined;
      if (id !== undefined) pairs.push([id, textArg(item, "id")]);
    }
    cursor = isFields(page.response_metadata) ? textArg(page.response_metadata, "next_cursor") : "";
  } while (cursor !== "");
  return pairs;
}

async function call(
  emulator: Emulator,
  token: string,
  method: string,
  args: unknown,
): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const body = JSON.stringify(args);
  const response = await fetch(`${emulator.url}/api/${method}`, { method: "POST", headers, body });
  if (response.status === 404) throw new Refusal("unknown_method");
  const answer: unknown = await response.json();
  return isFields(answer) ? answer : {};
}

/** The same value with each text that is exactly a known id replaced. */
function translated(value: unknown, ids: Map<string, string>): unknown {
  if (typeof value === "string") return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => translated(item, ids));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, translated(item, ids)]));
}
