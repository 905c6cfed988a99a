import type { Node } from 'web-tree-sitter';
import query from '../../syntax/queries/env.javascript.scm';
import { Clue } from '../../clues';
import { isUpperName, literalName, type EnvPlace } from './envName';
import {
  hinted,
  isWritten,
  literalPlace,
  nodesOf,
  readsByItsName,
  shortText,
  upperLiteral,
  type CodeReads,
} from './codeReads';

const environments = new Set([
  'process.env',
  'import.meta.env',
  'Bun.env',
  'globalThis.process.env',
  'window.process.env',
]);

/** What Vite sets itself. */
const ofVite = new Set(['MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL']);

/** Modules whose `env` is the environment. */
const environmentModules = /^(?:node:)?process$|^\$env\/dynamic\/(?:private|public)$/;

/** Those of libraries that describe variables: `z.string()`, `str()`. */
const validators =
  /^(?:z|zod|Joi|joi|yup|Yup|v|t|S|vine|Schema|schema|str|bool|num|int|port|url|email|json|host|envsafe|makeValidator|Type|Env)\b/;

export const javascriptReads: CodeReads = {
  grammars: ['javascript', 'tsx'],
  query,
  mayRead: new Clue(/\benv\b|[eE]nv\w*\s*[(<]|ENV\w*\(|EnvironmentPlugin|[cC]onfig(?:Service)?\s*\??\.\s*get|\bJoi\b/),
  // What each of the places below needs: a receiver, a name given first, a library that describes variables.
  reads: new Clue(
    /\b(?:process|meta|Bun)\s*\??\s*\.\s*env\b|\bloadEnv\b|['"](?:node:)?process['"]|\$env\/|\(\{\s*env\s*\}\)|\bDeno\b|EnvironmentPlugin|convict|\(\s*["'`]_?[A-Z][A-Z\d_]+["'`]|\b_?[A-Z][A-Z\d_]+\s*:\s*(?:z|zod|[jJ]oi|[yY]up|v|t|S|vine|[sS]chema|str|bool|num|int|port|url|email|json|host|envsafe|makeValidator|Type|Env)\b/,
  ),
  find(matches, { text, path }) {
    if (path.endsWith('.d.ts')) {
      return [];
    }
    const places: EnvPlace[] = [];
    const all = matches.map(nodesOf);
    const aliases = new Map(environmentsIn(text));
    for (const nodes of all) {
      const alias = nodes.get('alias');
      const value = nodes.get('value');
      if (alias && value && (isEnvironment(bare(value)) || /^(?:await)?(?:\w+\.)?loadEnv\(/.test(shortText(value)))) {
        aliases.set(alias.text, bare(value));
      }
      const imported = nodes.get('imported');
      const module = nodes.get('module')?.text.slice(1, -1) ?? '';
      if (imported && environmentModules.test(module)) {
        aliases.set(/\benv\s+as\s+(\w+)/.exec(imported.text)?.[1] ?? 'env', 'process.env');
      }
      if (imported && module.startsWith('$env/static/')) {
        places.push(
          ...imported
            .descendantsOfType('import_specifier')
            .flatMap((node) => placeOf(node.childForFieldName('name') ?? undefined)),
        );
      }
    }
    const isFromEnvironment = (node: Node | undefined): boolean => {
      const receiver = bare(node);
      return isEnvironment(receiver) || aliases.has(receiver);
    };
    const describesVariables =
      /process\.env|import\.meta\.env|createEnv|cleanEnv|validationSchema|NODE_ENV/.test(text) || /env/i.test(path);
    for (const nodes of all) {
      const object = nodes.get('object');
      const name = nodes.get('member') ?? nodes.get('string');
      const pattern = nodes.get('pattern');
      const called = nodes.get('function');
      if (called) {
        places.push(...placesInCall(shortText(called), nodes.get('string'), aliases));
      } else if (pattern && isFromEnvironment(object)) {
        places.push(...pattern.namedChildren.flatMap((child) => placeOf(keyIn(child))));
      } else if (object && name && isFromEnvironment(object) && !isWritten(name.parent)) {
        const [place] = nodes.has('member') ? placeOf(name) : [literalPlace(name)];
        if (place && !(bare(object) === 'import.meta.env' && ofVite.has(place.name))) {
          places.push(place);
        }
      }
      const constructor = shortText(nodes.get('constructor'));
      if (/(?:^|\.)EnvironmentPlugin$/.test(constructor)) {
        const { namedChildren = [] } = nodes.get('arguments')?.namedChild(0) ?? {};
        places.push(
          ...namedChildren.flatMap((child) =>
            child.type === 'string' ? (literalPlace(child) ?? []) : placeOf(keyIn(child)),
          ),
        );
      }
      const key = nodes.get('key');
      const value = nodes.get('value');
      if (key && value) {
        places.push(...placesInPair(key, value, text, describesVariables));
      }
    }
    return places;
  },
};

/** Names that stand for the environment from another module, or a function's argument. */
function environmentsIn(text: string): [string, string][] {
  // A configuration of Strapi is given the environment: `({ env }) => ({ … })`.
  return /\(\{\s*env\s*\}\)\s*=>/.test(text) ? [['env', 'process.env']] : [];
}

function isEnvironment(receiver: string): boolean {
  return environments.has(receiver);
}

/** A receiver without what only types it: `(process.env as any)`, `process.env!`. */
function bare(node: Node | undefined): string {
  return shortText(node)
    .replace(/^\((.*)\)$/, '$1')
    .replace(/(?<=\benv)as[\w<>,]+$/, '')
    .replace(/!$/, '');
}

function placesInCall(called: string, string: Node | undefined, aliases: ReadonlyMap<string, string>): EnvPlace[] {
  const [, receiver = '', method = ''] = /^(.*?)\.?([\w$]+)(?:<.*>)?$/.exec(called) ?? [];
  if (called === 'Deno.env.get' || called === 'Deno.env.has') {
    return [literalPlace(string) ?? []].flat();
  }
  const isOfConfig = /^(?:get|getOrThrow)$/.test(method) && /(?:^|[.#_])(?:\w*config(?:service)?|cfg)$/i.test(receiver);
  const isOfEnv = /^(?:get|require|required|has|string|number|boolean)$/.test(method) && /^env$/i.test(receiver);
  if (isOfConfig || isOfEnv || aliases.has(called) || readsByItsName(called)) {
    return [upperLiteral(string) ?? []].flat();
  }
  return hinted(upperLiteral(string));
}

function placesInPair(key: Node, value: Node, text: string, describesVariables: boolean): EnvPlace[] {
  if (key.text === 'env' && value.type === 'string' && text.includes('convict')) {
    return [upperLiteral(value) ?? []].flat();
  }
  const isDescription = describesVariables && value.type === 'call_expression' && isUpperName(key.text);
  return isDescription && validators.test(value.text.slice(0, 20)) ? placeOf(key) : [];
}

/** What a destructuring takes: `X`, `X: other`, `X = fallback`. */
function keyIn(node: Node): Node | undefined {
  return node.childForFieldName('key') ?? node.childForFieldName('left') ?? node;
}

function placeOf(node: Node | undefined): EnvPlace[] {
  const name = node && (literalName(node.text) ?? (/^[A-Za-z_]\w*$/.test(node.text) ? node.text : undefined));
  const isMethod = name !== undefined && /^(?:hasOwnProperty|toString|constructor|length|keys)$/.test(name);
  return node && name !== undefined && !isMethod ? [{ name, offset: node.startIndex }] : [];
}
