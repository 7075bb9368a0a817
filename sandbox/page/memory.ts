import type { ElementState, LocalSlack, StoredMessage } from "../slack/types.ts";
import type { Picked } from "./held.ts";
import { type Fields, textOf } from "./show.ts";

/** What the page remembers of its visitors: how far each persona has read, and what they chose outside modals. */
export type Memory = {
  /** Notes that the persona has seen everything in the channel. */
  read(userId: string, channelId: string): void;
  /** Whether somebody else has written there since. */
  unread(userId: string, channelId: string): boolean;
  choose(userId: string, where: string, element: Fields & { blockId: string }, picked: Picked): void;
  chosen(userId: string, where: string, blockId: string, actionId: string): ElementState | undefined;
};

/** All messages of a channel that the user sees, oldest first. */
export function messagesFor(local: LocalSlack, userId: string, channelId: string): StoredMessage[] {
  // Every ts is as long as the others, so that text order is time order.
  const all = [...local.messages(channelId), ...local.ephemerals(userId, channelId)];
  return all.sort((a, b) => (a.ts < b.ts ? -1 : 1));
}

/** What stands in the channels already counts as read. */
export function createMemory(local: LocalSlack): Memory {
  const readTo = new Map<string, string>();
  const choices = new Map<string, ElementState>();
  const last = (userId: string, channelId: string) => messagesFor(local, userId, channelId).at(-1);
  const begun = new Map<string, string>();
  for (const user of local.users()) {
    for (const id of [
      local.directChannel(user.id),
      ...local.channels(user.id).map((channel) => channel.id),
    ]) {
      begun.set(`${user.id} ${id}`, last(user.id, id)?.ts ?? "");
    }
  }
  return {
    read: (userId, channelId) => {
      readTo.set(`${userId} ${channelId}`, last(userId, channelId)?.ts ?? "");
    },
    unread: (userId, channelId) => {
      const newest = last(userId, channelId);
      const key = `${userId} ${channelId}`;
      const seen = readTo.get(key) ?? begun.get(key) ?? "";
      return newest !== undefined && newest.user !== userId && newest.ts > seen;
    },
    choose: (userId, where, element, picked) => {
      const key = JSON.stringify([userId, where, element.blockId, textOf(element.action_id)]);
      choices.set(key, stateOf(element, picked));
    },
    chosen: (userId, where, blockId, actionId) =>
      choices.get(JSON.stringify([userId, where, blockId, actionId])),
  };
}

/** What an element holds after the choice, for `heldBy` to read. */
function stateOf(element: Fields, picked: Picked): ElementState {
  const type = textOf(element.type);
  if (!Array.isArray(picked)) return { type, value: picked ?? "" };
  const byId = /(users|channels|conversations)_select$/.test(type);
  return byId
    ? { type, selected_users: picked.map((option) => option.value) }
    : { type, selected_options: picked };
}
