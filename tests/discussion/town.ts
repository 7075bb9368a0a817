import { questions } from "../../src/slack/ask.ts";
import { world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { type TownChanges, townChannels, townUsers } from "../support/town.ts";

/** The town with themes, its Slack and the bot. */

export type Town = Awaited<ReturnType<typeof discussing>>;
export const { boss, head, liaison, jiang, wang, lakeLiaison, north, south, stranger } = townUsers;
export const hill = townChannels.hill.id;
export const lounge = townChannels.lounge.id;
export const themes = [
  { code: "T1", name: "教育观念", name_en: "education-ideas" },
  { code: "T2", name: "素质教育", name_en: "Quality <education> & more" },
];

type WorldOptions = NonNullable<Parameters<typeof world>[0]>;
type Options = Omit<WorldOptions, "town"> & { town?: TownChanges };

export async function discussing(options: Options = {}) {
  const campaign = { themes, ...options.town?.campaign } as NonNullable<TownChanges["campaign"]>;
  const town = await world({ ...options, town: { ...options.town, campaign } });
  const { slack, db, until } = town;

  return {
    ...town,
    /** Types a command and gives the answer as text. */
    async say(userId: string, text: string, channel = hill): Promise<string> {
      const before = slack.ephemerals(userId).length;
      const { body } = await slack.as(userId).command(`/discussion ${text}`, channel);
      // On a slow machine the answer comes behind one that says so.
      if (/Still working|正在处理/.test(textOf(body)))
        await until(() => slack.ephemerals(userId).length > before + 1);
      const later = slack.ephemerals(userId).slice(before);
      return textOf(body) + textOf(later);
    },
    /** The same, and Yes to what it asks. */
    async agree(userId: string, text: string): Promise<void> {
      await slack.as(userId).command(`/discussion ${text}`, hill);
      const question = slack.ephemerals(userId, hill).at(-1)?.ts ?? "";
      await slack.as(userId).press({ ephemeral: question }, questions.yes.id);
    },
    /** The discussions that stand, oldest first, with the names of who took part. */
    async records() {
      const rows = await db.discussion.findMany({
        orderBy: { createdAt: "asc" },
        include: { unit: true, participants: { include: { person: true } } },
      });
      return rows.map(({ unit, participants, themeCode, form, date, participantCount, removedAt, id }) => ({
        ...{ id, unit: unit.code, themeCode, form, participantCount, isRemoved: removedAt !== null },
        date: date.toISOString().slice(0, 10),
        names: participants.map(({ person }) => person.name).sort(),
      }));
    },
    /** The person's Slack user is known to the bot after a first request. */
    async known(...userIds: string[]): Promise<void> {
      for (const id of userIds) await slack.as(id).command("/discussion help", hill);
    },
  };
}

/** The id of the block whose id begins so in the top modal. */
export function blockIn(town: Pick<Town, "slack">, userId: string, name: string): string {
  const blocks = town.slack.views(userId).at(-1)?.view.blocks ?? [];
  return blocks.find(({ block_id }) => block_id?.startsWith(name))?.block_id ?? "";
}

/** Every table of the database as text, row by row. */
export async function everything({ db }: Pick<Town, "db">): Promise<{ table: string; row: string }[]> {
  const tables = await db.$queryRaw<{ schema: string; name: string }[]>`
    SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')`;
  const found: { table: string; row: string }[] = [];
  for (const { schema, name } of tables) {
    const rows = await db.$queryRawUnsafe<{ row: string }[]>(
      `SELECT row_to_json(t)::text AS row FROM "${schema}"."${name}" t`,
    );
    found.push(...rows.map(({ row }) => ({ table: `${schema}.${name}`, row })));
  }
  return found;
}
