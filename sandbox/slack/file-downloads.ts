import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { type ApiDeps, answered, tokenOf } from "./api.ts";
import { Refusal } from "./refusal.ts";

/** By this name downloads stand in the log of calls and meet faults. */
const method = "files.download";

/**
 * Serves the addresses in a file's `url_private` and `url_private_download` to the bot, by its token. Others are
 * sent to a page for signing in, as Slack does: without the token one gets a page, not the file and not an error.
 */
export function mountDownloads(app: Hono<{ Bindings: HttpBindings }>, deps: ApiDeps): void {
  const { workspace, files, url } = deps.context;
  app.get("/files-pri/:signin{signin}", (c) => c.html("<!doctype html><title>Sign in</title>"));
  app.get("/files-pri/:place/:name{.+}", async (c) => {
    if (tokenOf(c, undefined) !== workspace.credentials.botToken)
      return c.redirect(`${url}/files-pri/signin?redir=${encodeURIComponent(c.req.path)}`);
    const id = c.req.param("place").replace(`${workspace.team.id}-`, "");
    const content = await files.content(id);
    const effect = async () => {
      if (!content) throw new Refusal("file_not_found");
      return {};
    };
    return await answered(c, deps, { method, args: { file: id } }, effect, (answer) => {
      if (!answer.ok || !content) return c.text("", answer.error === "file_not_found" ? 404 : 500);
      return c.body(content, 200, {
        "content-type": workspace.files[id]?.mimetype ?? "application/octet-stream",
        "content-disposition": "attachment",
      });
    });
  });
}
