import { type Args, textArg } from "./args.ts";

/** Calls allowed in a stretch of real time. */
type Limit = { calls: number; milliseconds: number };

const minute = 60_000;
const perMinute = (calls: number): Limit => ({ calls, milliseconds: minute });

/** Slack's documented tiers, https://docs.slack.dev/apis/web-api/rate-limits: 2 is 20, 3 is 50, 4 is 100 a minute. */
const limits: Readonly<Record<string, Limit>> = {
  "views.open": perMinute(100),
  "views.push": perMinute(100),
  "views.update": perMinute(100),
  "views.publish": perMinute(100),
  "users.info": perMinute(100),
  "files.info": perMinute(100),
  "chat.postEphemeral": perMinute(100),
  "conversations.members": perMinute(100),
  "chat.update": perMinute(50),
  "chat.delete": perMinute(50),
  "conversations.history": perMinute(50),
  "conversations.open": perMinute(50),
  "conversations.info": perMinute(50),
  "conversations.join": perMinute(50),
  "users.lookupByEmail": perMinute(50),
  "team.info": perMinute(50),
  "bots.info": perMinute(50),
  "users.list": perMinute(20),
  "conversations.list": perMinute(20),
};

const postsInWorkspace = perMinute(300);
const postsInChannel: Limit = { calls: 1, milliseconds: 1000 };

/** Counts calls as Slack does. */
export function createRates(now: () => number = () => performance.now()) {
  const calls = new Map<string, number[]>();
  const recent = (key: string, limit: Limit) => {
    const since = now() - limit.milliseconds;
    const kept = (calls.get(key) ?? []).filter((at) => at > since);
    calls.set(key, kept);
    return kept;
  };
  return {
    /** Counts the call and gives undefined, or refuses it and gives the whole seconds until one may be made. */
    secondsToWait(method: string, args: Args): number | undefined {
      const wanted = limitsOf(method, args).map(([key, limit]) => ({ limit, made: recent(key, limit) }));
      const waits = wanted
        .filter(({ limit, made }) => made.length >= limit.calls)
        .map(({ limit, made }) => (made[0] ?? 0) + limit.milliseconds - now());
      if (waits.length > 0) return Math.max(1, Math.ceil(Math.max(...waits) / 1000));
      for (const { made } of wanted) made.push(now());
      return undefined;
    },
  };
}

function limitsOf(method: string, args: Args): [string, Limit][] {
  if (method === "chat.postMessage") {
    return [
      [method, postsInWorkspace],
      [`${method} ${textArg(args, "channel")}`, postsInChannel],
    ];
  }
  const limit = limits[method];
  return limit ? [[method, limit]] : [];
}
