import type { Texts } from "../../i18n/index.ts";

/** Asked for as "attendance.request.…" */
export const requestTexts: Texts = {
  en: {
    title: "Asked",
    why: {
      other: "*Nothing is changed.* {{by}} has recorded you as *{{stands}}* on {{date}}.",
      own: "*Nothing is changed.* {{date}} is over; you stand there as *{{stands}}*.",
      none: "*Nothing is recorded yet.* {{date}} is over, so your unit records it.",
    },
    asked: "I am asking {{names}} to record you as *{{status}}*, and will write to you what becomes of it.",
    askedBefore:
      "That you were *{{status}}* is with {{names}} already; I will write to you what becomes of it.",
    leftBefore:
      "{{by}} was asked the same before and left it as it is. If that is wrong, please talk to them.",
    ownByForm:
      "Nothing is changed. {{date}} is over or recorded otherwise, and nobody else records for {{unit}}. You record for it yourself: change it on the form (`/attendance`).",
    notReached:
      "Nothing is changed. What you say of {{date}} is for others to record, and none of them can be reached here. Please tell them yourself: {{names}}.",
    nobody:
      "Nothing is changed. What you say of {{date}} is for the liaison or head of {{unit}} to record, and nobody on the roster can now. Please ask an administrator.",
    says: "*{{name}}* ({{unit}}) says: *{{status}}*, {{date}}.",
    over: {
      other: "Recorded by {{by}}: *{{stands}}*.",
      own: "So far, from themselves: *{{stands}}*.",
      none: "Nothing is recorded of them on that day.",
    },
    words: "In their words: {{words}}",
    hint: "It changes this one entry. Whoever of you presses first decides, and they are told.",
    hintLocked:
      "The week is locked: recorded by you, this is its correction, and that they asked is the reason. They are told.",
    yes: "Record it",
    no: "Leave it",
    reason: "asked for by {{name}}",
    reasonWords: "asked for by {{name}}: {{words}}",
    decidedBy: "{{by}} has decided this already.",
    decided: {
      recorded: "Recorded: *{{name}}, {{date}}*: {{from}} → *{{to}}*.",
      same: "Nothing to change: *{{name}}, {{date}}* stands as *{{to}}* already.",
      left: "Left as it is: *{{name}}, {{date}}*: {{to}}.",
      overtaken:
        "*Nothing is recorded.* Since {{name}} asked, {{date}} was changed: {{from}} → *{{to}}*. If that is wrong, change it on the form.",
    },
    superseded:
      "*Nothing is recorded.* They have said something else of {{date}} since; please answer the newer message.",
    noPlace:
      "*Nothing is recorded.* {{name}} is not recorded by name on {{date}} (any more): head-counts were reported, or the list is another. Look at the form (`/attendance`).",
    told: {
      recorded: "{{by}} has recorded you as *{{to}}* on *{{date}}*. Before: {{from}}.",
      left: "{{by}} has left what is recorded of you on *{{date}}* as it is: *{{to}}*. If that is wrong, please talk to them.",
      overtaken:
        "What is recorded of you on *{{date}}* was changed after you asked: {{from}} → *{{to}}*. If that is wrong, say it again.",
    },
  },
  "zh-CN": {
    title: "已提交申请",
    why: {
      other: "*记录没有改动。* 您 {{date}} 已由{{by}}登记为 *{{stands}}*。",
      own: "*记录没有改动。* {{date}}已过，您当天登记为 *{{stands}}*。",
      none: "*尚未登记。* {{date}}已过，须由本单位登记。",
    },
    asked: "正在请{{names}}将您登记为 *{{status}}*，处理结果会私信告诉您。",
    askedBefore: "您登记为 *{{status}}* 的申请此前已转给{{names}}，处理结果会私信告诉您。",
    leftBefore: "{{by}}此前收到过同样的申请，决定维持原记录。如有出入，请与其当面核对。",
    ownByForm:
      "记录没有改动。{{date}}已过，或已另有登记，{{unit}}没有其他人可以登记。您本人负责登记，请用表单修改（`/attendance`）。",
    notReached:
      "记录没有改动。您 {{date}} 的考勤须由他人登记，但在这里联系不上他们。请您直接告诉：{{names}}。",
    nobody:
      "记录没有改动。您 {{date}} 的考勤须由{{unit}}的联络员或负责人登记，但名册上目前没有。请联系管理员。",
    says: "*{{name}}*（{{unit}}）申请将本人 *{{date}}* 登记为 *{{status}}*。",
    over: {
      other: "现由{{by}}登记为 *{{stands}}*。",
      own: "本人此前登记为 *{{stands}}*。",
      none: "当天尚未登记其考勤。",
    },
    words: "本人说明：{{words}}",
    hint: "只改动这一条记录；多人收到时，以先处理的为准，结果会告知本人。",
    hintLocked: "该周已锁定：由您登记即为更正，以本人申请为更正原因；结果会告知本人。",
    yes: "同意登记",
    no: "维持原记录",
    reason: "{{name}}本人申请",
    reasonWords: "{{name}}本人申请：{{words}}",
    decidedBy: "{{by}}已经处理。",
    decided: {
      recorded: "已登记：*{{name}} {{date}}*，{{from}} → *{{to}}*。",
      same: "无需改动：*{{name}} {{date}}* 已登记为 *{{to}}*。",
      left: "已维持原记录：*{{name}} {{date}}*，{{to}}。",
      overtaken:
        "*没有登记。* {{name}}提出申请后，{{date}}的记录已有改动：{{from}} → *{{to}}*。如有出入，请用表单修改。",
    },
    superseded: "*没有登记。* 本人对 {{date}} 另有新的申请，请处理较新的那条消息。",
    noPlace:
      "*没有登记。* {{date}}没有按姓名登记{{name}}：可能已按人数上报，或名单有变动。请查看表单（`/attendance`）。",
    told: {
      recorded: "{{by}}已将您 *{{date}}* 登记为 *{{to}}*（此前：{{from}}）。",
      left: "您 *{{date}}* 的考勤，{{by}}决定维持原记录：*{{to}}*。如有出入，请与其当面核对。",
      overtaken: "您提出申请后，您 *{{date}}* 的记录已有改动：{{from}} → *{{to}}*。如仍有出入，请重新申请。",
    },
  },
};
