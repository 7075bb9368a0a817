import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

/** The Slack app manifest, version 2, as far as Studyhall uses it: https://docs.slack.dev/reference/app-manifest */
const manifestShape = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2) }),
  display_information: z.strictObject({
    name: z.string(),
    description: z.string(),
    background_color: z.string(),
    long_description: z.string(),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string(), always_online: z.boolean() }),
    slash_commands: z.array(
      z.strictObject({
        command: z.string(),
        description: z.string(),
        usage_hint: z.string(),
        should_escape: z.boolean(),
        url: z.string(),
      }),
    ),
    shortcuts: z.array(
      z.strictObject({
        name: z.string(),
        type: z.enum(["global", "message"]),
        callback_id: z.string(),
        description: z.string(),
      }),
    ),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    socket_mode_enabled: z.boolean(),
    event_subscriptions: z.strictObject({
      request_url: z.string().optional(),
      bot_events: z.array(z.string()),
    }),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: z.string(),
      message_menu_options_url: z.string(),
    }),
    org_deploy_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

export type Manifest = z.infer<typeof manifestShape>;

/** The text of manifest.yml, comments included. */
export function readManifestText(): string {
  return readFileSync(new URL("../../manifest.yml", import.meta.url), "utf8");
}

/**
 * Reads manifest.yml.
 * @throws ZodError when a field is missing, misspelt or of the wrong type
 */
export function readManifest(): Manifest {
  return manifestShape.parse(parse(readManifestText()));
}
