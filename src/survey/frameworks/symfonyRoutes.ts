import { Clue } from '../clues';
import type { Endpoint, Evidence } from '../facts';
import type { PhpAttribute } from '../readers/php/phpAnnotations';
import { phpClasses, type PhpClass, type PhpMethod } from '../readers/php/phpClasses';
import { argumentOf, shortName, textOf, textsOf, type PhpValue } from '../readers/php/phpValue';
import { receivedHooks } from '../readers/receivedHooks';
import { routePath } from '../readers/routePath';
import { accessOf } from '../readers/symfony/grants';
import { routeConfig, type ImportedControllers } from '../readers/symfony/routeConfig';
import { SymfonyParameters } from '../readers/symfony/parameters';
import { symfonyPath } from '../readers/symfony/symfonyPath';
import type { Repository } from '../repository';
import type { Framework } from './framework';

const mayRoute = new Clue(
  /#\[\s*(?:\\?[\w\\]*\\)?Route\b|@(?:\w+\\)?Route\b|(?:#\[|@)\w+\\(?:Get|Post|Put|Patch|Delete)\b|\bextends\s+\w*Controller\b|\btrait\b|#\[IsGranted\b/,
);

/** The routes of a controller's attributes or annotations, and those of Symfony's configuration. */
export const symfonyRoutes: Framework = {
  name: 'symfonyRoutes',
  start(repository) {
    const classes = new Map<string, PhpClass>();
    return {
      wants: ({ name, isTest, path }) =>
        !isTest && name.endsWith('.php') && !name.endsWith('.blade.php') && !/(?:^|\/)[mM]igrations\//.test(path),
      async read(source) {
        if (!mayRoute.test(source.text)) {
          return;
        }
        for (const each of await phpClasses(repository, source)) {
          classes.set(each.name, each);
        }
      },
      async find() {
        const api = await routesOf(repository, classes);
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

interface Route {
  /** What replaces it when it is declared again. */
  readonly name: string;
  readonly endpoints: readonly Endpoint[];
}

async function routesOf(repository: Repository, classes: ReadonlyMap<string, PhpClass>): Promise<Endpoint[]> {
  const { routes, controllers } = await routeConfig(repository);
  const parameters = await SymfonyParameters.of(repository);
  const pathOf = (...parts: readonly string[]): string =>
    routePath(...parts.map((part) => symfonyPath(parameters.resolved(part))));
  const found = new Map<string, Route>();
  const add = (route: Route): void => {
    found.delete(route.name);
    found.set(route.name, route);
  };
  for (const owner of classes.values()) {
    if (owner.kind !== 'class' || owner.isAbstract) {
      continue;
    }
    const imports = controllers.filter((imported) => covers(imported, owner.path));
    const own = attributeRoutes(owner, classes);
    for (const { namePrefix, prefixes } of imports.length > 0 ? imports : [{ namePrefix: '', prefixes: [''] }]) {
      for (const { name, paths, methods, evidence, action } of own) {
        const access = accessOf(owner, action);
        const whole = prefixes.flatMap((prefix) => paths.map((path) => pathOf(prefix, path)));
        add({
          name: `${namePrefix}${name}`,
          endpoints: endpointsOf(whole, methods, evidence, access, action?.summary),
        });
      }
    }
  }
  for (const { name, paths, methods, controller, evidence } of routes) {
    const [className = '', method = '__invoke'] = (controller ?? '').split(/::?/);
    const owner = classes.get(className.replace(/^\\/, ''));
    const action = owner?.methods.find((each) => each.name === method);
    const access = owner ? accessOf(owner, action) : [];
    const endpoints = paths.flatMap(({ path, line }) =>
      endpointsOf([pathOf(path)], methods, { ...evidence, line }, access, action?.summary),
    );
    add({ name, endpoints });
  }
  return [...found.values()].flatMap(({ endpoints }) => endpoints);
}

function covers({ path, excluded }: ImportedControllers, file: string): boolean {
  const holds = (folder: string): boolean => folder === '' || file === folder || file.startsWith(`${folder}/`);
  return (path === undefined || holds(path)) && !excluded.some(holds);
}

interface AttributeRoute {
  readonly name: string;
  readonly paths: readonly string[];
  readonly methods: readonly string[];
  readonly evidence: Evidence;
  readonly action: PhpMethod | undefined;
}

function attributeRoutes(owner: PhpClass, classes: ReadonlyMap<string, PhpClass>): AttributeRoute[] {
  const onClass = owner.attributes.filter(isRoute);
  const [first] = onClass;
  const given = first?.arguments;
  const under = { paths: pathsOf(first), methods: methodsOf(given), name: textOf(argumentOf(given, -1, 'name')) ?? '' };
  const found: AttributeRoute[] = [];
  for (const { action, path } of actionsOf(owner, classes)) {
    for (const attribute of action.attributes) {
      const verb = isRoute(attribute) ? undefined : verbOf(attribute);
      if (!isRoute(attribute) && verb === undefined) {
        continue;
      }
      const methods = methodsOf(attribute.arguments);
      found.push({
        name: `${under.name}${textOf(argumentOf(attribute.arguments, -1, 'name')) ?? `${owner.name}::${action.name}#${String(found.length)}`}`,
        paths: under.paths.flatMap((prefix) =>
          pathsOf(attribute).map((each) =>
            each === '' ? prefix : `${prefix.replace(/\/$/, '')}/${each.replace(/^\//, '')}`,
          ),
        ),
        methods: verb !== undefined ? [verb] : methods.length > 0 ? methods : under.methods,
        evidence: { path, line: lineOf(attribute) },
        action,
      });
    }
  }
  if (found.length > 0) {
    return found;
  }
  const invoked = owner.methods.find(({ name }) => name === '__invoke');
  return !invoked
    ? []
    : onClass.map((attribute, index) => ({
        name: textOf(argumentOf(attribute.arguments, -1, 'name')) ?? `${owner.name}#${String(index)}`,
        paths: pathsOf(attribute),
        methods: methodsOf(attribute.arguments),
        evidence: { path: owner.path, line: lineOf(attribute) },
        action: invoked,
      }));
}

/** The public methods of a class, those it inherits too, with the files they stand in. */
function actionsOf(owner: PhpClass, classes: ReadonlyMap<string, PhpClass>): { action: PhpMethod; path: string }[] {
  const found = new Map<string, { action: PhpMethod; path: string }>();
  const pending = [owner];
  const seen = new Set<string>();
  for (let each = pending.shift(); each; each = pending.shift()) {
    seen.add(each.name);
    for (const action of each.methods) {
      if (action.isPublic && !found.has(action.name)) {
        found.set(action.name, { action, path: each.path });
      }
    }
    for (const name of [...each.traits, each.parent ?? '']) {
      const other = classes.get(name);
      if (other && !seen.has(name)) {
        pending.push(other);
      }
    }
  }
  return [...found.values()];
}

function isRoute({ name }: PhpAttribute): boolean {
  return shortName(name) === 'Route' && !name.startsWith('OpenApi');
}

/** FOSRest's `#[Rest\Get('/x')]`. */
function verbOf({ name }: PhpAttribute): string | undefined {
  const verb = /^FOS\\RestBundle\\Controller\\Annotations\\(Get|Post|Put|Patch|Delete|Head|Options)$/.exec(name)?.[1];
  return verb?.toUpperCase();
}

/** The paths of a route: one, or one for each language; one that is empty when it gives none. */
function pathsOf(attribute: PhpAttribute | undefined): string[] {
  const value = argumentOf(attribute?.arguments, 0, 'path', 'value', 'localizedPaths');
  const texts = [...new Set(textsOf(value).map(({ text }) => text))];
  return texts.length > 0 ? texts : [''];
}

function methodsOf(given: PhpValue | undefined): string[] {
  const value = argumentOf(given, -1, 'methods', 'method');
  return [value, ...(value?.entries ?? []).map((entry) => entry.value)].flatMap((each) =>
    each?.kind === 'text'
      ? each.text.split('|').map((method) => method.trim().toUpperCase())
      : each?.kind === 'constant'
        ? (/::METHOD_(\w+)$/.exec(each.text)?.[1] ?? [])
        : [],
  );
}

/** The line of a route's path: an attribute may take several. */
function lineOf({ arguments: given, line }: PhpAttribute): number {
  const value = argumentOf(given, 0, 'path', 'value', 'localizedPaths');
  return value ? (value.kind === 'list' ? (value.entries[0]?.value.line ?? line) : value.line) : line;
}

function endpointsOf(
  paths: readonly string[],
  methods: readonly string[],
  evidence: Evidence,
  access: readonly string[],
  summary: string | undefined,
): Endpoint[] {
  return paths.flatMap((path) =>
    (methods.length > 0 ? methods : ['ANY']).map((method) => ({
      name: `${method} ${path}`,
      method,
      path,
      evidence: [evidence],
      from: 'Symfony',
      ...(summary === undefined ? {} : { summary }),
      ...(access.length === 0 ? {} : { access: [...access] }),
    })),
  );
}
