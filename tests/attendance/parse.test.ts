import { describe, expect, it } from "vitest";
import { type AttendanceCommand, type ParseProblem, parseAttendance } from "../../src/attendance/parse.ts";

/** A Monday, the first day of 2026-W48. */
const today = "2026-11-23";

function understood(lines: Record<string, AttendanceCommand>): void {
  for (const [text, command] of Object.entries(lines)) {
    it(`understands “${text}”`, () =>
      expect(parseAttendance(text, { today })).toEqual({ ok: true, command }));
  }
}

function refused(lines: Record<string, ParseProblem>): void {
  for (const [text, problem] of Object.entries(lines)) {
    it(`refuses “${text}”`, () => expect(parseAttendance(text, { today })).toEqual({ ok: false, problem }));
  }
}

const name = (called: string, status: "late" | "leave" | "absent") => ({ who: { name: called }, status });
const mention = (slackUserId: string, status: "late" | "leave" | "absent") => ({
  who: { slackUserId },
  status,
});
const counts = (present: number, late: number, leave: number, absent: number) =>
  ({ kind: "counts", present, late, leave, absent }) as const;

describe("without an entry", () => {
  understood({
    "": { kind: "form" },
    " \u3000 ": { kind: "form" },
    help: { kind: "help" },
    "？": { kind: "help" },
    帮助: { kind: "help" },
    open: { kind: "open" },
    签到: { kind: "checkIn" },
  });
});

describe("about oneself", () => {
  understood({
    here: { kind: "self", status: "present" },
    "HERE.": { kind: "self", status: "present" },
    ｌａｔｅ: { kind: "self", status: "late" },
    出勤: { kind: "self", status: "present" },
    迟到: { kind: "self", status: "late" },
    请假: { kind: "self", status: "leave" },
    "here yesterday": { kind: "self", status: "present", date: "2026-11-22" },
    "leave dentist": { kind: "self", status: "leave", reason: "dentist" },
    "late Bus": { kind: "self", status: "late", reason: "Bus" },
    "leave: R&amp;D day, in  Town": { kind: "self", status: "leave", reason: "R&D day, in  Town" },
    "请假 看病": { kind: "self", status: "leave", reason: "看病" },
    请假看病: { kind: "self", status: "leave", reason: "看病" },
    "请假，看病": { kind: "self", status: "leave", reason: "看病" },
    "leave 2026-11-05 dentist": { kind: "self", status: "leave", date: "2026-11-05", reason: "dentist" },
    "2026-11-05 leave dentist": { kind: "self", status: "leave", date: "2026-11-05", reason: "dentist" },
    明天请假: { kind: "self", status: "leave", date: "2026-11-24" },
    "leave 12-5 to 12-7 trip": {
      ...{ kind: "self", status: "leave", date: "2026-12-05", until: "2026-12-07", reason: "trip" },
    },
    "cancel leave": { kind: "cancelLeave" },
    "销假 明天": { kind: "cancelLeave", date: "2026-11-24" },
    "cancel leave 12-5 to 12-7": { kind: "cancelLeave", date: "2026-12-05", until: "2026-12-07" },
  });

  describe("keeps a length of time a reason, and asks whether one day is meant", () => {
    const asked = (reason: string): AttendanceCommand => ({
      ...{ kind: "self", status: "leave", reason },
      doubts: [{ kind: "longer", word: reason }],
    });
    understood({
      "leave 3-4 days": asked("3-4 days"),
      "请假 1.5天": asked("1.5天"),
      "leave 2": asked("2"),
    });
  });

  it("takes a reason of 200 characters and no longer one", () => {
    const reason = "𠮷".repeat(200);
    expect(parseAttendance(`leave ${reason}`, { today })).toMatchObject({ ok: true, command: { reason } });
    expect(parseAttendance(`leave ${reason}x`, { today })).toEqual({
      ok: false,
      problem: { code: "tooLong", max: 200 },
    });
  });

  refused({
    absent: { code: "absentSelf", word: "absent" },
    缺勤: { code: "absentSelf", word: "缺勤" },
    "here now": { code: "unknownWord", word: "now" },
    "for OFF01 here": { code: "unknownWord", word: "for" },
    "late 11-5 to 11-7": { code: "span", word: "11-5 to 11-7" },
    "late 2 days": { code: "span", word: "2 days" },
    "请假 11月7日至11月5日": { code: "spanOrder", word: "11月7日至11月5日" },
    "10-14 leave 10-15": { code: "twice", what: "date", word: "10-15" },
  });
});

