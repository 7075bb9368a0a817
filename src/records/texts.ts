import type { Texts } from "../i18n/index.ts";

/**
 * What the command line says. Most sentences are problems in a file: they stand behind "units.csv, line 3, column
 * code: " and say what is wrong and what would be right.
 */
export const texts: Texts = {
  en: {
    place: {
      file: "{{file}}",
      line: "{{file}}, line {{line}}",
      column: "{{file}}, {{column}}",
      lineColumn: "{{file}}, line {{line}}, {{column}}",
      problem: "{{place}}: {{reason}}",
    },
    refused_one:
      "Nothing was imported: there is {{count}} problem. Please correct it and import the folder again.",
    refused_other:
      "Nothing was imported: there are {{count}} problems. Please correct them and import the folder again.",
    more_one: "… and {{count}} more.",
    more_other: "… and {{count}} more.",
    unchanged: "There is nothing to change: everything in this folder is imported already.",
    imported: "Imported:",
    importedFile_one: "  {{file}}: {{count}} record made or changed",
    importedFile_other: "  {{file}}: {{count}} records made or changed",
    unread: "Not read yet: {{files}}.",
    reading: "Reading {{file}}",
    writing: "Writing",
    noFolder: "The folder {{folder}} cannot be read: check its name, and that you may open it.",
    noFiles: "The folder {{folder}} holds none of the files that can be imported: {{files}}.",
    importedMeanwhile:
      "Nothing was imported: another import finished while this one was being checked. Please run it again.",
    noCampaign: "There is no campaign yet. Import one first: npm run studyhall -- import DIR",
    noUnit: "There is no unit with the code {{code}}. Codes stand in the first column of units.csv.",
    workspaceUnknown: "There is no workspace {{wanted}}. Known ones: {{known}}.",
    workspaceUnclear:
      "This database holds several workspaces. Say which one: --workspace TEAM_ID (one of {{known}}).",
    noWorkspaces: "none",
    failed: "That did not work: {{reason}}",
    usageProblem: "{{reason}}\n\n{{usage}}",
    unknownCommand: "There is no command “{{command}}”.",
    noCommand: "Say what to do:",
    wrongOption: "An option is not understood: {{reason}}",
    oneFolder: "import takes exactly one folder.",
    optionMissing: "figures needs --{{option}}.",
    optionNotDate: "--{{option}} should be a date such as 2026-10-14, not “{{value}}”.",
    optionsOrder: "--to ({{to}}) is before --from ({{from}}).",
    usage: `Usage: npm run studyhall -- COMMAND

  import DIR
      Imports the campaign's records from a folder: campaign.json, units.csv, people.csv, attendance.csv,
      headcounts.csv. Everything is checked first; then all of it is written, or nothing. Importing the same
      again changes nothing; importing a corrected file changes what was corrected. Nothing is deleted.

  figures --unit CODE --from DATE --to DATE [--json]
      Prints the figures of a unit with everything below it, for these dates (both included).
      --json prints them as one JSON object.

  help
      Prints this.

  --workspace TEAM_ID chooses a Slack workspace where the database holds several.

The database is the one of DATABASE_URL, else the one below STUDYHALL_DATA_DIR (a running bot shares it).
Ends with 0 when done, 1 when it could not be done, 2 when the command was not understood.`,

    fileMissing: "this file is missing. It is needed for the first import.",
    unreadable: "the file cannot be read ({{reason}}).",
    emptyFile: "the file is empty. Its first line should name the columns.",
    notUtf8: "the text is not UTF-8. Save the file as “CSV UTF-8” and import it again.",
    notJson: "this is not valid JSON. Look for a missing comma, quote or bracket here.",
    notObject: "the file should hold one object: { … }.",
    columnMissing: "this column is missing. The first line should be {{columns}}.",
    columnUnknown: "there is no such column. The first line should be {{columns}}.",
    columnTwice: "this column stands there twice.",
    fieldCount: "{{found}} fields, where the first line has {{expected}}. Put a text with a comma in quotes.",
    quoteNotClosed: "a quote is opened and never closed.",
    quoteMisplaced:
      "a quote stands in the wrong place. Put the whole text in quotes, and double those inside.",
    rowTooLong: "the line is too long. Perhaps a quote is opened and never closed.",
    unknownKey: "there is no such field. Check its spelling.",
    missing: "this is missing.",
    wrongType: "this should be of the type {{type}}.",
    notText: "this should be a text in quotes.",
    notAllowed: "this value is not possible here.",
    notBetween: "this should be a whole number from {{min}} to {{max}}.",

    empty: "this is empty, but must be filled in.",
    tooLong: "{{length}} characters are too long; at most {{max}} fit.",
    controlCharacter: "there is a line break or another control character in the text. Please remove it.",
    codeWithSpace: "“{{value}}” has a space in it; a code has none.",
    notDate: "“{{value}}” is not a date. Write it like 2026-10-14.",
    notWeek: "this is not a week of the calendar. Write it like 2026-W40.",
    notEmail: "“{{value}}” is not an e-mail address.",
    notWeekday: "“{{value}}” is not a weekday. Write 1 for Monday to 7 for Sunday, or leave it empty.",
    unknownWord: "“{{value}}” is not known here. Possible are: {{words}}.",
    unknownRole: "this is not a role. Possible are: {{words}}.",
    notCountry: "write the country as two capital letters, such as CN, or leave it empty.",
    unknownTimeZone: "this time zone does not exist. Write it like Asia/Shanghai.",
    negative: "{{value}} is less than nothing.",
    notWhole: "“{{value}}” is not a whole number.",
    tooMany: "{{value}} people are too many for one session; at most {{max}}.",
    nobody: "all four numbers are 0. Leave the line out where nobody was expected.",

    endBeforeStart: "the end ({{end}}) is before the start ({{start}}).",
    phaseOutside: "the phase is not inside the campaign ({{start}} to {{end}}).",
    phasesOverlap: "the phase overlaps with the phase {{other}}.",
    codeTwice: "the code {{code}} stands there twice.",
    campaignOverlap: "the campaign before this one goes until {{end}}; this one must begin after it.",
    codeInUse: "something is recorded under {{code}} already; the list must keep it.",
    recordedBefore: "the first record is of {{date}}; the campaign must begin on that day at the latest.",
    recordedAfter: "the last record is of {{date}}; the campaign must not end before that day.",
    sessionLeftOut: "a session of {{date}} is recorded already; the campaign must include that day.",

    unitTwice: "the code {{code}} stands in line {{line}} already.",
    unitTwinCode: "{{code}} differs from {{other}} in capital letters only. Choose another code.",
    unknownParent: "there is no unit {{code}}.",
    cycle: "these units lie below each other in a circle: {{codes}}.",
    noRoot: "no unit is at the top. Leave parent_code empty for exactly one unit.",
    anotherRoot: "{{code}} has no parent, but {{root}} is at the top already. Only one unit can be.",
    nameTaken: "{{name}} is the name of {{code}} (line {{line}}) too, under the same parent.",
    nameTakenHeld: "{{name}} is the name of {{code}} too, which is there already under the same parent.",

    unitMerged:
      "{{code}} was merged into {{into}} ({{intoCode}}) and ended on {{date}}. Name {{intoCode}} instead, and leave {{code}} out.",

    personTwice: "the employee number {{code}} stands in line {{line}} already.",
    unknownUnit: "there is no unit {{code}}.",
    emailTaken: "{{email}} belongs to {{code}} (line {{line}}) already.",
    emailTakenHeld: "{{email}} belongs to {{code}} already, who is on the roster.",

    unknownPerson: "there is nobody with the employee number {{code}}.",
    outsideCampaign: "{{date}} is outside the campaign ({{from}} to {{to}}).",
    weekOff: "{{date}} is in a week off ({{week}}).",
    inFuture: "{{date}} is in the future (today is {{today}}).",
    attendanceTwice: "the attendance of this person at this session stands in line {{line}} already.",
    notMember: "{{code}} did not belong to {{unit}} on {{date}}.",
    heldByCount: "{{unit}} has reported {{date}} by head-count already; it cannot be by name as well.",
    heldByName: "{{unit}} has reported {{date}} by name already; it cannot be by head-count as well.",
    countTwice: "the head-counts of this unit and date stand in line {{line}} already.",
    namedAndCounted:
      "this session is reported by name too (attendance.csv, line {{line}}). Keep one of the two.",
    unknownTheme: "there is no theme {{code}} in campaign.json. Its themes are {{codes}}.",
    discussionTwice: "the discussion {{number}} stands in line {{line}} already.",
    unknownDiscussion: "there is no discussion {{number}}. Discussions stand in discussions.csv.",
    participantTwice: "this person stands in line {{line}} for this discussion already.",
    namedAndNumbered:
      "{{number}} has a number of participants, and names in discussion_participants.csv. Keep one of the two.",
    heldWithNames:
      "the participants of {{number}} are recorded by name already; a number would hide who was there. Leave it empty.",
    heldWithCount:
      "{{number}} is recorded with a number of participants. Bring discussions.csv along with the number left empty to name them.",
  },
  "zh-CN": {
    place: {
      file: "{{file}}",
      line: "{{file}} 第 {{line}} 行",
      column: "{{file}} {{column}}",
      lineColumn: "{{file}} 第 {{line}} 行 {{column}}",
      problem: "{{place}}：{{reason}}",
    },
    refused_other: "没有导入任何内容：共有 {{count}} 处问题，请改正后重新导入。",
    more_other: "……另有 {{count}} 处。",
    unchanged: "没有需要更改的内容：这个文件夹里的记录都已导入。",
    imported: "已导入：",
    importedFile_other: "  {{file}}：新增或更改 {{count}} 条",
    unread: "暂不读取：{{files}}。",
    reading: "正在读取 {{file}}",
    writing: "正在写入",
    noFolder: "无法读取文件夹 {{folder}}，请检查名称是否正确、是否有权打开。",
    noFiles: "文件夹 {{folder}} 里没有可以导入的文件：{{files}}。",
    importedMeanwhile: "没有导入任何内容：检查期间另一次导入刚刚完成，请重新运行一次。",
    noCampaign: "还没有学习活动，请先导入：npm run studyhall -- import 文件夹",
    noUnit: "没有代码为 {{code}} 的单位。单位代码见 units.csv 的第一列。",
    workspaceUnknown: "没有工作区 {{wanted}}。现有：{{known}}。",
    workspaceUnclear: "数据库里有多个工作区，请用 --workspace 指明是哪一个（{{known}}）。",
    noWorkspaces: "无",
    failed: "没有办成：{{reason}}",
    usageProblem: "{{reason}}\n\n{{usage}}",
    unknownCommand: "没有“{{command}}”这个命令。",
    noCommand: "请说明要做什么：",
    wrongOption: "有一个选项看不懂：{{reason}}",
    oneFolder: "import 后面只写一个文件夹。",
    optionMissing: "figures 需要 --{{option}}。",
    optionNotDate: "--{{option}} 应是 2026-10-14 这样的日期，而不是“{{value}}”。",
    optionsOrder: "--to（{{to}}）早于 --from（{{from}}）。",
    usage: `用法：npm run studyhall -- 命令

  import 文件夹
      从文件夹导入活动记录：campaign.json、units.csv、people.csv、attendance.csv、headcounts.csv。
      先检查全部内容，然后全部写入，或者一条也不写。重复导入不会改变任何内容；
      导入改正过的文件，只更改改正的部分。不会删除任何记录。

  figures --unit 单位代码 --from 日期 --to 日期 [--json]
      输出该单位及其下属各单位在这段日期内（含首尾两天）的数据。
      加 --json 则输出一个 JSON 对象。

  help
      显示本说明。

  数据库里有多个 Slack 工作区时，用 --workspace 工作区编号 指明是哪一个。

数据库由 DATABASE_URL 指定；没有设置时使用 STUDYHALL_DATA_DIR 下的数据库（与正在运行的机器人共用）。
结束代码：0 已完成，1 没有办成，2 命令有误。`,

    fileMissing: "缺少这个文件，首次导入时必须提供。",
    unreadable: "无法读取这个文件（{{reason}}）。",
    emptyFile: "文件是空的，第一行应写明各列的名称。",
    notUtf8: "文字不是 UTF-8 编码，请另存为“CSV UTF-8”后重新导入。",
    notJson: "不是有效的 JSON，请检查这里是否缺少逗号、引号或括号。",
    notObject: "文件内容应是一个对象：{ … }。",
    columnMissing: "缺少这一列。第一行应为 {{columns}}。",
    columnUnknown: "没有这一列。第一行应为 {{columns}}。",
    columnTwice: "这一列出现了两次。",
    fieldCount: "这一行有 {{found}} 个字段，而第一行有 {{expected}} 个。含逗号的文字请加引号。",
    quoteNotClosed: "有一个引号没有配对。",
    quoteMisplaced: "引号的位置不对。请把整段文字放进引号，文字里的引号写两遍。",
    rowTooLong: "这一行太长，可能有一个引号没有配对。",
    unknownKey: "没有这个字段，请检查拼写。",
    missing: "缺少这一项。",
    wrongType: "这一项的类型应为 {{type}}。",
    notText: "这一项应是带引号的文字。",
    notAllowed: "这里不能使用这个值。",
    notBetween: "应是 {{min}} 到 {{max}} 之间的整数。",

    empty: "不能为空。",
    tooLong: "有 {{length}} 个字，太长了，最多 {{max}} 个。",
    controlCharacter: "文字中有换行或其他控制字符，请删去。",
    codeWithSpace: "“{{value}}”中有空格，代码里不能有空格。",
    notDate: "“{{value}}”不是日期，请写成 2026-10-14 的样子。",
    notWeek: "不是有效的周次，请写成 2026-W40 的样子。",
    notEmail: "“{{value}}”不是邮箱地址。",
    notWeekday: "“{{value}}”不是星期几。请写 1（周一）到 7（周日），或者留空。",
    unknownWord: "“{{value}}”不可用。可以填写：{{words}}。",
    unknownRole: "不是有效的角色。可以填写：{{words}}。",
    notCountry: "请用两个大写字母写国家（如 CN），或留空。",
    unknownTimeZone: "没有这个时区，请写成 Asia/Shanghai 的样子。",
    negative: "{{value}} 小于零。",
    notWhole: "“{{value}}”不是整数。",
    tooMany: "一次学习不会有 {{value}} 人，最多 {{max}} 人。",
    nobody: "四个数字都是 0。没有应到人员的，请删去这一行。",

    endBeforeStart: "结束日期（{{end}}）早于开始日期（{{start}}）。",
    phaseOutside: "这个阶段超出了活动的起止日期（{{start}} 至 {{end}}）。",
    phasesOverlap: "这个阶段与“{{other}}”阶段重叠。",
    codeTwice: "代码 {{code}} 出现了两次。",
    campaignOverlap: "上一次活动到{{end}}为止，本次活动应在此之后开始。",
    codeInUse: "{{code}}下已有记录，清单中须保留它。",
    recordedBefore: "最早的记录在{{date}}，开始日期不能晚于这一天。",
    recordedAfter: "最后的记录在{{date}}，结束日期不能早于这一天。",
    sessionLeftOut: "{{date}} 已有学习记录，活动必须包含这一天。",

    unitTwice: "代码 {{code}} 在第 {{line}} 行已经出现过。",
    unitTwinCode: "{{code}} 与 {{other}} 只有大小写不同，请换一个代码。",
    unknownParent: "没有代码为 {{code}} 的单位。",
    cycle: "这些单位互为上下级：{{codes}}。",
    noRoot: "没有最上级单位。请让恰好一个单位的 parent_code 为空。",
    anotherRoot: "{{code}} 没有上级单位，而最上级单位已是 {{root}}，只能有一个。",
    nameTaken: "同一上级之下，{{code}}（第 {{line}} 行）也叫“{{name}}”。",
    nameTakenHeld: "同一上级之下，已有的 {{code}} 也叫“{{name}}”。",

    unitMerged:
      "{{code}} 已并入{{into}}（{{intoCode}}），截止于 {{date}}。请改填 {{intoCode}}，并删去 {{code}}。",

    personTwice: "职工号 {{code}} 在第 {{line}} 行已经出现过。",
    unknownUnit: "没有代码为 {{code}} 的单位。",
    emailTaken: "邮箱 {{email}} 已属于 {{code}}（第 {{line}} 行）。",
    emailTakenHeld: "邮箱 {{email}} 已属于名册里的 {{code}}。",

    unknownPerson: "没有职工号为 {{code}} 的人员。",
    outsideCampaign: "{{date}} 不在活动期间（{{from}} 至 {{to}}）。",
    weekOff: "{{date}} 所在的周（{{week}}）休息。",
    inFuture: "{{date}} 还没有到（今天是 {{today}}）。",
    attendanceTwice: "这个人这次学习的考勤在第 {{line}} 行已经出现过。",
    notMember: "{{code}} 在 {{date}} 不属于 {{unit}}。",
    heldByCount: "{{unit}} {{date}} 已按人数上报，不能再按姓名上报。",
    heldByName: "{{unit}} {{date}} 已按姓名上报，不能再按人数上报。",
    countTwice: "这个单位这一天的人数在第 {{line}} 行已经出现过。",
    namedAndCounted: "这次学习同时也按姓名上报（attendance.csv 第 {{line}} 行），请只保留一种。",
    unknownTheme: "campaign.json 里没有代码为 {{code}} 的主题，现有主题：{{codes}}。",
    discussionTwice: "讨论 {{number}} 在第 {{line}} 行已经出现过。",
    unknownDiscussion: "没有编号为 {{number}} 的讨论，讨论应列在 discussions.csv 中。",
    participantTwice: "这个人参加这次讨论的记录在第 {{line}} 行已经出现过。",
    namedAndNumbered:
      "{{number}} 既填了参加人数，又在 discussion_participants.csv 里列了姓名，请只保留一种。",
    heldWithNames: "{{number}} 已按姓名登记，改报人数会看不出谁参加了，请把人数留空。",
    heldWithCount: "{{number}} 已按人数登记。如需改为姓名，请一并导入 discussions.csv，并把人数留空。",
  },
};
