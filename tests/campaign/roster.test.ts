import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { textOf } from "../support/screen.ts";
import { town, townUsers } from "../support/town.ts";
import { driver, hill } from "./driver.ts";

const { boss, north, wang } = townUsers;
const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
const [unitsHeader = "", ...units] = town.units;
const [peopleHeader = "", ...people] = town.people;

/** The town with an administrator who reads English, at the form. */
async function atTheForm(place?: World) {
  const where = place ?? (await world());
  const admin = driver(where, boss.id);
  await where.slack.as(boss.id).command("/campaign language en", hill);
  await admin.open("roster");
  return { ...where, admin };
}
const rosterOf = async ({ db }: Pick<World, "db">) =>
  textOf([
    await db.unit.findMany({ orderBy: { code: "asc" } }),
    await db.person.findMany({ orderBy: { employeeNo: "asc" } }),
    await db.membership.findMany({ orderBy: { id: "asc" } }),
  ]);

describe("an uploaded roster", () => {
  it("is shown before anything is written, and imported once however often it is asked for", async () => {
    const { admin, db, slack } = await atTheForm();
    const before = await rosterOf({ db });
    await admin.upload("units", lines(unitsHeader, ...units, "DALE,Dale <!channel>,school,S,2"));
    await admin.upload(
      "people",
      lines(
        peopleHeader,
        "13,王伟,LAKE,教师,wang@example.org,",
        "12,江文,HILL,主任,jiang@example.org,liaison",
        "40,Newcomer,DALE,,,",
      ),
    );
    await admin.submit();
    const shown = admin.shown();
    expect(shown).toContain("Nothing has been written yet");
    expect(shown).toContain("*1 unit* added, from 21 October 2026 on:\\n• Dale &lt;!channel&gt; (DALE)");
    expect(shown).toContain("*1 person* added, from 21 October 2026 on:\\n• Newcomer (40)");
    expect(shown).toContain("*1 person* transferred, from today:\\n• 王伟 (13): HILL → LAKE");
    expect(shown).toContain("*1 person* changed:\\n• 江文 (12)");
    expect(await rosterOf({ db })).toBe(before);

    await admin.submit();
    expect(admin.shown()).toContain("people.csv: 3 records made or changed");
    const after = await rosterOf({ db });
    expect(after).not.toBe(before);
    const entries = await db.auditEntry.count();
    const again = await slack.redeliver();
    expect(textOf(again.body)).toContain("people.csv: 3 records made or changed");
    expect(await rosterOf({ db })).toBe(after);
    expect(await db.auditEntry.count()).toBe(entries);
    const change = await db.auditEntry.findFirstOrThrow({ where: { record: "import" } });
    expect(change).toMatchObject({ actor: boss.id, after: { "units.csv": 1, "people.csv": 3 } });
    // Weeks gone by keep their figures: whoever is new begins today.
    const today = new Date("2026-10-21");
    expect(await db.unit.findFirst({ where: { code: "DALE" } })).toMatchObject({ startsOn: today });
    expect(await db.membership.findMany({ where: { person: { employeeNo: "40" } } })).toMatchObject([
      { startsOn: today, endsOn: null },
    ]);
    const moved = await db.membership.findMany({
      where: { person: { employeeNo: "13" } },
      include: { unit: true },
      orderBy: { startsOn: "asc" },
    });
    expect(moved.map(({ unit, endsOn }) => [unit.code, endsOn?.toISOString().slice(0, 10)])).toEqual([
      ["HILL", "2026-10-20"],
      ["LAKE", undefined],
    ]);
  });

  it("says whose past goes along, and imports it once that was read", async () => {
    const place = await world();
    await place.slack.as(townUsers.lakeLiaison.id).command("/attendance all", hill);
    const { admin, db } = await atTheForm(place);
    const elsewhere = (code: string) =>
      units.map((row) => (row.startsWith(code) ? row.replace(",N,", ",S,") : row));
    await admin.upload("units", lines(unitsHeader, ...elsewhere("HILL")));
    await admin.submit();
    expect(admin.shown()).not.toContain("Past weeks");
    await admin.close();
    await admin.open("roster");
    await admin.upload("units", lines(unitsHeader, ...elsewhere("LAKE")));
    await admin.submit();
    const shown = admin.shown();
    expect(shown).toContain("*Past weeks change too:* 1 unit with records");
    expect(shown).toContain(
      "• Lake School (LAKE): counted under South District, no longer under North District, from week 39 (21–27 Sept) on",
    );
    await admin.submit();
    expect(admin.shown()).toContain("units.csv: 1 record");
    expect(
      await db.auditEntry.findFirst({ where: { record: "unit" }, orderBy: { id: "desc" } }),
    ).toMatchObject({
      after: { parent: "S", countedFrom: "2026-W39" },
    });
  });

  it("waits for a decision, also when its preview was closed", async () => {
    const { admin, db } = await atTheForm();
    expect(admin.shown()).not.toContain("have not imported");
    await admin.upload("people", lines(peopleHeader, "40,Newcomer,HILL,,,"));
    await admin.submit();
    await admin.close();
    await admin.open("roster");
    expect(admin.shown()).toContain("You uploaded people.csv before and have not imported it.");
    await admin.press("campaign.rosterResume");
    await admin.see("Newcomer (40)");
    await admin.submit();
    expect(await db.person.count({ where: { employeeNo: "40" } })).toBe(1);
    await admin.close();
    await admin.open("roster");
    expect(admin.shown()).not.toContain("have not imported");
  });

  it("that says nothing new changes nothing", async () => {
    const { admin, db } = await atTheForm();
    const before = await rosterOf({ db });
    await admin.upload("people", lines(peopleHeader, ...people));
    await admin.submit();
    expect(admin.shown()).toContain("There is nothing to change");
    expect(await rosterOf({ db })).toBe(before);
  });

  it("is refused with every mistake and its line, page by page and as a list to keep", async () => {
    const { admin, db, slack } = await atTheForm();
    const wrong = Array.from({ length: 40 }, (_, at) => `${100 + at},Person ${at},NOWHERE${at},,,`);
    await admin.upload("people", lines(peopleHeader, ...wrong, "200,<!here>,HILL,,no-address,king"));
    await admin.submit();
    expect(admin.shown()).toContain("there are 42 problems");
    expect(admin.shown()).toContain("people.csv, line 2, unit_code: there is no unit NOWHERE0.");
    expect(admin.shown()).not.toContain("NOWHERE39");
    await admin.press("campaign.rosterNext");
    await admin.see("Page 2 of 3");
    await admin.press("campaign.rosterNext");
    await admin.see("Page 3 of 3");
    expect(admin.shown()).toContain("line 41, unit_code: there is no unit NOWHERE39.");
    expect(admin.shown()).toContain("line 42, email: “no-address” is not an e-mail address.");
    expect(admin.shown()).toContain("“king” is not known here");
    await admin.press("campaign.rosterList");
    await admin.see("The whole list is in your direct messages");
    const direct = slack.messages(slack.directChannel(boss.id)).at(-1);
    expect(textOf(direct)).toContain("NOWHERE0.");
    expect(textOf(direct)).toContain("NOWHERE39.");
    expect(await db.person.count()).toBe(people.length);
    await admin.press("campaign.rosterAgain");
    await admin.see("Units (units.csv)");
  });

  it("is shown again when somebody changed the roster since the preview", async () => {
    const { admin, db } = await atTheForm();
    await admin.upload("people", lines(peopleHeader, "13,王伟,LAKE,教师,wang@example.org,"));
    await admin.submit();
    expect(admin.shown()).toContain("HILL → LAKE");
    await db.person.updateMany({ where: { employeeNo: "13" }, data: { position: "校长" } });
    await admin.submit();
    expect(admin.shown()).toContain("the roster has changed since you saw the preview");
    expect(await db.membership.count({ where: { person: { employeeNo: "13" } } })).toBe(1);
    await admin.submit();
    expect(admin.shown()).toContain("*Imported.*");
    expect(await db.membership.count({ where: { person: { employeeNo: "13" } } })).toBe(2);
  });

  it("is taken by two administrators at once without a mixture", async () => {
    const place = await world({ town: { people: [...town.people, "3b,X,S,,south2@example.org,"] } });
    await place.db.person.updateMany({ where: { employeeNo: "2" }, data: { roles: ["administrator"] } });
    const [one, two] = [driver(place, boss.id), driver(place, north.id)];
    for (const admin of [one, two]) {
      await admin.open("roster");
      await admin.upload("people", lines(peopleHeader, "13,王伟,LAKE,教师,wang@example.org,"));
      await admin.submit();
    }
    await Promise.all([one.submit(), two.submit()]);
    expect(await place.db.auditEntry.count({ where: { record: "import" } })).toBe(1);
    expect(await place.db.membership.count({ where: { person: { employeeNo: "13" } } })).toBe(2);
  });

  it("may bring the campaign too, and needs one", async () => {
    const place = await world({ town: "none" });
    const { admin, db } = await atTheForm(place);
    await admin.upload("units", lines(...town.units));
    expect((await admin.refused()).units).toContain("Begin the campaign first with `/campaign setup`");
    await admin.upload("campaign", JSON.stringify(town.campaign));
    await admin.submit();
    expect(admin.shown()).toContain("begun as campaign.json says");
    await admin.submit();
    expect(await db.campaign.findFirst()).toMatchObject({ nameEn: "Autumn study campaign" });
    expect(await db.unit.count()).toBe(units.length);
  });
});

