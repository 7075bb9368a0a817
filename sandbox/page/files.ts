import type { Context, Hono } from "hono";
import { z } from "zod";
import type { I18n } from "../../src/i18n/index.ts";
import { languageOf } from "../../src/i18n/index.ts";
import { NotAccepted, type Unacceptable } from "../slack/not-accepted.ts";
import type { LocalSlack } from "../slack/types.ts";
import { blocksAt, type Reply } from "./doings.ts";
import { findElement } from "./held.ts";
import { type SandboxClock, showFor } from "./scene.ts";
import type { Show } from "./show.ts";

type FilePage = { local: LocalSlack; i18n: I18n; clock: SandboxClock };

const id = z.string().min(1).max(300);
const asked = z.object({ as: id, viewId: id, block: id, action: id, name: z.string().min(1).max(255) });

/** Serves the addresses of uploaded files to visitors, and takes their uploads: one file a request, its bytes as they are. */
export function mountFiles(app: Hono, page: FilePage): void {
  app.post("/page/upload", async (context) => {
    const parsed = asked.safeParse(context.req.query());
    if (!parsed.success)
      return context.json({ problem: parsed.error.issues.map((issue) => issue.path.join(".")) }, 400);
    const show = showFor(page.local, page.i18n, languageOf(context.req.query("lang")), page.clock);
    const { reply, status } = await taken(page.local, show, parsed.data, await context.req.arrayBuffer());
    return context.json(reply, status);
  });
  app.get("/files/:user/:file/:name", (context) => download(page.local, context));
}

async function taken(
  local: LocalSlack,
  show: Show,
  { as, viewId, block, action, name }: z.infer<typeof asked>,
  content: ArrayBuffer,
): Promise<{ reply: Reply; status: 200 | 409 }> {
  const there = findElement(blocksAt(local, as, { viewId }), block, action);
  if (there?.type !== "file_input") return { reply: { toast: show.t("trouble.gone") }, status: 409 };
  try {
    await local.as(as).upload(viewId, block, action, { name, content: new Uint8Array(content) });
    return { reply: {}, status: 200 };
  } catch (error) {
    const toast = error instanceof NotAccepted ? refusal(error.why, show) : show.t("trouble.gone");
    return { reply: { toast }, status: 409 };
  }
}

function refusal(why: Unacceptable, show: Show): string {
  if (why.reason === "count") return show.t("form.fileCount", { count: why.limit });
  const { name } = why;
  if (why.reason === "size") return show.t("form.fileSize", { name, limit: String(why.limit / 1e6) });
  const types = why.types.map((type) => type.toUpperCase()).join(show.t("form.or"));
  return show.t("form.fileType", { name, types });
}

async function download(local: LocalSlack, context: Context): Promise<Response> {
  const fileId = context.req.param("file") ?? "";
  const file = local.files().find((one) => one.id === fileId);
  const content = await local.fileContent(fileId);
  if (!file || !content) return context.notFound();
  // Somebody's own file may hold anything: it is kept, never shown as a page of this address.
  return context.body(content, 200, {
    "content-type": file.mimetype,
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
}
