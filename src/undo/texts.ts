import type { Texts } from "../i18n/index.ts";

export const texts: Texts = {
  en: {
    changed:
      "*Not taken back.* {{by}} has changed the same since, at {{at}}. Look at what stands now, and change it there.",
    changedByYou:
      "*Not taken back.* You have changed the same yourself since, at {{at}}. Look at what stands now, and change it there.",
    notYours: "*Not taken back.* Only whoever saved it can undo it here; everybody else changes what stands.",
  },
  "zh-CN": {
    changed: "*没有撤销。* {{by}}已在 {{at}} 改动过同一记录。请先查看现有记录，再作修改。",
    changedByYou: "*没有撤销。* 您自己已在 {{at}} 改动过同一记录。请先查看现有记录，再作修改。",
    notYours: "*没有撤销。* 只有保存的人可以在这里撤销；其他人请直接修改现有记录。",
  },
};
