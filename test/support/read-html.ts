import { type DefaultTreeAdapterTypes, parse } from "parse5";

/** An element as a browser understands it, however the source was written. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly HtmlElement[];
  /** The text in it and in all below, as a reader sees it. */
  readonly text: string;
}

/** @returns the document's root element. */
export function readHtml(html: string): HtmlElement {
  const root = parse(html).childNodes.find((node) => node.nodeName === "html");
  if (root === undefined || !("tagName" in root)) throw new Error("no document");
  return elementOf(root);
}

/** Every element with this name, in the order of the document. */
export function elementsNamed(root: HtmlElement, name: string): HtmlElement[] {
  const below = root.children.flatMap((child) => elementsNamed(child, name));
  return root.name === name ? [root, ...below] : below;
}

function elementOf(node: DefaultTreeAdapterTypes.Element): HtmlElement {
  return {
    name: node.tagName,
    attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
    children: node.childNodes.filter((child) => "tagName" in child).map(elementOf),
    text: textOf(node),
  };
}

function textOf(node: DefaultTreeAdapterTypes.ChildNode): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}
