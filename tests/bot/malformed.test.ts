import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { textOf, untilForm } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";

const json = "application/json";
const form = "application/x-www-form-urlencoded";

/** Bodies that Slack never sends, some of which make a bare Bolt end its process or answer 500. */
const known: [body: string, type: string][] = [
  ["null", json],
  ["payload=null", form],
  ["", json],
  ["", form],
  ["{", json],
  ["[]", json],
  ["42", json],
  ['"text"', json],
  ['{"type":"event_callback","event":null}', json],
  ['{"type":"event_callback","event":{}}', json],
  ['{"type":"event_callback","event":{"type":"app_home_opened"}}', json],
  ['{"type":"event_callback","event":{"type":"app_home_opened","user":null,"tab":"home"}}', json],
  ['{"type":"url_verification"}', json],
  [`payload=${encodeURIComponent('{"type":"view_submission","view":{}}')}`, form],
  [
    `payload=${encodeURIComponent('{"type":"view_submission","user":{"id":"U1"},"view":{"id":"V1","callback_id":"attendance.form"}}')}`,
    form,
  ],
  [`payload=${encodeURIComponent('{"type":"block_actions","actions":[]}')}`, form],
  [
    `payload=${encodeURIComponent('{"type":"block_actions","user":{"id":"U1"},"actions":[{"action_id":"attendance.checkIn","value":"{"}]}')}`,
    form,
  ],
  [`payload=${encodeURIComponent('{"type":"block_suggestion"}')}`, form],
  [`payload=${encodeURIComponent('{"type":"shortcut","callback_id":"attendance.record"}')}`, form],
  ["payload=%7B", form],
  ["payload=1&payload=2", form],
  ["command=%2Fattendance", form],
  ["command=%2Fattendance&user_id=U1", form],
  ["command=%2Fnothing&user_id=U1&trigger_id=1.2", form],
  ["%00%ff%fe", form],
  ["ssl_check=1", form],
];

/** Something like an interaction, with each part perhaps missing or of another kind. */
const part = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue() });
const brokenEvent = fc.record(
  {
    type: fc.constant("event_callback"),
    event_id: part(fc.string()),
    authorizations: part(fc.array(part(fc.record({ team_id: part(fc.string()) })))),
    event: fc.record(
      {
        type: fc.constantFrom("app_home_opened", "message", "team_join", "app_mention", "reaction_added"),
        user: part(fc.constantFrom("U0LIAISON", "U0NOBODY")),
        tab: part(fc.constantFrom("home", "messages")),
        channel: part(fc.string()),
        item: part(fc.record({ channel: part(fc.string()) })),
      },
      { requiredKeys: ["type"] },
    ),
  },
  { requiredKeys: ["type", "event"] },
);
const brokenInteraction = fc.record(
  {
    type: part(
      fc.constantFrom("block_actions", "view_submission", "view_closed", "shortcut", "block_suggestion"),
    ),
    user: part(fc.record({ id: part(fc.constant("U0LIAISON")) })),
    trigger_id: part(fc.constant("1.2.3")),
    callback_id: part(fc.constantFrom("attendance.record", "campaign.settings")),
    action_id: part(fc.string()),
    value: part(fc.string()),
    actions: part(
      fc.array(
        fc.record({
          action_id: fc.constantFrom("attendance.status", "campaign.settings"),
          value: part(fc.string()),
        }),
      ),
    ),
    view: part(
      fc.record({
        id: part(fc.string()),
        callback_id: part(fc.constantFrom("attendance.form", "campaign.settings")),
        state: part(fc.record({ values: part(fc.object()) })),
      }),
    ),
  },
  { requiredKeys: [] },
);

describe("a correctly signed body that Slack would never send", () => {
  it("is answered, whatever it holds, and leaves the bot alive", async () => {
    const { slack, bot } = await world();
    const random = fc.sample(
      fc.oneof(
        fc.tuple(fc.json(), fc.constant(json)),
        fc.tuple(
          fc.json().map((text) => `payload=${encodeURIComponent(text)}`),
          fc.constant(form),
        ),
        fc.tuple(fc.string({ unit: "binary", maxLength: 300 }), fc.constantFrom(json, form)),
        fc.tuple(
          brokenEvent.map((body) => JSON.stringify(body)),
          fc.constant(json),
        ),
        fc.tuple(
          brokenInteraction.map((body) => `payload=${encodeURIComponent(JSON.stringify(body))}`),
          fc.constant(form),
        ),
      ),
      { numRuns: 500 - known.length, seed: 20261021 },
    );
    for (const [body, type] of [...known, ...random]) {
      const { status } = await slack.deliverRaw(body, type);
      // 0 would be a connection that ended, "timeout" one that nobody answered, 500 a fault of ours.
      expect([200, 400, 401, 404], `${type} ${body}: ${status}`).toContain(status);
    }
    const alive = await slack.as("U0LIAISON").command("/attendance help", "C0HILL");
    expect(alive.status).toBe(200);
    await bot.tick();
  });
});

