import type { PythonExpression } from '../pythonCode/pythonModel';

/** The name that Flask-SQLAlchemy makes of a class's: `HTTPRequest` → `http_request`. */
export function flaskName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/**
 * How a base names the tables of the classes made from it, told by what its `__tablename__` returns
 * (`cls.__name__.lower()`, `camel_to_snake(cls.__name__)`); undefined when that can't be told.
 */
export function derivedName(made: PythonExpression): ((name: string) => string) | undefined {
  if (made.kind === 'name') {
    return made.name.endsWith('.__name__') ? (name) => name : undefined;
  }
  if (made.kind === 'joined' || made.kind === 'operation') {
    const parts = made.kind === 'joined' ? made.parts : made.sides;
    const makers = parts.map((part) => (part.kind === 'text' ? () => part.text : derivedName(part)));
    return makers.every((maker) => maker !== undefined)
      ? (name) => makers.map((maker) => maker(name)).join('')
      : undefined;
  }
  if (made.kind !== 'call') {
    return undefined;
  }
  if (made.name.endsWith('.__name__.lower')) {
    return (name) => name.toLowerCase();
  }
  const [only, second] = made.args;
  const isOfName = only?.kind === 'name' && only.name.endsWith('__name__') && !second;
  return isOfName && /snake|underscore|decamelize/i.test(made.name) ? flaskName : undefined;
}