describe("everyone, with exceptions", () => {
  understood({
    all: { kind: "everyone", except: [] },
    全到: { kind: "everyone", except: [] },
    "10月14日全到": { kind: "everyone", date: "2026-10-14", except: [] },
    "2026-10-14 all except <@U012AB|wang> leave, 姓名 absent": {
      kind: "everyone",
      date: "2026-10-14",
      except: [mention("U012AB", "leave"), name("姓名", "absent")],
    },
    "all except <@U012AB>late<@W34>absent": {
      kind: "everyone",
      except: [mention("U012AB", "late"), mention("W34", "absent")],
    },
    "王伟请假，其余全到": { kind: "everyone", except: [name("王伟", "leave")] },
    "10-14 王伟、李雷迟到 其他人全到。": {
      kind: "everyone",
      date: "2026-10-14",
      except: [name("王伟", "late"), name("李雷", "late")],
    },
    王伟请假: { kind: "people", except: [name("王伟", "leave")] },
    "Wang Wei late, everyone else here": { kind: "everyone", except: [name("Wang Wei", "late")] },
    "全到 除 王伟 请假、李雷 缺勤": {
      kind: "everyone",
      except: [name("王伟", "leave"), name("李雷", "absent")],
    },
    "10月14日 全到 除王伟请假，李雷缺勤": {
      kind: "everyone",
      date: "2026-10-14",
      except: [name("王伟", "leave"), name("李雷", "absent")],
    },
    "１０月１４日全到除了王伟请假李雷缺勤。": {
      kind: "everyone",
      date: "2026-10-14",
      except: [name("王伟", "leave"), name("李雷", "absent")],
    },
    "除王伟请假外，其余全到": { kind: "everyone", except: [name("王伟", "leave")] },
    "除 王伟 请假": { kind: "everyone", except: [name("王伟", "leave")] },
    "all Wei leave": { kind: "everyone", except: [name("Wei", "leave")] },
    "all except A": {
      kind: "everyone",
      except: [name("A", "absent")],
      doubts: [{ kind: "noStatus", word: "A" }],
    },
  });

  describe("lets people share a status", () => {
    const three = [name("A", "leave"), name("B", "leave"), name("C", "late")];
    understood({
      "all except A, B leave, C late": { kind: "everyone", except: three },
      "all except A and B leave and C late": { kind: "everyone", except: three },
      "all except A, and B leave; C late": { kind: "everyone", except: three },
      "全到 除 A、B 请假，C 迟到": { kind: "everyone", except: three },
      "全到 除 A 和 B 请假，C 迟到": { kind: "everyone", except: three },
      "全到除<@U1>和王伟请假": { kind: "everyone", except: [mention("U1", "leave"), name("王伟", "leave")] },
    });
  });

  describe("keeps names as they are", () => {
    understood({
      "all except Wang  Wei leave": { kind: "everyone", except: [name("Wang  Wei", "leave")] },
      "all except @Andy Forde late": { kind: "everyone", except: [name("Andy Forde", "late")] },
      "全到除王和平请假、陈到迟到": {
        kind: "everyone",
        except: [name("王和平", "leave"), name("陈到", "late")],
      },
      "全到，除外力·艾山请假外": { kind: "everyone", except: [name("外力·艾山", "leave")] },
      "all except Jose\u0301 O’Late-Smith leave": {
        kind: "everyone",
        except: [name("José O’Late-Smith", "leave")],
      },
      "all except J. R&amp;D leave": { kind: "everyone", except: [name("J. R&D", "leave")] },
      'all except "Smith, John" leave, “Late, Amy” absent': {
        kind: "everyone",
        except: [name("Smith, John", "leave"), name("Late, Amy", "absent")],
      },
    });
  });

  describe("for another unit", () => {
    understood({
      "for OFF01 all": { kind: "everyone", unit: "OFF01", except: [] },
      "all for Qingxi Primary except A late": {
        kind: "everyone",
        unit: "Qingxi Primary",
        except: [name("A", "late")],
      },
      "all except A late for OFF01": { kind: "everyone", unit: "OFF01", except: [name("A", "late")] },
      "单位 办公室 10月14日 全到": { kind: "everyone", unit: "办公室", date: "2026-10-14", except: [] },
      单位办公室全到: { kind: "everyone", unit: "办公室", except: [] },
      'for "All for One" all': { kind: "everyone", unit: "All for One", except: [] },
    });
  });

  refused({
    "all except": { code: "noName", word: "except" },
    "全到 除 请假": { code: "noName", word: "请假" },
    "all except A leave late": { code: "noName", word: "late" },
    "all except A leave, B, <@U1>": { code: "missingStatus", word: "B" },
    "all except A leave, a absent": { code: "twice", what: "person", word: "a" },
    "全到除<@U1>请假<@U1|x>迟到": { code: "twice", what: "person", word: "<@U1>" },
    "all except <#C1|hall> leave": { code: "unknownWord", word: "<#C1|hall>" },
    "for all": { code: "unknownWord", word: "for" },
    "10-14 for": { code: "noUnit", word: "for" },
    "for A, for B all": { code: "twice", what: "unit", word: "for B" },
  });
});

