/**
 * A comment's Markdown as elements: CommonMark without HTML and pictures, with bare addresses.
 *
 * Nothing that was written becomes markup: text is text, and a link goes to http, https or mail.
 */
import type { MarkdownParser } from "@lezer/markdown";
import type { ReactNode } from "react";

type Node = ReturnType<MarkdownParser["parse"]>["topNode"];

/** What comments leave out of the Markdown that files have. */
export const forComments = (parser: MarkdownParser): MarkdownParser =>
  parser.configure({
    remove: ["HTMLBlock", "HTMLTag", "LinkReference", "SetextHeading", "Table", "TaskList"],
  });

/** Quotes in quotes in lists: deeper than this nobody reads, and it is shown as it was written. */
const deepest = 12;

export interface MarkdownProps {
  readonly text: string;
  readonly parser: MarkdownParser;
  /** Plain text between the marks, where mentions are. */
  readonly renderText: (text: string, key: string) => ReactNode;
}

const safe = new Set(["http:", "https:", "mailto:"]);

/** Where a link may go; nothing for any other scheme, and for an address without one. */
export function safeAddress(written: string): string | undefined {
  const whole = /^www\./i.test(written) ? `https://${written}` : written;
  const mail = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(whole) ? `mailto:${whole}` : whole;
  if (!URL.canParse(mail)) return undefined;
  const url = new URL(mail);
  return safe.has(url.protocol) ? url.href : undefined;
}

const skipped = /Mark$|^(CodeInfo|LinkTitle|LinkLabel)$/;

class Rendering {
  readonly #text: string;
  readonly #renderText: MarkdownProps["renderText"];

  constructor({ text, renderText }: MarkdownProps) {
    this.#text = text;
    this.#renderText = renderText;
  }

  /** What is inside a node: its children, and the text between them. */
  inside(node: Node, depth: number): readonly ReactNode[] {
    const out: ReactNode[] = [];
    let done = node.from;
    const say = (to: number) => {
      const written = this.#text.slice(done, to);
      if (written !== "") out.push(this.#renderText(written, `t${done}`));
    };
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.from > done) say(child.from);
      if (!skipped.test(child.name)) out.push(this.node(child, depth + 1));
      done = child.to;
    }
    say(node.to);
    return out;
  }

  /** The blocks in a node; what stands between blocks is space. */
  blocks(node: Node, depth: number): readonly ReactNode[] {
    const out: ReactNode[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling)
      if (!skipped.test(child.name)) out.push(this.node(child, depth + 1));
    return out;
  }

  node(node: Node, depth: number): ReactNode {
    const key = `${node.name}${node.from}`;
    const written = this.#text.slice(node.from, node.to);
    if (depth > deepest) return <span key={key}>{written}</span>;
    const inside = () => this.inside(node, depth);
    switch (node.name) {
      case "Paragraph":
        return (
          <p key={key} className="whitespace-pre-wrap">
            {inside()}
          </p>
        );
      case "Emphasis":
        return <em key={key}>{inside()}</em>;
      case "StrongEmphasis":
        return (
          <strong key={key} className="font-semibold">
            {inside()}
          </strong>
        );
      case "Strikethrough":
        return <s key={key}>{inside()}</s>;
      case "InlineCode":
        return (
          <code key={key} className="rounded-mark bg-surface-active px-1 text-small">
            {written.replace(/^(`+)([^]*)\1$/, "$2").trim()}
          </code>
        );
      case "FencedCode":
      case "CodeBlock":
        return <CodeBlock key={key} code={this.#code(node)} />;
      case "Blockquote":
        return (
          <blockquote key={key} className="border-s-2 border-line-strong ps-2.5 text-ink-muted">
            {this.blocks(node, depth)}
          </blockquote>
        );
      case "BulletList":
        return (
          <ul key={key} className="list-disc ps-5">
            {this.blocks(node, depth)}
          </ul>
        );
      case "OrderedList":
        return (
          <ol key={key} start={Number.parseInt(written, 10) || 1} className="list-decimal ps-5">
            {this.blocks(node, depth)}
          </ol>
        );
      case "ListItem":
        return <li key={key}>{this.blocks(node, depth)}</li>;
      case "HorizontalRule":
        return <hr key={key} className="border-line" />;
      case "HardBreak":
        return <br key={key} />;
      case "Escape":
        return this.#renderText(written.slice(1), key);
      case "Link":
      case "Image":
        return this.#link(node, depth, key);
      case "Autolink":
      case "URL":
        return this.#away(written.replace(/^<(.*)>$/, "$1"), key);
      default:
        return node.name.startsWith("ATXHeading") ? (
          <p key={key} className="font-semibold">
            {inside()}
          </p>
        ) : (
          <span key={key}>{written}</span>
        );
    }
  }

  #code(node: Node): string {
    const parts: string[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling)
      if (child.name === "CodeText") parts.push(this.#text.slice(child.from, child.to));
    return parts.join("");
  }

  #link(node: Node, depth: number, key: string): ReactNode {
    const url = node.getChild("URL");
    const address = url && safeAddress(this.#text.slice(url.from, url.to).replace(/^<|>$/g, ""));
    const [open, close] = node.getChildren("LinkMark");
    if (!open || !close || address === undefined || address === null)
      return <span key={key}>{this.#text.slice(node.from, node.to)}</span>;
    const label = this.#text.slice(open.to, close.from);
    return (
      <Away key={key} address={address} label={depth > deepest ? address : label || address} />
    );
  }

  #away(written: string, key: string): ReactNode {
    const address = safeAddress(written);
    return address === undefined ? (
      <span key={key}>{written}</span>
    ) : (
      <Away key={key} address={address} label={written} />
    );
  }
}

function Away({ address, label }: { readonly address: string; readonly label: string }) {
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow" className="break-all">
      {label}
    </a>
  );
}

function CodeBlock({ code }: { readonly code: string }) {
  return (
    // Long lines scroll; who has no pointer reaches it by Tab.
    <pre
      tabIndex={0}
      className="overflow-x-auto rounded-control bg-surface-sunken p-2 text-small inset-ring inset-ring-line"
    >
      <code>{code}</code>
    </pre>
  );
}

export function Markdown(props: MarkdownProps) {
  const tree = props.parser.parse(props.text);
  return (
    <div className="flex flex-col gap-1.5 text-pretty wrap-anywhere">
      {new Rendering(props).blocks(tree.topNode, 0)}
    </div>
  );
}
