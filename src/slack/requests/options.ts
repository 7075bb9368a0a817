import type { Feature } from "../../feature.ts";
import { answerWithin, within } from "../deadline.ts";
import { formValues } from "../form.ts";
import type { Bare, Listening, Of } from "./runner.ts";

/** What a select suggests for the letters typed; none where that takes too long. */
export function onOptions(
  { app, runner }: Listening,
  id: string,
  run: Of<Feature["options"]>,
  bare?: Of<Bare["options"]>,
): void {
  app.options(id, async ({ options, body, ack }) => {
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