describe("head-counts", () => {
  understood({
    "42 present 1 late 2 leave": counts(42, 1, 2, 0),
    "2 leave, 42 here": counts(42, 0, 2, 0),
    "present 42, late 1": counts(42, 1, 0, 0),
    "42 出勤 1 迟到": counts(42, 1, 0, 0),
    "出勤42 迟到1 请假2": counts(42, 1, 2, 0),
    出勤42迟到1请假2缺勤3: counts(42, 1, 2, 3),
    "42人出勤": counts(42, 0, 0, 0),
    "出勤：４２人；缺席：３人。": counts(42, 0, 0, 3),
    请假5人: counts(0, 0, 5, 0),
    "leave 2 present 42": counts(42, 0, 2, 0),
    "0 present": counts(0, 0, 0, 0),
    "100000 present": counts(100_000, 0, 0, 0),
    "10月14日42人出勤1人迟到": { ...counts(42, 1, 0, 0), date: "2026-10-14" },
    "10-14 42 present for OFF01": { ...counts(42, 0, 0, 0), date: "2026-10-14", unit: "OFF01" },
    "for No. 1 School 42 present": { ...counts(42, 0, 0, 0), unit: "No. 1 School" },
    "单位 42中 出勤42": { ...counts(42, 0, 0, 0), unit: "42中" },
  });

  refused({
    "42": { code: "missingStatus", word: "42" },
    "42 present 7": { code: "missingStatus", word: "7" },
    "42 present late": { code: "missingCount", word: "late" },
    "42 presents": { code: "unknownWord", word: "presents" },
    "42 present Tom": { code: "unknownWord", word: "Tom" },
    "-1 present": { code: "badCount", word: "-1 present", max: 100_000 },
    "present 100001": { code: "badCount", word: "present 100001", max: 100_000 },
    "42 present 3 Here": { code: "twice", what: "count", word: "3 Here" },
  });
});

