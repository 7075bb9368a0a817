import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createI18n } from "../../src/i18n/index.ts";
import { SlackRefused, SlackUnreachable } from "../../src/slack/gateway.ts";
import { tell } from "../../src/topic/decide/tell.ts";
import { texts } from "../../src/topic/texts.ts";

const ids = { id: "0d1f0c0e-0000-4000-8000-000000000001", topicId: "0d1f0c0e-0000-4000-8000-000000000002" };

/** One message to the owner of an approved topic, with a Slack that answers as told. */
function town(answers: (Error | undefined)[], state = "approved") {
  const sent: string[] = [];
  const queued: { data: object; how: unknown }[] = [];
  const seen = new Map<string, unknown>();
  const topic = {
    id: ids.topicId,
    title: "Sleep",
    state,
    returnedReason: null,
    owner: { personId: "p", name: "Bo" },
  };
  const deps = {
    store: { byId: async () => topic },
    people: { languageOf: async () => "en" },
    write: async (request: { key: string }, body: () => Promise<{ outcome: unknown }>) => {
      if (!seen.has(request.key)) seen.set(request.key, (await body()).outcome);
      return seen.get(request.key);
    },
    jobs: { enqueue: async (_name: string, data: object, how: unknown) => void queued.push({ data, how }) },
    slack: {
      direct: async (user: string) => {
        const answer = answers.shift();
        if (answer) throw answer;
        sent.push(user);
      },
    },
    i18n: createI18n({ topic: texts }),
    log: pino({ level: "silent" }),
  };
  const [job] = tell(deps as never).jobs;
  const run = (more = {}) =>
    job?.run({ ...ids, slackUserId: "U1", what: "approved" as const, by: "Nora", ...more });
  return { sent, queued, run };
}

describe("a message about a topic", () => {
  it("is sent once, however often its job runs", async () => {
    const { sent, run } = town([]);
    await run();
    await run();
    expect(sent).toEqual(["U1"]);
  });

  it("waits as long as Slack asks when it is too much, and is sent then", async () => {
    const { sent, queued, run } = town([new SlackRefused("ratelimited", 7)]);
    await run();
    expect(sent).toEqual([]);
    expect(queued).toMatchObject([{ data: { claimed: true }, how: { afterSeconds: 8 } }]);
    await run(queued[0]?.data);
    expect(sent).toEqual(["U1"]);
  });

  it("is not sent twice when Slack's answer was lost, nor when the topic has moved on", async () => {
    const lost = town([new SlackUnreachable("no answer")]);
    await lost.run();
    await lost.run();
    expect([lost.sent, lost.queued]).toEqual([[], []]);
    const moved = town([], "fieldwork");
    await moved.run();
    expect(moved.sent).toEqual([]);
  });
});
