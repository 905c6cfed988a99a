import type { PhpAttribute } from '../php/phpAnnotations';
import type { PhpClass, PhpMethod } from '../php/phpClasses';
import { argumentOf, shortName, type PhpValue } from '../php/phpValue';

/** What an action asks of who calls it: what its attributes and its class's grant it to, what its body checks first. */
export function accessOf(owner: PhpClass, action?: PhpMethod): string[] {
  const attributes = [...owner.attributes, ...(action?.attributes ?? [])];
  return [
    ...new Set([...attributes.flatMap(grantedBy), ...(action?.granted ?? []).flatMap((value) => grantNames(value))]),
  ];
}

function grantedBy({ name, arguments: given }: PhpAttribute): string[] {
  switch (shortName(name)) {
    case 'IsGranted':
      return grantNames(argumentOf(given, 0, 'attribute', 'attributes', 'value'));
    case 'Security':
      return grantNames(argumentOf(given, 0, 'expression', 'data', 'value')).filter(() => !/OpenApi|Nelmio/.test(name));
    default:
      return [];
  }
}

/** The names that a grant asks for: one, several, or those of an expression (`is_granted('ROLE_X') or …`). */
export function grantNames(value: PhpValue | undefined): string[] {
  if (value?.kind === 'list') {
    return value.entries.flatMap((entry) => grantNames(entry.value));
  }
  if (value?.kind === 'new') {
    return grantNames(argumentOf(value, 0, 'expression'));
  }
  if (value?.kind === 'constant') {
    return [value.text.replace(/^.*::/, '')];
  }
  if (value?.kind !== 'text' && value?.kind !== 'partial') {
    return [];
  }
  const asked = grantsIn(value.text);
  return asked.length > 0 ? asked : /^[\w:.-]+$/.test(value.text) ? [value.text] : [];
}

/** What an expression of Symfony's asks for. */
export function grantsIn(expression: string): string[] {
  return [...expression.matchAll(/\b(?:is_granted|has_role)\(\s*['"]([^'"]{1,200})['"]/g)].map(([, name = '']) => name);
}
