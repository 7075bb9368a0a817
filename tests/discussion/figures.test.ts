import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discussionFigures } from "../../src/discussion/figures.ts";
import { orgStore } from "../../src/org/store.ts";
import { unitTree } from "../../src/org/tree.ts";
import { type Importer, importer } from "../files/support.ts";

const county = join(import.meta.dirname, "../../sample/county");
type Expected = { unit: string; from: string; to: string; figures: { discussion: unknown } };

describe("the sample county's discussions", () => {
  let place: Importer;
  beforeAll(async () => {
    place = await importer();
    place.setNow("2026-11-02T02:00:00Z");
    const outcome = await place.importFolder(county);
    if (outcome.kind === "refused") throw new Error(JSON.stringify(outcome.problems.slice(0, 5)));
  });
  afterAll(() => place.close());

  const answers = async () => {
    const expected: Expected[] = JSON.parse(await readFile(join(county, "expected.json"), "utf8"));
    const tree = unitTree(await orgStore(place.db, place.workspaceId).units());
    const questions = expected.map(({ unit, from, to }) => {
      const asked = tree.byCode(unit);
      if (!asked) throw new Error(`no unit ${unit}`);
      return { unit: asked, period: { from, to } };
    });
    return { expected, questions };
  };

  it("yield the figures that were counted independently, all questions at once and each alone", async () => {
    const { expected, questions } = await answers();
    const wanted = expected.map(({ figures }) => figures.discussion);
    expect(wanted.length).toBe(19);
    expect(await discussionFigures.answer(place.db, place.workspaceId, questions)).toEqual(wanted);
    for (const [at, question] of questions.entries())
      expect(await discussionFigures.answer(place.db, place.workspaceId, [question])).toEqual([wanted[at]]);
  });

  it("are imported again without a change", async () => {
    expect(await place.importFolder(county)).toMatchObject({ kind: "unchanged" });
  });

  it("count no discussion that was taken back, and no theme of another time", async () => {
    const { questions } = await answers();
    const [whole] = questions;
    if (!whole) throw new Error("no questions");
    const { id } = await place.db.discussion.findFirstOrThrow({ where: { participantCount: 17 } });
    await place.db.discussion.update({ where: { id }, data: { removedAt: new Date(0) } });
    const [facts] = await discussionFigures.answer(place.db, place.workspaceId, [whole]);
    expect(facts).toMatchObject({ discussions: 351, people: 3307 });
    const before = { unit: whole.unit, period: { from: "2020-01-01", to: "2020-12-31" } };
    expect(await discussionFigures.answer(place.db, place.workspaceId, [before])).toEqual([
      { discussions: 0, people: 0, byTheme: {} },
    ]);
    await place.db.discussion.update({ where: { id }, data: { removedAt: null } });
  });
});
