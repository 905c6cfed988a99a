import type { Node } from 'web-tree-sitter';
import query from '../../syntax/queries/env.python.scm';
import { Clue } from '../../clues';
import { isUpperName, type EnvPlace } from './envName';
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

type Nodes = ReadonlyMap<string, Node>;

export const pythonReads: CodeReads = {
  grammars: ['python'],
  query,
  mayRead: new Clue(/env|decouple|starlette|BaseSettings|dj_database_url|\bvalues\./i),
  reads: new Clue(
    /\benviron\b|getenv|(?:env|ENV|[eE]nviron(?:ment)?|Env)(?![a-z])[\w.]{0,80}\s{0,20}[(.]|\benv_?(?:var)?\s*=|import\s[^\n]{0,300}\benv\b|decouple|starlette|BaseSettings|dj_database_url|configurations/,
  ),
  find(matches, { text }) {
    const all = matches.map(nodesOf);
    const environment = new Environment(all, text);
    return all.flatMap((nodes) => {
      const object = nodes.get('object');
      const string = nodes.get('string');
      if (object && string) {
        const reads = environment.isOs(shortText(object)) && !isWritten(string.parent);
        return reads ? [literalPlace(string) ?? []].flat() : [];
      }
      const called = shortText(nodes.get('function'));
      const call = nodes.get('arguments');
      if (string && called) {
        return environment.reads(called) ? [literalPlace(string) ?? []].flat() : byName(called, string);
      }
      if (call && called) {
        return environment.inArguments(called, call);
      }
      const bases = nodes.get('bases');
      const body = nodes.get('body');
      return bases && body && /\bBaseSettings\b/.test(bases.text) ? settingsFields(body) : [];
    });
  },
};

function byName(called: string, string: Node): EnvPlace[] {
  const place = upperLiteral(string);
  return readsByItsName(called) && place ? [place] : hinted(place);
}

/** What the names of one module stand for. */
class Environment {
  private readonly ofOs = new Set(['os.environ']);
  /** Readers that are called with a name: `env('X')`, `env.bool('X')`. */
  private readonly readers = new Set<string>();

  constructor(
    all: readonly Nodes[],
    private readonly text: string,
  ) {
    for (const nodes of all) {
      const module = nodes.get('module')?.text ?? '';
      const imported = nodes.get('import')?.text ?? '';
      if (module === 'os' && /\benviron\b/.test(imported)) {
        this.ofOs.add(/\benviron\s+as\s+(\w+)/.exec(imported)?.[1] ?? 'environ');
      }
      if (module === 'os' && /\bgetenv\b/.test(imported)) {
        this.readers.add(/\bgetenv\s+as\s+(\w+)/.exec(imported)?.[1] ?? 'getenv');
      }
      if (module === 'decouple' && /\bconfig\b/.test(imported)) {
        this.readers.add(/\bconfig\s+as\s+(\w+)/.exec(imported)?.[1] ?? 'config');
      }
      const alias = nodes.get('alias')?.text;
      const value = nodes.get('value');
      const made = value?.type === 'call' ? shortText(value.childForFieldName('function') ?? undefined) : '';
      const isConfig = /(?:^|\.)(?:Config|AutoConfig)$/.test(made) && /decouple|starlette/.test(text);
      if (alias !== undefined && value) {
        if (this.ofOs.has(shortText(value))) {
          this.ofOs.add(alias);
        } else if (/^(?:\w+\.)?(?:Env|FileAwareEnv)$/.test(made) || isConfig || shortText(value) === 'os.getenv') {
          this.readers.add(alias);
        }
      }
    }
    if (/^[ \t]*from\s+[\w.]+\s+import\s[^\n]{0,300}\benv\b/m.test(text)) {
      this.readers.add('env');
    }
  }

  isOs(receiver: string): boolean {
    return this.ofOs.has(receiver);
  }

  /** Whether a function takes a variable's name first. */
  reads(called: string): boolean {
    if (called === 'os.getenv' || this.readers.has(called)) {
      return true;
    }
    const [, receiver = '', method = ''] = /^(.+)\.(\w+)$/.exec(called) ?? [];
    if (this.isOs(receiver)) {
      return /^(?:get|pop|setdefault|__getitem__|__contains__)$/.test(method);
    }
    return this.readers.has(receiver) && !/^(?:read_env|set|prefixed|seal)/.test(method);
  }

  /** Names given to a function otherwise than first. */
  inArguments(called: string, call: Node): EnvPlace[] {
    if (/^(?:\w+\.)?(?:Env|FileAwareEnv)$/.test(called) && /environ/.test(this.text)) {
      return keywords(call).flatMap(({ key }) =>
        isUpperName(key.text) ? [{ name: key.text, offset: key.startIndex }] : [],
      );
    }
    if (/^values\.\w+Value$|^values\.Value$|^\w+Value$/.test(called) && /configurations/.test(this.text)) {
      return configurationValue(call);
    }
    const receiver = called.slice(0, called.lastIndexOf('.'));
    const isDefaultAddress =
      called === 'dj_database_url.config' ||
      (this.readers.has(receiver) && /\.(?:db|db_url|cache|email|search_url)(?:_url)?$/.test(called));
    const first = call.namedChildren.find(({ type }) => type === 'string');
    if (isDefaultAddress && !first) {
      const own = keywords(call).find(({ key }) => key.text === 'env' || key.text === 'var');
      return [upperLiteral(own?.value) ?? { name: defaultAddress(called), offset: call.startIndex }];
    }
    return keywords(call).flatMap(({ key, value }) =>
      /^(?:envvar|env_var|env)$/.test(key.text) ? (upperLiteral(value) ?? []) : [],
    );
  }
}

function defaultAddress(called: string): string {
  const kind = called.slice(called.lastIndexOf('.') + 1).split('_')[0] ?? '';
  return kind === 'cache'
    ? 'CACHE_URL'
    : kind === 'email'
      ? 'EMAIL_URL'
      : kind === 'search'
        ? 'SEARCH_URL'
        : 'DATABASE_URL';
}

function keywords(call: Node): { key: Node; value: Node }[] {
  return call.namedChildren.flatMap((child) => {
    const key = child.type === 'keyword_argument' ? child.childForFieldName('name') : null;
    const value = child.childForFieldName('value');
    return key && value ? [{ key, value }] : [];
  });
}

/** django-configurations: `SECRET_KEY = values.SecretValue(environ_name='X', environ_prefix=None)`. */
function configurationValue(call: Node): EnvPlace[] {
  const given = new Map(keywords(call).map(({ key, value }) => [key.text, value]));
  const assigned = call.parent?.parent?.type === 'assignment' ? call.parent.parent.childForFieldName('left') : null;
  const named = literalPlace(given.get('environ_name'));
  if (given.get('environ')?.text === 'False') {
    return [];
  }
  const attribute =
    assigned && isUpperName(assigned.text) ? { name: assigned.text, offset: assigned.startIndex } : undefined;
  const place = named ?? attribute;
  const prefix = given.get('environ_prefix');
  const before = prefix === undefined ? 'DJANGO_' : prefix.type === 'string' ? `${prefix.text.slice(1, -1)}_` : '';
  return place ? [{ ...place, name: `${before}${place.name}` }] : [];
}

/** The fields of a class of pydantic's settings, each read from a variable of its name: deduced, hence probable. */
function settingsFields(body: Node): EnvPlace[] {
  const prefix = /\benv_prefix["']?\s*[=:]\s*["'](\w*)["']/.exec(body.text)?.[1] ?? '';
  return body.namedChildren.flatMap((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.namedChild(0) : null;
    const field = assignment?.type === 'assignment' ? assignment.childForFieldName('left') : null;
    const type = assignment?.childForFieldName('type');
    if (!field || !type || field.type !== 'identifier' || field.text === 'model_config' || /ClassVar/.test(type.text)) {
      return [];
    }
    const alias = /\b(?:env|alias|validation_alias)\s*=\s*["'](\w+)["']/.exec(
      assignment?.childForFieldName('right')?.text.slice(0, 500) ?? '',
    )?.[1];
    const name = alias ?? `${prefix}${field.text}`.toUpperCase();
    return [
      {
        name,
        offset: field.startIndex,
        ...(isUpperName(field.text) || alias !== undefined ? {} : { isProbable: true }),
      },
    ];
  });
}
