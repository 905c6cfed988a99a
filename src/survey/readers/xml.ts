import { SaxesParser } from 'saxes';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';

export interface XmlElement {
  /** With its prefix, if it has one. */
  readonly name: string;
  /** That of its opening tag, counted from 1. */
  readonly line: number;
  readonly attributes: readonly { readonly name: string; readonly value: string; readonly line: number }[];
  readonly children: readonly XmlElement[];
  /** What it holds itself, its children's texts left out; trimmed. */
  readonly text: string;
  /** Where that text begins; the tag's line when there is none. */
  readonly textLine: number;
}

interface OpenElement extends XmlElement {
  readonly attributes: { name: string; value: string; line: number }[];
  readonly children: OpenElement[];
  text: string;
  textLine: number;
}

/** No file a person writes is nested deeper; those who read the tree recurse. */
const deepest = 200;

/**
 * Reads an XML text. Nothing outside of it is read, and nothing thrown.
 *
 * @returns the outermost element, as far as it could be read, and the line of the first mistake
 */
export function readXml(source: SourceText): {
  readonly root: XmlElement | undefined;
  readonly brokenAt: number | undefined;
} {
  const parser = new SaxesParser({ position: true });
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  let brokenAt: number | undefined;
  parser.on('error', () => {
    brokenAt ??= parser.line;
  });
  parser.on('opentagstart', ({ name }) => {
    // The event comes with the character after the name, which may end the line.
    const line = parser.column === 0 ? parser.line - 1 : parser.line;
    const element = { name, line, attributes: [], children: [], text: '', textLine: line };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
    if (open.length > deepest) {
      throw new Error('too deep');
    }
  });
  parser.on('attribute', ({ name, value }) => {
    open.at(-1)?.attributes.push({ name, value, line: parser.line });
  });
  const onText = (text: string): void => {
    const element = open.at(-1);
    if (element && text.trim()) {
      if (!element.text) {
        element.textLine = parser.line - text.trimStart().split('\n').length + 1;
      }
      element.text += text.trim();
    }
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    open.pop();
  });
  try {
    parser.write(source.text).close();
  } catch {
    brokenAt ??= parser.line;
  }
  return { root, brokenAt };
}

/**
 * The outermost element of an XML file; undefined, and noted, when it can't be read. What is left of a broken one is
 * given all the same, and noted.
 */
export async function xmlFile(repository: Repository, path: string): Promise<XmlElement | undefined> {
  const source = await repository.text(path);
  if (!source) {
    return undefined;
  }
  const { root, brokenAt } = readXml(source);
  if (brokenAt !== undefined) {
    repository.note('XML mal formé : lu en partie seulement', path, brokenAt);
  }
  return root;
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** All children of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}
