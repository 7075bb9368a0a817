import { actions, unitSearch } from "../../src/roster/ids.ts";
import type { Option } from "../../src/slack/blocks.ts";
import type { World } from "../support/bot.ts";
import { textOf, top } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";

/** Someone at the roster's and the unit tree's pages, through Slack. */
export function hands(town: World, userId: string = townUsers.boss.id) {
  const { slack, until } = town;
  const user = slack.as(userId);
  const view = () => top(slack, userId);
  const id = () => view()?.id ?? "";
  const blocks = () => view()?.view.blocks ?? [];
  const screen = () => textOf(view()?.view);

  /** Waits until the page has changed to what `shows`. */
  async function showing(text: string): Promise<string> {
    await until(() => screen().includes(text));
    return screen();
  }
  const blockOf = (field: string) =>
    String(blocks().find((block) => String(block.block_id).startsWith(field))?.block_id ?? field);
  const idOf = async (kind: "person" | "unit", code: string) =>
    kind === "person"
      ? (await town.db.person.findFirstOrThrow({ where: { employeeNo: code } })).id
      : (await town.db.unit.findFirstOrThrow({ where: { code } })).id;

  const it = {
    ...{ id, screen, showing, idOf },
    command: async (text: string, expected: string) => {
      await user.command(`/campaign ${text}`, townChannels.bureau.id);
      return showing(expected);
    },
    /** Presses a button of the page, in the row of that block where several have it. */
    async press(action: keyof typeof actions, expected: string, block?: string) {
      await user.press({ viewId: id() }, actions[action].id, undefined, block);
      return showing(expected);
    },
    async fill(fields: Record<string, string | string[]>) {
      for (const [field, value] of Object.entries(fields)) {
        const block = blockOf(field);
        const element = blocks().find(({ block_id }) => block_id === block)?.element as { action_id: string };
        if (element.action_id === unitSearch) {
          const query = (await town.db.unit.findUniqueOrThrow({ where: { id: String(value) } })).name;
          await user.suggest(id(), block, unitSearch, query);
        }
        await user.fill(id(), block, element.action_id, value);
      }
    },
    /** Chooses what begins so below the question that the form asks. */
    async choose(text: string) {
      const block = blocks().find(({ block_id }) => String(block_id).startsWith("form.sure"));
      const { action_id, options } = (block?.element ?? {}) as { action_id: string; options: Option[] };
      const wanted = options.find((option) => option.text.text.startsWith(text));
      if (!wanted) throw new Error(`no ${text} in ${textOf(block)}`);
      await user.fill(id(), String(block?.block_id), action_id, wanted.value);
    },
    /** Agrees to what the form asks about. */
    async tick() {
      const box = blocks().find(({ block_id }) => String(block_id).startsWith("form.sure."));
      const element = box?.element as { action_id: string; options: { value: string }[] };
      await user.fill(
        id(),
        String(box?.block_id),
        element.action_id,
        element.options.map(({ value }) => value),
      );
    },
    submit: () => user.submit(id()),
    async submitted(expected: string) {
      await user.submit(id());
      return showing(expected);
    },
    /** What stands at the fields of a form that was refused. */
    errors: () => textOf(view()?.errors ?? {}),
  };
  return it;
}

/** How many rows that nothing may take away. */
export async function kept({ db }: Pick<World, "db">) {
  const [people, units, sessions, records, entries] = await Promise.all([
    db.person.count(),
    db.unit.count(),
    db.session.count(),
    db.attendance.count({ where: { status: { not: null } } }),
    db.auditEntry.count(),
  ]);
  return { people, units, sessions, records, entries };
}
