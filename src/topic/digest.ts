import type { DigestSource } from "../figures/digest.ts";
import { type TopicFigures, topicFigures } from "./figures.ts";

/** What topics add to a digest: one line, and how many are still to come. Where nobody owes a topic, nothing. */
export const topicDigest: DigestSource<TopicFigures> = {
  figures: topicFigures,
  async part({ now: { required, registered }, before, locale }) {
    if (required === 0) return { lines: [], needs: [] };
    const change = before ? locale.change(registered - before.registered) : "";
    const by = change === "" ? "" : locale.t("topic.digest.by", { change });
    const missing = required - registered;
    return {
      lines: [locale.md("topic.digest.line", { registered, required, by })],
      needs: missing > 0 ? [locale.md("topic.digest.missing", { count: missing, shown: missing })] : [],
    };
  },
};
