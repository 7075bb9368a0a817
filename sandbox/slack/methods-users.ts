import { type Args, flagArg, pageOf, textArg } from "./args.ts";
import { botName, slackbot } from "./messages.ts";
import type { Method } from "./method.ts";
import { Refusal } from "./refusal.ts";
import type { LocalUser } from "./types.ts";
import type { Workspace } from "./workspace.ts";

const info: Method = (args, { workspace }) => {
  const user = wireAny(workspace, textArg(args, "user"), args);
  if (!user) throw new Refusal("user_not_found");
  return { user };
};

const lookupByEmail: Method = (args, { workspace }) => {
  const email = textArg(args, "email").toLowerCase();
  const user = workspace.users.find((one) => one.email !== undefined && one.email.toLowerCase() === email);
  if (!user) throw new Refusal("users_not_found");
  return { user: wireUser(workspace, user, args) };
};

const list: Method = (args, { workspace }) => {
  const ids = [slackbot, workspace.bot.userId, ...workspace.users.map((user) => user.id)];
  const { page, next_cursor } = pageOf(ids, args, 1000);
  const members = page.flatMap((id) => wireAny(workspace, id, args) ?? []);
  return { members, response_metadata: { next_cursor } };
};

const authTest: Method = (_args, { workspace, url }) => ({
  url: `${url}/`,
  team: workspace.team.name,
  user: botName,
  team_id: workspace.team.id,
  user_id: workspace.bot.userId,
  bot_id: workspace.bot.botId,
  is_enterprise_install: false,
});

const teamInfo: Method = (_args, { workspace }) => {
  const { id, name } = workspace.team;
  return { team: { id, name, domain: teamDomain(workspace), email_domain: "" } };
};

const botsInfo: Method = (args, { workspace }) => {
  const { botId: id, appId: app_id, userId: user_id } = workspace.bot;
  const asked = textArg(args, "bot");
  if (asked !== "" && asked !== id) throw new Refusal("bot_not_found");
  return { bot: { id, app_id, user_id, name: botName, deleted: false, icons: {}, updated: 0 } };
};

const connectionsOpen: Method = (_args, { socketUrl }) => ({ url: socketUrl() });

/** The methods about people, the bot itself and its workspace. */
export const userMethods: Readonly<Record<string, Method>> = {
  "users.info": info,
  "users.lookupByEmail": lookupByEmail,
  "users.list": list,
  "auth.test": authTest,
  "team.info": teamInfo,
  "bots.info": botsInfo,
  "apps.connections.open": connectionsOpen,
};

/** The workspace's subdomain: its name in lower case, as far as a host name allows. */
export function teamDomain(workspace: Workspace): string {
  return (
    workspace.team.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "local"
  );
}

function wireAny(workspace: Workspace, id: string, args: Args): Record<string, unknown> | undefined {
  if (id === slackbot) return wireProgram(workspace, id, "slackbot", {});
  if (id === workspace.bot.userId) {
    const { botId: bot_id, appId: api_app_id } = workspace.bot;
    return wireProgram(workspace, id, botName, { bot_id, api_app_id });
  }
  const user = workspace.user(id);
  return user && wireUser(workspace, user, args);
}

/** A user as Slack describes them. */
export function wireUser(workspace: Workspace, user: LocalUser, args: Args): Record<string, unknown> {
  const primary = workspace.users.find((one) => one.owner === true)?.id === user.id;
  const names = {
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.realName,
  };
  const tz = user.timeZone ?? workspace.timeZone;
  return {
    id: user.id,
    team_id: workspace.team.id,
    name: user.name,
    real_name: user.realName,
    deleted: user.standing === "deactivated",
    ...zoneFields(tz, workspace.now()),
    profile: { ...names, ...(user.email ? { email: user.email } : {}), team: workspace.team.id },
    is_admin: user.admin === true || user.owner === true,
    is_owner: user.owner === true,
    is_primary_owner: primary,
    is_restricted: user.standing === "guest" || user.standing === "guestOfOne",
    is_ultra_restricted: user.standing === "guestOfOne",
    ...(user.standing === "stranger" ? { is_stranger: true } : {}),
    is_bot: false,
    is_app_user: false,
    ...(flagArg(args, "include_locale") ? { locale: user.locale } : {}),
  };
}

/** `tz_offset` is in seconds, as it is now. */
function zoneFields(tz: string, now: number) {
  const at = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(tz);
  const named = new Intl.DateTimeFormat("en-US", { timeZone: tz, timeZoneName: "long" });
  const tz_label = named.formatToParts(now).find(({ type }) => type === "timeZoneName")?.value ?? tz;
  return { tz, tz_label, tz_offset: at.offsetNanoseconds / 1e9 };
}

function wireProgram(workspace: Workspace, id: string, name: string, profile: Record<string, unknown>) {
  const rights = { is_admin: false, is_owner: false, is_primary_owner: false };
  // Slack's own bot is, of all users, not marked as one.
  const is_bot = id !== slackbot;
  return {
    id,
    team_id: workspace.team.id,
    name,
    real_name: name,
    deleted: false,
    profile,
    ...rights,
    is_bot,
  };
}
