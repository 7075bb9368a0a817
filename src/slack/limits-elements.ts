import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { richText } from "./limits-rich-text.ts";
import {
  anyText,
  characters,
  hasOneSource,
  identifier,
  listOf,
  pictureSource,
  plainText,
  url,
} from "./limits-shape.ts";

/** Elements that stand inside blocks: https://docs.slack.dev/reference/block-kit/block-elements */

const confirm = z
  .strictObject({
    title: plainText(100),
    text: plainText(300),
    confirm: plainText(30),
    deny: plainText(30),
    style: z.enum(["primary", "danger"]).optional(),
  })
  .optional();

const action = { action_id: identifier.optional() };
const focus = { focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plainText(150).optional() };
const menu = { ...action, ...focus, ...placeholder, confirm };
const several = { max_selected_items: z.int().min(1, { error: "must be at least 1" }).optional() };

const optionValue = characters(75);
const plainOption = z.strictObject({
  text: plainText(75),
  value: optionValue,
  description: plainText(75).optional(),
});
// Boxes and radio buttons have room for formatting, menus do not.
const boxOption = z.strictObject({
  text: anyText(75),
  value: optionValue,
  description: anyText(75).optional(),
});
const overflowOption = plainOption.extend({ url: url.optional() });
const optionGroup = z.strictObject({ label: plainText(75), options: listOf(plainOption, "options", 100) });

type Choices = {
  options?: unknown[] | undefined;
  option_groups?: { options: unknown[] }[] | undefined;
  initial_option?: unknown;
  initial_options?: unknown[] | undefined;
  max_selected_items?: number | undefined;
};

/** What is chosen at first must be among the options, exactly as it stands there, and not exceed the allowed number. */
function checkInitial(element: Choices, ctx: z.RefinementCtx): void {
  const offered = element.options ?? element.option_groups?.flatMap((group) => group.options);
  const isOffered = (chosen: unknown) =>
    offered === undefined || offered.some((option) => isDeepStrictEqual(option, chosen));
  if (element.initial_option !== undefined && !isOffered(element.initial_option)) {
    ctx.addIssue({ code: "custom", path: ["initial_option"], message: "is not among the options" });
  }
  element.initial_options?.forEach((chosen, index) => {
    if (!isOffered(chosen)) {
      ctx.addIssue({ code: "custom", path: ["initial_options", index], message: "is not among the options" });
    }
  });
  checkCount(element.initial_options, "initial_options", element.max_selected_items, ctx);
}

function checkCount(
  chosen: unknown[] | undefined,
  field: string,
  max: number | undefined,
  ctx: z.RefinementCtx,
) {
  if (chosen !== undefined && max !== undefined && chosen.length > max) {
    const message = `${chosen.length} chosen, max_selected_items is ${max}`;
    ctx.addIssue({ code: "custom", path: [field], message });
  }
}

function checkStaticMenu(element: Choices, ctx: z.RefinementCtx): void {
  if ((element.options === undefined) === (element.option_groups === undefined)) {
    ctx.addIssue({ code: "custom", message: "needs either options or option_groups" });
  }
  checkInitial(element, ctx);
}

const staticMenu = {
  options: listOf(plainOption, "options", 100).optional(),
  option_groups: listOf(optionGroup, "option groups", 100).optional(),
  ...menu,
};
const externalMenu = { min_query_length: z.int().min(0).optional(), ...menu };
const conversationFilter = {
  default_to_current_conversation: z.boolean().optional(),
  filter: z
    .strictObject({
      include: listOf(z.enum(["im", "mpim", "private", "public"]), "kinds", 4).optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .refine((filter) => Object.keys(filter).length > 0, { error: "is empty" })
    .optional(),
};
const respond = { response_url_enabled: z.boolean().optional() };
const id = characters(255);
const ids = listOf(id, "ids", Number.POSITIVE_INFINITY);

const selects = [
  z
    .strictObject({
      type: z.literal("static_select"),
      initial_option: plainOption.optional(),
      ...staticMenu,
    })
    .superRefine(checkStaticMenu),
  z
    .strictObject({
      type: z.literal("multi_static_select"),
      initial_options: listOf(plainOption, "options", 100).optional(),
      ...staticMenu,
      ...several,
    })
    .superRefine(checkStaticMenu),
  z.strictObject({
    type: z.literal("external_select"),
    initial_option: plainOption.optional(),
    ...externalMenu,
  }),
  z
    .strictObject({
      type: z.literal("multi_external_select"),
      initial_options: listOf(plainOption, "options", 100).optional(),
      ...externalMenu,
      ...several,
    })
    .superRefine(checkInitial),
  z.strictObject({ type: z.literal("users_select"), initial_user: id.optional(), ...menu }),
  z
    .strictObject({
      type: z.literal("multi_users_select"),
      initial_users: ids.optional(),
      ...menu,
      ...several,
    })
    .superRefine((one, ctx) => checkCount(one.initial_users, "initial_users", one.max_selected_items, ctx)),
  z.strictObject({ type: z.literal("channels_select"), initial_channel: id.optional(), ...menu, ...respond }),
  z
    .strictObject({
      type: z.literal("multi_channels_select"),
      initial_channels: ids.optional(),
      ...menu,
      ...several,
    })
    .superRefine((one, ctx) =>
      checkCount(one.initial_channels, "initial_channels", one.max_selected_items, ctx),
    ),
  z.strictObject({
    type: z.literal("conversations_select"),
    initial_conversation: id.optional(),
    ...conversationFilter,
    ...menu,
    ...respond,
  }),
  z
    .strictObject({
      type: z.literal("multi_conversations_select"),
      initial_conversations: ids.optional(),
      ...conversationFilter,
      ...menu,
      ...several,
    })
    .superRefine((one, ctx) =>
      checkCount(one.initial_conversations, "initial_conversations", one.max_selected_items, ctx),
    ),
] as const;

const boxes = [
  z
    .strictObject({
      type: z.literal("radio_buttons"),
      options: listOf(boxOption, "options", 10),
      initial_option: boxOption.optional(),
      ...action,
      ...focus,
      confirm,
    })
    .superRefine(checkInitial),
  z
    .strictObject({
      type: z.literal("checkboxes"),
      options: listOf(boxOption, "options", 10),
      initial_options: listOf(boxOption, "options", 10).optional(),
      ...action,
      ...focus,
      confirm,
    })
    .superRefine(checkInitial),
] as const;

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
    timezone: characters(255).optional(),
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
    filetypes: listOf(characters(255), "file types", Number.POSITIVE_INFINITY).optional(),
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
export const contextElement = z.union([image, anyText()]);
