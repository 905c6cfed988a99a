import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { Syntax } from '../../syntax/syntax';
import type { Located, LocatedEntry } from '../located';
import type { PhpChain } from '../php/phpChain';
import { rootMark } from '../php/phpFunctions';
import { PhpNames } from '../php/phpNodes';
import { PhpRunner } from '../php/phpRunner';
import { phpValue, textOf, textsOf, type PhpValue } from '../php/phpValue';
import { childrenOf, readXml, type XmlElement } from '../xml';

/**
 * The routes of a PHP configurator, in the shape that YAML gives them: `$routes->import('../src/Controller/')` and
 * `$routes->add('contact', '/contact')`.
 */
export async function phpRouteConfig(repository: Repository, source: SourceText): Promise<Located | undefined> {
  if (!source.text.includes('RoutingConfigurator')) {
    return undefined;
  }
  return Syntax.of(repository).read(source, 'php', ({ root }) => {
    const entries: LocatedEntry[] = [];
    const configurator = phpValue('object', 'RoutingConfigurator', { offset: 0, line: 1 });
    const call = (chain: PhpChain): PhpValue | undefined => {
      if (chain.root.value.text !== 'RoutingConfigurator') {
        return undefined;
      }
      const entry = entryOfChain(chain, source.path);
      entries.push(...(entry ? [entry] : []));
      return configurator;
    };
    const runner = new PhpRunner(source, PhpNames.of(root), { call }, '');
    runner.runClosure(runner.runFile(root), [configurator]);
    return map(entries, 1);
  });
}

function entryOfChain({ calls: [first, ...modifiers] }: PhpChain, path: string): LocatedEntry | undefined {
  const given = first?.argument(0, 'name', 'resource');
  if (!first || given?.kind !== 'text') {
    return undefined;
  }
  const modifier = (name: string): PhpValue | undefined => modifiers.find((call) => call.name === name)?.argument(0);
  const fields: (LocatedEntry | undefined)[] =
    first.name === 'import'
      ? [
          field('resource', { ...given, text: relative(given.text, path) }),
          field('type', first.argument(1, 'type')),
          field('prefix', modifier('prefix')),
          field('name_prefix', modifier('namePrefix')),
          field('exclude', first.argument(3, 'exclude')),
        ]
      : first.name === 'add'
        ? [
            field('path', first.argument(1, 'path')),
            field('methods', modifier('methods')),
            field('controller', modifier('controller')),
          ]
        : [];
  const known = fields.filter((each) => each !== undefined);
  return known.length === 0 ? undefined : { key: given.text, line: given.line, value: map(known, given.line) };
}

/** What `__DIR__` begins is said from the root of the application, for want of a nearer folder. */
function relative(resource: string, path: string): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const rooted = resource.startsWith(rootMark) ? resource.slice(rootMark.length) : undefined;
  return rooted === undefined ? resource : `${folder === '' ? '' : '../'.repeat(folder.split('/').length)}${rooted}`;
}

function field(key: string, value: PhpValue | undefined): LocatedEntry | undefined {
  if (!value) {
    return undefined;
  }
  const { line } = value;
  // A controller may be given as `[Controller::class, 'action']`.
  const [owner, action] = value.entries.map((entry) => entry.value);
  if (value.kind === 'class' || (owner?.kind === 'class' && key === 'controller')) {
    const name = value.kind === 'class' ? value.text : `${owner?.text ?? ''}::${textOf(action) ?? '__invoke'}`;
    return { key, line, value: text(name, line) };
  }
  const isMap = value.kind === 'list' && value.entries.some((entry) => entry.key !== undefined);
  if (isMap) {
    const entries = value.entries.flatMap(({ key: name, value: each }) =>
      name && each.kind === 'text' ? [{ key: name.text, line: each.line, value: text(each.text, each.line) }] : [],
    );
    return { key, line, value: map(entries, line) };
  }
  if (value.kind === 'list') {
    const items = textsOf(value).map((each) => text(each.text, each.line));
    return { key, line, value: { ...map([], line), kind: 'list', items } };
  }
  return value.kind === 'text' ? { key, line, value: text(value.text, line) } : undefined;
}

/** The routes of an XML file, in the shape that YAML gives them. */
export function xmlRouteConfig(source: SourceText): Located | undefined {
  const { root } = readXml(source);
  if (root?.name !== 'routes') {
    return undefined;
  }
  const entries = root.children.flatMap((element): LocatedEntry[] => {
    const names =
      element.name === 'import'
        ? ['resource', 'type', 'prefix']
        : element.name === 'route'
          ? ['path', 'methods', 'controller']
          : [];
    const fields = [...names.flatMap((name) => attributeField(element, name)), ...controllerOf(element)];
    const id = element.attributes.find(({ name }) => name === 'id')?.value ?? `${element.name} ${String(element.line)}`;
    return fields.length === 0 ? [] : [{ key: id, line: element.line, value: map(fields, element.line) }];
  });
  return map(entries, root.line);
}

function attributeField(element: XmlElement, name: string): LocatedEntry[] {
  const found = element.attributes.find((each) => each.name === name || (name === 'path' && each.name === 'pattern'));
  return found ? [{ key: name, line: found.line, value: text(found.value, found.line) }] : [];
}

function controllerOf(element: XmlElement): LocatedEntry[] {
  return childrenOf(element, 'default')
    .filter(({ attributes }) => attributes.some(({ value }) => value === '_controller'))
    .map((each) => ({ key: 'controller', line: each.line, value: text(each.text, each.line) }));
}

function map(entries: readonly LocatedEntry[], line: number): Located {
  return { kind: 'map', line, endLine: line, text: '', entries, items: [] };
}

function text(value: string, line: number): Located {
  return { kind: 'text', line, endLine: line, text: value, entries: [], items: [] };
}
