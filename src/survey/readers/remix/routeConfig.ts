import { JsInterpreter, type Libraries } from '../javascript/jsInterpreter';
import type { JsModule } from '../javascript/jsModules';
import { asText, asTexts, hostFunction, property, record, type JsPlace, type JsValue } from '../javascript/jsValue';

/** A route that `routes.ts` declares: its whole path, and the file from the application's folder. */
export interface ConfiguredRoute {
  readonly path: string;
  readonly file: string;
}

/** Routes lie in one another no deeper. */
const deepest = 20;

/** The routes that React Router's `routes.ts` declares by calling `route`, `index`, `layout` and `prefix`. */
export function configuredRoutes(module: JsModule): ConfiguredRoute[] {
  const interpreter = new JsInterpreter(library);
  return routesIn(interpreter.exported(module, 'default'), '', 0);
}

const library: Libraries = (specifier, name) => {
  if (specifier !== '@react-router/dev/routes' && specifier !== '@remix-run/route-config') {
    return undefined;
  }
  switch (name) {
    case 'route':
      return hostFunction(([path, file, ...rest], at) => routeRecord(path, file, rest, at));
    case 'index':
      return hostFunction(([file], at) => routeRecord(undefined, file, [], at));
    case 'layout':
      return hostFunction(([, ...rest], at) => routeRecord(undefined, undefined, rest, at));
    case 'prefix':
      return hostFunction(([path, children], at) => ({
        kind: 'list',
        items: [routeRecord(path, undefined, [children], at)],
      }));
    default:
      return undefined;
  }
};

function routeRecord(
  path: JsValue | undefined,
  file: JsValue | undefined,
  rest: readonly (JsValue | undefined)[],
  at: JsPlace,
): JsValue {
  const children = rest.find((each) => each?.kind === 'list');
  const entries = { path, file, children };
  return record(
    Object.entries(entries).flatMap(([key, value]): [string, JsValue][] => (value ? [[key, value]] : [])),
    at,
  );
}

function routesIn(value: JsValue | undefined, prefix: string, depth: number): ConfiguredRoute[] {
  const items = value?.kind === 'list' ? value.items : value ? [value] : [];
  return (depth > deepest ? [] : items).flatMap((item): ConfiguredRoute[] => {
    const own = asText(property(item, 'path'))?.text ?? '';
    const path = [prefix, own].filter((part) => part !== '').join('/');
    const files = asTexts(property(item, 'file')).map(({ text }) => ({ path, file: text.replace(/^\.\//, '') }));
    return [...files, ...routesIn(property(item, 'children'), path, depth + 1)];
  });
}
