import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayOf } from "../../src/db/dates.ts";
import { gramsOf } from "../../src/topic/likeness/grams.ts";
import { type LikenessStore, likenessStore } from "../../src/topic/likeness/store.ts";
import { csv, type Importer, importer, peopleHeader, valley } from "../files/support.ts";

/** What a head would call the same topic as somebody else's, and what not. */
const alike: [string, string][] = [
  ["小学生作业负担调研", "减轻小学生作业负担的对策研究"],
  ["农村留守儿童心理健康教育研究", "留守儿童心理健康状况调查"],
  ["乡村教师专业发展问题研究", "专业发展中的乡村教师"],
  ["寄宿制学校学生晚间管理问题", "寄宿生晚间管理调研"],
  ["青溪片区评价问题调研", "青溪片区评价现状的调查与思考"],
  ["初中英语阅读教学策略", "初中英语阅读教学的实践与探索"],
  ["关于营养餐食品安全的调研", "学校营养餐食品安全问题及对策"],
  ["课后服务质量提升路径研究", "提升课后服务质量的几点思考"],
  ["梅岭小学ＡＩ课堂应用研究", "梅岭小学 AI 课堂的实践"],
  ["The homework burden of primary pupils", "Homework burdens for pupils in primary schools"],
  ["Boarding schools: supervision in the evening", "Evening supervision of boarders"],
  ["Improving teachers' digital literacy", "A study on the digital literacy of teachers"],
  ["Mental health of left-behind children", "Left-behind children and their mental health: a survey"],
  ["School meals and food safety", "FOOD SAFETY of school meals"],
];
const different: [string, string][] = [
  ["小学生作业负担调研", "小学生睡眠不足调研"],
  ["教师队伍建设研究", "师德师风建设研究"],
  ["初中英语阅读教学策略", "初中英语写作教学策略"],
  ["梅岭片区安全问题调研", "青溪片区评价问题调研"],
  ["梅岭片区安全问题调研", "梅岭片区师资问题调研"],
  ["学校问题研究", "学校食堂问题研究"],
  ["校园欺凌问题的调查研究", "课堂纪律问题的调查研究"],
  ["小学数学课堂提问研究", "小学语文课堂提问研究"],
  ["城乡教育均衡发展的问题与对策", "学前教育普惠发展的问题与对策"],
  ["A study of school problems", "A study of bus safety problems in schools"],
  ["The homework burden of primary pupils", "Sleep of primary pupils"],
  ["Reading in the lower grades", "Writing in the upper grades"],
  ["Teacher exchange between town and country", "Teacher evaluation after the reform"],
  ["Safety on the way to school", "School libraries and their use"],
];

let into: Importer;
let store: LikenessStore;
let people: string[] = [];
let campaignId = "";
const count = 30;
beforeAll(async () => {
  into = await importer();
  const rows = Array.from({ length: count }, (_, index) => `p${index},Person ${index},k-8,,,`);
  await into.import({
    ...valley,
    "people.csv": csv(peopleHeader, ...rows),
    "attendance.csv": csv("unit_code,date,employee_no,status"),
  });
  store = likenessStore(into.db, into.workspaceId);
  people = (await into.db.person.findMany({ orderBy: { employeeNo: "asc" } })).map(({ id }) => id);
  campaignId = (await into.db.campaign.findFirstOrThrow()).id;
});
afterAll(() => into.close());

async function stand(titles: string[], campaign = campaignId): Promise<void> {
  await into.db.topic.deleteMany({ where: { campaignId: campaign } });
  const base = {
    workspaceId: into.workspaceId,
    campaignId: campaign,
    directionCode: "W1",
    state: "registered",
  };
  await into.db.topic.createMany({
    data: titles.map((title, index) => ({
      ...base,
      personId: people[index] ?? "",
      title,
      titleGrams: gramsOf(title),
      registeredOn: dayOf("2025-04-01"),
    })),
  });
}
const titles = async (title: string, except: string | null = null) =>
  (await store.alike(title, except)).map((one) => one.title);

