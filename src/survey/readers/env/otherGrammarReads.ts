import type { Node } from 'web-tree-sitter';
import goQuery from '../../syntax/queries/env.go.scm';
import javaQuery from '../../syntax/queries/env.java.scm';
import phpQuery from '../../syntax/queries/env.php.scm';
import rubyQuery from '../../syntax/queries/env.ruby.scm';
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

const list = (place: EnvPlace | undefined): EnvPlace[] => (place ? [place] : []);

export const rubyReads: CodeReads = {
  grammars: ['ruby'],
  query: rubyQuery,
  mayRead: new Clue(/\bENV\b|env\w*\s*\(?\s*["']/),
  find: (matches) =>
    matches.map(nodesOf).flatMap((nodes) => {
      const string = nodes.get('string');
      const called = shortText(nodes.get('function'));
      if (called) {
        return readsByItsName(called) ? list(upperLiteral(string)) : hinted(upperLiteral(string));
      }
      if (!/^(?:::)?ENV$/.test(shortText(nodes.get('object')))) {
        return [];
      }
      if (string) {
        return isWritten(string.parent) ? [] : list(literalPlace(string));
      }
      const method = nodes.get('method')?.text ?? '';
      const given = nodes.get('arguments')?.namedChildren.filter(({ type }) => type === 'string') ?? [];
      if (/^(?:values_at|slice)$/.test(method)) {
        return given.flatMap((each) => list(literalPlace(each)));
      }
      if (/^(?:fetch|key\?|has_key\?|include\?|member\?|dig|\[\])$/.test(method)) {
        return list(literalPlace(given[0]));
      }
      // Some products give `ENV` questions of their own, which may complete the name.
      const asked = method.endsWith('?') ? upperLiteral(given[0]) : undefined;
      return asked ? ['', '_ENABLED'].map((end) => ({ ...asked, name: `${asked.name}${end}`, isHint: true })) : [];
    }),
};

export const phpReads: CodeReads = {
  grammars: ['php'],
  query: phpQuery,
  mayRead: new Clue(/env\w*\s*\(|\benv:|\bEnv::|\$_(?:ENV|SERVER)\b/i),
  reads: new Clue(/\$_(?:ENV|SERVER)\b|\bEnv::|\benv:|(?:[eE]nv|ENV|[eE]nviron(?:ment)?)(?![a-z])[\w\\]{0,80}\s*\(/),
  find: (matches) =>
    matches.map(nodesOf).flatMap((nodes) => {
      const string = nodes.get('string');
      const object = shortText(nodes.get('object'));
      if (object) {
        const place = object === '$_ENV' || object === '$_SERVER' ? literalPlace(string) : undefined;
        const isRead = place && !isWritten(string?.parent);
        return isRead ? [{ ...place, ...(object === '$_SERVER' ? { isHint: true } : {}) }] : [];
      }
      const called = shortText(nodes.get('function')).replace(/^\\/, '');
      if (called === 'env' || called === 'getenv') {
        return list(literalPlace(string));
      }
      const key = nodes.get('key')?.text;
      if (key !== undefined) {
        return key === 'env' ? list(upperLiteral(string?.text.includes(':') ? undefined : string)) : [];
      }
      const scope = nodes.get('scope')?.text;
      const isOfEnv = scope === 'Env' && /^(?:get|getOrFail)$/.test(nodes.get('method')?.text ?? '');
      return isOfEnv || readsByItsName(called.replaceAll('\\', '.'))
        ? list(upperLiteral(string))
        : hinted(upperLiteral(string));
    }),
};

export const javaReads: CodeReads = {
  grammars: ['java'],
  query: javaQuery,
  mayRead: new Clue(/getenv|getProperty|getRequiredProperty|\$\{|Dotenv|dotenv/),
  find: (matches) =>
    matches.map(nodesOf).flatMap((nodes) => {
      const annotation = nodes.get('arguments');
      if (annotation) {
        return interpolated(annotation.text).map(({ name, offset }) => ({
          name,
          offset: annotation.startIndex + offset,
        }));
      }
      const object = shortText(nodes.get('object'));
      const method = nodes.get('method')?.text ?? '';
      const string = nodes.get('string');
      if ((method === 'getenv' && /(?:^|\.)System$/.test(object)) || object.endsWith('System.getenv()')) {
        return list(literalPlace(string));
      }
      const isOfEnv = /^(?:get|getProperty|getRequiredProperty|containsProperty)$/.test(method);
      return isOfEnv && /(?:^|\.)(?:env|environment|dotenv)$/i.test(object)
        ? list(upperLiteral(string))
        : hinted(upperLiteral(string));
    }),
};

/** `${X}` and `${X:fallback}` with a name written as variables are. */
export function interpolated(text: string): EnvPlace[] {
  return [...text.matchAll(/\$\{(?=[A-Z_])/g)].flatMap(({ index }) => {
    const name = /^\w+(?=[:}])/.exec(text.slice(index + 2, index + 130))?.[0];
    return name !== undefined && isUpperName(name) ? [{ name, offset: index + 2 }] : [];
  });
}

export const goReads: CodeReads = {
  grammars: ['go'],
  query: goQuery,
  mayRead: new Clue(/env|viper/i),
  reads: new Clue(
    /\b(?:Getenv|LookupEnv|BindEnv|AutomaticEnv)\b|\benv(?:config)?\s*:\s*"|\bEnvVars?\b|\bSources\b|viper|(?:[eE]nv|ENV|[eE]nviron(?:ment)?)(?![a-z])[\w.]{0,80}\s{0,20}\(/,
  ),
  find: (matches, { text }) => {
    const prefix = /\.AutomaticEnv\(/.test(text) ? /\.SetEnvPrefix\(\s*"(\w+)"/.exec(text)?.[1] : undefined;
    return matches.map(nodesOf).flatMap((nodes) => {
      const tag = nodes.get('tag');
      if (tag) {
        const found = /\b(?:env|envconfig)\s*:\s*"(\w+)/.exec(tag.text);
        return found?.[1] !== undefined && isUpperName(found[1]) ? [{ name: found[1], offset: tag.startIndex }] : [];
      }
      const value = nodes.get('value');
      if (value) {
        const isOfEnv = /^(?:EnvVars?|Sources)$/.test(nodes.get('key')?.text ?? '');
        return isOfEnv
          ? value.descendantsOfType('interpreted_string_literal').flatMap((each) => list(upperLiteral(each)))
          : [];
      }
      const called = shortText(nodes.get('function'));
      const given = nodes.get('arguments')?.namedChildren ?? [];
      if (/^(?:os|syscall)\.(?:Getenv|LookupEnv)$/.test(called)) {
        return list(literalPlace(given[0]));
      }
      if (called.endsWith('.BindEnv')) {
        return (given.length > 1 ? given.slice(1) : given).flatMap((each) => list(upperLiteral(each)));
      }
      if (prefix !== undefined && /^(?:viper|v)\.(?:Get\w*|SetDefault|BindPFlag)$/.test(called)) {
        return list(prefixedKey(prefix, given[0]));
      }
      const isViper = /^(?:viper|v)\.(?:Get\w*|IsSet|SetDefault)$/.test(called) && /spf13\/viper/.test(text);
      return isViper || (readsByItsName(called) && !/^os\.(?:Setenv|Unsetenv)$/.test(called))
        ? list(upperLiteral(given[0]))
        : hinted(upperLiteral(given[0]));
    });
  },
};

/** Viper reads `MEMOS_LOG_LEVEL` for its key `log-level`, if it is told the prefix: deduced, hence probable. */
function prefixedKey(prefix: string, key: Node | undefined): EnvPlace | undefined {
  const written = /^"([a-z][\w.-]{0,100})"$/.exec(key?.text ?? '')?.[1];
  return key && written !== undefined
    ? { name: `${prefix}_${written.replace(/[.-]/g, '_')}`.toUpperCase(), offset: key.startIndex, isProbable: true }
    : undefined;
}
