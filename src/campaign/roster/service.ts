import type { Database, Tx } from "../../db/client.ts";
import type { Change, Write } from "../../db/write.ts";
import { FormError, UserError } from "../../errors.ts";
import type { Feature } from "../../feature.ts";
import type { RecordFile } from "../../files/file.ts";
import { type Imported, importAlone, rehearse } from "../../files/rehearse.ts";
import { textSource } from "../../files/source.ts";
import { analyze } from "../../files/store.ts";
import type { Organisation } from "../../org/index.ts";
import type { WithoutCampaign } from "../../org/request.ts";
import { keptMessages } from "../../org/restate.ts";
import { actorOf, assertMayConfigure } from "../../org/rights.ts";
import { type SlackGateway, SlackRefused } from "../../slack/gateway.ts";
import { rosterFields } from "../ids.ts";
import { loadCampaign } from "../import-store.ts";
import { askable, type Checked, type Done, type LeftOut, nothingSaid, type SaidOfIt } from "./checked.ts";
import { decode } from "./decode.ts";
import { fingerprintOf, previewOf } from "./preview.ts";
import { twiceMeant } from "./same.ts";
import { importKey, type UploadedFiles, type UploadStore } from "./store.ts";

/** A county of ten thousand people has less than a tenth of it. */
export const mostBytes = 5 * 1024 * 1024;

export type RosterField = keyof typeof rosterFields;
const fileNames: Record<RosterField, string> = {
  campaign: "campaign.json",
  units: "units.csv",
  people: "people.csv",
};
const fields = Object.keys(fileNames) as RosterField[];

class PreviewChanged extends Error {}

/** So many of those whom the file leaves out are named. */
const mostNamed = 10;

