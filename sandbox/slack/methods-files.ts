import { textArg } from "./args.ts";
import type { Method } from "./method.ts";

/** Of the bot's own files, which the emulator keeps, this one knows nothing. */
const info: Method = (args, { workspace, files }) => {
  const file = workspace.files[textArg(args, "file")];
  return file && { file: files.wire(file), comments: [], response_metadata: { next_cursor: "" } };
};

/** The files.* methods, for what people uploaded. */
export const fileMethods: Readonly<Record<string, Method>> = { "files.info": info };
