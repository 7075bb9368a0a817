import type { Texts } from "../i18n/index.ts";

export const texts: Texts = {
  en: {
    you: "*{{name}}* · {{unit}}",
    youWithPosition: "*{{name}}* · {{position}} · {{unit}}",
    roles: "On the roster as {{roles}}.",
    unknown:
      "*Welcome. I don't know you yet.*\nYour Slack e-mail address is not on the campaign's roster. Ask {{admins}} to add it, then open this tab again. Until then you can look at the campaign with `/campaign`.",
    unknownAdministrator:
      "*Welcome.* As an owner or administrator of this Slack workspace you may set the campaign up: see it with `/campaign`, change its settings with `/campaign settings`, and look at every unit with `/attendance status`.\nYour Slack e-mail address is not on the roster. To appear in a unit, add it to `people.csv` and import again.",
    what: "I keep the records of “{{campaign}}”: {{phase}}.",
    help: "*What you can type in any channel*\n`/attendance` records attendance and looks it up · `/digest` sends the weekly digest to a channel · `/campaign` shows the campaign.\nAdd `help` to any of them to see how.",
    role: {
      staff: "staff",
      liaison: "liaison",
      unit_head: "unit head",
      leading_group: "leading-group member",
      lecturer: "lecturer",
      inspector: "inspector",
      administrator: "administrator",
    },
    phaseNow: "{{phase}}, until {{until}}",
    notBegun: "it begins on {{from}}",
    over: "it ended on {{to}}",
    betweenPhases: "it runs until {{to}}",
  },
  "zh-CN": {
    you: "*{{name}}* · {{unit}}",
    youWithPosition: "*{{name}}* · {{unit}} · {{position}}",
    roles: "名册中的身份：{{roles}}。",
    unknown:
      "*欢迎。我还不认识您。*\n您的 Slack 邮箱不在本次活动的名册里，请联系{{admins}}添加，然后重新打开本页。在此之前，您可以用 `/campaign` 查看活动。",
    unknownAdministrator:
      "*欢迎。* 您是本 Slack 工作区的所有者或管理员，可以管理活动：用 `/campaign` 查看，用 `/campaign 设置` 修改设置，用 `/attendance 状态` 查看各单位情况。\n您的 Slack 邮箱不在名册里；如需归入某个单位，请把它加入 `people.csv` 后重新导入。",
    what: "我负责记录“{{campaign}}”：{{phase}}。",
    help: "*在任何频道都可以输入*\n`/attendance` 登记或查询考勤 · `/digest` 向频道发送周报 · `/campaign` 查看活动。\n在命令后加上“帮助”可以查看用法，例如 `/attendance 帮助`。",
    role: {
      staff: "职工",
      liaison: "联络员",
      unit_head: "单位负责人",
      leading_group: "领导小组成员",
      lecturer: "讲师",
      inspector: "检查组员",
      administrator: "管理员",
    },
    phaseNow: "现处于“{{phase}}”阶段，至{{until}}",
    notBegun: "将于{{from}}开始",
    over: "已于{{to}}结束",
    betweenPhases: "进行至{{to}}",
  },
};