describe("looking things up", () => {
  understood({
    status: { kind: "status" },
    "status OFF01 w44": { kind: "status", unit: "OFF01", week: "2026-W44" },
    "status 2025-W52 No. 1 School": { kind: "status", unit: "No. 1 School", week: "2025-W52" },
    "status last week": { kind: "status", week: "2026-W47" },
    "status for OFF01": { kind: "status", unit: "OFF01" },
    "status week 48": { kind: "status", week: "2026-W48" },
    状态清溪小学上周: { kind: "status", unit: "清溪小学", week: "2026-W47" },
    "状态 第44周 办公室": { kind: "status", unit: "办公室", week: "2026-W44" },
    "status for W44": { kind: "status", week: "2026-W44" },
    'status "W44"': { kind: "status", unit: "W44" },
    missing: { kind: "missing" },
    "未报 44周": { kind: "missing", week: "2026-W44" },
    history: { kind: "history" },
    "history OFF01 10-14": { kind: "history", unit: "OFF01", date: "2026-10-14" },
    "记录 昨天 办公室": { kind: "history", unit: "办公室", date: "2026-11-22" },
    历史清溪小学10月14日: { kind: "history", unit: "清溪小学", date: "2026-10-14" },
    undo: { kind: "undo" },
    撤销: { kind: "undo" },
    "undo 10-14": { kind: "undo", date: "2026-10-14" },
    "撤销 办公室 10月14日": { kind: "undo", unit: "办公室", date: "2026-10-14" },
    "history 3-1小学": { kind: "history", unit: "3-1小学" },
  });

  refused({
    "status W54": { code: "badWeek", word: "W54" },
    "status W44 W45": { code: "twice", what: "week", word: "W45" },
    "missing OFF01": { code: "unknownWord", word: "OFF01" },
    "history 2026-02-30": { code: "badDate", word: "2026-02-30" },
    "open now": { code: "unknownWord", word: "now" },
  });
});

describe("a date or week without a year", () => {
  it("is the last such day up to today, for what has been", () => {
    expect(parseAttendance("11-23 all", { today })).toMatchObject({ command: { date: "2026-11-23" } });
    expect(parseAttendance("11/24 all", { today })).toMatchObject({ command: { date: "2025-11-24" } });
    expect(parseAttendance("12月31日 全到", { today: "2027-01-04" })).toMatchObject({
      command: { date: "2026-12-31" },
    });
  });

  it("is the nearest such day for leave, which is also taken in advance", () => {
    expect(parseAttendance("leave 1-5", { today })).toMatchObject({ command: { date: "2027-01-05" } });
    expect(parseAttendance("leave 11-20", { today })).toMatchObject({ command: { date: "2026-11-20" } });
    expect(parseAttendance("leave 12-30", { today: "2027-01-04" })).toMatchObject({
      command: { date: "2026-12-30" },
    });
  });

  it("is the last such week that has begun", () => {
    expect(parseAttendance("status W48", { today })).toMatchObject({ command: { week: "2026-W48" } });
    expect(parseAttendance("status W49", { today })).toMatchObject({ command: { week: "2025-W49" } });
    expect(parseAttendance("status W53", { today: "2027-01-05" })).toMatchObject({
      command: { week: "2026-W53" },
    });
  });

  it("takes 29 February in a leap year and refuses it far from one", () => {
    expect(parseAttendance("2-29 all", { today: "2028-03-01" })).toMatchObject({
      command: { date: "2028-02-29" },
    });
    expect(parseAttendance("2-29 all", { today: "2027-02-01" })).toEqual({
      ok: false,
      problem: { code: "badDate", word: "2-29" },
    });
  });

  refused({
    "2026-02-30 all": { code: "badDate", word: "2026-02-30" },
    "14/10 all": { code: "badDate", word: "14/10" },
    "13月1日 全到": { code: "badDate", word: "13月1日" },
    "2026-10 all": { code: "badDate", word: "2026-10" },
    "10-14 10-15 all": { code: "twice", what: "date", word: "10-15" },
    "2026-10-14": { code: "unknownWord", word: "2026-10-14" },
    foo: { code: "unknownWord", word: "foo" },
    "王伟，其余全到": { code: "missingStatus", word: "王伟" },
  });
});
