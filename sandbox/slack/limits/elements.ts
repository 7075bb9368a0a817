import { z } from "zod";
import { boxes, plainOption, selects } from "./menus.ts";
import { richText } from "./rich-text.ts";
import {
  action,
  characters,
  confirm,
  focus,
  hasOneSource,
  listOf,
  menu,
  mrkdwn,
  pictureSource,
  placeholder,
  plainText,
  someText,
  url,
} from "./shape.ts";

/** Elements that stand inside blocks: https://docs.slack.dev/reference/block-kit/block-elements */

const pickers = [
  z.strictObject({
    type: z.literal("datepicker"),
    initial_date: z.iso.date({ error: "is not a date like 2026-10-21" }).optional(),
    ...menu,
  }),
  z.strictObject({
    type: z.literal("timepicker"),
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "is not a time like 14:30" })
      .optional(),
    timezone: someText.optional(),
    ...menu,
  }),
] as const;

const dateTimePicker = z.strictObject({
  type: z.literal("datetimepicker"),
  initial_date_time: z
    .int()
    .min(1_000_000_000, { error: "is not a Unix time of 10 digits" })
    .max(9_999_999_999, { error: "is not a Unix time of 10 digits" })
    .optional(),
  ...action,
  ...focus,
  confirm,
});

const button = z.strictObject({
  type: z.literal("button"),
  text: plainText(75),
  value: characters(2000).optional(),
  url: url.optional(),
  style: z.enum(["primary", "danger"]).optional(),
  accessibility_label: characters(75).optional(),
  ...action,
  confirm,
});

const overflowOption = plainOption.extend({ url: url.optional() });
const overflow = z.strictObject({
  type: z.literal("overflow"),
  options: listOf(overflowOption, "options", 5),
  ...action,
  confirm,
});

const image = z
  .strictObject({ type: z.literal("image"), alt_text: characters(2000), ...pictureSource })
  .refine(hasOneSource, { error: "needs either image_url or slack_file" });

const dispatch = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: listOf(z.enum(["on_enter_pressed", "on_character_entered"]), "triggers", 2),
    })
    .optional(),
};
const typed = { ...action, ...focus, ...placeholder, ...dispatch };
const numeral = z.string().regex(/^-?\d+(\.\d+)?$/, { error: "is not a number written as text" });

const typedInputs = [
  z
    .strictObject({
      type: z.literal("plain_text_input"),
      // An empty start is allowed; no input takes more than 3,000.
      initial_value: characters(3000, 0).optional(),
      multiline: z.boolean().optional(),
      min_length: z.int().min(0).max(3000).optional(),
      max_length: z.int().min(1).max(3000).optional(),
      ...typed,
    })
    .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? 3000), {
      error: "min_length is above max_length",
    }),
  z
    .strictObject({
      type: z.literal("number_input"),
      is_decimal_allowed: z.boolean(),
      initial_value: numeral.optional(),
      min_value: numeral.optional(),
      max_value: numeral.optional(),
      ...typed,
    })
    .refine((input) => Number(input.min_value ?? "-Infinity") <= Number(input.max_value ?? "Infinity"), {
      error: "min_value is above max_value",
    }),
  z.strictObject({
    type: z.literal("email_text_input"),
    initial_value: characters(3000, 0).optional(),
    ...typed,
  }),
  z.strictObject({
    type: z.literal("url_text_input"),
    initial_value: characters(3000, 0).optional(),
    ...typed,
  }),
  z.strictObject({ type: z.literal("rich_text_input"), initial_value: richText.optional(), ...typed }),
  z.strictObject({
    type: z.literal("file_input"),
    filetypes: listOf(someText, "file types", Number.POSITIVE_INFINITY).optional(),
    max_files: z.int().min(1).max(10).optional(),
    ...action,
  }),
] as const;

/** What may stand in an `actions` block. */
export const actionElement = z.discriminatedUnion("type", [
  button,
  overflow,
  dateTimePicker,
  ...selects,
  ...boxes,
  ...pickers,
]);

/** What may stand at the side of a `section`. */
export const accessory = z.discriminatedUnion("type", [
  button,
  overflow,
  image,
  ...selects,
  ...boxes,
  ...pickers,
]);

/** What an `input` block may hold. */
export const inputElement = z.discriminatedUnion("type", [
  dateTimePicker,
  ...typedInputs,
  ...selects,
  ...boxes,
  ...pickers,
]);

/** What may stand in a `context` block. */
export const contextElement = z.discriminatedUnion("type", [image, plainText(3000), mrkdwn(3000)]);
