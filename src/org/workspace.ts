import type { Database } from "../db/client.ts";

export type Workspace = { id: string; slackTeamId: string; name: string };

/**
 * The team id of a workspace that was made by an import, before the bot has been to Slack: its first start there
 * gives it the real one.
 */
const notInSlackYet = "";

/** Several workspaces share the database: the command must say which. */
export class WorkspaceUnclear extends Error {
  readonly teamIds: string[];
  /** @param wanted the team id that was asked for and is not there; undefined when none was */
  readonly wanted: string | undefined;
  constructor(teamIds: string[], wanted?: string) {
    super(wanted === undefined ? "several workspaces" : `no workspace ${wanted}`);
    this.name = "WorkspaceUnclear";
    this.teamIds = teamIds;
    this.wanted = wanted;
  }
}

/**
 * The workspace that the command line works on: the one with that team id, else the only one; where there is none
 * yet it is made, without a team id, for the bot to adopt.
 * @throws WorkspaceUnclear when the team id is unknown, or none was given and there are several
 */
export async function theWorkspace(db: Database, teamId?: string): Promise<Workspace> {
  const all = await db.workspace.findMany({ orderBy: { createdAt: "asc" } });
  const ids = all.map(({ slackTeamId }) => slackTeamId);
  if (teamId !== undefined) {
    const found = all.find(({ slackTeamId }) => slackTeamId === teamId);
    if (!found) throw new WorkspaceUnclear(ids, teamId);
    return found;
  }
  const [only, another] = all;
  if (another) throw new WorkspaceUnclear(ids);
  // Of two first commands at once, the second finds what the first made.
  return (
    only ??
    db.workspace.upsert({
      where: { slackTeamId: notInSlackYet },
      create: { slackTeamId: notInSlackYet, name: "" },
      update: {},
    })
  );
}

/**
 * The workspace of the Slack team that the bot is connected to: the known one (its name may have changed), else the
 * one that was made before the bot had been to Slack, else a new one.
 */
export async function adoptWorkspace(db: Database, teamId: string, name: string): Promise<Workspace> {
  return db.$transaction(async (tx) => {
    // Two bots may start at once; the second must see what the first adopted.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('studyhall workspace', 0))`;
    const known = await tx.workspace.findUnique({ where: { slackTeamId: teamId } });
    const mine = known ?? (await tx.workspace.findUnique({ where: { slackTeamId: notInSlackYet } }));
    if (!mine) return tx.workspace.create({ data: { slackTeamId: teamId, name } });
    return tx.workspace.update({ where: { id: mine.id }, data: { slackTeamId: teamId, name } });
  });
}
