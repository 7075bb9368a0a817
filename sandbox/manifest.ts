import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import type { Shortcut } from "./page/index.ts";
import type { CommandHint } from "./slack/index.ts";

/** What the Slack app offers its users, as manifest.yml lists it. */
export type Offered = { commands: CommandHint[]; shortcuts: Shortcut[]; messageShortcuts: Shortcut[] };

const shape = z.object({
  features: z.object({
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default("") }),
    ),
    shortcuts: z.array(
      z.object({ name: z.string(), type: z.enum(["global", "message"]), callback_id: z.string() }),
    ),
  }),
});

/** Reads the manifest. @throws Error when it cannot be read or is none */
export async function readManifest(file: string | URL): Promise<Offered> {
  const { features } = shape.parse(parse(await readFile(file, "utf8")));
  const named = (type: "global" | "message") =>
    features.shortcuts
      .filter((one) => one.type === type)
      .map(({ name, callback_id: callbackId }) => ({
        callbackId,
        // Slack knows one name, whatever its reader speaks.
        label: { en: name, "zh-CN": name },
      }));
  return {
    commands: features.slash_commands.map(({ command, description, usage_hint: usageHint }) => ({
      ...{ command, description, usageHint },
    })),
    shortcuts: named("global"),
    messageShortcuts: named("message"),
  };
}
