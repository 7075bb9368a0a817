import type { Texts } from "../i18n/index.ts";
import { failedTexts, homeTexts } from "./texts-home.ts";
import { pageTexts } from "./texts-page.ts";

export const texts: Texts = {
  en: {
    carriedOver_one: "{{count}} channel goes on getting its weekly digest.",
    carriedOver_other: "{{count}} channels go on getting their weekly digest.",
    page: pageTexts.en,
    unknown: "I don't understand “{{word}}”.",
    help: {
      subscribe: "`/digest subscribe` sets up this channel's weekly digest, or changes it",
      list: "`/digest list` shows this channel's digest and those of your units",
      pause: "`/digest pause` · `/digest resume` · `/digest remove` stops it for a while, goes on, ends it",
      preview: "`/digest preview` shows the page to you alone; `/digest preview W43` another week's",
      now: "`/digest now` posts the current page now, or brings it up to date",
    },
    form: {
      title: "Weekly digest",
      intro:
        "One page a week in {{channel}}, for a unit and everything below it. It is posted once and kept up to date until the week locks.",
      unit: "Unit",
      unitSearch: "Search by name or code",
      weekday: "Weekday",
      weekHint:
        "From Thursday to Sunday the digest is about the week it is posted in; from Monday to Wednesday, about the week that has just ended.",
      time: "Time",
      timeHint: "By the clocks of {{zone}}.",
      language: "Language",
      exists: "This channel already gets a digest. What you save here changes it.",
    },
    languages: { en: "English", "zh-CN": "简体中文" },
    schedule: "{{weekday}}, {{time}}",
    saved: "*Saved.* {{channel}} gets the digest of *{{unit}}* every {{schedule}} ({{zone}}).",
    next: "The next one comes on {{moment}}, about {{week}}.",
    noneLeft: "The campaign has no week left for one.",
    announce: {
      new: "This channel now gets the weekly digest of *{{unit}}*, every {{schedule}} ({{zone}}). Set up by {{name}}.",
      changed:
        "This channel's weekly digest is now about *{{unit}}*, every {{schedule}} ({{zone}}). Changed by {{name}}.",
      hint: "Change it with `/digest subscribe`, stop it with `/digest pause` or `/digest remove`.",
      paused: "This channel's weekly digest is paused, by {{name}}. `/digest resume` goes on with it.",
      resumed:
        "This channel gets the weekly digest of *{{unit}}* again, every {{schedule}} ({{zone}}). Resumed by {{name}}.",
      removed:
        "This channel gets no weekly digest any more; what was posted stays. Removed by {{name}}. `/digest subscribe` sets up a new one.",
    },
    anAdministrator: "an administrator",
    paused:
      "*Paused.* {{channel}} gets no digest of *{{unit}}* until somebody resumes it with `/digest resume`.",
    resumed: "*Resumed.* {{channel}} gets the digest of *{{unit}}* again.",
    removeAsked:
      "*Remove the digest of {{unit}}?* {{channel}} gets no digest any more. What was posted stays.",
    removed:
      "*Removed.* {{channel}} gets no digest any more. What was posted stays. `/digest subscribe` sets up a new one.",
    nowPosting: "The digest of *{{unit}}* for {{week}} will appear in this channel in a moment.",
    nowUpdating:
      "The digest of *{{unit}}* for {{week}} is already in this channel; I am bringing it up to date.",
    list: {
      title: "Weekly digests",
      here: "In this channel",
      others: "Other channels, for your units",
      noneHere: "This channel gets no digest yet. `/digest subscribe` sets one up.",
      row: "{{channel}}: *{{unit}}*, every {{schedule}} · {{language}}",
      rowPaused: "{{channel}}: *{{unit}}*, every {{schedule}} · {{language}} · *paused*",
      failed:
        "The digest of {{week}} could not be posted ({{code}}). It is tried again with the next one, or with `/digest now`.",
      pause: "Pause",
      resume: "Resume",
      remove: "Remove",
      removeTitle: "Remove this digest?",
      removeText: "The channel gets no digest any more. What was posted stays.",
    },
    home: homeTexts.en,
    failed: failedTexts.en,
    refused: {
      notInChannel:
        "I am not in this channel yet, so I cannot post here. Invite me with `/invite @Studyhall`, then try again.",
      notCovered:
        "*{{unit}}* is outside what you look after, so you cannot set up its digest. Choose a unit of yours, or ask its unit head.",
      notYours:
        "This channel's digest is about *{{unit}}*, which is outside what you look after. Ask the head of that unit or an administrator to change it.",
      notSeen: "*{{unit}}* is outside what you can see. Ask the head of that unit for its digest.",
      noRole:
        "Liaisons, unit heads and leading-group members can set up a digest for their units. Ask one of them in your unit.",
      none: "This channel gets no digest. Set one up with `/digest subscribe`.",
      chooseUnit: "Please choose a unit from the list.",
      chooseWeekday: "Please choose a weekday.",
      chooseTime: "Please choose a time, such as 16:00.",
      chooseLanguage: "Please choose a language.",
      weekOff:
        "There is no digest for {{week}}: it is a week off. Try another, such as `/digest preview {{example}}`.",
      weekOutside:
        "There is no digest for that week: the campaign runs from {{first}} to {{last}}. Ask for one of its weeks.",
      locked:
        "The digest of {{week}} is already in this channel, and the week has locked: it stays as it is. `/digest preview` with the week shows today's figures.",
    },
    trouble: {
      lead: "*I could not post the digest of {{unit}} for {{week}} in {{channel}}.*",
      not_in_channel:
        "I am not a member of that channel. Invite me there with `/invite @Studyhall`; then `/digest now` posts it.",
      channel_not_found:
        "I cannot see that channel: it is gone, or private without me. Invite me there with `/invite @Studyhall`, or set the digest up in another channel with `/digest subscribe`.",
      is_archived: "The channel is archived. Set the digest up in another channel with `/digest subscribe`.",
      restricted_action:
        "Slack does not let me post there. Ask your workspace's administrator to allow it; then `/digest now` posts it.",
      other:
        "Slack answered “{{code}}”. Tell your Studyhall administrator; `/digest now` in the channel tries again.",
      again: "I try again with next week's digest.",
    },
  },
  "zh-CN": {
    carriedOver_other: "{{count}} 个频道继续接收周报。",
    page: pageTexts["zh-CN"],
    unknown: "没有看懂“{{word}}”。",
    help: {
      subscribe: "`/digest 订阅` 为本频道设置周报，或修改设置",
      list: "`/digest 列表` 查看本频道和您所辖单位的周报",
      pause: "`/digest 暂停` · `/digest 恢复` · `/digest 取消` 暂停、恢复或取消本频道的周报",
      preview: "`/digest 预览` 只让您自己看到本期内容；`/digest 预览 W43` 查看其他周",
      now: "`/digest 立即` 马上发布本期周报，已发布的则更新",
    },
    form: {
      title: "周报",
      intro: "每周在{{channel}}发布一页，内容涵盖所选单位及其下属单位。只发布一次，该周锁定前随记录更新。",
      unit: "单位",
      unitSearch: "按名称或代码搜索",
      weekday: "星期",
      weekHint: "周四至周日发布的，反映当周情况；周一至周三发布的，反映刚结束的一周。",
      time: "时间",
      timeHint: "以{{zone}}时间为准。",
      language: "语言",
      exists: "本频道已有周报，保存后将按此修改。",
    },
    languages: { en: "English", "zh-CN": "简体中文" },
    schedule: "{{weekday}} {{time}}",
    saved: "*已保存。* 每{{schedule}}（{{zone}}）在{{channel}}发布 *{{unit}}* 的周报。",
    next: "下一期：{{moment}}，{{week}}。",
    noneLeft: "本次活动已没有需要发布周报的周。",
    announce: {
      new: "本频道将在每{{schedule}}（{{zone}}）收到 *{{unit}}* 的周报。由 {{name}} 设置。",
      changed: "本频道的周报已改为 *{{unit}}*，每{{schedule}}（{{zone}}）发布。由 {{name}} 修改。",
      hint: "用 `/digest 订阅` 修改，用 `/digest 暂停` 或 `/digest 取消` 停止。",
      paused: "本频道的周报已由 {{name}} 暂停，可用 `/digest 恢复` 重新开始。",
      resumed: "本频道已恢复接收 *{{unit}}* 的周报，每{{schedule}}（{{zone}}）发布。由 {{name}} 恢复。",
      removed: "本频道的周报已由 {{name}} 取消，已发布的内容保留。可用 `/digest 订阅` 重新设置。",
    },
    anAdministrator: "管理员",
    paused: "*已暂停。* {{channel}}暂不发布 *{{unit}}* 的周报，可用 `/digest 恢复` 重新开始。",
    resumed: "*已恢复。* {{channel}}将继续发布 *{{unit}}* 的周报。",
    removeAsked: "*确定取消 {{unit}} 的周报吗？* {{channel}} 将不再发布周报，已发布的内容保留。",
    removed: "*已取消。* {{channel}}不再发布周报，已发布的内容保留。可用 `/digest 订阅` 重新设置。",
    nowPosting: "*{{unit}}* {{week}}的周报马上会出现在本频道。",
    nowUpdating: "*{{unit}}* {{week}}的周报已在本频道，正在更新。",
    list: {
      title: "周报列表",
      here: "本频道",
      others: "您所辖单位的其他频道",
      noneHere: "本频道还没有周报，可用 `/digest 订阅` 设置。",
      row: "{{channel}}：*{{unit}}*，每{{schedule}} · {{language}}",
      rowPaused: "{{channel}}：*{{unit}}*，每{{schedule}} · {{language}} · *已暂停*",
      failed: "{{week}}的周报未能发布（{{code}}）。下一期会再试，也可用 `/digest 立即` 马上重试。",
      pause: "暂停",
      resume: "恢复",
      remove: "取消周报",
      removeTitle: "取消这份周报？",
      removeText: "该频道将不再发布周报，已发布的内容保留。",
    },
    home: homeTexts["zh-CN"],
    failed: failedTexts["zh-CN"],
    refused: {
      notInChannel: "我还不在本频道，无法发布。请先用 `/invite @Studyhall` 邀请我，然后再试一次。",
      notCovered: "*{{unit}}* 不在您负责的范围内，不能为它设置周报。请选择您负责的单位，或联系该单位负责人。",
      notYours: "本频道的周报属于 *{{unit}}*，不在您负责的范围内。请联系该单位负责人或管理员修改。",
      notSeen: "*{{unit}}* 不在您可以查看的范围内。请向该单位负责人了解其周报。",
      noRole: "联络员、单位负责人和领导小组成员可以为所负责的单位设置周报，请联系本单位的他们。",
      none: "本频道还没有周报，可用 `/digest 订阅` 设置。",
      chooseUnit: "请从列表中选择一个单位。",
      chooseWeekday: "请选择星期。",
      chooseTime: "请选择时间，例如 16:00。",
      chooseLanguage: "请选择语言。",
      weekOff: "{{week}}不安排学习，没有周报。请换一周，例如 `/digest 预览 {{example}}`。",
      weekOutside: "该周没有周报：本次活动自{{first}}至{{last}}，请查询活动期间的某一周。",
      locked:
        "{{week}}的周报已在本频道，且该周已锁定，不再变动。要看现在的数据，请用 `/digest 预览` 加周次。",
    },
    trouble: {
      lead: "*{{unit}} {{week}}的周报未能在{{channel}}发布。*",
      not_in_channel:
        "我不是该频道的成员。请在频道里用 `/invite @Studyhall` 邀请我，再用 `/digest 立即` 发布。",
      channel_not_found:
        "我看不到该频道：它可能已删除，或是我未加入的私密频道。请用 `/invite @Studyhall` 邀请我，或在其他频道用 `/digest 订阅` 重新设置。",
      is_archived: "该频道已归档。请在其他频道用 `/digest 订阅` 重新设置。",
      restricted_action: "Slack 不允许我在该频道发言。请联系工作区管理员放行，再用 `/digest 立即` 发布。",
      other: "Slack 的答复是“{{code}}”。请告知 Studyhall 管理员；在频道里用 `/digest 立即` 可以重试。",
      again: "下一期周报时我会再试。",
    },
  },
};
