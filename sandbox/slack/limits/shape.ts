import { z } from "zod";

/**
 * Building stones of the checks in limits.ts: bounded texts, bounded lists, text objects.
 * Lengths are counted in UTF-16 units, which is never less than Slack counts, so what passes here passes there.
 */

/** A text of `min` to `max` characters. */
export function characters(max: number, min = 1) {
  return z.string().check((ctx) => {
    const length = ctx.value.length;
    if (length < min) {
      const message = length === 0 ? "is empty" : `${length} characters, at least ${min}`;
      ctx.issues.push({ code: "custom", message, input: ctx.value });
    }
    if (length > max) {
      ctx.issues.push({ code: "custom", message: `${length} characters, at most ${max}`, input: ctx.value });
    }
  });
}

/** A list of `min` to `max` items; `what` names them in the problem ("options"). */
export function listOf<Item extends z.ZodType>(item: Item, what: string, max: number, min = 1) {
  return z.array(item).superRefine((items, ctx) => {
    if (items.length < min) {
      const message =
        items.length === 0 ? `no ${what}, at least ${min}` : `${items.length} ${what}, at least ${min}`;
      ctx.addIssue({ code: "custom", message });
    }
    if (items.length > max)
      ctx.addIssue({ code: "custom", message: `${items.length} ${what}, at most ${max}` });
  });
}

/** A `plain_text` object of 1 to `max` characters. */
export function plainText(max: number) {
  return z.strictObject({
    type: z.literal("plain_text"),
    text: characters(max),
    emoji: z.boolean().optional(),
  });
}

/** A `mrkdwn` object of 1 to `max` characters. */
export function mrkdwn(max: number) {
  return z.strictObject({
    type: z.literal("mrkdwn"),
    text: characters(max),
    verbatim: z.boolean().optional(),
  });
}

/** A text object of either type, 1 to `max` characters (Slack's own ceiling for any text object is 3,000). */
export function anyText(max: number) {
  return z.discriminatedUnion("type", [plainText(max), mrkdwn(max)]);
}

/** A text for which Slack names no ceiling, such as an id that Slack gave. */
export const someText = characters(Number.POSITIVE_INFINITY);

/** An address of at most 3,000 characters that a browser could open. */
export const url = characters(3000).refine((text) => URL.canParse(text), { error: "is not a complete URL" });

/** The address of a picture: Slack's servers fetch it, so only the web's two schemes work. */
export const webUrl = url.refine((text) => /^https?:\/\//i.test(text), {
  error: "must start with http:// or https://",
});

/** `block_id` and `action_id`. */
export const identifier = characters(255);

/** A picture is named by exactly one of the two. */
export const pictureSource = {
  image_url: webUrl.optional(),
  slack_file: z
    .strictObject({ id: someText.optional(), url: webUrl.optional() })
    .refine((file) => (file.id === undefined) !== (file.url === undefined), {
      error: "needs either id or url",
    })
    .optional(),
};

/** True when a picture has exactly one source. */
export function hasOneSource(picture: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (picture.image_url === undefined) !== (picture.slack_file === undefined);
}

/** The question asked before an element acts. */
export const confirm = z
  .strictObject({
    title: plainText(100),
    text: plainText(300),
    confirm: plainText(30),
    deny: plainText(30),
    style: z.enum(["primary", "danger"]).optional(),
  })
  .optional();

/** Fields that interactive elements share. */
export const action = { action_id: identifier.optional() };
export const focus = { focus_on_load: z.boolean().optional() };
export const placeholder = { placeholder: plainText(150).optional() };
export const menu = { ...action, ...focus, ...placeholder, confirm };
