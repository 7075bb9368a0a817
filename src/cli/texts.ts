import type { Texts } from "../i18n/index.ts";

/**
 * What the command line says of itself. A command has a line (what it does) and more (what to know before using it);
 * an option, what it means; what is to be put in for them, a word in capitals.
 */
export const texts: Texts = {
  en: {
    usage: "Usage: npm run studyhall -- {{usage}}",
    anyCommand: "COMMAND",
    tellMore: "More: npm run studyhall -- {{command}} --help",
    about: `The database is the one of DATABASE_URL, else the one below STUDYHALL_DATA_DIR (a running bot shares it).
Ends with 0 when done, 1 when it could not be done, 2 when the command was not understood.`,
    figuresOf: "{{unit}} ({{code}}), {{from}} – {{to}}",

    noCommand: "Say what to do:",
    unknownCommand: "There is no command “{{command}}”.",
    unknownCommandNear: "There is no command “{{command}}”. Did you mean {{near}}?",
    unknownOption: "There is no option {{option}}.",
    unknownOptionNear: "There is no option {{option}}. Did you mean {{near}}?",
    optionElsewhere: "{{command}} takes no --{{option}}. Leave it out.",
    optionTwice: "--{{option}} stands there twice. Leave one out.",
    optionTakesNothing: "--{{option}} stands alone; nothing is written behind it.",
    optionEmpty: "Write behind --{{option}} what it is.",
    optionMissing: "{{command}} needs --{{option}}.",
    optionNotDate: "--{{option}} should be a date such as 2026-10-14, not “{{value}}”.",
    optionsOrder: "--to ({{to}}) is before --from ({{from}}).",
    missing: { folder: "{{command}} takes exactly one folder. Write its name behind it." },
    tooMuch: "“{{word}}” is too much: {{command}} takes no more. A name with spaces stands in quotes.",

    places: { folder: "DIR", command: "COMMAND" },
    values: { unit: "CODE", from: "DATE", to: "DATE", workspace: "TEAM_ID" },
    options: {
      unit: "the unit's code, as in units.csv; what is below it counts too",
      from: "the first day, such as 2026-10-09",
      to: "the last day, which counts too",
      workspace: "which Slack workspace, where the database holds several",
      json: "as one JSON object, for another program",
      "new-people": "whoever may be somebody of the roster with another number is new",
      restate: "lets units with records stand elsewhere in the tree: past weeks are counted there too",
      overwrite: "what was entered or changed in Slack becomes what the folder says",
      help: "says this and does nothing",
    },
    commands: {
      start: {
        line: "Starts the bot, or the sandbox where no Slack credentials are set; Ctrl-C ends it.",
        more: `The same as \`npm start\`. Tokens, port and database come from the environment or from .env, which
.env.example explains.`,
      },
      import: {
        line: "Imports a campaign's records from a folder; all of them, or nothing.",
        more: `The folder holds campaign.json, units.csv, people.csv, and past attendance.csv, headcounts.csv,
discussions.csv, discussion_participants.csv and topics.csv where there are any. Everything is checked
first. Importing the same again changes nothing; importing a corrected file changes what was corrected.
What was entered or changed in Slack since is listed and stays, unless --overwrite is given.
A unit that has records is put under another one only with --restate.
Nothing is deleted, and a blank cell takes nothing away.`,
      },
      figures: {
        line: "Prints the figures of a unit, with everything below it, for some dates.",
        more: "They are the figures of the weekly digest and of `status`.",
      },
      help: {
        line: "Says what there is, or what one command does.",
        more: "`--help` behind a command says the same.",
      },
    },
  },
  "zh-CN": {
    usage: "用法：npm run studyhall -- {{usage}}",
    anyCommand: "命令",
    tellMore: "详细说明：npm run studyhall -- {{command}} --help",
    about: `数据库由 DATABASE_URL 指定；没有设置时使用 STUDYHALL_DATA_DIR 下的数据库（与正在运行的机器人共用）。
结束代码：0 已完成，1 没有办成，2 命令有误。`,
    figuresOf: "{{unit}}（{{code}}），{{from}}至{{to}}",

    noCommand: "请说明要做什么：",
    unknownCommand: "没有“{{command}}”这个命令。",
    unknownCommandNear: "没有“{{command}}”这个命令。您是不是要用 {{near}}？",
    unknownOption: "没有 {{option}} 这个选项。",
    unknownOptionNear: "没有 {{option}} 这个选项。您是不是要用 {{near}}？",
    optionElsewhere: "{{command}} 不使用 --{{option}}，请去掉。",
    optionTwice: "--{{option}} 出现了两次，请去掉一个。",
    optionTakesNothing: "--{{option}} 单独使用，后面不写内容。",
    optionEmpty: "请在 --{{option}} 后面写明内容。",
    optionMissing: "{{command}} 需要 --{{option}}。",
    optionNotDate: "--{{option}} 应是 2026-10-14 这样的日期，而不是“{{value}}”。",
    optionsOrder: "--to（{{to}}）早于 --from（{{from}}）。",
    missing: { folder: "{{command}} 后面要写一个文件夹，请补上文件夹名称。" },
    tooMuch: "多了“{{word}}”，{{command}} 后面不能再写别的。名称里有空格时请加引号。",

    places: { folder: "文件夹", command: "命令" },
    values: { unit: "单位代码", from: "日期", to: "日期", workspace: "工作区编号" },
    options: {
      unit: "单位代码，见 units.csv；下属各单位一并计入",
      from: "第一天，如 2026-10-09",
      to: "最后一天（含当天）",
      workspace: "数据库里有多个 Slack 工作区时，指明是哪一个",
      json: "输出一个 JSON 对象，供其他程序读取",
      "new-people": "可能与名册中他人是同一人（职工号不同）的，一律按新增人员导入",
      restate: "允许已有记录的单位改换上级，以往各周也一并改计",
      overwrite: "在 Slack 中登记或改过的内容，也以文件夹里的为准",
      help: "显示说明，不做别的",
    },
    commands: {
      start: {
        line: "启动机器人；没有设置 Slack 凭据时启动试用环境。按 Ctrl-C 结束。",
        more: "与 `npm start` 相同。令牌、端口和数据库取自环境变量或 .env，各项说明见 .env.example。",
      },
      import: {
        line: "从文件夹导入活动记录；要么全部写入，要么一条也不写。",
        more: `文件夹里有 campaign.json、units.csv、people.csv；已有记录的，还可以有 attendance.csv、headcounts.csv、
discussions.csv、discussion_participants.csv 和 topics.csv。先检查全部内容，再一并写入。
重复导入不会改变任何内容；导入改正过的文件，只更改改正的部分。不会删除任何记录，空白格
不会清除已有内容。之后在 Slack 中登记或改过的内容会逐条列出并保持不变；要以文件夹里的为准，
请加 --overwrite。
已有记录的单位，加 --restate 才能改换上级。`,
      },
      figures: {
        line: "输出一个单位（含下属各单位）在一段日期内的数据。",
        more: "与周报和“状态”中的数据相同。",
      },
      help: {
        line: "列出有哪些命令，或说明某个命令。",
        more: "在命令后面加 `--help` 也一样。",
      },
    },
  },
};
