import { z } from "zod";
import type { DigestSource } from "../figures/digest.ts";

/** The figures that a page shows, as `topicFigures` answers them. */
const figures = z.object({ required: z.number(), registered: z.number() });

/** What topics add to a digest: one line, and how many are still to come. Where nobody owes a topic, nothing. */
export function topicDigest(): DigestSource {
  return {
    async part({ now, before, locale }) {
      const { required, registered } = figures.parse(now);
      if (required === 0) return { lines: [], needs: [] };
      const change = before ? locale.change(registered - figures.parse(before).registered) : "";
      const by = change === "" ? "" : locale.t("topic.digest.by", { change });
      const missing = required - registered;
      return {
        lines: [locale.md("topic.digest.line", { registered, required, by })],
        needs: missing > 0 ? [locale.md("topic.digest.missing", { count: missing, shown: missing })] : [],
      };
    },
  };
}
