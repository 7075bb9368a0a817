import { randomBytes } from "node:crypto";
import { Refusal } from "./refusal.ts";

/** What a user did, for which the bot may open one view. */
export type Trigger = { userId: string; channelId?: string; viewId?: string };

export type Triggers = {
  /** A trigger id, good once and for a short while of real time. */
  issue(trigger: Trigger): string;
  /** @throws Refusal invalid_trigger_id, exchanged_trigger_id, expired_trigger_id. */
  exchange(id: string): Trigger;
};

const remembered = 5_000;

/** @param life in real milliseconds: moving the workspace's clock must not expire what a user has just pressed. */
export function createTriggers(life: number): Triggers {
  const issued = new Map<string, Trigger & { at: number; used: boolean }>();
  return {
    issue: (trigger) => {
      const id = `${issued.size + 1}.${randomBytes(4).readUInt32BE()}.${randomBytes(16).toString("hex")}`;
      issued.set(id, { ...trigger, at: performance.now(), used: false });
      const oldest = issued.keys().next().value;
      if (issued.size > remembered && oldest !== undefined) issued.delete(oldest);
      return id;
    },
    exchange: (id) => {
      const trigger = issued.get(id);
      if (!trigger) throw new Refusal("invalid_trigger_id");
      if (trigger.used) throw new Refusal("exchanged_trigger_id");
      if (performance.now() - trigger.at >= life) throw new Refusal("expired_trigger_id");
      trigger.used = true;
      const { userId, channelId, viewId } = trigger;
      return { userId, ...(channelId ? { channelId } : {}), ...(viewId ? { viewId } : {}) };
    },
  };
}
