/** Words that Mongoose leaves as they are. */
const uncountable = new Set(
  (
    'advice energy excretion digestion cooperation health justice labour machinery equipment information pollution ' +
    'sewage paper money species series rain rice fish sheep moose deer news expertise status media'
  ).split(' '),
);

/** Mongoose's own rules, the first that fits counts. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/human$/, 'humans'],
  [/(m)an$/, '$1en'],
  [/(pe)rson$/, '$1ople'],
  [/(child)$/, '$1ren'],
  [/^(ox)$/, '$1en'],
  [/(ax|test)is$/, '$1es'],
  [/(octop|vir)us$/, '$1i'],
  [/(alias|status)$/, '$1es'],
  [/(bu)s$/, '$1ses'],
  [/(buffal|tomat|potat)o$/, '$1oes'],
  [/([ti])um$/, '$1a'],
  [/sis$/, 'ses'],
  [/(?:([^f])fe|([lr])f)$/, '$1$2ves'],
  [/(hive)$/, '$1s'],
  [/([^aeiouy]|qu)y$/, '$1ies'],
  [/(x|ch|ss|sh)$/, '$1es'],
  [/(matr|vert|ind)ix|ex$/, '$1ices'],
  [/([m|l])ouse$/, '$1ice'],
  [/(kn|w|l)ife$/, '$1ives'],
  [/(quiz)$/, '$1zes'],
  [/^goose$/, 'geese'],
  [/s$/, 's'],
  [/([^a-z])$/, '$1'],
  [/$/, 's'],
];

/** The collection that Mongoose keeps a model's documents in when nobody says: its name in lower case, in the plural. */
export function collectionName(model: string): string {
  const name = model.toLowerCase();
  const rule = uncountable.has(name) ? undefined : rules.find(([ending]) => ending.test(name));
  return rule ? name.replace(rule[0], rule[1]) : name;
}
