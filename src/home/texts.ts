import type { Texts } from "../i18n/index.ts";

export const texts: Texts = {
  en: {
    you: "*{{name}}* · {{unit}}",
    youWithPosition: "*{{name}}* · {{position}} · {{unit}}",
    roles: "On the roster as {{roles}}.",
    unknown:
      "*Welcome. I don't know you yet.*\nI look after the study campaign: attendance and a weekly page for leaders. Your Slack e-mail address is not on the roster; ask {{admins}} to add you, and open this tab again.",
    what: "I keep the records of “{{campaign}}”: {{phase}}.",
    help: "*What you can type anywhere*\n`/attendance` records or looks up attendance · `/digest` sends the weekly page to a channel · `/campaign` shows the campaign.\nAdd `help` to any of them to see how.",
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
    youWithPosition: "*{{name}}* · {{unit}}{{position}}",
    roles: "名册中的身份：{{roles}}。",
    unknown:
      "*欢迎。我还不认识您。*\n我负责学习活动的考勤登记和每周周报。您的 Slack 邮箱不在名册里，请联系{{admins}}添加，然后重新打开本页。",
    what: "我负责记录“{{campaign}}”：{{phase}}。",
    help: "*随处可用的命令*\n`/attendance` 登记或查询考勤 · `/digest` 向频道发送周报 · `/campaign` 查看活动。\n在命令后加上“帮助”可以查看用法。",
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
