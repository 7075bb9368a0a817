/** Which of a workspace's campaigns is meant, as the arguments of a `findFirst`: the open one, else the one closed last. */
export const currentCampaign = (workspaceId: string) =>
  ({ where: { workspaceId }, orderBy: { closedAt: { sort: "desc", nulls: "first" } } }) as const;

/** The open campaign alone: what an import and the settings change. */
export const openCampaign = (workspaceId: string) => ({ where: { workspaceId, closedAt: null } }) as const;
