import { escapedPattern } from '../escapedPattern';
import { rubyTexts } from '../rubyCall';

type Rule = readonly [pattern: RegExp, replacement: string];

/** Active Support's rules, the first that fits first. */
const plurals: readonly Rule[] = [
  [/(quiz)$/i, '$1zes'],
  [/^(ox)(?:en)?$/i, '$1en'],
  [/^([ml])(?:ouse|ice)$/i, '$1ice'],
  [/(matr|vert|ind)(?:ix|ex)$/i, '$1ices'],
  [/(x|ch|ss|sh)$/i, '$1es'],
  [/([^aeiouy]|qu)y$/i, '$1ies'],
  [/(hive)$/i, '$1s'],
  [/(?:([^f])fe|([lr])f)$/i, '$1$2ves'],
  [/sis$/i, 'ses'],
  [/([ti])(?:um|a)$/i, '$1a'],
  [/(buffal|tomat)o$/i, '$1oes'],
  [/(bu)s$/i, '$1ses'],
  [/(alias|status)$/i, '$1es'],
  [/(octop|vir)(?:us|i)$/i, '$1i'],
  [/^(ax|test)is$/i, '$1es'],
  [/s$/i, 's'],
  [/$/, 's'],
];
const singulars: readonly Rule[] = [
  [/(database)s$/i, '$1'],
  [/(quiz)zes$/i, '$1'],
  [/(matr)ices$/i, '$1ix'],
  [/(vert|ind)ices$/i, '$1ex'],
  [/^(ox)en/i, '$1'],
  [/(alias|status)(?:es)?$/i, '$1'],
  [/(octop|vir)(?:us|i)$/i, '$1us'],
  [/^(a)x[ie]s$/i, '$1xis'],
  [/(cris|test)(?:is|es)$/i, '$1is'],
  [/(shoe)s$/i, '$1'],
  [/(o)es$/i, '$1'],
  [/(bus)(?:es)?$/i, '$1'],
  [/^([ml])ice$/i, '$1ouse'],
  [/(x|ch|ss|sh)es$/i, '$1'],
  [/(m)ovies$/i, '$1ovie'],
  [/(s)eries$/i, '$1eries'],
  [/([^aeiouy]|qu)ies$/i, '$1y'],
  [/([lr])ves$/i, '$1f'],
  [/(tive)s$/i, '$1'],
  [/(hive)s$/i, '$1'],
  [/([^f])ves$/i, '$1fe'],
  [/(analy|ba|diagno|parenthe|progno|synop|the)(?:sis|ses)$/i, '$1sis'],
  [/([ti])a$/i, '$1um'],
  [/(n)ews$/i, '$1ews'],
  [/(ss)$/i, '$1'],
  [/s$/i, ''],
];
const irregulars: readonly (readonly [singular: string, plural: string])[] = [
  ['zombie', 'zombies'],
  ['move', 'moves'],
  ['sex', 'sexes'],
  ['child', 'children'],
  ['man', 'men'],
  ['person', 'people'],
];
const uncountables = [
  'equipment',
  'information',
  'rice',
  'money',
  'species',
  'series',
  'fish',
  'sheep',
  'jeans',
  'police',
];

/** Makes plurals and singulars as Rails does, with what the product adds to its rules. */
export class Inflector {
  private readonly plurals: readonly Rule[];
  private readonly singulars: readonly Rule[];
  private readonly uncountable: readonly RegExp[];

  /** @param initializer what `config/initializers/inflections.rb` holds; rules of other languages than English don't count */
  constructor(initializer = '') {
    const own = ownRules(initializer);
    this.plurals = [...own.plurals, ...irregulars.flatMap(pluralRules), ...plurals];
    this.singulars = [...own.singulars, ...irregulars.flatMap(singularRules), ...singulars];
    this.uncountable = [...own.uncountables, ...uncountables].map(
      (word) => new RegExp(`\\b${escapedPattern(word)}$`, 'i'),
    );
  }

