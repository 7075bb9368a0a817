import type { IsoWeek, Period } from "../../calendar.ts";

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
  /** Units are reminded of what they owe. */
  reminders: boolean;
  /** Whose public holidays hold (ISO 3166-1); null: nobody's. */
  holidayCountry: string | null;
  /** It was closed: nothing is recorded in it any more. */
  isClosed: boolean;
};
