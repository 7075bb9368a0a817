import { describe, expect, it } from "vitest";
import { actions, views } from "../../src/roster/ids.ts";
import { press, submit } from "../bot/craft.ts";
import { type World, world } from "../support/bot.ts";
import { lastEphemeral, textOf } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";
import { hands } from "./driver.ts";

const { boss, head, jiang, north, south, stranger, wang } = townUsers;
const hill = townChannels.hill.id;

/** The search by e-mail has found whose the Slack user is. */
const matched = ({ db, until }: World, slackId: string) =>
  until(async () => (await db.slackUser.count({ where: { slackId, personId: { not: null } } })) === 1);

describe("/campaign people", () => {
  it("finds people by name, number, e-mail and mention, and pages through all", async () => {
    const town = await world();
    const at = hands(town);
    const all = await at.command("人员", "共 14 人");
    expect(all).toContain("王伟民");
    expect(await at.command("people 王伟", "共 2 人")).toContain("Hill School");
    expect(await at.command("people 13", "人员信息")).toContain("wang@example.org");
    await at.command("people wang@example.org", "职工号：13");
    await matched(town, wang.id);
    await at.command("people @wang", "职工号：13");
    await at.command("people xfq", "职工号：10");
    await at.command("people nobody at all", "没有找到");
    await at.fill({ query: "Lake Head" });
    await at.submitted("职工号：20");
    await at.press("people", "查找人员");
  });

  it("shows a head their own people and nobody else's, to read only", async () => {
    const town = await world();
    const at = hands(town, north.id);
    const list = await at.command("people", "people*");
    expect(list).toContain("Lake Liaison");
    expect(list).not.toContain("River Liaison");
    expect(list).not.toContain("New person");
    const person = await at.command("people 13", "Employee number: 13");
    expect(person).toContain("Administrators can change this");
    expect(person).not.toContain("Transfer…");
    for (const user of [jiang, stranger]) {
      await town.slack.as(user.id).command("/campaign people", hill);
      await town.until(() =>
        /名册|roster/.test(textOf(town.slack.views(user.id)) + lastEphemeral(town.slack, user.id)),
      );
      expect(textOf(town.slack.views(user.id))).not.toContain("Lake Liaison");
    }
    await matched(town, wang.id);
    await town.slack.as(south.id).command("/campaign people @wang", hill);
    await town.until(() =>
      (textOf(town.slack.views(south.id)) + lastEphemeral(town.slack, south.id)).includes(
        "not yours to look at",
      ),
    );
  });

  it("transfers somebody from a date, says what stays, and takes a planned transfer back", async () => {
    const town = await world();
    await town.slack.as(townUsers.liaison.id).command("/attendance all", hill);
    const at = hands(town);
    const lake = await at.idOf("unit", "LAKE");
    await at.command("people 13", "职工号：13");
    await at.press("transfer", "人员调动");
    await at.fill({ unit: lake, from: "2026-10-12" });
    await at.submitted("已有 1 天的登记");
    expect(at.screen()).toContain("• 10月21日 周三，Hill School：出勤");
    expect(await town.db.membership.count({ where: { personId: await at.idOf("person", "13") } })).toBe(1);
    await at.choose("保留在原处");
    await at.submitted("自2026年10月12日起属于Lake School");
    expect(at.screen()).toContain("以下 1 次学习已有登记，记录保留：Hill School 10月21日 周三");
    expect(at.screen()).toContain("Hill School，2026年9月21日至2026年10月11日");
    expect(at.screen()).toContain("Lake School，2026年10月12日起");
    const river = await at.idOf("unit", "RIVER");
    await at.press("transfer", "人员调动");
    await at.fill({ unit: river, from: "2026-11-02" });
    await at.submitted("将自2026年11月2日起");
    await at.press("transfer", "人员调动");
    await at.fill({ unit: await at.idOf("unit", "HILL"), from: "2026-10-26" });
    await at.submit();
    expect(at.errors()).toContain("已安排自2026年11月2日起调入River");
    await at.press("openPerson", "人员信息");
    await at.press("undo", "已取消：王伟 仍属于Lake School");
    expect(await town.db.membership.count({ where: { personId: await at.idOf("person", "13") } })).toBe(2);
  });

  it("refuses dates of locked weeks, far ahead, before the last move, and the unit where they are", async () => {
    const town = await world();
    const at = hands(town);
    const [hillId, lake] = [await at.idOf("unit", "HILL"), await at.idOf("unit", "LAKE")];
    await at.command("people 13", "职工号：13");
    await at.press("transfer", "人员调动");
    for (const [unit, from, refusal] of [
      [lake, "2026-10-11", "已经锁定，请选择2026年10月12日"],
      [lake, "2028-10-11", "日期太远"],
      [hillId, "2026-10-21", "已属于Hill School"],
    ] as const) {
      await at.fill({ unit, from });
      await at.submit();
      expect(at.errors()).toContain(refusal);
    }
    await at.fill({ unit: lake, from: "2026-10-20" });
    await at.submitted("属于Lake School");
    await at.press("transfer", "人员调动");
    await at.fill({ unit: hillId, from: "2026-10-19" });
    await at.submit();
    expect(at.errors()).toContain("自2026年10月20日起已在Lake School");
  });

  it("lets somebody leave, and be there again", async () => {
    const town = await world();
    const at = hands(town);
    await at.command("people 13", "职工号：13");
    await at.press("leave", "不再列入");
    await at.fill({ from: "2026-10-21" });
    await at.submitted("自2026年10月21日起不再列入应到人员");
    expect(await at.press("transfer", "人员调动")).toContain("*王伟* 目前不属于任何单位。");
    await at.fill({ unit: await at.idOf("unit", "HILL"), from: "2026-10-26" });
    await at.submitted("将自2026年10月26日起");
    expect(at.screen()).toContain("至2026年10月20日");
  });

  it("adds somebody, with each problem at its field, and keeps what was typed", async () => {
    const town = await world();
    const at = hands(town);
    await at.command("people", "共 14 人");
    await at.press("newPerson", "新增人员");
    const typed = { employeeNo: "1 3", name: "<!channel> & Co", email: "wang" };
    await at.fill({
      ...typed,
      unit: await at.idOf("unit", "LAKE"),
      from: "2026-10-21",
      roles: ["liaison", "lecturer"],
    });
    await at.submit();
    for (const part of ["请去掉空格", "这不是邮箱地址"]) expect(at.errors()).toContain(part);
    await at.fill({ employeeNo: "13" });
    await at.submit();
    for (const part of ["王伟 已使用这个职工号", "这不是邮箱地址"]) expect(at.errors()).toContain(part);
    await at.fill({ email: "WANG@example.org" });
    await at.submit();
    for (const part of ["王伟 已使用这个职工号", "王伟 已使用这个邮箱"]) expect(at.errors()).toContain(part);
    await at.fill({ employeeNo: "77", email: "new@example.org" });
    await at.submitted("已加入名册");
    expect(at.screen()).toContain("联络员和讲师");
    const list = await at.command("people 7", "职工号：77");
    expect(list).not.toContain("*<!channel>");
    const person = await town.db.person.findFirstOrThrow({ where: { employeeNo: "77" } });
    expect(person).toMatchObject({ name: typed.name, email: "new@example.org" });
    expect(await town.db.auditEntry.count({ where: { record: "person", recordId: person.id } })).toBe(1);
  });

  it("keeps what was typed about somebody new when the form is closed or left, until it is saved", async () => {
    const town = await world();
    const at = hands(town);
    await at.command("people", "共 14 人");
    await at.press("newPerson", "新增人员");
    await at.fill({
      employeeNo: "77",
      name: "Moon",
      unit: await at.idOf("unit", "LAKE"),
      from: "2026-10-26",
    });
    await at.press("people", "共 14 人");
    expect(await at.press("newPerson", "尚未保存的内容")).toContain("Lake School");
    await at.fill({ name: "Moon Mu", roles: ["liaison"] });
    await town.slack.as(boss.id).closeView(at.id());
    await town.until(async () =>
      JSON.stringify(await town.db.draft.findMany({ where: { form: "org.newPerson" } })).includes("Moon Mu"),
    );
    await at.command("people 王伟", "共 2 人");
    expect(await at.press("newPerson", "尚未保存的内容")).toContain("Moon Mu");
    await at.submitted("已加入名册");
    expect(await town.db.draft.count()).toBe(0);
  });

  it("changes an employee number, and says at its field whose it is already", async () => {
    const town = await world();
    const at = hands(town);
    await at.command("people 13", "职工号：13");
    await at.press("edit", "修改人员信息");
    for (const [employeeNo, refusal] of [
      ["1 3", "请去掉空格"],
      ["14", "王伟民 已使用这个职工号"],
    ] as const) {
      await at.fill({ employeeNo });
      await at.submit();
      expect(at.errors()).toContain(refusal);
    }
    await at.fill({ employeeNo: "1301" });
    await at.submitted("职工号：1301");
    const recordId = await at.idOf("person", "1301");
    expect(
      await town.db.auditEntry.findFirst({ where: { record: "person", recordId }, orderBy: { id: "desc" } }),
    ).toMatchObject({ before: { employeeNo: "13" }, after: { employeeNo: "1301" } });
    expect(await at.command("people 王伟", "共 2 人")).toContain("1301");
    await at.command("people 13", "职工号：1301");
  });

  it("changes name and roles, but leaves no campaign without an administrator", async () => {
    const town = await world();
    await matched(town, wang.id);
    const at = hands(town);
    await at.command("people 13", "职工号：13");
    await at.press("edit", "修改人员信息");
    await at.fill({ name: "王小伟", position: "", email: "" });
    await at.submitted("已保存。");
    expect(at.screen()).toContain("王小伟");
    expect(at.screen()).toContain("邮箱：无");
    await at.press("roles", "不选即为职工");
    await at.fill({ roles: ["administrator"] });
    await at.submitted("身份：管理员");
    // The new administrator is none of Slack's: alone they cannot step down, nor let the other one be the last.
    const other = hands(town, wang.id);
    await other.command("people boss@example.org", "boss@example.org");
    await other.press("roles", "in the campaign. Without");
    await other.fill({ roles: ["unit_head"] });
    await other.submitted("Saved.");
    await other.command("people 13", "Employee number: 13");
    await other.press("roles", "in the campaign. Without");
    await other.fill({ roles: [] });
    await other.submit();
    expect(other.errors()).toContain("is the last administrator");
    await at.press("roles", "不选即为职工");
    await at.fill({ roles: [] });
    await at.submitted("身份：职工");
    expect(boss.admin).toBe(true);
  });

  it("does once what Slack delivers twice", async () => {
    const town = await world();
    const at = hands(town);
    await at.command("people 13", "职工号：13");
    await at.press("transfer", "人员调动");
    await at.fill({ unit: await at.idOf("unit", "LAKE"), from: "2026-10-21" });
    await at.submitted("属于Lake School");
    const entries = await town.db.auditEntry.count();
    expect((await town.slack.redeliver()).acknowledged).toBe(true);
    expect(await town.db.auditEntry.count()).toBe(entries);
  });

  it("is not for heads to change, whatever button they find", async () => {
    const town = await world();
    const at = hands(town, head.id);
    await at.command("people 13", "Employee number: 13");
    const [personId, unitId] = [await at.idOf("person", "13"), await at.idOf("unit", "HILL")];
    const entries = await town.db.auditEntry.count();
    const data = JSON.stringify({ list: {}, personId });
    const values = {
      ...{ [`unit.${personId}`]: await at.idOf("unit", "LAKE"), [`from.${personId}`]: "2026-10-21" },
      ...{
        [`roles.${personId}`]: ["administrator"],
        [`name.${personId}`]: "X",
        [`slackUser.${personId}`]: head.id,
      },
    };
    for (const callbackId of [
      views.transfer,
      views.leave,
      views.roles,
      views.edit,
      views.match,
      views.newPerson,
    ])
      await submit(town, head.id, { callbackId, data, values });
    const form = { callbackId: views.person, data, values: {} };
    for (const action of ["undo", "unmatch", "transfer", "roles"] as const)
      await press(town, head.id, { id: actions[action].id, value: JSON.stringify({ personId }), view: form });
    const about = JSON.stringify({ list: {}, unitId });
    const unitValues = {
      ...{
        [`name.${unitId}`]: "X",
        [`kind.${unitId}`]: "y",
        [`weekday.${unitId}`]: "1",
        [`code.${unitId}`]: "X",
      },
      ...{ [`into.${unitId}`]: await at.idOf("unit", "LAKE"), [`from.${unitId}`]: "2026-10-21" },
      [`parent.${unitId}`]: await at.idOf("unit", "S"),
    };
    for (const callbackId of [views.addUnit, views.changeUnit, views.moveUnit, views.mergeUnit])
      await submit(town, head.id, { callbackId, data: about, values: unitValues });
    expect(await town.db.auditEntry.count()).toBe(entries);
    // The same from an administrator is done: the requests were no nonsense.
    await submit(town, boss.id, { callbackId: views.mergeUnit, data: about, values: unitValues });
    expect(await town.db.unit.count({ where: { endsOn: { not: null } } })).toBe(1);
  });
});
