import { describe, expect, it } from "vitest";
import { localSlack, people, refusalOf, webClient, wednesday } from "./support.ts";

const section = { type: "section" as const, text: { type: "mrkdwn" as const, text: "hello" } };
const metadata = { event_type: "digest", event_payload: { week: "2026-W43" } };

describe("tokens", () => {
  it("refuses calls without a token, with an unknown one, and with the wrong kind", async () => {
    const { slack, web } = await localSlack();
    expect(await (await fetch(`${slack.apiUrl}auth.test`, { method: "POST" })).json()).toEqual({
      ok: false,
      error: "not_authed",
    });
    expect(await refusalOf(webClient(slack, "xoxb-other").auth.test())).toBe("invalid_auth");
    expect(await refusalOf(webClient(slack, slack.credentials.appToken).auth.test())).toBe(
      "not_allowed_token_type",
    );
    expect(await refusalOf(web.apps.connections.open({}))).toBe("not_allowed_token_type");
  });

  it("says who the bot is", async () => {
    const { slack, web } = await localSlack();
    expect(await web.auth.test()).toMatchObject({
      user_id: slack.bot.userId,
      bot_id: slack.bot.botId,
      team_id: "T0LOCAL",
    });
    expect((await web.team.info()).team).toMatchObject({
      id: "T0LOCAL",
      name: "Study County",
      domain: "study-county",
    });
    expect((await web.bots.info({ bot: slack.bot.botId })).bot).toMatchObject({ user_id: slack.bot.userId });
    expect(await refusalOf(web.bots.info({ bot: "B0OTHER" }))).toBe("bot_not_found");
  });
});

describe("people", () => {
  it("tells a user's e-mail, rights and, when asked, locale", async () => {
    const { web } = await localSlack();
    const plain = await web.users.info({ user: people.teacher.id });
    expect(plain.user).toMatchObject({
      name: "wang",
      real_name: "王伟",
      profile: { email: "wang@example.org" },
    });
    expect(plain.user?.locale).toBeUndefined();
    const head = await web.users.info({ user: people.head.id, include_locale: true });
    expect(head.user).toMatchObject({
      locale: "zh-CN",
      is_admin: true,
      is_owner: true,
      is_primary_owner: true,
    });
    expect(head.user?.profile?.email).toBeUndefined();
    expect(await refusalOf(web.users.info({ user: "U0NOBODY" }))).toBe("user_not_found");
  });

  it("tells where a user's clock stands, as of now", async () => {
    const away = { ...people.head, email: "zhao@example.org", timeZone: "Pacific/Auckland" };
    const { web, clock } = await localSlack({ users: [people.liaison, away] });
    const { user } = await web.users.info({ user: people.liaison.id });
    expect(user).toMatchObject({ tz: "Asia/Shanghai", tz_label: "China Standard Time", tz_offset: 28_800 });
    const found = async () => (await web.users.lookupByEmail({ email: away.email })).user;
    expect(await found()).toMatchObject({ tz: "Pacific/Auckland", tz_offset: 13 * 3600 });
    clock.at = Date.UTC(2027, 5, 21);
    expect(await found()).toMatchObject({ tz: "Pacific/Auckland", tz_offset: 12 * 3600 });
  });

  it("puts people where the workspace is told that they are", async () => {
    const { web } = await localSlack({ timeZone: "Asia/Urumqi" });
    expect((await web.users.info({ user: people.head.id })).user).toMatchObject({ tz: "Asia/Urumqi" });
  });

  it("finds a user by e-mail, whatever its case", async () => {
    const { web } = await localSlack();
    expect((await web.users.lookupByEmail({ email: "Li@Example.org" })).user?.id).toBe(people.liaison.id);
    expect(await refusalOf(web.users.lookupByEmail({ email: "no@example.org" }))).toBe("users_not_found");
  });

  it("lists everyone in pages, the bots marked", async () => {
    const { slack, web } = await localSlack();
    const first = await web.users.list({ limit: 2 });
    expect(first.members?.map(({ id }) => id)).toEqual(["USLACKBOT", slack.bot.userId]);
    expect(first.members?.[1]?.is_bot).toBe(true);
    const rest = await web.users.list({ limit: 10, cursor: first.response_metadata?.next_cursor ?? "" });
    expect(rest.members?.map(({ id }) => id)).toEqual(["U0LIAISON", "U0TEACHER", "U0HEAD"]);
    expect(rest.response_metadata?.next_cursor).toBe("");
  });
});

