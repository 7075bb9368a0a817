/** Words of why somebody was late, on leave or absent; written as those in `words.ts`. */

/** Leave with its reason in one word; the word is the reason. */
export const leaveKindWords = [
  ...["sick", "sick leave", "ill", "off sick", "annual leave", "personal leave"],
  ...["maternity leave", "paternity leave", "business trip", "on business", "official leave"],
  ...["病假", "事假", "公假", "产假", "婚假", "丧假", "年假", "年休假", "探亲假", "陪产假", "护理假"],
  ...["育儿假", "出差", "公差", "因公出差", "因病", "因事", "因公"],
] as const;

/** Where a reason begins, if somebody says so. */
export const becauseWords = [
  ...["because", "because of", "due to", "因为", "由于", "原因", "事由", "因"],
] as const;

/** Days that nobody could write down: 请假 周末 must not become leave today. */
export const vagueDayWords = [
  ...["weekend", "next month", "last month", "next year", "month end", "this month"],
  ...["周末", "週末", "下个月", "下月", "上个月", "上月", "本月", "月初", "月中", "月底", "月末"],
  ...["年底", "年初", "明年", "去年"],
] as const;

/** Reasons that people give in a word, so that nobody's name is meant. */
export const commonReasons = [
  ...["traffic", "bus", "train", "dentist", "doctor", "hospital", "flu", "fever", "cold", "meeting"],
  ...["training", "exam", "funeral", "wedding", "family", "trip", "travel", "dentist appointment"],
  ...["看病", "生病", "就医", "就诊", "住院", "体检", "复查", "手术", "牙痛", "发烧", "高烧", "感冒"],
  ...["不适", "身体不适", "堵车", "塞车", "路堵", "公交晚点", "开会", "会议", "培训", "学习", "考试"],
  ...["监考", "值班", "上课", "有课", "加班", "有事", "家事", "家里有事", "家中有事", "私事", "搬家"],
  ...["接孩子", "送孩子", "陪护", "结婚", "奔丧", "因公", "下乡", "出差", "外出", "半天", "一天"],
] as const;
