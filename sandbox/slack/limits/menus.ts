import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { action, anyText, characters, confirm, focus, listOf, menu, plainText, someText } from "./shape.ts";

/**
 * Elements that choose among options. https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element,
 * /multi-select-menu-element, /radio-button-group-element, /checkboxes-element and composition-objects/option-object
 */

const several = { max_selected_items: z.int().min(1, { error: "must be at least 1" }).optional() };

const optionValue = characters(75);
/** An option of a menu. */
export const plainOption = z.strictObject({
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
const ids = listOf(someText, "ids", Number.POSITIVE_INFINITY);

/** Every select, single and multi. */
export const selects = [
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
  z.strictObject({ type: z.literal("users_select"), initial_user: someText.optional(), ...menu }),
  z
    .strictObject({
      type: z.literal("multi_users_select"),
      initial_users: ids.optional(),
      ...menu,
      ...several,
    })
    .superRefine((one, ctx) => checkCount(one.initial_users, "initial_users", one.max_selected_items, ctx)),
  z.strictObject({
    type: z.literal("channels_select"),
    initial_channel: someText.optional(),
    ...menu,
    ...respond,
  }),
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
    initial_conversation: someText.optional(),
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

/** Radio buttons and checkboxes. */
export const boxes = [
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
