import type { ActorDeps } from "./actor-deps.ts";
import { setInput } from "./actor-views.ts";
import { isFields } from "./args.ts";
import type { Place } from "./elements.ts";
import { topView } from "./payloads.ts";
import type { LocalUser, Outcome } from "./types.ts";

type Typed = { blockId: string; actionId: string };

/** Types a text without pressing Enter. */
export function type(
  deps: ActorDeps,
  user: LocalUser,
  viewId: string,
  { text, ...where }: Typed & { text: string },
): Promise<Outcome | undefined> {
  return setInput(deps, user, viewId, { ...where, value: text }, asksFor("on_character_entered"));
}

/** Presses Enter in a typed input. */
export function enter(
  deps: ActorDeps,
  user: LocalUser,
  viewId: string,
  where: Typed,
): Promise<Outcome | undefined> {
  const { values } = topView(deps.workspace, user.id, viewId).state;
  const text = values[where.blockId]?.[where.actionId]?.value;
  const value = typeof text === "string" ? text : null;
  return setInput(deps, user, viewId, { ...where, value }, asksFor("on_enter_pressed"));
}

/**
 * https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object; an input that
 * does not say when is heard on Enter.
 */
function asksFor(trigger: string): (place: Place) => boolean {
  return ({ element }) => {
    const config = isFields(element.dispatch_action_config) ? element.dispatch_action_config : {};
    const triggers = Array.isArray(config.trigger_actions_on)
      ? config.trigger_actions_on
      : ["on_enter_pressed"];
    return triggers.includes(trigger);
  };
}