describe("conversations", () => {
  it("shows channels and whether the bot is in them; private ones of others do not exist for it", async () => {
    const { slack, web } = await localSlack();
    expect((await web.conversations.info({ channel: "C0BUREAU" })).channel).toMatchObject({
      is_member: true,
    });
    expect((await web.conversations.info({ channel: "C0LOUNGE" })).channel).toMatchObject({
      is_member: false,
    });
    expect(await refusalOf(web.conversations.info({ channel: "C0SECRET" }))).toBe("channel_not_found");
    const all = await web.conversations.list({ types: "public_channel,private_channel" });
    expect(all.channels?.map(({ name }) => name)).toEqual(["bureau", "lounge"]);
    const { members } = await web.conversations.members({ channel: "C0BUREAU" });
    expect(members).toEqual(["U0LIAISON", "U0TEACHER", slack.bot.userId]);
  });

  it("opens direct messages", async () => {
    const { slack, web } = await localSlack();
    const { channel } = await web.conversations.open({ users: "U0TEACHER" });
    expect(channel?.id).toBe(slack.directChannel("U0TEACHER"));
    expect(await refusalOf(web.conversations.open({ users: "U0NOBODY" }))).toBe("user_not_found");
    await web.chat.postMessage({ channel: "U0TEACHER", text: "你好" });
    expect(slack.messages(channel?.id ?? "").map(({ text }) => text)).toEqual(["你好"]);
  });

  it("lets the bot join a public channel, or be invited", async () => {
    const { slack, web } = await localSlack();
    expect(await refusalOf(web.chat.postMessage({ channel: "C0LOUNGE", text: "x" }))).toBe("not_in_channel");
    expect((await web.conversations.join({ channel: "C0LOUNGE" })).channel).toMatchObject({
      is_member: true,
    });
    expect(await refusalOf(web.conversations.join({ channel: "C0SECRET" }))).toBe("channel_not_found");
    slack.inviteBot("C0SECRET");
    expect(await refusalOf(web.chat.postMessage({ channel: "C0SECRET", text: "x" }))).toBe("ok");
  });

  it("reads history newest first, between two times, in pages, with metadata when asked", async () => {
    const { slack, clock, web } = await localSlack();
    const posted: string[] = [];
    for (const text of ["one", "two", "three"]) {
      posted.push((await web.chat.postMessage({ channel: "C0BUREAU", text, metadata })).ts ?? "");
      clock.at += 60_000;
    }
    await slack.as("U0LIAISON").say("C0LOUNGE", "elsewhere");
    await web.chat.postEphemeral({ channel: "C0BUREAU", user: "U0TEACHER", text: "only you" });
    const read = async (more: object) =>
      ((await web.conversations.history({ channel: "C0BUREAU", ...more })).messages ?? []).map(
        ({ text }) => text,
      );
    expect(await read({})).toEqual(["three", "two", "one"]);
    expect(await read({ oldest: posted[0] })).toEqual(["three", "two"]);
    expect(await read({ oldest: posted[0], latest: posted[2], inclusive: true })).toEqual([
      "three",
      "two",
      "one",
    ]);
    const page = await web.conversations.history({
      channel: "C0BUREAU",
      limit: 2,
      include_all_metadata: true,
    });
    expect(page).toMatchObject({ has_more: true, messages: [{ text: "three", metadata }, { text: "two" }] });
    expect(await read({ cursor: page.response_metadata?.next_cursor })).toEqual(["one"]);
    expect(
      (await web.conversations.history({ channel: "C0BUREAU" })).messages?.[0]?.metadata,
    ).toBeUndefined();
    expect(await refusalOf(web.conversations.history({ channel: "C0LOUNGE" }))).toBe("not_in_channel");
  });
});

