import { sql } from "../db/client.ts";

/**
 * Of a session `s`: somebody reported it, by head-counts or by a status; a list of expected people alone is no report.
 * A function of the database would be called for each session: PostgreSQL inlines none that has a sub-select.
 */
export const isReported = sql`(s.present IS NOT NULL
  OR EXISTS (SELECT 1 FROM attendance r WHERE r.session_id = s.id AND r.status IS NOT NULL))`;
