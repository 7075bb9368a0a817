import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Write } from "../../db/write.ts";
import { UserError } from "../../errors.ts";
import type { Job } from "../../jobs/job.ts";
import type { SlackGateway } from "../../slack/gateway.ts";
import { jobs as jobNames } from "../ids.ts";
import { longest } from "../model.ts";
import type { TopicStore } from "../store.ts";

/** What a topic came to, as typed: `fileId` is Slack's. */
export type Findings = { findings: string; link: string; fileId: string | undefined };

/** The findings as they are kept. @throws UserError (fields findings, link) */
export function checkFindings({ findings, link }: Findings): { findings: string; link: string | null } {
  const told = findings.trim();
  const address = link.trim();
  if (told === "") throw new UserError("topic.refused.noFindings", {}, "findings");
  if (told.length > longest.findings)
    throw new UserError("topic.refused.tooLong", { most: longest.findings }, "findings");
  if (address !== "" && (!/^https?:\/\/[^\s<>|"]+$/i.test(address) || address.length > longest.link))
    throw new UserError("topic.refused.badLink", {}, "link");
  return { findings: told, link: address === "" ? null : address };
}

const fileData = z.object({ topicId: z.uuid(), fileId: z.string() });

/** Asks Slack for the name and address of a file that findings came with. */
export const fileJob = ({
  store,
  write,
  slack,
}: {
  store: TopicStore;
  write: Write;
  slack: Pick<SlackGateway, "file">;
}): Job<z.infer<typeof fileData>> => ({
  name: jobNames.file,
  what: "topic.failed.file",
  data: fileData,
  async run({ topicId, fileId }) {
    const { name, permalink } = await slack.file(fileId);
    const file = { id: fileId, name, link: permalink };
    const key = `topic.file:${topicId}:${fileId}:${randomUUID()}`;
    await write({ actor: { name: "studyhall" }, key }, async (tx) => {
      await store.nameFile(tx, topicId, file);
      return { outcome: null, changes: [] };
    });
  },
});