describe("messages", () => {
  it("take their ts from the workspace's clock, unique even when it stands still", async () => {
    const { web } = await localSlack();
    const stamps: string[] = [];
    for (let count = 0; count < 3; count++) {
      stamps.push((await web.chat.postMessage({ channel: "C0BUREAU", text: "x" })).ts ?? "");
    }
    const seconds = wednesday / 1000;
    expect(stamps).toEqual([`${seconds}.000000`, `${seconds}.000001`, `${seconds}.000002`]);
  });

  it("are changed in place; what is not sent stays, an empty list removes", async () => {
    const { slack, web } = await localSlack();
    const at = { channel: "C0BUREAU" };
    const { ts = "" } = await web.chat.postMessage({ ...at, text: "a", blocks: [section], metadata });
    await web.chat.update({ ...at, ts, text: "b" });
    const [changed] = slack.messages("C0BUREAU");
    expect(changed).toMatchObject({ ts, text: "b", metadata, edited: { user: slack.bot.userId } });
    expect(changed?.blocks).toMatchObject([section]);
    await web.chat.update({ ...at, ts, text: "c", blocks: [] });
    expect(slack.messages("C0BUREAU")[0]?.blocks).toEqual([]);
  });

  it("are changed and deleted only by who wrote them", async () => {
    const { slack, web } = await localSlack();
    await slack.as("U0LIAISON").say("C0LOUNGE", "mine");
    slack.inviteBot("C0LOUNGE");
    const at = { channel: "C0LOUNGE", ts: slack.messages("C0LOUNGE")[0]?.ts ?? "" };
    expect(await refusalOf(web.chat.update({ ...at, text: "yours" }))).toBe("cant_update_message");
    expect(await refusalOf(web.chat.delete(at))).toBe("cant_delete_message");
    const own = await web.chat.postMessage({ channel: "C0LOUNGE", text: "x" });
    await web.chat.delete({ channel: "C0LOUNGE", ts: own.ts ?? "" });
    expect(slack.messages("C0LOUNGE").map(({ text }) => text)).toEqual(["mine"]);
    expect(await refusalOf(web.chat.update({ channel: "C0LOUNGE", ts: own.ts ?? "", text: "x" }))).toBe(
      "message_not_found",
    );
  });

  it("have links", async () => {
    const { slack, web } = await localSlack();
    const { ts = "" } = await web.chat.postMessage({ channel: "C0BUREAU", text: "x" });
    const { permalink } = await web.chat.getPermalink({ channel: "C0BUREAU", message_ts: ts });
    expect(permalink).toBe(`${slack.url}/archives/C0BUREAU/p${ts.replace(".", "")}`);
    expect(await refusalOf(web.chat.getPermalink({ channel: "C0BUREAU", message_ts: "1.1" }))).toBe(
      "message_not_found",
    );
  });

  it("for one user are seen by that user, who must be there", async () => {
    const { slack, web } = await localSlack();
    const answer = await web.chat.postEphemeral({ channel: "C0BUREAU", user: "U0TEACHER", text: "psst" });
    expect(slack.ephemerals("U0TEACHER", "C0BUREAU")).toMatchObject([
      { ts: answer.message_ts, text: "psst" },
    ]);
    expect(slack.messages("C0BUREAU")).toEqual([]);
    const to = { channel: "C0BUREAU", text: "x" };
    expect(await refusalOf(web.chat.postEphemeral({ ...to, user: "U0HEAD" }))).toBe("user_not_in_channel");
    expect(await refusalOf(web.chat.postEphemeral({ ...to, user: "U0NOBODY" }))).toBe("user_not_found");
  });

  it("are refused when empty, too long or against the limits", async () => {
    const { slack, web } = await localSlack();
    const post = (more: object) =>
      refusalOf(web.chat.postMessage({ channel: "C0BUREAU", text: "x", ...more }));
    expect(await post({ channel: "C0NOWHERE" })).toBe("channel_not_found");
    expect(await post({ text: "" })).toBe("no_text");
    expect(await post({ text: "长".repeat(40_001) })).toBe("msg_too_long");
    expect(await post({ blocks: Array.from({ length: 51 }, () => section) })).toBe("invalid_blocks");
    expect(await post({ metadata: { event_type: "digest" } })).toBe("invalid_arguments");
    const body = JSON.stringify({ channel: "C0BUREAU", text: "x", blocks: [{ type: "nonsense" }] });
    const headers = {
      authorization: `Bearer ${slack.credentials.botToken}`,
      "content-type": "application/json",
    };
    const answer = await (
      await fetch(`${slack.apiUrl}chat.postMessage`, { method: "POST", headers, body })
    ).json();
    expect(answer).toMatchObject({
      ok: false,
      error: "invalid_blocks",
      response_metadata: { messages: [expect.any(String)] },
    });
    expect(slack.messages("C0BUREAU")).toEqual([]);
  });
});

describe("everything else", () => {
  it("is answered by the emulator, under the workspace's own ids", async () => {
    const { web } = await localSlack();
    expect((await web.users.profile.get({ user: "U0TEACHER" })).profile?.real_name).toBe("王伟");
    const added = await web.bookmarks.add({
      channel_id: "C0BUREAU",
      title: "Plan",
      type: "link",
      link: "https://example.org",
    });
    expect(added.bookmark?.channel_id).toBe("C0BUREAU");
    expect((await web.bookmarks.list({ channel_id: "C0BUREAU" })).bookmarks).toHaveLength(1);
    expect(await refusalOf(web.apiCall("no.such.method"))).toBe("unknown_method");
  });

  it("is written down, call by call", async () => {
    const { slack, web } = await localSlack();
    await web.chat.postMessage({ channel: "C0BUREAU", text: "x" });
    await refusalOf(web.users.info({ user: "U0NOBODY" }));
    expect(slack.calls).toMatchObject([
      { method: "chat.postMessage", ok: true, at: wednesday, args: { text: "x" } },
      { method: "users.info", ok: false, error: "user_not_found" },
    ]);
    slack.calls.clear();
    expect(slack.calls).toHaveLength(0);
  });
});
