import type { IsoDate } from "../calendar.ts";

/** Where a topic stands. `returned` waits for its owner, `registered` for the head of the unit above. */
export const states = ["registered", "returned", "approved", "fieldwork", "concluded"] as const;
export type TopicState = (typeof states)[number];

/** Longest texts: a title is a line (as names in files are), the others are a paragraph or two. */
export const longest = {
  title: 100,
  why: 1500,
  method: 1500,
  findings: 2500,
  reason: 300,
  link: 500,
} as const;
export const mostCoResearchers = 10;
export const mostUnits = 20;

/** What the owner enters. */
export type TopicEntry = {
  directionCode: string;
  title: string;
  why: string | null;
  method: string | null;
  coResearcherIds: string[];
  unitIds: string[];
};

/** Slack's file: its name and address are known a moment after it was handed in. */
export type TopicFile = { id: string; name: string | null; link: string | null };

/** A topic as the database has it, with its owner. */
export type Topic = TopicEntry & {
  id: string;
  campaignId: string;
  owner: { personId: string; name: string; slackUserId: string | null };
  state: TopicState;
  registeredOn: IsoDate;
  returnedReason: string | null;
  findings: string | null;
  link: string | null;
  file: TopicFile | null;
};

/** A direction of the campaign, in both languages. */
export type Direction = { code: string; name: string; nameEn: string };

/** Somebody's topic in a list. */
export type TopicRow = {
  id: string;
  title: string;
  directionCode: string;
  state: TopicState;
  personId: string;
  ownerName: string;
  unitId: string | null;
};
