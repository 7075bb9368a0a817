import type { ModalView } from "@slack/types";
import { describe, expect, it } from "vitest";
import { formBot, input, modal, plain, text } from "./form-bot.ts";
import { localSlack, refusalOf } from "./support.ts";

describe("opening", () => {
  it("takes a trigger once", async () => {
    const { slack, web } = await localSlack();
    const { trigger } = await formBot(slack);
    const trigger_id = await trigger();
    const { view } = await web.views.open({ trigger_id, view: plain });
    expect(view).toMatchObject({
      type: "modal",
      callback_id: "form",
      root_view_id: view?.id,
      previous_view_id: null,
    });
    expect(await refusalOf(web.views.open({ trigger_id, view: plain }))).toBe("exchanged_trigger_id");
    expect(await refusalOf(web.views.open({ trigger_id: "1.2.3", view: plain }))).toBe("invalid_trigger_id");
  });

  it("is too late after the trigger's life", async () => {
    const { slack, web } = await localSlack({ timing: { triggerLife: 0 } });
    const { trigger } = await formBot(slack);
    expect(await refusalOf(web.views.open({ trigger_id: await trigger(), view: plain }))).toBe(
      "expired_trigger_id",
    );
    expect(slack.views("U0LIAISON")).toEqual([]);
  });

  it("refuses a view against the limits and leaves the trigger unspent", async () => {
    const { slack, web } = await localSlack();
    const { trigger } = await formBot(slack);
    const trigger_id = await trigger();
    const long = { ...plain, title: text("a title with more than 24 letters") };
    expect(await refusalOf(web.views.open({ trigger_id, view: long }))).toBe("invalid_arguments");
    expect(await refusalOf(web.views.open({ trigger_id, view: plain }))).toBe("ok");
  });

  it("stacks three views, no more, and a name is used once", async () => {
    const { slack, web } = await localSlack();
    const { trigger, triggers, top } = await formBot(slack, {
      response_action: "errors",
      errors: { note: "again" },
    });
    await web.views.open({ trigger_id: await trigger(), view: { ...plain, external_id: "one" } });
    const push = async (view: ModalView) => {
      const id = top()?.id ?? "";
      slack.as("U0LIAISON").fill(id, "note", "a", "x");
      await slack.as("U0LIAISON").submit(id);
      return await refusalOf(web.views.push({ trigger_id: triggers.at(-1) ?? "", view }));
    };
    expect(await push({ ...plain, external_id: "one" })).toBe("duplicate_external_id");
    expect([await push(plain), await push(plain), await push(plain)]).toEqual([
      "ok",
      "ok",
      "push_limit_reached",
    ]);
    const [first, second] = slack.views("U0LIAISON");
    expect(second).toMatchObject({ previousId: first?.id, rootId: first?.id });
    expect(() => slack.as("U0LIAISON").fill(first?.id ?? "", "note", "a", "x")).toThrow("under another");
  });
});

describe("updating", () => {
  it("keeps what was filled in where the ids are the same, and refuses an old hash", async () => {
    const { slack, web } = await localSlack();
    const { trigger, top } = await formBot(slack);
    const { view } = await web.views.open({ trigger_id: await trigger(), view: plain });
    const view_id = view?.id ?? "";
    slack.as("U0LIAISON").fill(view_id, "note", "a", "kept");
    const wider = modal([...plain.blocks, input("more", { type: "plain_text_input", initial_value: "new" })]);
    await web.views.update({ view_id, hash: view?.hash ?? "", view: wider });
    expect(top()?.state.values).toEqual({
      note: { a: { type: "plain_text_input", value: "kept" } },
      more: { a: { type: "plain_text_input", value: "new" } },
    });
    expect(await refusalOf(web.views.update({ view_id, hash: view?.hash ?? "", view: plain }))).toBe(
      "hash_conflict",
    );
    expect(await refusalOf(web.views.update({ view_id: "V0NONE", view: plain }))).toBe("not_found");
  });

  it("publishes the Home tab, with hashes too", async () => {
    const { slack, web } = await localSlack();
    const home = (block_id: string) => ({
      type: "home" as const,
      blocks: [{ type: "divider" as const, block_id }],
    });
    const early = { user_id: "U0HEAD", hash: "1792569600.c0ffee00", view: home("0") };
    expect(await refusalOf(web.views.publish(early))).toBe("hash_conflict");
    const { view } = await web.views.publish({ user_id: "U0HEAD", view: home("1") });
    const next = await web.views.publish({ user_id: "U0HEAD", hash: view?.hash ?? "", view: home("2") });
    expect(next.view).toMatchObject({ id: view?.id, hash: expect.not.stringMatching(view?.hash ?? "") });
    expect(slack.home("U0HEAD")?.blocks[0]?.block_id).toBe("2");
    const old = { user_id: "U0HEAD", hash: view?.hash ?? "", view: home("3") };
    expect(await refusalOf(web.views.publish(old))).toBe("hash_conflict");
    expect(await refusalOf(web.views.publish({ user_id: "U0NOBODY", view: home("1") }))).toBe(
      "user_not_found",
    );
    expect(await refusalOf(web.views.publish({ user_id: "U0HEAD", view: plain as never }))).toBe(
      "invalid_arguments",
    );
  });
});
