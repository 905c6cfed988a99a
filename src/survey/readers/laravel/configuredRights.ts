import type { Node } from 'web-tree-sitter';
import type { Role } from '../../facts';
import type { SourceText } from '../../sourceText';
import { PhpNames } from '../php/phpNodes';
import { PhpRunner } from '../php/phpRunner';
import { entryOf, textOf, type PhpValue } from '../php/phpValue';

/** Configuration that lists a product's own rights. */
export const ofRights = /(?:^|\/)[cC]onfig\/(?:.*\/)?(?:acl|permissions|abilities|droits|habilitations)\.php$/;

/** What an entry calls the right it declares. */
const keys = ['key', 'permission', 'ability'];

/** A label that is a translation's key says nothing by itself: `admin::app.acl.dashboard`. */
const isTranslated = /::|^[a-z][\w-]*(?:\.[\w-]+)+$/;

/** How deep rights may be listed in one another. */
const deepest = 6;

/** The rights that a file of configuration lists, whatever it groups them by. */
export function configuredRights(source: SourceText, root: Node): Role[] {
  const runner = new PhpRunner(source, PhpNames.of(root), {}, '');
  const found = new Map<string, Role>();
  collect(runner.runFile(root), source.path, found, 0);
  return [...found.values()];
}

function collect(value: PhpValue | undefined, path: string, found: Map<string, Role>, depth: number): void {
  if (value?.kind !== 'list' || depth > deepest) {
    return;
  }
  const right = keys.map((key) => entryOf(value, key)).find((each) => each?.kind === 'text' && each.text !== '');
  if (right && !found.has(right.text)) {
    const label = (textOf(entryOf(value, 'label')) ?? textOf(entryOf(value, 'name')) ?? '').trim();
    found.set(right.text, {
      name: right.text,
      kind: 'permission',
      from: 'Laravel',
      ...(label === '' || isTranslated.test(label) ? {} : { label }),
      permissions: [],
      evidence: [{ path, line: right.line }],
    });
  }
  for (const { value: inner } of value.entries) {
    collect(inner, path, found, depth + 1);
  }
}
