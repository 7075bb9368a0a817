import type { TextTree } from "../i18n/index.ts";

export const textsEn: TextTree = {
  present: "present",
  late: "late",
  leave: "on leave",
  absent: "absent",
  silent: "not recorded",
  inBrackets: "{{count}} {{what}} ({{names}})",
  counted: "{{count}} {{what}}",
  outOf: "{{parts}} of {{expected}}.",
  allPresent: "All {{count}} present.",
  saved: "Saved for *{{unit}}, {{date}}*: {{counts}}",
  savedNothing: "Nothing to change for *{{unit}}, {{date}}*: {{counts}}",
  savedByCount: "Reported as head-counts; a later entry by name replaces them.",
  kept: "Recorded by others while the form was open, and left as it is: {{names}}.",
  stillSilent_one: "{{count}} person is not recorded yet; silence is not counted as absence.",
  stillSilent_other: "{{count}} people are not recorded yet; silence is not counted as absence.",
  announcedAmong: "{{name}} [announced]",
  announcedName: "{{name}}, announced",
  doubt: {
    yes: "Yes, record it for {{date}}",
    record: "Record for *{{unit}}, {{date}}*: {{counts}} Is that right?",
    otherDay: "{{unit}} studies on {{weekday}}, and nothing is recorded for {{date}} yet.",
    movedDay: "{{unit}} studies on {{day}} that week, and nothing is recorded for {{date}} yet.",
    restDay: "{{date}} is a day off for {{unit}}, and nothing is recorded for it yet.",
    earlier_one:
      "{{date}} is recorded already, and your line names no date. It would change {{count}} entry of that day.",
    earlier_other:
      "{{date}} is recorded already, and your line names no date. It would change {{count}} entries of that day.",
    recordOwn: "Record you as *{{status}}* on *{{date}}*. Is that right?",
    noSession: "Record that *{{unit}}* has no session in {{week}} ({{reason}}). Is that right?",
    twoDays:
      "“{{word}}” is read as {{date}}. It could be {{other}} as well; if you mean that, write `{{example}}` instead.",
    dayInReason:
      "“{{word}}” is taken as part of the reason and says nothing of the day. If it is the day, write it right behind the status: `leave 10-14 dentist`.",
    nameInReason:
      "“{{word}}” could be somebody's name, and is taken as part of the reason. If the line is about that person, write the full name first: `王伟 leave`.",
    longer:
      "“{{word}}” may be more than one day, and this is about one session only. For leave on several days write how long, or until when: `leave 3 days trip`, `leave 10-14 to 10-18 trip`.",
    nameOrDay:
      "“{{word}}” is somebody's name and a day. It is taken as the name; for the day, write its date.",
    dayOrName:
      "“{{word}}” is a day and somebody's name. It is taken as the day; for the person, write the status right behind the name: `{{word}} leave`.",
    othersCame: "Nothing is recorded for {{date}} yet. Whom your line does not name is taken as present.",
    otherNumber: "You wrote {{stated}}, and the list for {{date}} has {{listed}} people.",
    noStatus:
      "Your line does not say whether {{word}} was late, on leave or absent, and is taken as *absent*. Otherwise write it behind the name: `all except 王伟 leave`.",
    bareReason:
      "“{{word}}” is taken as a reason. If it is somebody's name, write it as on the roster, with a comma before it and a status behind.",
    leaveKinds: "Head-counts keep no kinds of leave: all of these count as on leave ({{word}}).",
    lateAmong:
      "The {{late}} late are counted besides the {{present}} who came: {{total}} in all. If they are among them, say how many were expected too: `expected 23, 实到 23, 1 late`.",
    fewerOnLeave: "These numbers leave out leave that was announced for {{date}}: {{names}}.",
  },
  replaced: {
    one: "{{name}}: {{from}} → {{to}}",
    people: "Recorded otherwise before: {{changes}}.",
    counts: "Reported before: {{counts}}",
  },
  undoLate:
    "*Not taken back.* [Undo] works for ten minutes, which ended at {{until}}. Change it on the form (`/attendance`), or take the whole session back with `/attendance undo`.",
  reasons: "Reasons: {{reasons}}",
  reasonOf: "{{name}}: {{reason}}",
  betweenReasons: "; ",
  change: "Change",
  whoChanged: "Who changed what",
  askHead: "Ask {{name}}",
  asked:
    "A message to {{name}} is on its way, to look at *{{unit}}, {{date}}*; should it not arrive, you will hear from me. Prompts that {{unit}} has had about that week: {{count}}.",
  askedAlready: "{{name}} was already asked about *{{unit}}, {{date}}* today. One prompt a day is enough.",
  askLost:
    "*My message did not reach {{name}}*, whom you asked to look at *{{unit}}, {{date}}*: Slack did not deliver it. Please tell them in another way, or ask an administrator.",
  askedFor: {
    goesAlong: "What you entered goes along.",
    wants: "To be saved: {{changes}}. The form holds it; add the reason and save.",
    form: "*{{asker}} asks you to save this:* {{changes}}. Check it, give the reason below, and save.",
    others: "everybody else present",
    nothing: "nothing that is not recorded already",
  },
  askMessage:
    "{{asker}} asks you to correct the attendance of *{{unit}}, {{date}}*: the week is locked, and you may still change it with a reason.",
  openForm: "Open the form",
  own: {
    present: "Saved: you are *here*, {{date}}.",
    late: "Saved: you are *late*, {{date}}.",
    leave: "Saved: you are *on leave*, {{date}}.",
    changed: "Before it was “{{before}}”.",
    same: "Nothing to change: you are recorded as *{{status}}*, {{date}}.",
    notStudyDay:
      "{{date}} is not your unit's usual study day, though; its next session is on {{next}}. If you meant that one, withdraw this and announce leave for it.",
    announced:
      "Your leave on *{{date}}* is announced. When your unit's session is recorded, you are on leave there.",
    announcedDays_one:
      "Your leave from {{from}} to {{to}} is announced for the session day in it: *{{days}}*. When that session is recorded, you are on leave there.",
    announcedDays_other:
      "Your leave from {{from}} to {{to}} is announced for {{count}} session days: *{{days}}*. When they are recorded, you are on leave there.",
    nothingToWithdrawSpan: "No leave is announced for the days from *{{date}}* to *{{to}}*.",
    stillOnLeave:
      "Today's session has you on leave already. If you are there after all, write `/attendance here`.",
    reason: "Reason: {{reason}}",
    withdraw: "Withdraw",
    withdrawn: "Your leave on *{{date}}* is withdrawn.",
    nothingToWithdraw: "No leave is announced for *{{date}}* any more.",
  },
  form: {
    title: "Record attendance",
    savedTitle: "Saved",
    unit: "Unit",
    date: "Date",
    material: "Material studied",
    ledBy: "Led by",
    everyone: "*Everyone was present, except:*",
    late: "Late",
    leave: "On leave",
    absent: "Absent",
    search: "Choose, or type a name or initials",
    counts: "*Head-counts* – {{unit}} has no list of people yet.",
    count: { present: "Present", late: "Late", leave: "On leave", absent: "Absent" },
    notYet_one: "Not recorded yet. {{count}} person is expected.",
    notYet_other: "Not recorded yet. {{count}} people are expected.",
    isRecorded: "Recorded so far: {{counts}}",
    silentNote_one:
      "{{count}} person is not recorded yet: saving marks everyone whom you do not list as present.",
    silentNote_other:
      "{{count}} people are not recorded yet: saving marks everyone whom you do not list as present.",
    tooMany:
      "{{count}} people are {{status}}: too many to list here. They stay as they are, unless you put somebody into another list.",
    announcedNote: "People with announced leave are filled in.",
    correction: "Reason for the correction",
    correctionHint: "The week is locked since {{until}}. The reason stands in the history.",
    lockedHint: "This week is locked since {{until}}; you may still correct it with a reason.",
    draft: "You have an unsaved draft for *{{unit}}, {{date}}*, from {{at}}.",
    useDraft: "Use it",
    discardDraft: "Discard",
    moved:
      "This is now *{{unit}}, {{date}}*. What you had picked before is kept as a draft. Please check and save.",
    ownDraft: "What you picked at {{at}} and did not save is filled in.",
    ownTitle: "My attendance",
    ownStatus: "I am",
    here: "here",
    ownLate: "late",
    ownLeave: "on leave",
    reason: "Reason (for being late or on leave)",
    ownHint:
      "A date to come can be given for leave. What you say of a day that is over goes to your liaison, who records it.",
  },
  refused: {
    future:
      "{{date}} is still to come. Attendance is recorded on the day or later; leave can be announced with `/attendance leave`.",
    reasonMissing:
      "The week of {{date}} is locked. Say why it is corrected: the reason stands in the history.",
    reasonOnForm:
      "*Not saved yet.* The week of {{date}} is locked, and a correction needs a reason. Open the form to give it; what you wrote waits there as a draft.",
    noRoster:
      "{{unit}} has no list of people yet. Report head-counts instead: `/attendance 42 present 1 late 2 leave`.",
    byName:
      "*Not saved.* {{unit}} is already recorded by name for that day; head-counts would hide who was there. Use the form to change it.",
    overRoster:
      "The numbers add up to {{count}}, and the list of {{unit}} has {{roster}}. Please check them.",
    nobody: "The numbers add up to nobody. Enter how many were present, late, on leave and absent.",
    notNumber: "Please enter a whole number from 0 to 100,000.",
    leftRoster:
      "Somebody picked is not on the list of {{unit}} for that day. Open the form again and choose from its list.",
    unknownLeader: "That person is not on the roster. Choose somebody from the list, or leave it empty.",
    notExpected: "You are not on your unit's list for {{date}}. Ask your liaison to look at the roster.",
    byHeadCount:
      "Your unit has reported {{date}} as head-counts, so single people are not recorded. Ask your liaison if that is wrong.",
    byOther:
      "*Not saved.* Somebody else has recorded you otherwise for {{date}}. Say that day in a line of its own: they are asked to record it. Then say the days after it.",
    closed:
      "This check-in has closed. Tell your liaison, or use `/attendance here` if your unit studies today.",
    otherUnit:
      "This check-in is for {{unit}}, and you are on the list of another unit. Use `/attendance here` for your own.",
    noSelf:
      "In {{unit}} attendance is recorded for everybody by the liaison: {{liaisons}}. Tell them, and it is done.",
    noSelfNoLiaison:
      "In {{unit}} attendance is recorded by a liaison, and none is on the roster. Ask an administrator to name one.",
    whichDay:
      "{{unit}} has no fixed day of the week, so a week does not say which day is meant. Write the date, such as `10-14 all`.",
    spanPast:
      "*Not saved.* The session of {{date}} lies in that span, and it is gone by. Record that one in a line of its own (`/attendance leave {{example}}`), and let the span begin today or later.",
    spanEmpty:
      "*Not saved.* Your unit has no session day from {{from}} to {{to}}. The next one is {{next}}; write that day to announce leave for it.",
    spanEmptyLast:
      "*Not saved.* Your unit has no session day from {{from}} to {{to}}, and none behind it in this campaign. No leave is needed then.",
    spanNoWeekday:
      "*Not saved.* {{unit}} has no fixed day of the week, so a span does not say which days are meant. Announce leave for each day in a line of its own, such as `/attendance leave 10-14`.",
    noSession: "Your unit has no session on {{date}}. Ask your liaison if one was held.",
    noSessionThen:
      "Your unit has no session on {{date}}. The next one is on {{next}}; leave can be announced with `/attendance leave`.",
    noSelfCheckIn:
      "Checking in by oneself is switched off in this campaign. Record attendance with `/attendance`, or ask an administrator to switch it on (`/campaign settings`).",
    noChannel:
      "A check-in is for a channel, and this is a direct message. Type `/attendance open` in your unit's channel.",
    notMember:
      "I am not in this channel, so I cannot post here. Invite me with `/invite @Studyhall`, then try again.",
    alreadyOpen:
      "A check-in for {{unit}} is already open in this channel, until {{until}}. Use its buttons, or close it first.",
    mayNotClose:
      "Only the person who opened this check-in, or the unit's liaison or head, can close it. Ask one of them.",
    mayNotRemind:
      "You can remind liaisons of your own unit and below, as a liaison, head or leading-group member. Ask one of them.",
  },
  status: {
    title: "Attendance",
    headline: "*{{unit}} · {{week}}*",
    headlineOfOwn: "*{{unit}} and its own offices · {{week}}*",
    weekOff: "A week off: no session is held.",
    notBegun: "This week has not begun: nothing is owed yet.",
    reported_one: "*{{reported}} of {{total}} unit reported*",
    reported_other: "*{{reported}} of {{total}} units reported*",
    rate: "attendance *{{rate}}* of {{expected}} expected",
    noReport: "no report yet",
    reportedAndOff_one: "*{{reported}} of {{total}} unit reported*, {{off}} off",
    reportedAndOff_other: "*{{reported}} of {{total}} units reported*, {{off}} off",
    off: "off",
    offDay:
      "*{{unit}}* is off: its study day, {{day}}, is a day off. Nothing is owed for the week, unless another day is chosen.",
    offWeek: "*{{unit}}* is off: it has no study day in the week. Nothing is owed.",
    open: "Open",
    notHeld: "{{unit}} has not reported a session of its own this week.",
    noSession: "*{{unit}}* has no session that week: {{reason}}",
    atIt: "They are at it.",
    notHeldYet: "{{unit}} has not reported its session of {{day}} yet.",
    merged: "{{unit}} was merged into {{into}}; its last day was {{day}}.",
    ahead: "The session of {{unit}} is on {{day}}.",
    session: "*{{unit}}, {{date}}*: {{counts}}",
    names: "{{status}}: {{names}}",
    material: "Studied: {{material}}",
    ledBy: "Led by {{name}}",
    whoMissing: "Who has not reported",
  },
  missing: {
    title: "Not reported yet",
    headline: "*{{unit}} · {{week}}*",
    alone: "*It has no report yet.*",
    count_one: "*{{count}} of {{total}} units has no report yet.*",
    count_other: "*{{count}} of {{total}} units have no report yet.*",
    none: "Every unit has reported. Nobody needs a reminder.",
    noneOwed: "Every unit that has a session that week has reported. Nobody needs a reminder.",
    offAlone: "It is off that week and owes nothing. Nobody needs a reminder.",
    off_one: "{{count}} unit is off that week, owes nothing and is not listed.",
    off_other: "{{count}} units are off that week, owe nothing and are not listed.",
    unit: "*{{unit}}* · {{liaisons}}",
    noLiaison: "no liaison on the roster",
    later: "session on {{day}}",
    prompted_one: "{{count}} prompt about this week",
    prompted_other: "{{count}} prompts about this week",
    promptedToday: "prompted today",
    remind: "Remind their liaisons",
    backToStatus: "Status",
  },
  remind: {
    title: "Remind",
    ask_one: "*Send a reminder to {{liaisons}} for {{count}} unit?* It goes by direct message.",
    ask_other: "*Send reminders to {{liaisons}} for {{count}} units?* They go by direct message.",
    sending_one:
      "*A reminder goes to {{liaisons}} for {{count}} unit* by direct message, with a button to the form.",
    sending_other:
      "*Reminders go to {{liaisons}} for {{count}} units* by direct message, with a button to the form.",
    liaisons_one: "{{count}} liaison",
    liaisons_other: "{{count}} liaisons",
    nobody: "*No reminder is sent.*",
    allReported: "Every unit of {{unit}} has reported for {{week}}: there is nobody to remind.",
    already_one: "{{count}} unit was already prompted today: one prompt a unit a day, whoever asks.",
    already_other: "{{count}} units were already prompted today: one prompt a unit a day, whoever asks.",
    answered_one: "{{count}} unit has answered already, and is left alone.",
    answered_other: "{{count}} units have answered already, and are left alone.",
    nobodyOwes: "No unit of {{unit}} owes a report for {{week}}: there is nobody to remind.",
    off_one: "{{count}} unit is off that week and owes nothing.",
    off_other: "{{count}} units are off that week and owe nothing.",
    later_one: "{{count}} unit has its session still ahead, and is left out.",
    later_other: "{{count}} units have their session still ahead, and are left out.",
    unreachable_one: "{{count}} unit has no liaison whom a Slack message reaches; please call: {{units}}.",
    unreachable_other:
      "{{count}} units have no liaison whom a Slack message reaches; please call: {{units}}.",
    undelivered:
      "*The reminder about {{week}} did not reach:* {{units}}. Slack did not deliver it; please call them. An administrator can look at their Slack accounts: `/campaign people`.",
    prompts: "Prompts about this week so far, with this one: {{units}}.",
    locked:
      "Liaisons can no longer record {{week}}, because it is locked. Ask the unit heads to correct it with a reason.",
    weekOff: "No session is held in {{week}}, so there is nobody to remind.",
    notBegun: "It is too early to remind about {{week}}. Come back in that week.",
    message:
      "*{{unit}}* has no attendance for {{week}} yet. Recording takes a minute: everyone present, except those you name.",
    asked:
      "Sent because {{asker}} asked; prompt {{count}} to {{unit}} about this week. A unit gets at most one a day.",
  },
  history: {
    title: "Who changed what",
    headline: "*{{unit}}, {{date}}* – who changed what, newest first",
    none: "Nothing has been recorded for that day.",
    entry: "{{at}} · *{{actor}}*: {{what}}",
    people_one: "{{count}} person",
    people_other: "{{count}} people",
    recorded: "{{names}} → {{to}}",
    changed: "{{names}}: {{from}} → {{to}}",
    because: "({{because}})",
    why: "– reason: {{reason}}",
    announced: "announced leave for {{names}}",
    withdrawn: "withdrew the leave of {{names}}",
    counts: "head-counts → {{counts}}",
    material: "material → {{material}}",
    session: "details of the session",
    import: "Import",
    studyhall: "Studyhall",
  },
  checkIn: {
    title: "*Check-in · {{unit}}, {{date}}*",
    titleClosed: "*Check-in closed · {{unit}}, {{date}}*",
    counts:
      "{{present}} here · {{late}} late · {{leave}} on leave – {{answered}} of {{expected}} have answered",
    closesAt: "Opened by {{by}} · closes {{at}}",
    closedAt: "Opened by {{by}} · closed {{at}}",
    somebody: "an administrator",
    here: "Here",
    late: "Late",
    leave: "On leave",
    close: "Close",
    otherDay:
      "Note that {{unit}} usually studies on {{weekday}}. If this was opened by mistake, close it; nothing is recorded until somebody presses.",
    movedDay:
      "Note that {{unit}} studies on {{day}} this week. If this was opened by mistake, close it; nothing is recorded until somebody presses.",
    restDay:
      "Note that today is a day off for {{unit}}. If this was opened by mistake, close it; nothing is recorded until somebody presses.",
    opened:
      "The check-in is open until {{until}}. Only counts are shown, never names. You can close it earlier.",
    opening:
      "Slack is slow at the moment; the check-in message will appear here shortly. It is open until {{until}}.",
    isClosedComplete: "The check-in of *{{unit}}, {{date}}* is closed. Everybody on the list has answered.",
    isClosed_one:
      "The check-in of *{{unit}}, {{date}}* is closed. {{count}} person has not answered; open the form to complete the list.",
    isClosed_other:
      "The check-in of *{{unit}}, {{date}}* is closed. {{count}} people have not answered; open the form to complete the list.",
  },
  parse: {
    unknownWord: "I don't understand “{{word}}” there.",
    badDate: "“{{word}}” is not a date that I know. Write it like 2026-10-14 or 10-14.",
    badWeek: "“{{word}}” is not a week that I know. Write it like W43 or 2026-W43.",
    missingStatus:
      "Say for “{{word}}” whether they are late, on leave or absent: `all except {{word}} leave`.",
    missingCount: "Say how many are “{{word}}”: `42 present 1 late 2 leave`.",
    noName: "Say who: a name is missing at “{{word}}”.",
    noOthers:
      "Others than whom? Say on the same line who did not come: `王伟 leave, {{word}}`. If all came, write `all`.",
    noUnit: "Say which unit: a code or name is missing after “{{word}}”.",
    absentSelf:
      "Your own absence is for your liaison to record. If you cannot come, write `/attendance leave` and the reason.",
    badCount: "“{{word}}” is not a number of people that can be right. Use whole numbers up to {{max}}.",
    twicePerson: "“{{word}}” stands there twice. Name each person once.",
    twiceCount: "“{{word}}” stands there twice. Give each number once.",
    twiceDate: "There are two dates; the second is “{{word}}”. Keep one.",
    twiceUnit: "There are two units; the second is “{{word}}”. Keep one.",
    twiceWeek: "There are two weeks; the second is “{{word}}”. Keep one.",
    span: "“{{word}}” is more than one day, and this line is about one session. Write each day in a line of its own, such as `10-14 all`. Only your own leave can be longer: write its days right behind the status, such as `leave 10-14 to 10-18 trip`.",
    spanOthers:
      "“{{word}}” is more than one day, and what you record of others is about one session. Write it on each session day: `王伟 leave`. Whoever may check in can announce all of it themselves: `/attendance leave 2 weeks`.",
    spanOrder:
      "“{{word}}” ends before it begins. Write the first day and then the last: `leave 10-14 to 10-18`.",
    sum: "Your numbers add up to {{sum}}, and {{expected}} are expected. Say also how many were late, on leave or absent: `expected 23, 21 present 1 late 1 leave`.",
    tooLong: "The reason is too long: {{max}} characters at most.",
  },
  help: {
    all: "`/attendance all` · `/attendance all except 王伟 leave, @person absent` records your unit's session",
    form: "`/attendance` opens the form for your unit",
    day: "`/attendance 10-14 all` records another day",
    counts: "`/attendance 42 present 1 late 2 leave` records numbers, where there is no list of names",
    open: "`/attendance open` posts a check-in message (where people may check in themselves)",
    self: "`/attendance here` · `/attendance late` · `/attendance leave dentist` is for yourself (leave also for the next session)",
    span: "`/attendance leave 2 weeks` · `leave 25 Jan to 31 Jan trip` · `leave next week` announces each session day in it; `/attendance cancel leave` takes back what is ahead",
    status: "`/attendance status [unit] [week]` shows how many were there",
    missing: "`/attendance missing [week]` shows which units have not reported",
    history: "`/attendance history [unit] [date]` shows who changed what",
    undo: "`/attendance undo [unit] [date]` takes a whole session back",
  },
};
