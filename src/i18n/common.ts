import type { Texts } from "./index.ts";

/** Sentences that every feature uses, asked for as "common.…". */
export const commonTexts: Texts = {
  en: {
    notOnRoster:
      "I don't know you yet: your Slack e-mail address is not on this campaign's roster. Ask {{admins}} to add you, then try again.",
    accountGone:
      "Your e-mail address is {{name}}'s on this campaign's roster, but an administrator matched {{name}} by hand to another Slack account, and that one is deactivated. Ask {{admins}} to match {{name}} to the account that you use now: `/campaign people`.",
    otherAccount:
      "Your e-mail address is {{name}}'s on this campaign's roster, but an administrator matched {{name}} by hand to another Slack account. Write from that one, or ask {{admins}} to match {{name}} to this one: `/campaign people`.",
    noUnit:
      "You are on this campaign's roster, but have belonged to no unit since {{since}}, so there is nothing to record or look at for you. If that is a mistake, ask {{admins}}.",
    noUnitYet:
      "You are on this campaign's roster and belong to a unit from {{from}} on. Until then there is nothing to record or look at for you.",
    anAdministrator: "your campaign's administrator",
    noCampaign:
      "There is no campaign here yet. An owner or administrator of this Slack workspace can begin one with `/campaign setup`; please ask one of them.",
    databaseDown:
      "*Nothing was saved.* I can't reach my records at the moment. Please try again in a minute; what you typed is still here.",
    maybeSaved:
      "*I can't tell whether this was saved:* I lost my records at that very moment. Please look in a minute, and do it again if it is missing. Doing it twice does no harm.",
    savedUnseen:
      "*It is saved; I just can't show it to you now.* Please look in a minute. There is no need to do it again.",
    cannotShow:
      "*I can't show this at the moment:* I can't reach my records. Please open it again in a minute.",
    slackDown: "Slack did not answer me in time. Please try again in a minute.",
    unexpected:
      "*This did not work, and it is my fault, not yours.* Please try again; if it happens twice, tell your administrator this number: {{reference}}.",
    outOfDate: "This button or form is out of date. Please ask again with the command, and use the new one.",
    fullWidthSlash:
      "A command begins with the half-width `/`. Typed with the full-width `／`, Slack takes it for a message and posts it to everybody in the channel.",
    unknownCommand: "I don't know that command. Type `/` to see which there are.",
    stillWorking: "Still working on it… the answer will appear here.",
    loading: "Opening…",
    loadingHint: "One moment, I am fetching the records.",
    notice: "Note",
    close: "Close",
    needsYou: "*Needs you*",
    back: "Back",
    cancel: "Cancel",
    save: "Save",
    yes: "Yes",
    remindYes_one: "Yes, remind {{count}} person",
    remindYes_other: "Yes, remind {{count}} people",
    openForm: "Open the form",
    chooseDay: "Choose another day…",
    confirm: "Please confirm",
    askedBelow: "*Not saved yet.* There is a question at the end of the form.",
    didYouMean: "Did you mean `{{line}}`?",
    wholeHelp: "All that I understand: `{{command}} help`",
    done: "Done",
    previous: "◀ Previous",
    next: "Next ▶",
    undo: "Undo",
    page: "Page {{page}} of {{pages}}",
    comma: ", ",
    semicolon: "; ",
    unit: "*{{unit}}*",
    offices: "*{{unit}} and its own offices*",
    andMore: { people: "{{names}} and {{more}} more", units: "{{names}} and {{more}} more" },
    refused: {
      adminUnknown:
        "{{reason}} (Slack does not say just now whether you still administer this workspace, so you were not let in as an administrator. If you are one, please try again in a minute.)",
      closedCampaign:
        "This campaign is closed, so nothing is recorded in it any more. What was recorded can still be looked at.",
      future: "{{date}} is still to come. Choose today or an earlier day.",
      weekOff: "{{week}} is a week off, so there is nothing to record on {{date}}. Choose another date.",
      outsideCampaign: "{{date}} is outside the campaign ({{from}} to {{to}}). Choose a date within it.",
      weekOutside:
        "The campaign runs from {{first}} to {{last}}; {{week}} of {{year}} is outside it. Ask for one of its weeks.",
      locked:
        "*Not saved.* {{date}} is in a locked week (it closed on {{until}}). {{heads}} can still correct it with a reason; you can ask here.",
      lockedNoHead:
        "*Not saved.* {{date}} is in a locked week (it closed on {{until}}). An administrator can still correct it with a reason; ask one of them.",
      longLine:
        "That line is too long to ask you about, and part of it can be read in two ways. Use the form, or write it in two lines.",
      notYours: "You cannot enter for {{unit}}. Its liaison can: {{liaisons}}.",
      notYoursNoLiaison:
        "You cannot enter for {{unit}}, and it has no liaison on the roster. Ask an administrator to name one.",
      notSeen:
        "You see your own unit and what is below it; {{unit}} is outside that. Ask for a unit of yours.",
      unknownUnit:
        "I know no unit “{{name}}” that you may see. Use its code or its name, for example {{example}}.",
      ambiguousUnit: "“{{name}}” could be {{names}}. Write the code or the whole name.",
      twicePerson: "{{name}} stands in two places. Leave them in one list only.",
      unknownName: "“{{name}}” is not on the list for that day. On it are: {{names}}.",
      unknownNear: "“{{name}}” is not on the list for that day. Did you mean {{names}}?",
      ambiguousName: "“{{name}}” could be {{names}}. Write the employee number instead of the name.",
      unknownMention:
        "*Not saved.* I don't know the person you mentioned. Write their name as it stands on the roster.",
      notExpectedName: "{{name}} is not on the list for that day. Choose somebody from your unit.",
    },
  },
  "zh-CN": {
    notOnRoster:
      "我还不认识您：您的 Slack 邮箱不在本次活动的名册里。请联系{{admins}}把您加进名册，然后再试一次。",
    accountGone:
      "您的邮箱在本次活动的名册里属于{{name}}，但管理员已手动为{{name}}关联了另一个 Slack 账号，而那个账号已停用。请联系{{admins}}，用 `/campaign 人员` 把{{name}}改为关联您现在的账号。",
    otherAccount:
      "您的邮箱在本次活动的名册里属于{{name}}，但管理员已手动为{{name}}关联了另一个 Slack 账号。请改用那个账号，或联系{{admins}}，用 `/campaign 人员` 把{{name}}改为关联这个账号。",
    noUnit:
      "您在本次活动的名册里，但自{{since}}起不属于任何单位，因此没有可登记或查看的内容。如有误，请联系{{admins}}。",
    noUnitYet: "您在本次活动的名册里，自{{from}}起归属单位；在此之前没有可登记或查看的内容。",
    anAdministrator: "活动管理员",
    noCampaign:
      "这里还没有学习活动。请联系本 Slack 工作区的所有者或管理员，用 `/campaign 新建` 开始一次活动。",
    databaseDown: "*没有保存。* 我现在连不上记录库，请过一分钟再试；您填写的内容还在。",
    maybeSaved:
      "*不确定是否已经保存：* 保存的那一刻记录库断开了。请过一分钟看一下，如果没有，再做一次即可；重复操作不会出错。",
    savedUnseen: "*已经保存，只是现在无法显示。* 请过一分钟再查看，不必重新登记。",
    cannotShow: "*暂时无法显示：* 我现在连不上记录库，请过一分钟再打开。",
    slackDown: "Slack 没有及时回应，请过一分钟再试。",
    unexpected:
      "*没有办成，这是我的问题，不是您的。* 请再试一次；如果再次出现，请把这个编号告诉管理员：{{reference}}。",
    outOfDate: "这个按钮或表单已经过期。请重新输入命令，使用新的按钮或表单。",
    fullWidthSlash:
      "命令要以半角的 `/` 开头。用全角的 `／`，Slack 会把整行当成普通消息发到频道里，大家都会看到。",
    unknownCommand: "我不认识这个命令。输入 `/` 可以查看有哪些命令。",
    stillWorking: "正在处理……结果会显示在这里。",
    loading: "正在打开…",
    loadingHint: "请稍候，正在读取记录。",
    notice: "提示",
    close: "关闭",
    needsYou: "*需要您处理*",
    back: "返回",
    cancel: "取消",
    save: "保存",
    yes: "是",
    remindYes_other: "确定提醒 {{count}} 人",
    openForm: "打开表单",
    chooseDay: "另选学习日…",
    confirm: "请确认",
    askedBelow: "*尚未保存。* 表单末尾有一个问题，请先确认。",
    didYouMean: "您是不是要输入 `{{line}}`？",
    wholeHelp: "查看全部用法：`{{command}} 帮助`",
    done: "完成",
    previous: "◀ 上一页",
    next: "下一页 ▶",
    undo: "撤销",
    page: "第 {{page}} 页，共 {{pages}} 页",
    comma: "、",
    semicolon: "；",
    unit: "*{{unit}}*",
    offices: "*{{unit}}本级及直属单位*",
    andMore: { people: "{{names}}及另外 {{more}} 人", units: "{{names}}及另外 {{more}} 个单位" },
    refused: {
      adminUnknown:
        "{{reason}}（Slack 暂时没有答复您是否仍是工作区管理员，因此未按管理员办理。如果您是管理员，请一分钟后再试。）",
      closedCampaign: "本次活动已经结束，不再登记；已有记录仍可查看。",
      future: "{{date}}还没有到，请选择今天或以前的日期。",
      weekOff: "{{week}}不安排学习，{{date}}无需登记，请选择其他日期。",
      outsideCampaign: "{{date}}不在活动期间（{{from}}至{{to}}），请选择活动期间的日期。",
      weekOutside: "活动期间为{{first}}至{{last}}，{{year}}年{{week}}不在其中。请查询活动期间的某一周。",
      locked:
        "*未保存。* {{date}}所在的一周已锁定（{{until}}截止）。{{heads}}注明原因后仍可更正，您可以在这里请其处理。",
      lockedNoHead:
        "*未保存。* {{date}}所在的一周已锁定（{{until}}截止）。管理员注明原因后仍可更正，请与管理员联系。",
      longLine: "这一行太长，其中有的内容可以有两种理解。请使用表单，或分两行写。",
      notYours: "您不能为{{unit}}登记。请联系该单位联络员：{{liaisons}}。",
      notYoursNoLiaison: "您不能为{{unit}}登记，名册上该单位也没有联络员。请联系管理员指定一位。",
      notSeen: "您可以查看本单位及下属单位，{{unit}}不在其中。请查询您范围内的单位。",
      unknownUnit: "在您可以查看的范围内没有找到单位“{{name}}”。请输入单位代码或名称，例如 {{example}}。",
      ambiguousUnit: "“{{name}}”可能是{{names}}。请输入单位代码或全称。",
      twicePerson: "{{name}}出现了两次，请只保留在一个名单里。",
      unknownName: "当天的名单上没有“{{name}}”。名单上有：{{names}}。",
      unknownNear: "当天的名单上没有“{{name}}”。您是不是要找：{{names}}？",
      ambiguousName: "“{{name}}”可能是{{names}}。请用工号代替姓名。",
      unknownMention: "*未保存。* 我不认识您提到的人，请写名册上的姓名。",
      notExpectedName: "{{name}}不在当天的名单上，请从本单位人员中选择。",
    },
  },
};
