import type { AttendanceStatus } from "../model.ts";

/** What somebody may say of themselves; absence is for others to record. */
export const ownStatuses = ["present", "late", "leave"] as const satisfies AttendanceStatus[];
export type OwnStatus = (typeof ownStatuses)[number];
