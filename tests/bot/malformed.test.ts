import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { world } from "../support/bot.ts";

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
