import type { ModalView } from "@slack/types";

const plain = (text: string) => ({ type: "plain_text" as const, text });

/** A form about a message, with room for files. */
export const keepForm = (message: string): ModalView => ({
  type: "modal",
  callback_id: "keep",
  title: plain("Keep a viewpoint"),
  submit: plain("Keep"),
  blocks: [
    { type: "section", block_id: "said", text: { type: "plain_text", text: message } },
    {
      type: "input",
      block_id: "files",
      optional: true,
      label: plain("Attached"),
      element: { type: "file_input", action_id: "held", filetypes: ["csv", "txt"], max_files: 2 },
    },
  ],
});

/** A form that answers while its title is typed: with what is like it, above and below the field. */
export const titleForm = (title = ""): ModalView => ({
  type: "modal",
  callback_id: "titles",
  title: plain("Title"),
  submit: plain("Save"),
  blocks: [
    ...(title === ""
      ? []
      : [{ type: "section" as const, block_id: "above", text: plain(`Looking for ${title}`) }]),
    {
      type: "input",
      block_id: "title",
      dispatch_action: true,
      label: plain("Title of the topic"),
      element: {
        type: "plain_text_input",
        action_id: "title",
        dispatch_action_config: { trigger_actions_on: ["on_character_entered"] },
      },
    },
    { type: "section", block_id: "below", text: plain(title === "" ? "Nothing like it" : `Like ${title}`) },
    {
      type: "input",
      block_id: "why",
      optional: true,
      label: plain("Why"),
      element: { type: "plain_text_input", action_id: "why", multiline: true },
    },
  ],
});
