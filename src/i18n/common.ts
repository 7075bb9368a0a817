import type { Texts } from "./index.ts";

/** Sentences that every feature uses, asked for as "common.…". */
export const commonTexts: Texts = {
  en: {
    notOnRoster:
      "I don't know you yet: your Slack e-mail address is not on this campaign's roster. Ask {{admins}} to add you, then try again.",
    anAdministrator: "your campaign's administrator",
    noCampaign:
      "No campaign has been set up here yet. An administrator can load one on the server with `npm run studyhall -- import DIR`.",
    databaseDown:
      "*Nothing was saved.* I can't reach my records at the moment. Please try again in a minute; what you typed is still here.",
    maybeSaved:
      "*I can't tell whether this was saved:* I lost my records at that very moment. Please look in a minute, and do it again if it is missing. Doing it twice does no harm.",
    slackDown: "Slack did not answer me in time. Please try again in a minute.",
    unexpected:
      "*This did not work, and it is my fault, not yours.* Please try again; if it happens twice, tell your administrator this number: {{reference}}.",
    outOfDate: "This button is out of date. Please ask again with the command, and use the new one.",
    unknownCommand: "I don't know that command. Type `/` to see which there are.",
    stillWorking: "Still working on it… the answer will appear here.",
    loading: "Opening…",
    loadingHint: "One moment, I am fetching the records.",
    notice: "Please note",
    close: "Close",
    back: "Back",
    cancel: "Cancel",
    save: "Save",
    done: "Done",
    previous: "◀ Previous",
    next: "Next ▶",
    page: "Page {{page}} of {{pages}}",
  },
  "zh-CN": {
    notOnRoster:
      "我还不认识您：您的 Slack 邮箱不在本次活动的名册里。请联系{{admins}}把您加进名册，然后再试一次。",
    anAdministrator: "活动管理员",
    noCampaign:
      "这里还没有导入学习活动。管理员可以在服务器上运行 `npm run studyhall -- import 目录` 来导入。",
    databaseDown: "*没有保存。* 我现在连不上记录库，请过一分钟再试；您填写的内容还在。",
    maybeSaved:
      "*不确定是否已经保存：* 保存的那一刻记录库断开了。请过一分钟看一下，如果没有，再做一次即可；重复操作不会出错。",
    slackDown: "Slack 没有及时回应，请过一分钟再试。",
    unexpected:
      "*没有办成，这是我的问题，不是您的。* 请再试一次；如果再次出现，请把这个编号告诉管理员：{{reference}}。",
    outOfDate: "这个按钮已经过期。请重新输入命令，使用新的按钮。",
    unknownCommand: "我不认识这个命令。输入 `/` 可以查看有哪些命令。",
    stillWorking: "正在处理……结果会显示在这里。",
    loading: "正在打开…",
    loadingHint: "请稍候，正在读取记录。",
    notice: "请注意",
    close: "关闭",
    back: "返回",
    cancel: "取消",
    save: "保存",
    done: "完成",
    previous: "◀ 上一页",
    next: "下一页 ▶",
    page: "第 {{page}} 页，共 {{pages}} 页",
  },
};
