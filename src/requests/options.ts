import { formValues } from "../slack/form.ts";
import { answerWithin, within } from "./deadline.ts";
import type { Listening } from "./runner.ts";

/** What a select suggests for the letters typed; none where that takes too long, or the select is an earlier version's. */
export function onOptions({ app, routes, runner }: Listening): void {
  app.options(/^/, async ({ options, body, ack }) => {
    const id = "action_id" in options ? options.action_id : "";
    const route = routes.options.get(id);
    if (!route) {
      await runner.acked(ack({ options: [] }));
      return;
    }
    const { handler: run, bare } = route;
    const view = "view" in body ? body.view : undefined;
    const more = {
      query: options.value,
      values: formValues(view?.state),
      viewData: view?.private_metadata ?? "",
    };
    const work = runner.answer(
      body.user.id,
      "options",
      (request) => run({ ...request, ...more }),
      bare && ((request) => bare({ ...request, ...more })),
    );
    const soon = await within(work, answerWithin).catch((error: unknown) => {
      runner.log.warn({ err: error, id }, "no suggestions");
      return "late" as const;
    });
    await runner.acked(ack({ options: soon === "late" ? [] : soon.done.options.slice(0, 100) }));
  });
}