describe("titles that are alike", () => {
  it.each(alike)("“%s” and “%s” are", async (one, other) => {
    await stand([other]);
    expect(await titles(one)).toEqual([other]);
    await stand([one]);
    expect(await titles(other)).toEqual([one]);
  });

  it.each(different)("“%s” and “%s” are not", async (one, other) => {
    await stand([other]);
    expect(await titles(one)).toEqual([]);
    await stand([one]);
    expect(await titles(other)).toEqual([]);
  });

  it("are found among all the others, the likest first, with owner and unit", async () => {
    const others = [...different, ...alike].map(([, other]) => other).slice(0, count - 2);
    await stand([...others, "小学生作业负担", "减轻小学生作业负担"]);
    const found = await store.alike("减轻小学生作业负担的调研", null);
    expect(found.map(({ title }) => title)).toEqual(
      expect.arrayContaining(["减轻小学生作业负担", "小学生作业负担"]),
    );
    expect(found[0]).toMatchObject({ likeness: 1, unitName: "Krippe" });
    expect(found.at(-1)?.likeness).toBeLessThan(1);
    expect(found[0]?.ownerName).toMatch(/^Person/);
  });

  it("leave out one's own, and one that went on into another campaign is found once", async () => {
    await stand(["Walking buses", "Walking buses"]);
    expect(await titles("The walking buses", people[0])).toEqual(["Walking buses"]);
    const [old] = await into.db.topic.findMany({ where: { personId: people[1] ?? "" } });
    if (!old) throw new Error("no topic");
    const { campaignId: _, id, ...rest } = old;
    const { id: __, ...frame } = await into.db.campaign.findFirstOrThrow();
    const next = await into.db.campaign.create({ data: { ...frame, closedAt: new Date() } });
    await into.db.topic.create({ data: { ...rest, campaignId: next.id, carriedFromId: id } });
    const found = await store.alike("Walking buses", people[0] ?? null);
    expect(found.map((one) => one.campaignId)).toEqual([next.id]);
    await into.db.topic.deleteMany({ where: { campaignId: next.id } });
  });

  it("have no say from pieces that most topics share, yet the same title is always found", async () => {
    const many = Array.from({ length: 60 }, (_, index) => `高坪片区第${index + 1}号`);
    const base = { workspaceId: into.workspaceId, directionCode: "W1", state: "registered" };
    const { id: __, ...frame } = await into.db.campaign.findFirstOrThrow();
    await into.db.topic.deleteMany({});
    const rows = await Promise.all(
      many.map(async (title) => {
        const campaign = await into.db.campaign.create({ data: { ...frame, closedAt: new Date() } });
        return {
          ...base,
          campaignId: campaign.id,
          personId: people[0] ?? "",
          title,
          titleGrams: gramsOf(title),
          registeredOn: dayOf("2025-04-01"),
        };
      }),
    );
    await into.db.topic.createMany({ data: rows });
    expect(await titles("高坪片区食堂")).toEqual([]);
    expect(await titles("高坪片区第7号")).toContain("高坪片区第7号");
  });

  it("find nothing for a text without letters, and see nothing of another workspace", async () => {
    await stand(["Walking buses"]);
    expect(await titles("!?…")).toEqual([]);
    const other = await into.db.workspace.create({ data: { slackTeamId: "T2", name: "Other" } });
    expect(await likenessStore(into.db, other.id).alike("Walking buses", null)).toEqual([]);
  });
});

describe("the pieces of a title", () => {
  it("are the same for other width, case, order, plural and punctuation", () => {
    expect(gramsOf("ＡＩ　in the Classroom!")).toEqual(gramsOf("classrooms: AI"));
    expect(gramsOf("作业、负担")).toEqual(gramsOf("负担/作业"));
  });
  it("are left to a title of common words alone", () => {
    expect(gramsOf("学校问题研究").length).toBeGreaterThan(0);
    expect(gramsOf("A study of schools").length).toBeGreaterThan(0);
    expect(gramsOf("——")).toEqual([]);
  });
});
