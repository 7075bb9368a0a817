import type { Server } from "node:http";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { systemClock } from "../../src/clock.ts";
import { listen } from "../../src/requests/listen.ts";
import { createActor } from "./actor.ts";
import type { ActorDeps } from "./actor-deps.ts";
import { type ApiDeps, mountApi } from "./api.ts";
import { createCallLog } from "./calls.ts";
import { type Courier, createCourier } from "./delivery.ts";
import { createHttpCarrier, type HttpCarrier } from "./delivery-http.ts";
import { createSocketHub, type SocketHub } from "./delivery-socket.ts";
import { createEmulated } from "./emulated.ts";
import { createFaults } from "./faults.ts";
import { mountDownloads } from "./file-downloads.ts";
import { createFiles, type Files } from "./files.ts";
import { createHooks, mountHooks } from "./hooks.ts";
import { inviteBot } from "./methods-conversations.ts";
import { stackOf } from "./modals.ts";
import { eventPayload, userChanged } from "./payloads.ts";
import { createTriggers } from "./triggers.ts";
import type {
  CommandHint,
  LocalSlack,
  LocalSlackOptions,
  Outcome,
  StoredMessage,
  Timing,
  UserChanges,
} from "./types.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

const slackTiming: Timing = {
  answerWithin: 3000,
  triggerLife: 3000,
  eventRetries: [50, 200, 500],
  ping: 10_000,
};

/**
 * Starts a local Slack workspace on its own port.
 * @throws Error when the port is taken or the state file cannot be read.
 */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const timing = { ...slackTiming, ...options.timing };
  const workspace = await openWorkspace(options);
  const slack = new Hono<{ Bindings: HttpBindings }>();
  // Apart from Slack's own: a router takes no more routes once it has answered a request.
  const page = new Hono();
  const host = options.host ?? "127.0.0.1";
  const server = serverOf({ slack, page });
  const port = await listen(server, options.port ?? 0, host);
  const url = `http://${host}:${port}`;
  const { answerWithin, ping } = timing;
  const hub = createSocketHub(server, {
    url: `ws://${host}:${port}`,
    appId: workspace.bot.appId,
    answerWithin,
    ping,
  });
  const faults = createFaults();
  const calls = createCallLog(options.now);
  const triggers = createTriggers(timing.triggerLife);
  const courier = createCourier(timing.eventRetries);
  const hooks = createHooks(workspace, url);
  const files = createFiles(workspace, url, options.stateFile && `${options.stateFile}-files`);
  const emulated = createEmulated(workspace);
  const memory = { suggested: new Map(), inMessages: new Map() };
  const deps: ActorDeps = { workspace, calls, courier, triggers, hooks, files, memory };
  const api: ApiDeps = {
    context: { workspace, triggers, files, url, socketUrl: hub.address },
    faults,
    calls,
    elsewhere: emulated.answer,
  };
  mountApi(slack, api);
  mountDownloads(slack, api);
  mountHooks(slack, workspace, { faults, calls });
  return {
    url,
    apiUrl: `${url}/api/`,
    ...identity(workspace),
    ...deliveryControls({ workspace, courier, hub, answerWithin }),
    ...readers(workspace, files),
    commands: commandHints(workspace),
    as: (userId) => createActor(deps, userId),
    inviteBot: (channelId) => inviteBot(workspace, channelId),
    changeUser: (userId, changes) => changeUser(workspace, courier, userId, changes),
    faults,
    calls: calls.list,
    onChange: workspace.onChange,
    hono: page,
    close: async () => {
      hub.close();
      await closed(server);
      await emulated.close();
      await workspace.flush();
    },
  };
}

function identity({ credentials, bot, team }: Workspace) {
  const { botToken, appToken, signingSecret } = credentials;
  return { credentials: { botToken, appToken, signingSecret }, bot, team };
}

function commandHints(workspace: Workspace): LocalSlack["commands"] {
  let hints: CommandHint[] = [];
  const set = (list: CommandHint[]) => {
    hints = list;
    workspace.changed();
  };
  return { set, list: () => hints };
}

async function changeUser(
  workspace: Workspace,
  courier: Courier,
  userId: string,
  changes: UserChanges,
): Promise<Outcome> {
  const user = workspace.user(userId);
  if (!user) throw new Error(`There is no user ${userId}`);
  Object.assign(user, changes);
  workspace.changed();
  return courier.sendEvent(eventPayload(workspace, userChanged(workspace, user)));
}

type DeliveryDeps = { workspace: Workspace; courier: Courier; hub: SocketHub; answerWithin: number };
type DeliveryControls = Pick<
  LocalSlack,
  "deliverOverHttp" | "deliverOverSocket" | "sockets" | "disconnectSockets" | "redeliver" | "deliverRaw"
>;

function deliveryControls({ workspace, courier, hub, answerWithin }: DeliveryDeps): DeliveryControls {
  const { signingSecret } = workspace.credentials;
  let http: HttpCarrier | undefined;
  return {
    deliverOverHttp: (requestUrl) => {
      http = createHttpCarrier({ requestUrl, signingSecret, answerWithin, clock: systemClock });
      courier.use(http);
    },
    deliverOverSocket: () => courier.use(hub),
    sockets: () => hub.count(),
    disconnectSockets: (reason) => hub.disconnect(reason ?? "refresh_requested"),
    redeliver: () => courier.again(),
    deliverRaw: async (body, contentType, raw) => {
      if (!http) throw new Error("Raw bodies are delivered over HTTP: call deliverOverHttp first");
      return await http.sendRaw(body, contentType, raw?.timestamp);
    },
  };
}

/** What the page and the tests look at. */
function readers(workspace: Workspace, files: Files) {
  const seen = (fits: (message: StoredMessage) => boolean, ids: string[]) =>
    ids.flatMap((id) => (workspace.messages[id] ?? []).filter(fits));
  return {
    messages: (channelId: string) => seen(({ visibleTo }) => visibleTo === undefined, [channelId]),
    ephemerals: (userId: string, channelId?: string) =>
      seen(
        ({ visibleTo }) => visibleTo === userId,
        channelId === undefined ? Object.keys(workspace.messages) : [channelId],
      ).sort((a, b) => Number(a.ts) - Number(b.ts)),
    views: (userId: string) => [...stackOf(workspace, userId)],
    home: (userId: string) => workspace.homes[userId]?.view,
    directChannel: (userId: string) => workspace.directChannel(userId),
    channels: (userId?: string) =>
      workspace.channels.filter(({ members }) => userId === undefined || members.includes(userId)),
    users: () => workspace.users,
    files: () => Object.values(workspace.files),
    fileContent: (fileId: string) => files.content(fileId),
  };
}

type Apps = { slack: Hono<{ Bindings: HttpBindings }>; page: Hono };

/**
 * For a browser that asks before the page is there: one that was left open asks again as soon as the port answers,
 * and a router that has answered takes no more routes.
 */
const notYet = () =>
  new Response("The sandbox is starting …", { status: 503, headers: { refresh: "1", "retry-after": "1" } });

function serverOf({ slack, page }: Apps): Server {
  const fetch = (request: Request, env: object) => {
    if (/^\/(api|hooks|files-pri)\//.test(new URL(request.url).pathname)) return slack.fetch(request, env);
    return page.routes.length === 0 ? notYet() : page.fetch(request, env);
  };
  return createAdaptorServer({ fetch, overrideGlobalObjects: false }) as Server;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
