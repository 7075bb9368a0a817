import { randomUUIDv7 } from "node:crypto";
import { z } from "zod";
import { contains, todayIn } from "../../calendar.ts";
import type { Tx } from "../../db/client.ts";
import { momentOf } from "../../db/dates.ts";
import type { Change } from "../../db/write.ts";
import { type Claim, differing, settle } from "../../files/changed-here.ts";
import { code, date, name, word } from "../../files/fields.ts";
import { type ImportContext, type KnownPerson, recordFile } from "../../files/file.ts";
import { type Report, shown } from "../../files/problems.ts";
import { personOf } from "../../files/references.ts";
import type { Json } from "../../json.ts";
import { gramsOf } from "../likeness/grams.ts";
import { states } from "../model.ts";
import { type FiledTopic, heldTopics, writeTopics } from "./store.ts";

const schema = z.object({
  employee_no: code,
  direction_code: code,
  title: name,
  state: word(states),
  registered_on: date,
});
type Row = z.output<typeof schema>;

/** The file has no column for why a topic was returned, and the database wants a reason: this stands for "not told". */
const reasonNotTold = "–";
/** Topics sent to the database at a time. */
const topicsAtOnce = 1000;

type Planned = { wanted: FiledTopic; held: FiledTopic | undefined; person: KnownPerson; line: number };

/** topics.csv: a person's one topic in the campaign. Topics that the file leaves out stay as they are. */
export const topicsFile = recordFile({
  name: "topics.csv",
  needed: false,
  schema,
  async open(context) {
    const held = context.campaign ? await heldTopics(context.reader, context.campaign.id) : new Map();
    const lines = new Map<KnownPerson, number>();
    let changed: Planned[] = [];
    return {
      held: false,
      row(row, line, report) {
        checkDate(context, row, report);
        checkDirection(context, row, report);
        if (gramsOf(row.title).length === 0) report("title", "records.empty");
        const person = personOf(context, row.employee_no, report);
        if (!person) return;
        const other = lines.get(person);
        if (other !== undefined)
          return report("employee_no", "records.personTwice", { code: shown(row.employee_no), line: other });
        lines.set(person, line);
        const planned = planOf(row, { person, line }, held.get(person.id));
        if (differs(planned)) changed.push(planned);
      },
      async end() {
        await settle(context, "topics.csv", changed.map(claimOf), { records: ["topic"] });
        changed = changed.filter(differs).map(withReason);
      },
      pending: () => changed.length,
      write: (tx, done) => write(tx, context, changed, done),
    };
  },
});

function checkDate({ campaign, now }: ImportContext, { registered_on: day }: Row, report: Report): void {
  if (!campaign) return;
  const { from, to } = campaign.period;
  const today = todayIn(now, campaign.timeZone);
  if (!contains(campaign.period, day))
    report("registered_on", "records.outsideCampaign", { date: day, from, to });
  else if (day > today) report("registered_on", "records.inFuture", { date: day, today });
}

function checkDirection({ campaign }: ImportContext, { direction_code: given }: Row, report: Report): void {
  if (campaign && !campaign.directions.includes(given))
    report("direction_code", "records.unknownWord", {
      value: shown(given),
      words: campaign.directions.join(", "),
    });
}

function planOf(
  row: Row,
  { person, line }: Pick<Planned, "person" | "line">,
  held: FiledTopic | undefined,
): Planned {
  const wanted: FiledTopic = {
    id: held?.id ?? randomUUIDv7(),
    personId: person.id,
    directionCode: row.direction_code,
    title: row.title,
    state: row.state,
    registeredOn: row.registered_on,
    returnedReason: null,
  };
  return { wanted, held, person, line };
}

/** A reason given in Slack is not lost to an import that cannot know it. */
function withReason(planned: Planned): Planned {
  const { wanted, held } = planned;
  const returnedReason = wanted.state === "returned" ? (held?.returnedReason ?? reasonNotTold) : null;
  return { ...planned, wanted: { ...wanted, returnedReason } };
}

/** What the file would change of a topic: it may have been changed here since. */
function claimOf({ wanted, held, person, line }: Planned): Claim {
  const claimed = held ? differing(wanted, held, columns) : [];
  return { id: wanted.id, line, what: `${person.name} (${person.employeeNo})`, claimed };
}

const columns = [
  ["direction_code", "directionCode"],
  ["title", "title"],
  ["state", "state"],
  ["registered_on", "registeredOn"],
] as const;

const differs = ({ wanted, held }: Planned) =>
  JSON.stringify(factsOf(wanted)) !== JSON.stringify(held && factsOf(held));

const factsOf = ({ directionCode, title, state, registeredOn }: FiledTopic): Json => ({
  directionCode,
  title,
  state,
  registeredOn,
});

async function write(
  tx: Tx,
  { workspaceId, campaign, now }: ImportContext,
  changed: Planned[],
  done: (records: number) => void,
): Promise<Change[]> {
  if (!campaign) throw new Error("topics are written without a campaign");
  const where = { workspaceId, campaignId: campaign.id, now: momentOf(now) };
  for (let from = 0; from < changed.length; from += topicsAtOnce) {
    const batch = changed.slice(from, from + topicsAtOnce);
    await writeTopics(
      tx,
      where,
      batch.map(({ wanted }) => ({ ...wanted, grams: gramsOf(wanted.title) })),
    );
    done(from + batch.length);
  }
  return changed.map(changeOf);
}

function changeOf({ wanted, held, person }: Planned): Change {
  const day = wanted.registeredOn;
  const home = person.memberships?.find(({ from, to }) => from <= day && (to === null || day <= to));
  return {
    record: "topic",
    recordId: wanted.id,
    before: held ? factsOf(held) : null,
    after: factsOf(wanted),
    date: day,
    ...(home ? { unitId: home.unitId } : {}),
  };
}
