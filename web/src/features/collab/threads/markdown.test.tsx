import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { GFM, parser as commonMark } from "@lezer/markdown";
import { forComments, Markdown, safeAddress } from "./markdown";

const parser = forComments(commonMark.configure(GFM));

const html = (text: string) =>
  renderToStaticMarkup(
    <Markdown parser={parser} text={text} renderText={(part) => part} />,
  ).replaceAll(/ (class|rel|target|tabindex)="[^"]*"/g, "");

test("what people write in comments is shown", () => {
  expect(html("**why** _is_ ~~this~~ `0.6`?")).toBe(
    "<div><p><strong>why</strong> <em>is</em> <s>this</s> <code>0.6</code>?</p></div>",
  );
  expect(html("- one\n- two")).toBe("<div><ul><li><p>one</p></li><li><p>two</p></li></ul></div>");
  expect(html("2. two")).toBe('<div><ol start="2"><li><p>two</p></li></ol></div>');
  expect(html("> said")).toBe("<div><blockquote><p>said</p></blockquote></div>");
  expect(html("```py\nx = 1\n\ny < 2\n```")).toBe(
    "<div><pre><code>x = 1\n\ny &lt; 2</code></pre></div>",
  );
  expect(html("# Title\nline\nline")).toBe("<div><p> Title</p><p>line\nline</p></div>");
  expect(html("a \\* b\n\n---")).toBe("<div><p>a * b</p><hr/></div>");
});

test("HTML is text", () => {
  expect(html("<script>alert(1)</script> <b onclick=x>b</b> &amp;")).toBe(
    "<div><p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b onclick=x&gt;b&lt;/b&gt; <span>&amp;amp;</span></p></div>",
  );
});

test("a link goes to the web or to mail, and keeps no window open behind it", () => {
  const link = renderToStaticMarkup(
    <Markdown parser={parser} text="[docs](https://sala.test/a)" renderText={(part) => part} />,
  );
  expect(link).toContain('href="https://sala.test/a" target="_blank" rel="noopener noreferrer');
  expect(html("see https://sala.test/x.")).toContain(
    '<a href="https://sala.test/x">https://sala.test/x</a>.',
  );
  for (const bad of [
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc",
    "/a",
  ]) {
    expect(html(`[x](${bad})`)).not.toContain("<a");
    expect(html(`<${bad}>`)).not.toContain("<a");
  }
  expect(html("![x](https://sala.test/i.png)")).not.toContain("<img");
});

test("addresses are made whole", () => {
  expect(safeAddress("www.sala.test")).toBe("https://www.sala.test/");
  expect(safeAddress("anong@sala.test")).toBe("mailto:anong@sala.test");
  expect(safeAddress("java\nscript:alert(1)")).toBe(undefined);
  expect(safeAddress("JaVaScRiPt:alert(1)")).toBe(undefined);
});

test("thousands of marks in each other cost little and end nothing", () => {
  const begun = performance.now();
  for (const mark of [">", "- ", "*", "[", "`", "**a ", "<@", "![", "# "]) {
    const text = mark.repeat(Math.floor(8_000 / mark.length));
    expect(html(text)).toContain("<div>");
  }
  expect(performance.now() - begun).toBeLessThan(5_000);
});