describe("a request that is not Slack's", () => {
  const body =
    "command=%2Fattendance&user_id=U0LIAISON&trigger_id=1.2&text=all&channel_id=C0HILL&response_url=http://x";
  const seconds = () => Math.floor(Temporal.Now.instant().epochMilliseconds / 1000);

  it("is refused when its time lies in the future or long ago", async () => {
    const { slack } = await world();
    for (const timestamp of [seconds() + 600, seconds() - 600])
      expect((await slack.deliverRaw(body, form, { timestamp })).status).toBe(401);
    expect((await slack.deliverRaw(body, form)).status).toBe(200);
  });

  it("is refused without the right signature, and does nothing", async () => {
    const { slack, requestUrl, db } = await world();
    const at = seconds();
    const signed = (secret: string, text: string) =>
      `v0=${createHmac("sha256", secret).update(`v0:${at}:${text}`).digest("hex")}`;
    const { signingSecret } = slack.credentials;
    const signatures = [
      undefined,
      "",
      "v0=",
      signed("another secret", body),
      signed(signingSecret, `${body}x`),
      signed(signingSecret, body).slice(0, -1),
    ];
    for (const signature of signatures) {
      const headers: Record<string, string> = {
        "content-type": form,
        "x-slack-request-timestamp": String(at),
      };
      if (signature !== undefined) headers["x-slack-signature"] = signature;
      expect((await fetch(requestUrl, { method: "POST", headers, body })).status, signature).toBe(401);
    }
    // Slack's check of the address needs no signature; it must not carry a command in.
    const smuggled = await fetch(requestUrl, {
      method: "POST",
      headers: { "content-type": form },
      body: `${body}&ssl_check=1`,
    });
    expect(await smuggled.text()).toBe("");
    expect(await db.session.count()).toBe(0);
  });
});

type Sent = { blocks: unknown; state: { values: Record<string, unknown> } };

describe("a form that does not come as it was sent", () => {
  const { liaison } = townUsers;
  const hill = townChannels.hill.id;

  /** Sends the form of the unit as Slack sends it along with its state, changed by `change`. */
  async function send(town: World, change: (view: Sent) => Sent) {
    const { slack } = town;
    const { id, view, state } = await untilForm(town, liaison.id, () =>
      slack.as(liaison.id).command("/attendance", hill),
    );
    const changed = { ...view, id, hash: "1.abc", ...change({ blocks: view.blocks, state }) };
    const payload = { type: "view_submission", user: { id: liaison.id }, view: changed };
    return slack.deliverRaw(`payload=${encodeURIComponent(JSON.stringify(payload))}`, form);
  }
  const without =
    (wanted: (block: string) => boolean) =>
    ({ blocks, state }: Sent): Sent => {
      const kept = Object.entries(state.values).filter(([block]) => !wanted(block));
      return { blocks, state: { values: Object.fromEntries(kept) } };
    };
  const withBlocks =
    (blocks: unknown) =>
    ({ state }: Sent): Sent => ({ blocks, state });

  it.each([
    ["has no blocks", withBlocks(undefined)],
    ["has blocks that are no list", withBlocks({ type: "input" })],
    ["holds null for a block", withBlocks([null])],
    ["holds an input without an element", withBlocks([{ type: "input" }])],
    ["lacks who was on leave", without((block) => block.startsWith("leave."))],
    ["lacks every answer", without(() => true)],
  ])("is refused and writes nothing when it %s", { timeout: 60_000 }, async (_, change) => {
    const town = await world();
    const outcome = await send(town, change);
    expect(outcome.status).toBe(200);
    expect(textOf(outcome.body)).toContain("out of date");
    expect(await town.db.session.count()).toBe(0);
    expect(await town.db.requestKey.count({ where: { key: { contains: liaison.id } } })).toBe(0);
  });

  it("is saved as it stands when it is whole", { timeout: 60_000 }, async () => {
    const town = await world();
    await send(town, (view) => view);
    await town.until(async () => (await town.db.session.count()) === 1);
  });
});

describe("somebody whom the roster does not know", () => {
  it("leaves nothing in the history, whatever they ask for", { timeout: 60_000 }, async () => {
    const { slack, db, until } = await world();
    const { stranger } = townUsers;
    const entries = await db.auditEntry.count();
    const hands = slack.as(stranger.id);
    for (const text of [
      "/attendance here",
      "/attendance leave trip",
      "/discussion T1 meeting all",
      "/topic",
      "/digest subscribe",
      "/campaign settings",
      "/campaign reminders off",
      "/campaign reminders before on",
      "/campaign language zh",
    ])
      await hands.command(text, townChannels.hill.id);
    await hands.openHome();
    await until(() => slack.home(stranger.id) !== undefined);
    // They are spoken to as they like all the same.
    const inChinese = { where: { slackId: stranger.id, language: "zh-CN" } };
    await until(async () => (await db.slackUser.count(inChinese)) === 1);
    expect(await db.auditEntry.count()).toBe(entries);
  });

  it("is remembered nowhere when Slack has no such user", { timeout: 60_000 }, async () => {
    const { slack, db, until } = await world();
    const { wang } = townUsers;
    for (const user of ["U0NOBODY", "nobody", "", "<!channel>", 7, null, ["U0WANG"], { id: "U0WANG" }]) {
      const event = { type: "app_home_opened", tab: "home", user };
      const body = { type: "event_callback", event_id: "Ev1", team_id: slack.team.id, event };
      expect((await slack.deliverRaw(JSON.stringify(body), json)).status).toBeLessThan(500);
    }
    await slack.as(wang.id).openHome();
    await until(() => slack.home(wang.id) !== undefined);
    expect((await db.homeTab.findMany()).map(({ slackId }) => slackId)).toEqual([wang.id]);
    const kept = await db.slackUser.findMany({ where: { slackId: { in: ["U0NOBODY", "nobody", ""] } } });
    expect(kept).toEqual([]);
  });
});
