import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { untilForm } from "../support/screen.ts";
import { town, townChannels, townUsers } from "../support/town.ts";

const { liaison, head, wang, jiang, boss, stranger } = townUsers;
const { hill, bureau } = townChannels;

/** What would call everybody, name somebody or lead elsewhere, if it stood in a message as it is. */
const hostile =
  "<!channel> <@U0EVIL|x> <#C0EVIL> <https://evil.example|us> <!date^1^x|y> & *b* `c` {{count}} $t(common.close)";
/** The same in a name, which is shorter. */
const hostileName = "<!here> <@U0EVIL> <https://evil.example|us> & *b* `c`";
const live = /<!(?:channel|here|everyone|date|subteam)|<@U0EVIL|<#C0EVIL|<https?:\/\/evil/;

const hostileTown = {
  campaign: { name: `活动 ${hostileName}`, name_en: `Campaign ${hostileName}` },
  units: town.units.map((line) =>
    line.replace("Hill School", `Hill ${hostileName}`).replace("North District", `North ${hostileName}`),
  ),
  people: town.people.map((line) => line.replace(/^(\d+),([^,]+),/, `$1,$2 ${hostileName},`)),
};

/** Every text that Slack would read as mrkdwn, or show in a notification, in what was sent. */
function* markup(sent: unknown, path = ""): Generator<[path: string, text: string]> {
  if (Array.isArray(sent)) for (const [index, one] of sent.entries()) yield* markup(one, `${path}[${index}]`);
  else if (typeof sent === "object" && sent !== null) {
    // A message's own text has no type; cells of a table and plain texts have others.
    const isPlain = "type" in sent && sent.type !== "mrkdwn";
    for (const [name, value] of Object.entries(sent))
      if (name === "text" && typeof value === "string") {
        if (!isPlain) yield [`${path}.text`, value];
      } else yield* markup(value, `${path}.${name}`);
  }
}

/** Goes everywhere where a name, a reason or a material is shown. */
async function everywhere(place: World): Promise<unknown[]> {
  const { slack, until } = place;
  const bodies: unknown[] = [];
  const say = async (user: { id: string }, line: string, channel = hill.id) =>
    void bodies.push((await slack.as(user.id).command(line, channel)).body);

  await say(wang, `/attendance leave ${hostile}`);
  await say(wang, `/attendance leave 2026-10-28 ${hostile}`);
  const form = await untilForm(place, liaison.id, () => slack.as(liaison.id).command("/attendance", hill.id));
  const block = form.view.blocks.find(({ block_id }) => block_id.startsWith("material."))?.block_id ?? "";
  await slack.as(liaison.id).fill(form.id, block, "attendance.material", hostile);
  bodies.push((await slack.as(liaison.id).submit(form.id)).body);
  for (const line of [
    "all except 江文 leave",
    `all except ${hostile} leave`,
    `status ${hostile}`,
    "status",
    "history",
    "missing",
  ])
    for (const user of [liaison, head, jiang, boss, stranger]) await say(user, `/attendance ${line}`);
  await say(liaison, `/attendance ${hostile}`);
  await say(liaison, "/attendance open");
  await until(() => slack.messages(hill.id).length === 1);
  await slack
    .as(jiang.id)
    .press({ channelId: hill.id, ts: slack.messages(hill.id)[0]?.ts ?? "" }, "attendance.here");
  for (const user of [liaison, jiang, boss, stranger]) await slack.as(user.id).openHome();
  for (const user of [boss, jiang]) {
    await say(user, "/campaign");
    await say(user, `/campaign ${hostile}`);
  }

  const subscription = await untilForm(place, boss.id, () =>
    slack.as(boss.id).command("/digest subscribe", bureau.id),
  );
  bodies.push((await slack.as(boss.id).submit(subscription.id)).body);
  for (const line of ["list", "preview", "now", "pause", "resume", hostile])
    await say(boss, `/digest ${line}`, bureau.id);
  const isDigest = () =>
    slack.messages(bureau.id).some(({ metadata }) => metadata?.event_type === "studyhall_digest");
  await until(isDigest);
  return bodies;
}

describe("what people wrote", () => {
  it("is shown as it was written, and calls nobody, wherever it appears", { timeout: 60_000 }, async () => {
    const place = await world({ town: hostileTown });
    const bodies = await everywhere(place);
    const sent = [...markup(bodies), ...markup(place.slack.calls.map(({ args }) => args))];
    expect(sent.length).toBeGreaterThan(100);
    expect(sent.filter(([, text]) => live.test(text))).toEqual([]);
    // Escaped once: twice would show "&amp;lt;" to people.
    expect(sent.filter(([, text]) => text.includes("&amp;lt;") || text.includes("&amp;amp;"))).toEqual([]);
    for (const part of [
      "&lt;!channel&gt;",
      "&lt;https://evil.example|us&gt;",
      "{{count}}",
      "$t(common.close)",
    ])
      expect(
        sent.some(([, text]) => text.includes(part)),
        part,
      ).toBe(true);
    // A key of a text that was not found would stand there by itself.
    const keys = /(?<![/\w.])(?:attendance|digest|campaign|home|common)\.[a-z]\w*/;
    expect(sent.filter(([, text]) => keys.test(text.replaceAll("$t(common.close)", "")))).toEqual([]);
  });
});

it("is kept as it is seen: a line's reason and a form's text", async () => {
  const { slack, db, until } = await world();
  await slack.as(townUsers.wang.id).command("/attendance leave den\u200btist\u202e", townChannels.hill.id);
  const { id: userId } = townUsers.liaison;
  const { id, view } = await untilForm({ slack, until }, userId, () =>
    slack.as(userId).command("/attendance", townChannels.hill.id),
  );
  const block = view.blocks.find(({ block_id }) => block_id.startsWith("material."))?.block_id ?? "";
  await slack.as(userId).fill(id, block, "attendance.material", "rea\u200bding \u2066aloud");
  await slack.as(userId).submit(id);
  await until(async () => (await db.session.count({ where: { material: "reading aloud" } })) === 1);
  expect(await db.attendance.count({ where: { reason: "dentist" } })).toBe(1);
});
