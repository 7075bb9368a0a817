import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { startLocalSlack } from "../../sandbox/slack/index.ts";
import { slackWeb } from "../../src/slack/web.ts";
import { testLog } from "../support/bot.ts";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Slack as a workspace T1 that answers `users.info` and `users.lookupByEmail` with this user. */
async function workspaceWith(user: object) {
  const server = createServer((request, response) => {
    const isUser = request.url?.includes("users.");
    const answer = isUser ? { user } : { user_id: "UBOT", team_id: "T1", team: "Ours" };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ ok: true, ...answer }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return slackWeb({ token: "xoxb-test", apiUrl: `http://127.0.0.1:${port}/api/`, log: testLog });
}

const boss = { id: "U1", locale: "zh-CN", is_owner: true, profile: { email: "boss@example.org" } };

describe("a user's profile", () => {
  it("tells who they are to our own workspace", async () => {
    const slack = await workspaceWith({ ...boss, tz: "Asia/Shanghai", team_id: "T1" });
    expect(await slack.profile("U1")).toEqual({
      ...{
        slackUserId: "U1",
        email: "boss@example.org",
        locale: "zh-CN",
        timeZone: null,
        isAdmin: true,
        isBot: false,
        standing: "member" as const,
      },
      timeZone: "Asia/Shanghai",
    });
  });

  it("of another organisation gives no address and no rights: they choose both for themselves", async () => {
    const slack = await workspaceWith({ ...boss, team_id: "T2" });
    for (const profile of [await slack.profile("U1"), await slack.userByEmail("boss@example.org")])
      expect(profile).toMatchObject({ slackUserId: "U1", email: null, isAdmin: false });
  });

  it.each([
    ["is_restricted", "guest"],
    ["is_ultra_restricted", "guest"],
    ["is_stranger", "stranger"],
    ["deleted", "deactivated"],
  ])(
    "of somebody who is no member of the workspace (%s) gives no address and no rights",
    async (flag, standing) => {
      const slack = await workspaceWith({ ...boss, team_id: "T1", [flag]: true });
      expect(await slack.profile("U1")).toMatchObject({ email: null, isAdmin: false, standing });
    },
  );

  it("of a grid's user who belongs to our workspace too is ours", async () => {
    const slack = await workspaceWith({ ...boss, team_id: "T2", enterprise_user: { teams: ["T1", "T2"] } });
    expect(await slack.profile("U1")).toMatchObject({ email: "boss@example.org", isAdmin: true });
  });
});

describe("looking for a message by its metadata", () => {
  const wanted = { event_type: "studyhall_digest", event_payload: { week: "2026-W43" } };
  const message = (text: string) => ({
    text,
    blocks: [{ type: "section", text: { type: "plain_text", text } }],
  });

  it("finds it below hundreds of newer ones, and says so when it is not there", async () => {
    const local = await startLocalSlack({
      users: [],
      channels: [{ id: "C1", name: "bureau", members: [], botMember: true }],
      now: () => Date.UTC(2026, 9, 23),
    });
    stops.push(() => local.close());
    const slack = slackWeb({ token: local.credentials.botToken, apiUrl: local.apiUrl, log: testLog });
    const posted = await slack.post("C1", message("the digest"), wanted);
    for (let newer = 0; newer < 210; newer += 1) await slack.post("C1", message(`newer ${newer}`));
    const since = Temporal.Instant.from("2026-10-22T00:00:00Z");
    expect(await slack.findByMetadata("C1", wanted, since)).toMatchObject({ ts: posted.ts });
    const another = { ...wanted, event_payload: { week: "2026-W44" } };
    expect(await slack.findByMetadata("C1", another, since)).toBeUndefined();
  });
});
