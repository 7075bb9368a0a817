import { gramsOf } from "../src/topic/likeness/grams.ts";
import { likenessStore } from "../src/topic/likeness/store.ts";
import { quantile } from "./load.ts";
import type { Stage } from "./stage.ts";

/** Milliseconds to find the topics that are like a title, among `topics` of them. */
export type LikenessMeasure = { topics: number; p50: number; p99: number; found: number };

const topics = 10_000;
const rounds = 200;
const places =
  "梅岭 清水 石桥 乐至 新民 青溪 龙泉 兴隆 竹园 东升 福田 九龙 马鞍 仁和 太平 红星 文昌 观音 大同 云台".split(
    " ",
  );
const about =
  "食堂食品安全 课堂教学评价 师资队伍 营养餐管理 寄宿生晚间管理 图书借阅 家校沟通 作业负担 留守儿童心理健康 课后服务质量 校园欺凌 教师专业发展 学前教育普惠 体育锻炼 劳动教育 信息化应用 交通安全 近视防控".split(
    " ",
  );
const how = "问题调研 现状与对策研究 的调查与思考 路径探索 的实践 机制研究 质量提升策略 个案分析".split(" ");
const english = "homework,sleep,reading,safety,boarding,meals,teachers,libraries,parents,sports".split(",");

/** A title as people write them: most in Chinese, every fifth in English; thousands share each of their words. */
function titleOf(index: number): string {
  const pick = (list: string[], by: number) => list[Math.floor(index / by) % list.length] ?? "";
  if (index % 5 === 4)
    return `${pick(english, 1)} and ${pick(english, 11)} of pupils in district ${index % 97}`;
  return `${pick(places, 1)}片区${pick(about, 20)}${pick(how, 360)}${index % 3 === 0 ? `（第${index % 50}小学）` : ""}`;
}

/** The look-up that the registration form makes with every letter typed. */
export async function likenessBench({ db }: Stage): Promise<LikenessMeasure> {
  const campaign = await db.campaign.findFirstOrThrow();
  const { workspaceId, id: campaignId } = campaign;
  const titles = Array.from({ length: topics }, (_, index) => titleOf(index));
  // A person has one topic in a campaign, so each of these titles brings its own person along.
  await db.$executeRaw`
    WITH made AS (
      INSERT INTO person (id, workspace_id, employee_no, name, roles)
      SELECT gen_random_uuid(), ${workspaceId}::uuid, 'LIKE' || n, '测试' || n, '{}' FROM generate_series(1, ${topics}) AS n
      RETURNING id, substr(employee_no, 5)::int AS n)
    INSERT INTO topic (id, workspace_id, campaign_id, person_id, direction_code, title, title_grams, state, registered_on)
    SELECT gen_random_uuid(), ${workspaceId}::uuid, ${campaignId}::uuid, made.id, 'D1', v.title,
      ARRAY(SELECT jsonb_array_elements_text(v.grams)), 'registered', '2026-10-01'
    FROM jsonb_to_recordset(${JSON.stringify(titles.map((title, at) => ({ n: at + 1, title, grams: gramsOf(title) })))}::jsonb)
      AS v(n int, title text, grams jsonb) JOIN made ON made.n = v.n`;
  await db.$executeRaw`ANALYZE topic`;
  const { alike } = likenessStore(db, workspaceId);
  const times: number[] = [];
  let found = 0;
  // The first look-ups are not counted: code, plans and caches are cold.
  for (let round = -20; round < rounds; round += 1) {
    const begun = performance.now();
    const some = await alike(`${titleOf(round * 47 + 1000)}研究`, null);
    if (round >= 0) times.push(performance.now() - begun);
    found += some.length > 0 ? 1 : 0;
  }
  await db.$executeRaw`DELETE FROM topic WHERE person_id IN (SELECT id FROM person WHERE employee_no LIKE 'LIKE%')`;
  await db.$executeRaw`DELETE FROM person WHERE employee_no LIKE 'LIKE%'`;
  const sorted = times.sort((a, b) => a - b);
  return { topics, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), found };
}

if (import.meta.main) {
  const { setStage } = await import("./stage.ts");
  const stage = await setStage();
  try {
    const { p50, p99, found } = await likenessBench(stage);
    console.log(
      `topics alike, among ${topics}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, found for ${found} (aim: ≤ 100 ms)`,
    );
  } finally {
    await stage.close();
  }
}
