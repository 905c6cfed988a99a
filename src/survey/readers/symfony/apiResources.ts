import type { Endpoint, Evidence } from '../../facts';
import { plural, snake } from '../laravel/inflect';
import type { PhpAttribute } from '../php/phpAnnotations';
import type { PhpClass } from '../php/phpClasses';
import { argumentOf, entryOf, shortName, textOf, type PhpValue } from '../php/phpValue';
import { routePath } from '../routePath';
import { grantNames } from './grants';
import { symfonyPath } from './symfonyPath';

/** How the product's API Platform is set. */
export interface ApiSettings {
  /** What stands before all paths. */
  readonly prefix: string;
  /** Its major version; undefined when nothing tells. */
  readonly major: number | undefined;
  /** Whether paths are written with `-` and not `_` between words. */
  readonly isDashed: boolean;
}

interface Operation {
  readonly method: string;
  readonly isOfAll: boolean;
}

const operations: Readonly<Record<string, Operation>> = {
  GetCollection: { method: 'GET', isOfAll: true },
  Get: { method: 'GET', isOfAll: false },
  Post: { method: 'POST', isOfAll: true },
  Put: { method: 'PUT', isOfAll: false },
  Patch: { method: 'PATCH', isOfAll: false },
  Delete: { method: 'DELETE', isOfAll: false },
};

/** The operations that API Platform gives a class marked as a resource. */
export function apiResources(owner: PhpClass, settings: ApiSettings): Endpoint[] {
  const resources = owner.attributes.filter(({ name }) => /^ApiPlatform\\.*\bApiResource$/.test(name));
  const own = owner.attributes.filter(({ name }) => operationOf(name) !== undefined);
  const found = resources.flatMap((resource, index) => {
    // Operations beside a resource belong to the one before them; nearly always there is but one.
    const beside = index === resources.length - 1 ? own : [];
    return new Resource(owner, resource, settings).endpoints(beside);
  });
  return resources.length === 0 && own.length > 0 ? new Resource(owner, undefined, settings).endpoints(own) : found;
}

function operationOf(name: string): Operation | undefined {
  return name.startsWith('ApiPlatform\\') ? operations[shortName(name)] : undefined;
}

class Resource {
  private readonly given: PhpValue | undefined;

  constructor(
    private readonly owner: PhpClass,
    private readonly resource: PhpAttribute | undefined,
    private readonly settings: ApiSettings,
  ) {
    this.given = resource?.arguments;
  }

  endpoints(beside: readonly PhpAttribute[]): Endpoint[] {
    const written = argumentOf(this.given, -1, 'operations');
    if (written?.kind === 'list') {
      return written.entries.flatMap(({ value }) => this.written(value));
    }
    const old = ['collectionOperations', 'itemOperations'].map((name) => argumentOf(this.given, -1, name));
    if (old.some((list) => list !== undefined) || this.settings.major === 2) {
      return [...this.old(old[0], true), ...this.old(old[1], false)];
    }
    if (beside.length > 0) {
      return beside.flatMap((each) => this.endpoint(operationOf(each.name), each.arguments, each.line));
    }
    // From its fourth version on, replacing a whole resource is only made when asked for.
    const usual = Object.entries(operations).filter(([name]) => name !== 'Put' || (this.settings.major ?? 4) < 4);
    return usual.flatMap(([, operation]) =>
      this.endpoint(operation, undefined, this.resource?.line ?? this.owner.line),
    );
  }

  private written(value: PhpValue): Endpoint[] {
    return value.kind === 'new' ? this.endpoint(operationOf(value.text), value, value.line) : [];
  }

  /** The operations of the second version: `itemOperations: ['get', 'put' => ['path' => '/x']]`. */
  private old(list: PhpValue | undefined, isOfAll: boolean): Endpoint[] {
    const usual = isOfAll ? ['get', 'post'] : ['get', 'put', 'patch', 'delete'];
    if (!list) {
      return usual.flatMap((name) =>
        this.endpoint({ method: name.toUpperCase(), isOfAll }, undefined, this.resource?.line ?? this.owner.line),
      );
    }
    return list.entries.flatMap(({ key, value }) => {
      const name = (key?.kind === 'text' ? key : value).text;
      const method = textOf(entryOf(value, 'method')) ?? name;
      return /^(?:get|post|put|patch|delete)$/i.test(method)
        ? this.endpoint(
            { method: method.toUpperCase(), isOfAll },
            value.kind === 'list' ? value : undefined,
            (key ?? value).line,
          )
        : [];
    });
  }

  private endpoint(operation: Operation | undefined, given: PhpValue | undefined, line: number): Endpoint[] {
    if (!operation) {
      return [];
    }
    const template =
      textOf(argumentOf(given, -1, 'uriTemplate', 'path')) ?? textOf(argumentOf(this.given, 0, 'uriTemplate'));
    const prefix =
      textOf(argumentOf(given, -1, 'routePrefix')) ?? textOf(argumentOf(this.given, -1, 'routePrefix')) ?? '';
    const path = routePath(
      symfonyPath(this.settings.prefix),
      prefix,
      symfonyPath(template ?? this.usualPath(operation)),
    );
    const asked = argumentOf(given, -1, 'security') ?? argumentOf(this.given, -1, 'security');
    const access = grantNames(asked).filter((name) => /^\S+$/.test(name));
    const summary = textOf(argumentOf(given, -1, 'description'));
    const evidence: Evidence = { path: this.owner.path, line: this.namedLine(given, template, line) };
    return [
      {
        name: `${operation.method} ${path}`,
        method: operation.method,
        path,
        evidence: [evidence],
        from: 'API Platform',
        ...(summary === undefined ? {} : { summary }),
        ...(access.length === 0 ? {} : { access }),
      },
    ];
  }

  /** The line of the path when it is written, else that of the class, which the path is made of. */
  private namedLine(given: PhpValue | undefined, template: string | undefined, line: number): number {
    const own = argumentOf(given, -1, 'uriTemplate', 'path') ?? argumentOf(this.given, 0, 'uriTemplate');
    return template === undefined ? (given ? line : this.owner.line) : (own?.line ?? line);
  }

  private usualPath({ isOfAll }: Operation): string {
    const name = textOf(argumentOf(this.given, -1, 'shortName')) ?? shortName(this.owner.name);
    const segment = plural(snake(name));
    const path = `/${this.settings.isDashed ? segment.replaceAll('_', '-') : segment}`;
    return isOfAll ? path : `${path}/${this.identifiers()}`;
  }

  private identifiers(): string {
    const marked = this.owner.properties.filter(({ attributes }) =>
      attributes.some(
        ({ name, arguments: given }) =>
          shortName(name) === 'ApiProperty' && argumentOf(given, -1, 'identifier')?.text === 'true',
      ),
    );
    const ids = this.owner.properties.filter(({ attributes }) =>
      attributes.some(({ name }) => name === 'Doctrine\\ORM\\Mapping\\Id'),
    );
    const [first] = marked.length > 0 ? marked : ids;
    return `{${first?.name ?? 'id'}}`;
  }
}
