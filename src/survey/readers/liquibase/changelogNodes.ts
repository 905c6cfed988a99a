import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { readJson } from '../json';
import type { Located } from '../located';
import { readXml, type XmlElement } from '../xml';
import { readYaml } from '../yaml';

/** One element of a changelog, whichever format it is written in. */
export interface ChangeNode {
  /** Without its prefix: `createTable`, `column`. */
  readonly name: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, { readonly text: string; readonly line: number }>;
  readonly children: readonly ChangeNode[];
}

/** A changelog that also holds the first rows may weigh some megabytes. */
const heaviest = 8_000_000;

/** Where an element's own text is kept among its values: the SQL of `<sql>`, the query of `<createView>`. */
export const ownText = '';

/** What may hold a changelog that isn't SQL. */
export const changelogFile = /\.(?:xml|ya?ml|json)$/i;

/** The elements of a changelog; undefined when a file isn't one, or can't be read. */
export async function readChangelog(repository: Repository, path: string): Promise<readonly ChangeNode[] | undefined> {
  const source = await repository.text(path, heaviest);
  if (!source || !/\bdatabaseChangeLog\b/.test(source.text)) {
    return undefined;
  }
  return /\.xml$/i.test(path) ? fromXml(repository, source) : fromMaps(repository, source);
}

function fromXml(repository: Repository, source: SourceText): readonly ChangeNode[] | undefined {
  const { root, brokenAt } = readXml(source);
  if (!root || bareName(root.name) !== 'databaseChangeLog') {
    return undefined;
  }
  noteBroken(repository, source, 'XML', brokenAt);
  return root.children.map(xmlNode);
}

function xmlNode({ name, line, attributes, children, text, textLine }: XmlElement): ChangeNode {
  const values = new Map(
    attributes.map((attribute) => [attribute.name, { text: attribute.value, line: attribute.line }]),
  );
  if (text !== '') {
    values.set(ownText, { text, line: textLine });
  }
  return { name: bareName(name), line, values, children: children.map(xmlNode) };
}

function bareName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function fromMaps(repository: Repository, source: SourceText): readonly ChangeNode[] | undefined {
  const isJson = /\.json$/i.test(source.path);
  const json = isJson ? readJson(source) : undefined;
  const yaml = isJson ? undefined : readYaml(source);
  const value = json?.value ?? yaml?.documents[0];
  const list = value?.entries.find(({ key }) => key === 'databaseChangeLog')?.value;
  if (!list) {
    return undefined;
  }
  noteBroken(repository, source, isJson ? 'JSON' : 'YAML', (json ?? yaml)?.brokenAt);
  return nodesOf(list, source);
}

/** `- createTable: {…}`: each item of a list is a map of one key, the element's name. */
function nodesOf(list: Located, source: SourceText): ChangeNode[] {
  return [...list.items, ...(list.kind === 'map' ? [list] : [])].flatMap(({ entries }) =>
    entries.map(({ key, line, value }) => mapNode(key, line, value, source)),
  );
}

function mapNode(name: string, line: number, value: Located, source: SourceText): ChangeNode {
  const values = new Map<string, { text: string; line: number }>();
  const children: ChangeNode[] = [];
  if (value.kind === 'text') {
    values.set(ownText, { text: value.text, line: textLine(value, source) });
  }
  for (const { key, line: keyLine, value: inner } of value.entries) {
    if (inner.kind === 'text') {
      values.set(key, { text: inner.text, line: textLine(inner, source) });
    } else if (inner.kind === 'list') {
      const nodes = nodesOf(inner, source);
      // What is asked before, or done to come back, isn't done.
      const isOwn = !/^(?:preConditions?|rollback)$/.test(key);
      children.push(...(isOwn ? nodes : [{ name: key, line: keyLine, values: new Map(), children: nodes }]));
    } else if (inner.kind === 'map') {
      children.push(mapNode(key, keyLine, inner, source));
    }
  }
  return { name, line, values, children };
}

/** Where a text begins: after the line of `|` when it is a block. */
function textLine({ line }: Located, source: SourceText): number {
  return /[|>][+-]?\d?\s*$/.test(source.lines[line - 1] ?? '') ? line + 1 : line;
}

function noteBroken(repository: Repository, { path }: SourceText, format: string, line: number | undefined): void {
  if (line !== undefined) {
    repository.note(`${format} mal formé : lu en partie seulement`, path, line, 'tables');
  }
}