  pluralize(word: string): string {
    return this.apply(this.plurals, word);
  }

  singularize(word: string): string {
    return this.apply(this.singulars, word);
  }

  /** The table of a class: `Users::AccountStatus` → `users_account_statuses`, its module left out → `account_statuses`. */
  tableOf(className: string): string {
    return this.pluralize(underscored(className.replace(/^.*::/, '')));
  }

  private apply(rules: readonly Rule[], word: string): string {
    if (word === '' || this.uncountable.some((pattern) => pattern.test(word))) {
      return word;
    }
    const rule = rules.find(([pattern]) => pattern.test(word));
    return rule ? word.replace(rule[0], rule[1]) : word;
  }
}

/** `Users::AccountStatus` → `users/account_status`. */
export function underscored(className: string): string {
  return className
    .replaceAll('::', '/')
    .replace(/([A-Z\d])([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

interface OwnRules {
  readonly plurals: Rule[];
  readonly singulars: Rule[];
  readonly uncountables: string[];
}

function ownRules(initializer: string): OwnRules {
  const own: OwnRules = { plurals: [], singulars: [], uncountables: [] };
  let isEnglish = true;
  for (const line of initializer.split(/\r\n|\r|\n/)) {
    const [, kind, language, given = ''] =
      /^\s*(?:[\w:]+\.)?(?:(inflections)(?:\(:(\w+)\))?|inflect\w*\.(?=\w))(.*)$/.exec(line) ?? [];
    if (kind !== undefined) {
      isEnglish = language === undefined || language === 'en';
      continue;
    }
    const [, rule, written = ''] = /^(plural|singular|irregular|uncountable)\b(.*)$/.exec(given) ?? [];
    const texts = rubyTexts(written.trim().replace(/^\(|\)$/g, ''));
    if (!isEnglish || rule === undefined) {
      continue;
    }
    const [first = '', second = ''] = texts;
    if (rule === 'uncountable') {
      own.uncountables.push(...texts, ...[...written.matchAll(/:(\w+)/g)].map(([, word = '']) => word));
    } else if (rule === 'irregular' && second !== '') {
      // Said last, they count first.
      own.plurals.unshift(...pluralRules([first, second]));
      own.singulars.unshift(...singularRules([first, second]));
    } else {
      const pattern = ownPattern(written);
      const replacement = (pattern ? first : second).replace(/\\(\d)/g, (_, group: string) =>
        group === '0' ? '$&' : `$${group}`,
      );
      const made = pattern ?? (first === '' ? undefined : new RegExp(`${escapedPattern(first)}$`, 'i'));
      if (made) {
        (rule === 'plural' ? own.plurals : own.singulars).unshift([made, replacement]);
      }
    }
  }
  return own;
}

/** A pattern that can't be slow: of letters, groups, alternatives and anchors, with one repetition at most. */
function ownPattern(written: string): RegExp | undefined {
  const [, slashed, braced, flags = ''] =
    /^\s*\(?\s*(?:\/([^/]{1,100})\/|%r\{([^{}]{1,100})\})(i?)/.exec(written) ?? [];
  const pattern = (slashed ?? braced)?.replaceAll('\\A', '^').replace(/\\[zZ]/g, '$');
  if (pattern === undefined || !/^[\wÀ-ÿ()|^$?:.*+-]+$/.test(pattern) || (pattern.match(/[*+]/g) ?? []).length > 1) {
    return undefined;
  }
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}

function pluralRules([singular, plural]: readonly [string, string]): Rule[] {
  return [
    [new RegExp(`${escapedPattern(singular)}$`, 'i'), plural],
    [new RegExp(`${escapedPattern(plural)}$`, 'i'), plural],
  ];
}

function singularRules([singular, plural]: readonly [string, string]): Rule[] {
  return [
    [new RegExp(`${escapedPattern(plural)}$`, 'i'), singular],
    [new RegExp(`${escapedPattern(singular)}$`, 'i'), singular],
  ];
}