/** The roster by upload: files are kept, checked, shown, and imported as they were shown. Administrators only. */
export function rosterService(deps: {
  db: Database;
  workspaceId: string;
  write: Write;
  org: Pick<Organisation, "forget">;
  slack: Pick<SlackGateway, "download">;
  uploads: UploadStore;
  parts: () => Pick<Feature, "files" | "recorded" | "keptMessages">[];
}) {
  const { db, workspaceId, write, uploads } = deps;

  /**
   * Takes uploaded files and says what they would do.
   * @param fileIds Slack's files by the form's fields; `text`s were written as they are named
   * @throws FormError at the field of a file that cannot be read
   */
  async function take(
    request: WithoutCampaign,
    fileIds: Partial<Record<RosterField, string>>,
  ): Promise<{ checked: Checked; converted: string[] }> {
    assertMayConfigure(request.viewer);
    const wanted = fields.flatMap((field) => {
      const id = fileIds[field];
      return id === undefined ? [] : [{ field, id }];
    });
    if (wanted.length === 0) throw new UserError("campaign.refused.noFile", {}, rosterFields.units);
    if (fileIds.campaign === undefined && !(await loadCampaign(db, workspaceId)))
      throw new UserError("campaign.refused.setUpFirst", {}, rosterFields.units);
    const read = await Promise.all(wanted.map(readFile));
    const refused = read.flatMap((file) => ("refused" in file ? [file.refused] : []));
    if (refused.length > 0) throw new FormError(refused);
    const texts = read.flatMap((file) => ("text" in file ? [file] : []));
    const files = Object.fromEntries(texts.map(({ field, text }) => [fileNames[field], text]));
    const uploadId = await write({ actor: actorOf(request.viewer), key: request.key }, async (tx) => ({
      outcome: await uploads.keep(tx, request.viewer.slackUserId, files, request.now),
      changes: [],
    }));
    const converted = texts
      .filter(({ encoding }) => encoding === "gb18030")
      .map(({ field }) => fileNames[field]);
    return { checked: await checkFiles(request, uploadId, files, nothingSaid), converted };
  }

  async function readFile({ field, id }: { field: RosterField; id: string }) {
    const refuse = (why: string) => ({
      refused: new UserError(`campaign.refused.${why}`, { file: fileNames[field] }, rosterFields[field]),
    });
    try {
      const decoded = await decode(await deps.slack.download(id, mostBytes));
      return "refused" in decoded ? refuse(`file.${decoded.refused}`) : { field, ...decoded };
    } catch (error) {
      if (error instanceof SlackRefused && error.code === "too_large") return refuse("file.tooLarge");
      throw error;
    }
  }

  /** What the asker uploaded and has not decided about. */
  async function waiting(request: WithoutCampaign) {
    assertMayConfigure(request.viewer);
    return uploads.waiting(request.viewer.slackUserId, request.now);
  }

  /**
   * The same again, for another page of what is wrong, or with what was said of it.
   * @throws UserError when the upload is not there any more; FormError where two were said to be one person
   */
  async function check(request: WithoutCampaign, uploadId: string, said: Partial<SaidOfIt> = {}) {
    const files = await filesOf(request, uploadId);
    const all = { ...nothingSaid, ...said };
    const twice = twiceMeant(all.answers);
    if (twice.length > 0) throw new FormError(twice);
    return checkFiles(request, uploadId, files, all);
  }

  async function filesOf(request: WithoutCampaign, uploadId: string): Promise<UploadedFiles> {
    assertMayConfigure(request.viewer);
    const files = await uploads.get(uploadId, request.viewer.slackUserId);
    if (!files) throw new UserError("campaign.refused.uploadGone");
    return files;
  }

  async function checkFiles(
    request: WithoutCampaign,
    uploadId: string,
    files: UploadedFiles,
    said: SaidOfIt,
  ): Promise<Checked> {
    const about = { uploadId, ...said };
    const look = async (tx: Tx, imported: Imported): Promise<Checked> => {
      if (imported.kind === "refused") return { ...about, ...imported };
      if (imported.kind === "asked") return { ...about, ...askable(imported.questions, said.answers) };
      const { changes, conflicts, notes } = imported;
      const leftOut = await named(tx, imported.leftOut);
      if (changes.length === 0 && conflicts.count === 0)
        return { ...about, kind: "unchanged", leftOut, notes };
      const preview = previewOf(changes);
      const ids = preview.groups.flatMap(({ examples }) => examples.map(({ id }) => id));
      const names = await uploads.names(tx, ids);
      const fingerprint = fingerprintOf(changes, conflicts);
      const { restated } = imported;
      const kept = await keptMessages(deps.parts(), tx, restated);
      const told = { preview, restated, kept, names, leftOut, notes, conflicts };
      return { ...about, kind: "planned", ...told, fingerprint };
    };
    return rehearse(db, into(request, files, said), textSource(files), look);
  }

  async function named(tx: Tx, people: string[]): Promise<LeftOut> {
    const first = people.slice(0, mostNamed);
    const names = await uploads.names(tx, first);
    return { count: people.length, names: first.flatMap((id) => names.get(id) ?? []) };
  }

  /**
   * Imports the upload as it was shown; once, however often it is asked for.
   * @param shown the preview: its fingerprint, and what was said before it
   */
  async function importUpload(
    request: WithoutCampaign,
    uploadId: string,
    { fingerprint, ...said }: { fingerprint: string } & SaidOfIt,
  ): Promise<Done> {
    const files = await filesOf(request, uploadId);
    try {
      const key = importKey(uploadId);
      const by = { actor: actorOf(request.viewer), key, within: request.key };
      const done = await write(by, async (tx) => {
        const imported = await importAlone(tx, into(request, files, said), textSource(files));
        if (imported.kind !== "done") throw new PreviewChanged();
        if (fingerprintOf(imported.changes, imported.conflicts) !== fingerprint) throw new PreviewChanged();
        await uploads.lookAgainForStrangers(tx);
        const records = Object.fromEntries(imported.files.map(({ name, records }) => [name, records]));
        const own: Change = { record: "import", recordId: uploadId, before: null, after: records };
        return { outcome: imported.files, changes: [...imported.changes, own] };
      });
      await analyze(db);
      deps.org.forget();
      return { kind: "imported", files: done };
    } catch (error) {
      if (!(error instanceof PreviewChanged)) throw error;
      return { kind: "changed", checked: await checkFiles(request, uploadId, files, said) };
    }
  }

  function into(request: WithoutCampaign, files: UploadedFiles, { answers: same, overwrite }: SaidOfIt) {
    const all = deps.parts().flatMap((part) => part.files ?? []);
    // No records of earlier weeks come along here: whoever is new begins today.
    const newcomers = "today" as const;
    const { now, viewer } = request;
    const isSlackAdmin = viewer.isAdmin;
    const recorded = deps.parts().flatMap((part) => part.recorded ?? []);
    // What is told in the preview is agreed to by importing.
    const restating = { recorded, restates: "told" as const };
    const how = { newcomers, same, overwrite, isSlackAdmin, ...restating };
    return { workspaceId, now, ...how, files: filesToRead(all, files) };
  }

  return { take, check, waiting, importUpload };
}

export type RosterService = ReturnType<typeof rosterService>;

/**
 * The files of the roster, in the order in which they refer to each other. One that is neither uploaded nor there yet
 * is missed only where a later one was uploaded, which refers to it.
 */
function filesToRead(all: RecordFile[], uploaded: UploadedFiles): RecordFile[] {
  const roster = all.filter(({ name }) => Object.values(fileNames).includes(name));
  const last = roster.findLastIndex(({ name }) => Object.hasOwn(uploaded, name));
  return roster.map((file, at) => ({ ...file, needed: file.needed && at <= last }));
}
