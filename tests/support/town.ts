import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalChannel, LocalUser } from "../../sandbox/slack/index.ts";

/**
 * A small town for tests: a bureau, two districts, three schools. Its campaign runs September to January in
 * Asia/Shanghai; week 40 is off. Hill School (Wednesday) has the people with Slack accounts.
 */
export const town = {
  campaign: {
    name: "秋季学习活动",
    name_en: "Autumn study campaign",
    time_zone: "Asia/Shanghai",
    start: "2026-09-21",
    end: "2027-01-31",
    phases: [
      { name: "学习调研", name_en: "Study", start: "2026-09-21", end: "2026-11-08" },
      { name: "分析检查", name_en: "Analysis", start: "2026-11-09", end: "2027-01-31" },
    ],
    themes: [],
    directions: [],
    topic_required_of: ["unit_head"],
    weeks_off: ["2026-W40"],
    self_check_in: true,
    // Tests of the reminders switch them on; the others count messages.
    reminders: false,
  },
  units: [
    "code,name,kind,parent_code,session_weekday",
    "B,县教育局,bureau,,4",
    "N,North District,district,B,5",
    "S,South District,district,B,5",
    "HILL,Hill School,school,N,3",
    "LAKE,Lake School,school,N,3",
    "RIVER,River <School> & Co,school,S,2",
  ],
  people: [
    "employee_no,name,unit_code,position,email,roles",
    "1,顾力涵,B,局长,boss@example.org,leading_group;unit_head;administrator",
    "2,North Head,N,主任,north@example.org,unit_head;leading_group",
    "3,South Head,S,主任,south@example.org,unit_head;leading_group",
    "10,许福全,HILL,校长,head@example.org,unit_head",
    "11,金永,HILL,教师,liaison@example.org,liaison",
    "12,江文,HILL,教师,jiang@example.org,",
    "13,王伟,HILL,教师,wang@example.org,",
    "14,王伟民,HILL,教师,,",
    "15,Li <b>Lei</b>,HILL,教师,,",
    "20,Lake Head,LAKE,校长,lakehead@example.org,unit_head",
    "21,Lake Liaison,LAKE,教师,lakeliaison@example.org,liaison",
    "22,Lake Teacher,LAKE,教师,,",
    "30,River Head,RIVER,校长,,unit_head",
    "31,River Liaison,RIVER,教师,river@example.org,liaison",
  ],
};

const user = (
  id: string,
  name: string,
  realName: string,
  locale: LocalUser["locale"],
  more: Partial<LocalUser> = {},
): LocalUser => ({
  ...{ id, name, realName, locale, email: `${name}@example.org` },
  ...more,
});

export const townUsers = {
  boss: user("U0BOSS", "boss", "顾力涵", "zh-CN", { admin: true, owner: true }),
  north: user("U0NORTH", "north", "North Head", "en-US"),
  south: user("U0SOUTH", "south", "South Head", "en-US"),
  head: user("U0HEAD", "head", "许福全", "en-US"),
  liaison: user("U0LIAISON", "liaison", "金永", "en-US"),
  jiang: user("U0JIANG", "jiang", "江文", "zh-CN"),
  wang: user("U0WANG", "wang", "王伟", "en-US"),
  lakeLiaison: user("U0LAKE", "lakeliaison", "Lake Liaison", "en-US"),
  stranger: user("U0STRANGER", "stranger", "A Stranger", "en-US"),
};

const everybody = Object.values(townUsers).map(({ id }) => id);
export const townChannels: Record<"bureau" | "hill" | "lounge", LocalChannel> = {
  bureau: { id: "C0BUREAU", name: "bureau", members: everybody, botMember: true },
  hill: { id: "C0HILL", name: "hill-school", members: everybody, botMember: true },
  lounge: { id: "C0LOUNGE", name: "lounge", members: everybody, botMember: false },
};

/** When the town's records were imported, unless a test changes the town: Wednesday 21 October 2026, 16:00 in Shanghai. */
export const beginning = Temporal.Instant.from("2026-10-21T08:00:00Z");

/** What is different about a town. */
export type TownChanges = {
  campaign?: Partial<typeof town.campaign>;
  units?: string[];
  people?: string[];
};

/** The town as a folder of the import format. */
export async function townFolder({ campaign, units, people }: TownChanges = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "studyhall-town-"));
  await writeFile(join(folder, "campaign.json"), JSON.stringify({ ...town.campaign, ...campaign }));
  await writeFile(join(folder, "units.csv"), `${(units ?? town.units).join("\n")}\n`);
  await writeFile(join(folder, "people.csv"), `${(people ?? town.people).join("\n")}\n`);
  return folder;
}
