import { z } from "zod";
import type { Block, OpenView } from "../../sandbox/slack/index.ts";
import { isoWeek, isWorkday, mondayOf, plus } from "./calendar.ts";
import { type County, first, last, type PersonRow, slackId, zone } from "./county.ts";

/** What the people of the county do in eight weeks; a seed determines it. */

const manners = {
  ...{ onTime: 55, whenAsked: 14, whenHeadIsAsked: 7, noSession: 7, atIt: 5, nextWeek: 6, never: 6 },
};
type Manner = keyof typeof manners;
type Plan = { unit: string; week: string; date: string; manner: Manner; isDone: boolean };
type Doing = { at: Temporal.Instant; what: () => Promise<void> };

/** What was reported and answered, and when. */
export type Doings = {
  reports: { unit: string; week: string; at: Temporal.Instant }[];
  answers: { unit: string; week: string; kind: string; at: Temporal.Instant }[];
  moved: number;
  /** Reports that were asked about before they were saved. */
  asked: number;
};

const at = (date: string, time: string) =>
  Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).toInstant();

const target = z.object({ unitId: z.string(), week: z.string() });

export async function inhabitants(county: County) {
  const { chance, slack, db, units, people, users, clock } = county;
  const codes = new Map((await db.unit.findMany()).map((one) => [one.id, one.code]));
  const byCount = new Set((await db.unit.findMany({ where: { hasRoster: false } })).map(({ code }) => code));
  const known = new Set(users.map(({ id }) => id));
  const staff = Map.groupBy(people, (one) => one.unit_code);
  const done: Doings = { reports: [], answers: [], moved: 0, asked: 0 };
  const refused: string[] = [];
  const agenda: Doing[] = [];
  const boss = slackId(people.find(({ roles }) => roles.includes("administrator"))?.employee_no ?? "");

  const weeks: string[] = [];
  for (let monday = first; monday < "2026-11-16"; monday = plus(monday, 7)) weeks.push(monday);
  const plans: Plan[] = weeks.flatMap((monday) =>
    units.flatMap(({ code, session_weekday }) => {
      const own = plus(monday, session_weekday - 1);
      const days = [0, 1, 2, 3, 4, 5, 6].map((day) => plus(monday, day)).filter(isWorkday);
      const date = isWorkday(own) ? own : days.at(-1);
      if (date === undefined) return [];
      return [{ unit: code, week: isoWeek(date), date, manner: chance.weighted(manners), isDone: false }];
    }),
  );
  for (const plan of plans) {
    const minutes = String(chance.whole(0, 59)).padStart(2, "0");
    if (plan.manner === "onTime")
      agenda.push({ at: at(plan.date, `16:${minutes}`), what: () => report(plan) });
    if (plan.manner === "nextWeek" || plan.manner === "atIt")
      agenda.push({ at: at(plus(mondayOf(plan.date), 9), `10:${minutes}`), what: () => report(plan) });
  }

  /** Whoever may enter for the unit and has an account; an administrator for the others. */
  function reporter(unit: string): { user: string; clause: string } {
    const here = staff.get(unit) ?? [];
    const able = (role: string) =>
      here.find((one) => one.roles.split(";").includes(role) && known.has(slackId(one.employee_no)));
    const found = able("liaison") ?? able("unit_head");
    return found && !movedAway.has(found.employee_no)
      ? { user: slackId(found.employee_no), clause: "" }
      : { user: boss, clause: ` for ${unit}` };
  }
  const movedAway = new Set<string>();
  const merged = new Map<string, string>();

  async function report(plan: Plan): Promise<void> {
    const { unit, date, week } = plan;
    if (plan.isDone || (merged.get(unit) ?? "9999") <= date) return;
    plan.isDone = true;
    const { user, clause } = reporter(unit);
    const text = byCount.has(unit) ? counts() : `all${except(unit)}`;
    const outcome = await slack.as(user).command(`/attendance ${date}${clause} ${text}`, "C0BUREAU");
    const told = z.object({ text: z.string() }).parse(outcome.body).text;
    // In a week whose own day is a holiday the unit studied on another one, or on that one all the same: it is asked.
    const isAsked = JSON.stringify(outcome.body).includes('"line.yes"');
    const said = isAsked ? await yes(user) : told;
    if (isAsked) done.asked += 1;
    if (/Saved|已保存|已登记/.test(said)) done.reports.push({ unit, week, at: clock.now() });
    else refused.push(`${unit} ${date} ${text}: ${said}`);
  }
  /** Says Yes to the question that was asked last. @returns what took its place */
  async function yes(user: string): Promise<string> {
    const question = slack.ephemerals(user).at(-1);
    // The answer takes the question's place in the very message.
    const asked = question?.text;
    const block = question?.blocks?.find(({ type }) => type === "actions");
    const where = { ephemeral: question?.ts ?? "" };
    await slack.as(user).press(where, "line.yes", null, block?.block_id ?? "");
    const now = () => slack.ephemerals(user).at(-1)?.text ?? "";
    await county.shown(() => now() !== asked);
    return now();
  }
  const counts = () =>
    `${chance.whole(5, 20)} present ${chance.whole(0, 2)} late ${chance.whole(0, 2)} leave ${chance.whole(0, 1)} absent`;

  /** Mostly the same people are absent, so that some are so twice running. */
  function except(unit: string): string {
    const here = (staff.get(unit) ?? []).filter((one) => !movedAway.has(one.employee_no));
    const often = here.slice(0, 3).filter(() => chance.of(20));
    const named = [...new Set([...often, ...chance.some(here, 2)])];
    if (named.length === 0) return "";
    const said = named.map((one) => `${one.employee_no} ${chance.one(["late", "leave", "absent"])}`);
    return ` except ${said.join(", ")}`;
  }

  const seen = new Map<string, number>();
  /** People read their new direct messages and do what they do. */
  async function read(): Promise<void> {
    for (const { id } of users) {
      const messages = slack.messages(slack.directChannel(id));
      for (const message of messages.slice(seen.get(id) ?? 0))
        for (const block of message.blocks ?? []) await react(id, message.ts, block);
      seen.set(id, messages.length);
    }
  }

  const buttons = z.object({
    elements: z.array(z.object({ action_id: z.string(), value: z.string().optional() })),
  });
  async function react(user: string, ts: string, block: Block): Promise<void> {
    const found = buttons.safeParse(block);
    const asked = found.data?.elements.find(({ action_id }) => action_id === "attendance.noSession");
    if (!asked?.value) return;
    const { unitId, week } = target.parse(JSON.parse(asked.value));
    const plan = plans.find((one) => one.unit === codes.get(unitId) && one.week === week);
    const isPast = plan && clock.now().toZonedDateTimeISO(zone).toPlainDate().toString() > plan.date;
    if (!plan || plan.isDone || !isPast) return;
    const roles = people.find(({ employee_no }) => slackId(employee_no) === user)?.roles ?? "";
    const where = { channelId: slack.directChannel(user), ts };
    const soon = clock.now().add({ minutes: chance.whole(20, 200) });
    if (plan.manner === "whenAsked") agenda.push({ at: soon, what: () => report(plan) });
    if (plan.manner === "whenHeadIsAsked" && !roles.includes("liaison"))
      agenda.push({ at: soon, what: () => report(plan) });
    if (plan.manner === "noSession") await noSession(user, where, plan, block.block_id);
    if (plan.manner === "atIt") {
      const answers = slack.ephemerals(user).length;
      await slack.as(user).press(where, "attendance.acknowledge", null, block.block_id);
      await county.shown(() => slack.ephemerals(user).length > answers);
      done.answers.push({ unit: plan.unit, week, kind: "acknowledged", at: clock.now() });
      plan.manner = "nextWeek";
    }
  }

  async function noSession(
    user: string,
    where: { channelId: string; ts: string },
    plan: Plan,
    blockId: string,
  ) {
    plan.isDone = true;
    await slack.as(user).press(where, "attendance.noSession", null, blockId);
    const form = await county.screen(user, "attendance.noSession");
    const input = form.view.blocks.find(({ type }) => type === "input");
    await slack.as(user).fill(form.id, input?.block_id ?? "", actionOf(input), "the hall was flooded");
    await slack.as(user).submit(form.id);
    await closeAll(user);
    done.answers.push({ unit: plan.unit, week: plan.week, kind: "no_session", at: clock.now() });
  }

  const actionOf = (block: Block | undefined) =>
    z.object({ action_id: z.string() }).parse(block?.element).action_id;
  async function closeAll(user: string): Promise<void> {
    for (let top = slack.views(user).at(-1); top; top = slack.views(user).at(-1))
      await slack.as(user).closeView(top.id);
  }

  /** Fills a form of the roster: a unit that is searched for, and a date. */
  async function fillMove(form: OpenView, name: string, unit: string, date: string): Promise<void> {
    const block = (field: string) =>
      form.view.blocks.find(({ block_id }) => block_id.startsWith(`${field}.`));
    const [to, from] = [block(name), block("from")];
    const actor = slack.as(boss);
    const unitName = (await db.unit.findFirstOrThrow({ where: { code: unit } })).name;
    const [option] = await actor.suggest(form.id, to?.block_id ?? "", actionOf(to), unitName);
    if (!option) throw new Error(`no unit ${unit} to choose`);
    await actor.fill(form.id, to?.block_id ?? "", actionOf(to), option);
    await actor.fill(form.id, from?.block_id ?? "", actionOf(from), date);
    const outcome = await actor.submit(form.id);
    if (outcome.errors) throw new Error(`not moved: ${JSON.stringify(outcome.errors)}`);
    await leaveRecords();
    done.moved += 1;
    await closeAll(boss);
  }

  /** Days that the old unit has recorded since are asked about: they stay where they are. */
  async function leaveRecords(): Promise<void> {
    const form = slack.views(boss).at(-1);
    const asked = form?.view.blocks.find(({ block_id }) => block_id.startsWith("form.sure."));
    if (!form || !asked) return;
    const { options } = z.object({ options: z.array(z.object({ value: z.string() })) }).parse(asked.element);
    await slack.as(boss).fill(form.id, asked.block_id, actionOf(asked), options[0]?.value ?? "");
    await slack.as(boss).submit(form.id);
  }

  async function transfer(person: PersonRow, to: string, date: string): Promise<void> {
    await slack.as(boss).command(`/campaign people ${person.employee_no}`, "C0BUREAU");
    const page = await county.screen(boss, "org.person");
    await slack.as(boss).press({ viewId: page.id }, "org.transfer");
    await fillMove(await county.screen(boss, "org.transfer"), "unit", to, date);
    movedAway.add(person.employee_no);
  }

  async function merge(unit: string, into: string, date: string): Promise<void> {
    const { name } = await db.unit.findFirstOrThrow({ where: { code: unit } });
    await slack.as(boss).command(`/campaign units ${name}`, "C0BUREAU");
    const page = await county.screen(boss, "org.units");
    await slack.as(boss).press({ viewId: page.id }, "org.mergeUnit");
    await fillMove(await county.screen(boss, "org.mergeUnit"), "into", into, date);
    merged.set(unit, date);
  }

  const schools = units.filter(({ code }) => code.startsWith("SCH") && code !== "SCH001");
  for (let week = 0; week < 8; week += 1) {
    const [from, to] = [chance.one(schools).code, chance.one(schools).code];
    const person = chance.one(staff.get(from) ?? []);
    const date = plus(first, week * 7 + chance.whole(0, 4));
    // The date of a move may be a few days before or after it is entered.
    const asOf = plus(date, chance.whole(-2, 3));
    if (from !== to && person && asOf > first)
      agenda.push({ at: at(date, "11:00"), what: () => transfer(person, to, asOf) });
  }
  const [gone, stays] = [chance.one(schools.slice(0, 80)).code, chance.one(schools.slice(80)).code];
  agenda.push({ at: at("2026-10-20", "11:30"), what: () => merge(gone, stays, "2026-10-21") });
  agenda.sort((a, b) => Temporal.Instant.compare(a.at, b.at));

  return {
    ...{ done, refused, merged: { gone, stays }, until: last },
    /** Does what falls due up to now. */
    async act(): Promise<void> {
      agenda.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
      while (agenda[0] && Temporal.Instant.compare(agenda[0].at, clock.now()) <= 0)
        await agenda.shift()?.what();
    },
    read,
  };
}
