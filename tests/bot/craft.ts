import { randomUUID } from "node:crypto";
import type { Outcome } from "../../sandbox/slack/index.ts";
import type { Place } from "../support/bot.ts";
import { townChannels } from "../support/town.ts";

/** Requests as Slack would sign them, with contents that its screens never offer. */

const form = "application/x-www-form-urlencoded";

type View = { callbackId: string; data: string; values: Record<string, unknown> };

function send({ slack }: Place, userId: string, type: string, more: object): Promise<Outcome> {
  const payload = {
    ...{ type, user: { id: userId, team_id: slack.team.id }, team: { id: slack.team.id } },
    ...{ trigger_id: `1.2.${randomUUID()}`, api_app_id: slack.bot.appId, token: "" },
    ...more,
  };
  return slack.deliverRaw(`payload=${encodeURIComponent(JSON.stringify(payload))}`, form);
}

const viewOf = ({ callbackId, data, values }: View) => ({
  ...{ id: `V${randomUUID()}`, hash: randomUUID(), type: "modal", callback_id: callbackId },
  ...{ private_metadata: data, title: { type: "plain_text", text: "-" }, blocks: [] },
  state: {
    values: Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { any: held(value) }])),
  },
});

/** An element that holds the value, whatever its type would be. */
const held = (value: unknown) =>
  Array.isArray(value)
    ? { type: "multi_static_select", selected_options: value.map((one) => ({ value: String(one) })) }
    : { type: "plain_text_input", value };

/** A press of a button of a message, or of a modal. The answer goes to an address that only the call log sees. */
export function press(
  place: Place,
  userId: string,
  action: { id: string; value: string; view?: View },
): Promise<Outcome> {
  const { id, value, view } = action;
  const channel = townChannels.hill.id;
  return send(place, userId, "block_actions", {
    actions: [{ type: "button", action_id: id, block_id: "b", value, action_ts: randomUUID() }],
    ...(view
      ? { container: { type: "view" }, view: viewOf(view) }
      : {
          container: { type: "message", message_ts: "1.1", channel_id: channel },
          channel: { id: channel, name: "hill" },
          response_url: `${place.slack.url}/hooks/nowhere`,
        }),
  });
}

/** A command with a trigger of one's choice. */
export function command({ slack }: Place, userId: string, text: string, trigger: string): Promise<Outcome> {
  const [name = "", ...words] = text.split(" ");
  const body = { command: name, text: words.join(" "), user_id: userId, trigger_id: trigger };
  const place = { channel_id: townChannels.hill.id, team_id: slack.team.id, api_app_id: slack.bot.appId };
  const hook = { response_url: `${slack.url}/hooks/nowhere` };
  return slack.deliverRaw(new URLSearchParams({ ...body, ...place, ...hook }).toString(), form);
}

export const submit = (place: Place, userId: string, view: View): Promise<Outcome> =>
  send(place, userId, "view_submission", { view: viewOf(view) });

export const close = (place: Place, userId: string, view: View): Promise<Outcome> =>
  send(place, userId, "view_closed", { view: viewOf(view), is_cleared: false });

export const suggest = (
  place: Place,
  userId: string,
  id: string,
  view: View,
  query: string,
): Promise<Outcome> =>
  send(place, userId, "block_suggestion", { action_id: id, block_id: "b", value: query, view: viewOf(view) });
