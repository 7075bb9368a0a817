import { z } from "zod";
import type { Option } from "../slack/types.ts";
import { faultKinds, faultyMethods } from "./fault-drawer.ts";
import { isOption } from "./held.ts";

/** What the page's script sends, by what it asks for. Each names the persona who does it. */

const id = z.string().min(1).max(300);
const option = z.custom<Option>(isOption);

/** Where an element stands, as `data-where` says. */
export const where = z.union([
  z.literal("home"),
  z.strictObject({ viewId: id }),
  z.strictObject({ channelId: id, ts: id }),
  z.strictObject({ ephemeral: id }),
]);

const who = { as: id, lang: z.enum(["en", "zh-CN"]).catch("en") };
const seconds = z.coerce.number().min(0).max(600).catch(5);
const times = z.union([z.literal("").transform(() => undefined), z.coerce.number().int().min(1).max(1000)]);

export const requests = {
  say: z.object({ ...who, channelId: id, text: z.string().min(1).max(12_000) }),
  act: z.object({
    ...who,
    where,
    blockId: id,
    actionId: id,
    picked: z.union([z.string().max(12_000), z.array(option), z.null()]),
    /** Whether a text was only typed, or Enter was pressed after it. */
    how: z.enum(["typed", "entered"]).optional(),
  }),
  submit: z.object({ ...who, viewId: id }),
  close: z.object({ ...who, viewId: id, which: z.enum(["top", "all"]) }),
  home: z.object(who),
  shortcut: z.object({ ...who, callbackId: id }),
  messageShortcut: z.object({ ...who, callbackId: id, channelId: id, ts: id }),
  clock: z.object({
    ...who,
    minutes: z
      .number()
      .int()
      .min(1)
      .max(60 * 24 * 366)
      .optional(),
    to: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/)
      .optional(),
  }),
  faults: z.discriminatedUnion("kind", [
    z.object({
      ...who,
      kind: z.enum(faultKinds),
      method: z.enum(faultyMethods),
      times,
      seconds,
      error: z.string().max(60),
    }),
    z.object({ ...who, kind: z.enum(["realRates", "clear"]) }),
  ]),
};

export type Requests = { [Name in keyof typeof requests]: z.infer<(typeof requests)[Name]> };
