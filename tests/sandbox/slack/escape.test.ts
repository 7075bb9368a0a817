import { describe, expect, it } from "vitest";
import { escapeTyped } from "../../../sandbox/slack/escape.ts";
import { bureau, people, secret } from "./support.ts";

const names = {
  users: [
    ...Object.values(people),
    { id: "U0WANG2", name: "wang-xi", realName: "赵敏", locale: "zh-CN" as const },
  ],
  channels: [bureau, secret],
};
const typed = (text: string) => escapeTyped(text, names, "named");

describe("text as Slack sends it", () => {
  it.each([
    ["here", "here"],
    ["@wang late", "<@U0TEACHER|wang> late"],
    ["@wang-xi late", "<@U0WANG2|wang-xi> late"],
    ["@WANG", "<@U0TEACHER|wang>"],
    ["@王伟请假", "<@U0TEACHER|wang>请假"],
    ["@Li Wei leave", "<@U0LIAISON|li.wei> leave"],
    ["@赵敏 leave", "@赵敏 leave"],
    ["@wangle", "@wangle"],
    ["me@wang.org", "me@wang.org"],
    ["<@U0HEAD> <@U0HEAD|x>", "<@U0HEAD|zhao> <@U0HEAD|zhao>"],
    ["<@U0NOBODY>", "&lt;@U0NOBODY&gt;"],
    ["#bureau and #secret", "<#C0BUREAU|bureau> and <#C0SECRET|>"],
    ["<#C0BUREAU>", "<#C0BUREAU|bureau>"],
    ["<!channel> & 1 < 2", "&lt;!channel&gt; &amp; 1 &lt; 2"],
    ["see https://example.org/a?b=1&c=2 now", "see <https://example.org/a?b=1&amp;c=2> now"],
  ])("%j becomes %j", (before, after) => {
    expect(typed(before)).toBe(after);
  });

  it("leaves the names out of a message's mentions", () => {
    expect(escapeTyped("@wang in #bureau", names, "bare")).toBe("<@U0TEACHER> in <#C0BUREAU>");
  });
});
