import type { IsoWeek, Period } from "../calendar.ts";

/** The campaign's frame: when it runs and the choices that it makes. */
export type Campaign = {
  id: string;
  name: string;
  nameEn: string;
  timeZone: string;
  period: Period;
  weeksOff: IsoWeek[];
  topicRequiredOf: string[];
  selfCheckIn: boolean;
  lockDays: number;
  checkInMinutes: number;
};