describe("a file that is uploaded", () => {
  const gbk = (text: string) => {
    // 王 and 伟 in GB18030; everything else of the line is ASCII.
    const known: Record<string, number[]> = { 王: [0xcd, 0xf5], 伟: [0xce, 0xb0] };
    return Uint8Array.from([...text].flatMap((sign) => known[sign] ?? [sign.charCodeAt(0)]));
  };

  it("is read with a byte order mark, and as GB18030", async () => {
    const { admin } = await atTheForm();
    await admin.upload("units", `\ufeff${lines(unitsHeader, "DALE,Dale,school,S,2")}`);
    await admin.upload("people", gbk(lines(peopleHeader, "50,王伟,DALE,,,")), "导出.csv");
    await admin.submit();
    expect(admin.shown()).toContain("Read as Chinese text in GB18030: people.csv.");
    expect(admin.shown()).toContain("• 王伟 (50)");
  });

  it.each([
    ["an Excel workbook", "PK\x03\x04\0\0xl/workbook.xml", "this is an Excel workbook"],
    ["a web page", "<html><table>", "this is a web page with a table in it"],
    ["something else", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), "this is not text in UTF-8"],
    ["empty", "", "this file is empty"],
    ["more than 5 MB", `${"x".repeat(5 * 1024 * 1024)}!`, "larger than 5 MB"],
  ])("is refused at its field when it is %s", async (_what, content, sentence) => {
    const { admin } = await atTheForm();
    await admin.upload("people", content);
    expect((await admin.refused()).people).toContain(sentence);
  });

  it("is read as an office writes it, and its preview says what was passed over or read otherwise", async () => {
    const { admin, db } = await atTheForm();
    await admin.upload("people", lines("<名册>", peopleHeader, "'050,新来,HILL,/,,", "合计,1,,,,"));
    await admin.submit();
    const shown = admin.shown();
    expect(shown).toContain("*Passed over, or read otherwise than it stands there:*");
    expect(shown).toContain(
      "• people.csv, line 1: passed over, above the line that names the columns: “&lt;名册&gt;”",
    );
    expect(shown).toContain("• people.csv, line 3, employee_no: read “'050” as 050");
    expect(shown).toContain("• people.csv, line 3, position: read as empty: “/”");
    expect(shown).toContain("• people.csv, line 4: passed over, as a sum: “合计 1”");
    await admin.submit();
    expect(await db.person.findFirst({ where: { employeeNo: "050" } })).toMatchObject({ position: null });
  });

  it("with a zero or a broken byte is refused at that row", async () => {
    const { admin } = await atTheForm();
    const text = lines(peopleHeader, "50,A\0,HILL,,,", "51,王伟,HILL,,,", "52,王伟");
    await admin.upload(
      "people",
      Buffer.concat([Buffer.from(text.trimEnd()), Buffer.from([0xff]), Buffer.from(",HILL,,,\n")]),
    );
    await admin.submit();
    expect(admin.shown()).toContain("line 2, name: “A\ufffd”: a character was lost here");
    expect(admin.shown()).toContain("line 4, name: “王伟\ufffd”: a character was lost here");
  });

  it("is asked for", async () => {
    const { admin } = await atTheForm();
    expect(await admin.refused()).toEqual({ units: "Choose at least one file." });
  });

  it("is nobody else's to see or import", async () => {
    const place = await world();
    const { admin, db } = await atTheForm(place);
    await admin.upload("people", lines(peopleHeader, "40,Newcomer,HILL,,,"));
    await admin.submit();
    const stolen = admin.view().view.private_metadata;
    expect(await driver(place, wang.id).say("roster")).toContain("Only an administrator");
    // Another administrator with the first one's upload in hand.
    await db.person.updateMany({ where: { employeeNo: "2" }, data: { roles: ["administrator"] } });
    const other = driver(place, north.id);
    await other.open("roster");
    await other.upload("people", lines(peopleHeader, "41,Other,HILL,,,"));
    await other.submit();
    other.view().view.private_metadata = stolen;
    await other.submit();
    expect(await db.person.count({ where: { employeeNo: "40" } })).toBe(0);
  });
});
