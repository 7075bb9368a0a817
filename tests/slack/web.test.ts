import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
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
    const slack = await workspaceWith({ ...boss, team_id: "T1" });
    expect(await slack.profile("U1")).toEqual({
      ...{ slackUserId: "U1", email: "boss@example.org", locale: "zh-CN", isAdmin: true, isBot: false },
    });
  });

  it("of another organisation gives no address and no rights: they choose both for themselves", async () => {
    const slack = await workspaceWith({ ...boss, team_id: "T2" });
    for (const profile of [await slack.profile("U1"), await slack.userByEmail("boss@example.org")])
      expect(profile).toMatchObject({ slackUserId: "U1", email: null, isAdmin: false });
  });

  it("of a grid's user who belongs to our workspace too is ours", async () => {
    const slack = await workspaceWith({ ...boss, team_id: "T2", enterprise_user: { teams: ["T1", "T2"] } });
    expect(await slack.profile("U1")).toMatchObject({ email: "boss@example.org", isAdmin: true });
  });
});
