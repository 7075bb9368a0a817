import { describe, expect, it } from "vitest";
import { markdown } from "../../../sandbox/page/markdown.ts";
import { mrkdwn, plainText, safeLink } from "../../../sandbox/page/mrkdwn.ts";
import { richText } from "../../../sandbox/page/rich-text.ts";
import { showing, words, written } from "./shown.ts";

const show = showing();
const html = (source: string) => written(mrkdwn(source, show));

describe("mrkdwn", () => {
  it.each([
    ["*bold* and _slanted_ and ~gone~", "<strong>bold</strong> and <em>slanted</em> and <s>gone</s>"],
    ["*_both_*", "<strong><em>both</em></strong>"],
    ["`a *b* <@U0LIAISON>`", '<code>a *b* <span class="mention">@Li Wei</span></code>'],
    ["2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"],
    ["*not over\nlines*", "*not over<br>lines*"],
    ["已报*93%*单位", "已报*93%*单位"],
    ["已报 *93%*，单位", "已报 <strong>93%</strong>，单位"],
    ["**", "**"],
    ["a < b", "a &lt; b"],
    [":white_check_mark: :no_such_thing:", "✅ :no_such_thing:"],
  ])("reads %j as Slack does", async (source, expected) => {
    expect(await html(source)).toBe(expected);
  });

  it("names users and channels, and shows an unknown id as it is", async () => {
    expect(await words(mrkdwn("<@U0TEACHER> <#C0BUREAU> <@U9|old> <@U9> <!here>", show))).toBe(
      "@王伟 #bureau @old @U9 @here",
    );
  });

  it("opens links of safe kinds only", async () => {
    expect(await html("<https://example.org/?a=1&amp;b=2|the page>")).toContain(
      'href="https://example.org/?a=1&amp;b=2"',
    );
    expect(await html("<javascript:alert(1)|the page>")).toBe("the page");
    expect(await html("<mailto:li@example.org>")).toContain(">li@example.org</a>");
  });

  it("writes dates in the campaign's zone", async () => {
    const at = (format: string) => words(mrkdwn(`<!date^1792566000^${format}|then>`, show));
    expect(await at("{date_num} {time}")).toBe("2026-10-21 15:00");
    expect(await at("{date_short_pretty} at {time}")).toBe("today at 15:00");
    expect(await at("{date_long}")).toBe("Wednesday, 21 October 2026");
    expect(await at("{ago}")).toBe("this minute");
    expect(await words(mrkdwn("<!date^1792566000^{date}|then>", showing("zh-CN")))).toBe("2026年10月21日");
    expect(await words(mrkdwn("<!date^soon^{date}|then>", show))).toBe("then");
  });

  it("groups quotes and indents items", async () => {
    expect(await html("Said:\n&gt; one\n&gt; two\nafter")).toBe(
      "Said:<blockquote>one<br>two</blockquote>after",
    );
    expect(await html("&gt;&gt;&gt; one\ntwo")).toBe("<blockquote>one<br>two</blockquote>");
    expect(await html("• a\n• b")).toBe('<span class="item">• a</span><span class="item">• b</span>');
  });

  it("keeps code as it was written", async () => {
    expect(await html("```\n*a*\n  b &lt;c&gt;\n```")).toBe(
      '<pre class="code"><code>*a*<br>  b &lt;c&gt;</code></pre>',
    );
  });

  it.each([
    "<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '<https://x.org|"><script>alert(1)</script>>',
    '<@U9|"><script>x</script>>',
    "*<style>*{}</style>*",
    "`</code><script>`",
    '<https://x.org/"onmouseover="x>',
  ])("never lets %j live", async (source) => {
    const out = await html(source);
    expect(out).not.toMatch(/<(script|style)|<[^>]*"\s*onmouseover=/i);
  });
});

describe("plain text", () => {
  it("has emoji and line breaks, and no markup", async () => {
    expect(await written(plainText("*a* :memo:\n<b>"))).toBe("*a* 📝<br>&lt;b&gt;");
  });
});

describe("a link", () => {
  it("is only words when its address is not one for a browser", async () => {
    expect(await written(safeLink("data:text/html,x", "here"))).toBe("here");
  });
});

describe("rich text", () => {
  const one = (element: object) =>
    richText({ elements: [{ type: "rich_text_section", elements: [element] }] }, show);

  it("draws styles, mentions, lists and code", async () => {
    const style = { bold: true, italic: true, code: true };
    expect(await written(one({ type: "text", text: "<b>", style }))).toContain(
      "<em><strong><code>&lt;b&gt;</code></strong></em>",
    );
    expect(await words(one({ type: "user", user_id: "U0LIAISON" }))).toBe("@Li Wei");
    const item = { type: "rich_text_section", elements: [{ type: "text", text: "first" }] };
    const list = { type: "rich_text_list", style: "ordered", offset: 2, indent: 1, elements: [item] };
    expect(await written(richText({ elements: [list] }, show))).toContain(
      '<ol class="indent-1" start="3"><li>first</li></ol>',
    );
  });

  it("does not open a link that runs a script", async () => {
    expect(await written(one({ type: "link", url: "javascript:alert(1)", text: "x" }))).not.toContain("<a");
  });
});

describe("a markdown block", () => {
  it("reads headings, lists, quotes, code and links", async () => {
    const source = "# Title\nText **bold** [page](https://x.org)\n\n- a\n- b\n\n> said\n\n```js\n<b>\n```";
    const out = await written(markdown(source, show));
    expect(out).toContain("<strong>Title</strong>");
    expect(out).toContain("<strong>bold</strong>");
    expect(out).toContain("<ul><li>a</li><li>b</li></ul>");
    expect(out).toContain("<blockquote><p>said</p></blockquote>");
    expect(out).toContain("&lt;b&gt;");
    expect(out).toContain('href="https://x.org"');
  });

  it("keeps HTML as words", async () => {
    expect(await written(markdown("<script>x</script> [a](javascript:x)", show))).not.toMatch(/<script|<a/);
  });
});
