import { UserError } from "../errors.ts";
import type { Feature } from "../feature.ts";
import type { HandlersWithoutCampaign } from "../slack/requests.ts";
import { questionActions } from "./questions.ts";

/** What a request with an id that no feature has comes to: a form or a shortcut of an earlier version. */
export const outOfDate = async (): Promise<never> => {
  throw new UserError("common.outOfDate");
};

/** What answers an id; `bare` while there is no campaign. */
type Route<H, B> = { handler: H; bare: B | undefined };

/** Every feature's handlers by kind and id. */
export type Routes = ReturnType<typeof routesOf>;

/** @throws Error for an id that two features have */
export function routesOf(features: Feature[]) {
  function table<H, B>(
    of: (feature: Feature) => Record<string, H> | undefined,
    bareOf: (bare: HandlersWithoutCampaign) => Record<string, B> | undefined,
  ): Map<string, Route<H, B>> {
    const routes = new Map<string, Route<H, B>>();
    for (const feature of features)
      for (const [id, handler] of Object.entries(of(feature) ?? {})) {
        if (routes.has(id)) throw new Error(`${id} is answered by two features`);
        routes.set(id, { handler, bare: bareOf(feature.withoutCampaign ?? {})?.[id] });
      }
    return routes;
  }
  const none = () => undefined;
  const commands = table(
    ({ commands }) => commands,
    ({ commands }) => commands,
  );
  const ofQuestions = questionActions((name) => commands.get(name)?.handler);
  return {
    commands,
    shortcuts: table(({ shortcuts }) => shortcuts, none),
    messageShortcuts: table(({ messageShortcuts }) => messageShortcuts, none),
    actions: new Map([
      ...table(
        ({ actions }) => actions,
        ({ actions }) => actions,
      ),
      ...Object.entries(ofQuestions).map(([id, handler]) => [id, { handler, bare: undefined }] as const),
    ]),
    views: table(
      ({ views }) => views,
      ({ views }) => views,
    ),
    options: table(
      ({ options }) => options,
      ({ options }) => options,
    ),
  };
}
