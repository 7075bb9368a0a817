// File inputs: what is chosen goes up at once, one file after the other; what is taken away is told like any choice.

import { post, upload, viewOf } from "./requests.js";

const optionOf = (line) => ({
  text: { type: "plain_text", text: line.dataset.file },
  value: line.dataset.file,
});

/** @param refresh brings the page up to date */
export function startUploads(refresh) {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.matches("[data-upload]")) void send(input, refresh);
  });
  document.addEventListener("click", (event) => {
    const line = event.target.closest("[data-take-away]")?.closest("[data-file]");
    if (line) void takeAway(line, refresh);
  });
}

async function send(input, refresh) {
  const { block, action } = input.closest("[data-files]").dataset;
  const button = input.closest(".file-button");
  const files = [...input.files];
  // The input is for choosing; what was chosen stands in the list.
  input.value = "";
  button.setAttribute("aria-busy", "true");
  for (const file of files) {
    const { toast } = await upload(file, { viewId: viewOf(input), block, action });
    if (toast) break;
  }
  button.removeAttribute("aria-busy");
  await refresh();
}

async function takeAway(line, refresh) {
  const holder = line.closest("[data-files]");
  const { block, action } = holder.dataset;
  const rest = [...holder.querySelectorAll("[data-file]")].filter((other) => other !== line);
  holder.querySelector("[data-upload]").focus();
  await post("act", {
    where: { viewId: viewOf(holder) },
    blockId: block,
    actionId: action,
    picked: rest.map(optionOf),
  });
  await refresh();
}
