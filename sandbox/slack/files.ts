import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { kindOf } from "./file-kinds.ts";
import type { StoredFile, Upload } from "./types.ts";
import { newId, type Workspace } from "./workspace.ts";

/** The files that people upload. What is known of them stands in the workspace, their contents beside it. */
export type Files = {
  add(userId: string, upload: Upload): Promise<StoredFile>;
  /** The file as the Web API and payloads show it. */
  wire(file: StoredFile): Record<string, unknown>;
  /** Undefined when there is no such file. */
  content(fileId: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
};

/**
 * @param url where the local Slack is reached
 * @param folder where contents are kept; in memory only without it
 */
export function createFiles(workspace: Workspace, url: string, folder: string | undefined): Files {
  const contents = contentStore(folder);
  return {
    add: async (userId, { name, content, mimetype }) => {
      const bytes = new Uint8Array(typeof content === "string" ? Buffer.from(content) : content);
      const file: StoredFile = {
        id: newId("F"),
        name,
        mimetype: mimetype ?? kindOf(name).mimetype,
        size: bytes.byteLength,
        user: userId,
        created: Math.floor(workspace.now() / 1000),
      };
      await contents.put(file.id, bytes);
      workspace.files[file.id] = file;
      workspace.save();
      return file;
    },
    wire: (file) => wireFile(workspace, url, file),
    content: async (fileId) => (workspace.files[fileId] ? await contents.get(fileId) : undefined),
  };
}

type ContentStore = {
  put(id: string, content: Uint8Array<ArrayBuffer>): Promise<void>;
  get(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
};

function contentStore(folder: string | undefined): ContentStore {
  const held = new Map<string, Uint8Array<ArrayBuffer>>();
  if (folder === undefined)
    return { put: async (id, content) => void held.set(id, content), get: async (id) => held.get(id) };
  return {
    put: async (id, content) => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, id), content, { mode: 0o600 });
    },
    // Somebody may have emptied the folder; Slack, too, forgets old files.
    get: async (id) =>
      await readFile(join(folder, id)).then(
        (bytes) => new Uint8Array(bytes),
        () => undefined,
      ),
  };
}

/** https://docs.slack.dev/reference/objects/file-object */
function wireFile({ team }: Workspace, url: string, file: StoredFile): Record<string, unknown> {
  const { id, name, mimetype, size, user, created } = file;
  const { filetype, pretty } = kindOf(name);
  const slug = encodeURIComponent(name);
  const place = `${url}/files-pri/${team.id}-${id}`;
  return {
    id,
    created,
    timestamp: created,
    name,
    title: name,
    mimetype,
    filetype,
    pretty_type: pretty,
    user,
    user_team: team.id,
    editable: false,
    size,
    mode: "hosted",
    is_external: false,
    external_type: "",
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: "",
    url_private: `${place}/${slug}`,
    url_private_download: `${place}/download/${slug}`,
    permalink: `${url}/files/${user}/${id}/${slug}`,
    file_access: "visible",
  };
}
