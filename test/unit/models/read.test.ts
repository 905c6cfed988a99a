import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readModel } from '../../../src/models/read';
import { shippedModels } from '../../../src/models/shipped';
import type { ModelProblem } from '../../../src/models/types';
import { comparePositions, indexLines, offsetAt } from '../../../src/outline';

const valid = `id: bilan
version: 1
type: dossier
presentation: sous-titres
titre: Bilan
resume: Ce que l’équipe laisse.
fichier: bilan.md
source: https://exemple.gouv.fr/bilan
sections:
  - id: usages
    titre: Usages
    synonymes: [Les usages]
    elements:
      - id: mesures
        titre: Mesures
        texte: Les mesures d’usage
        reponse: contenu
        aide: Dites ce qui a été mesuré.
      - id: export
        titre: Export
        texte: Exporter les mesures
        reponse: action
        aide: Dites où.
`;

/** The valid model with one thing changed. */
function change(from: string, to: string): string {
  assert.equal(valid.split(from).length, 2, `« ${from} » stands once in the model`);
  return valid.replace(from, () => to);
}

/** Each mistake with where it is told: the line counted from 0, the key, part of the message. */
const mistakes: readonly [name: string, text: string, line: number, key: string, message: string][] = [
  ['an unknown key', change('titre: Bilan', 'title: x\ntitre: Bilan'), 4, 'title', 'clé inconnue « title »'],
  [
    'an unknown key in an item',
    change('reponse: action', 'reponse: action\n        autre: 1'),
    22,
    'sections.1.elements.2.autre',
    'clé inconnue',
  ],
  ['a key that is a number', `${valid}12: x\n`, 23, '12', 'clé inconnue « 12 »'],
  ['a key on two lines', `${valid}"a\\nb": x\n`, 23, 'a b', 'clé inconnue « a b »'],
  ['a key without end', `${valid}${'k'.repeat(900)}: x\n`, 23, `${'k'.repeat(60)}…`, 'clé inconnue « kkk'],
  ['a missing key', change('titre: Bilan\n', ''), 0, '', 'il manque la clé « titre »'],
  [
    'several missing keys',
    change('titre: Bilan\nresume: Ce que l’équipe laisse.\n', ''),
    0,
    '',
    '« titre » et « resume »',
  ],
  ['a missing key in a section', change('    titre: Usages\n', ''), 9, 'sections.1', 'il manque la clé « titre »'],
  [
    'a missing key in an item',
    change('        aide: Dites où.\n', ''),
    18,
    'sections.1.elements.2',
    'il manque la clé « aide »',
  ],
  ['a missing choice', change('type: dossier\n', ''), 0, '', 'il manque la clé « type » (« dossier », « post-mortem »'],
  ['no section', change(valid.slice(valid.indexOf('sections:')), ''), 0, '', 'il manque la clé « sections »'],
  [
    'an empty list of sections',
    change(valid.slice(valid.indexOf('sections:')), 'sections: []\n'),
    0,
    '',
    'il manque la clé « sections »',
  ],
  [
    'a procedure without its circumstance',
    change('type: dossier', 'type: procedure'),
    2,
    'type',
    'il manque la clé « circonstance »',
  ],
  ['a value left out', change('titre: Bilan', 'titre:'), 4, 'titre', 'écrivez un texte ici'],
  ['an empty value', change('titre: Bilan', "titre: ''"), 4, 'titre', 'cette valeur est vide'],
  ['a number where text is due', change('titre: Bilan', 'titre: 2026'), 4, 'titre', 'entre guillemets'],
  [
    'yes where text is due',
    change('titre: Export', 'titre: true'),
    19,
    'sections.1.elements.2.titre',
    'écrivez un texte ici',
  ],
  ['a list where text is due', change('titre: Bilan', 'titre: [a, b]'), 4, 'titre', 'écrivez un texte ici'],
  [
    'text where a list is due',
    change('synonymes: [Les usages]', 'synonymes: Les usages'),
    11,
    'sections.1.synonymes',
    'écrivez une liste ici',
  ],
  [
    'keys where a list is due',
    change(valid.slice(valid.indexOf('sections:')), 'sections:\n  id: a\n'),
    8,
    'sections',
    'écrivez une liste ici',
  ],
  [
    'text where an item is due',
    change('- id: export', '- un texte\n      - id: export'),
    18,
    'sections.1.elements.2',
    'écrivez des clés ici',
  ],
  [
    'text on several lines where one is due',
    change('titre: Bilan', 'titre: |\n  a\n  b'),
    4,
    'titre',
    'sur une seule ligne',
  ],
  ['a blank before the text', change('titre: Bilan', "titre: ' Bilan'"), 4, 'titre', 'sans blanc au début'],
  [
    'a choice that does not exist',
    change('type: dossier', 'type: rapport'),
    2,
    'type',
    'choisissez parmi « dossier », « post-mortem »',
  ],
  [
    'an answer that does not exist',
    change('reponse: action', 'reponse: oui'),
    21,
    'sections.1.elements.2.reponse',
    '« contenu », « action »',
  ],
  ['version 0', change('version: 1', 'version: 0'), 1, 'version', 'la première version est 1'],
  ['version 1.5', change('version: 1', 'version: 1.5'), 1, 'version', 'écrivez un nombre entier'],
  ['a quoted version', change('version: 1', 'version: "1"'), 1, 'version', 'écrivez un nombre entier'],
  ['an endless version', change('version: 1', 'version: .inf'), 1, 'version', 'écrivez un nombre entier'],
  [
    'a version beyond numbers',
    change('version: 1', `version: ${'9'.repeat(30)}`),
    1,
    'version',
    'écrivez un nombre entier',
  ],
  ['an identifier with accents', change('id: bilan', 'id: Bilan d’été'), 0, 'id', 'minuscules sans accent'],
  ['a file in a folder', change('fichier: bilan.md', 'fichier: ../bilan.md'), 6, 'fichier', 'sans dossier'],
  [
    'a file that is not Markdown',
    change('fichier: bilan.md', 'fichier: bilan.txt'),
    6,
    'fichier',
    'nom de fichier en .md',
  ],
  [
    'a source that is not an address',
    change('source: https://exemple.gouv.fr/bilan', 'source: javascript:x'),
    7,
    'source',
    'https://',
  ],
  [
    'an item identifier used twice',
    change('id: export', 'id: mesures'),
    18,
    'sections.1.elements.2.id',
    '« mesures » est déjà pris',
  ],
  [
    'a section identifier used twice',
    `${valid}  - id: usages\n    titre: Autres\n`,
    23,
    'sections.2.id',
    '« usages » est déjà pris',
  ],
  [
    'a key written twice',
    change('titre: Bilan', 'titre: Bilan\ntitre: Autre'),
    5,
    '',
    'cette clé est écrite deux fois',
  ],
  [
    'a key written twice in an item',
    change('titre: Export', 'titre: Export\n        titre: Autre'),
    20,
    '',
    'cette clé est écrite deux fois',
  ],
  ['a tab as indentation', change('  - id: usages', '\t- id: usages'), 9, '', 'tabulation'],
  ['a line indented too far', change('titre: Bilan', '  titre: Bilan'), 3, '', 'alignez cette ligne'],
  [
    'a line indented too little',
    change('        texte: Exporter', '       texte: Exporter'),
    20,
    '',
    'alignez cette ligne',
  ],
  [
    'a colon in a bare text',
    change('resume: Ce que', 'resume: Bilan : ce que'),
    5,
    '',
    'entourez le texte de guillemets',
  ],
  ['a quote left open', change('titre: Bilan', 'titre: "Bilan'), 4, '', 'guillemet'],
  [
    'an apostrophe in single quotes',
    change('Ce que l’équipe laisse.', "'Ce que l'équipe laisse.'"),
    5,
    '',
    'guillemets',
  ],
  ['a bracket left open', change('[Les usages]', '[Les usages'), 12, '', ''],
  [
    'a sign that starts no text',
    change('titre: Bilan', 'titre: @bilan'),
    4,
    '',
    'ce signe ne peut pas commencer un texte',
  ],
  ['an alias of nothing', change('titre: Bilan', 'titre: *bilan'), 4, '', 'vers un nom qui n’existe pas'],
  [
    'aliases by the hundred',
    change('titre: Bilan', `titre: &t Bilan\nautre: [${'*t, '.repeat(100)}]`),
    5,
    '',
    'trop de renvois',
  ],
  [
    'aliases of aliases of aliases',
    `a: &a [1, 1]\n${'bcdefghi'.replace(/./g, (name, i: number) => `${name}: &${name} [${`*${'abcdefgh'.charAt(i)}, `.repeat(9)}]\n`)}`,
    1,
    '',
    'trop de renvois',
  ],
  ['two documents', `${valid}---\nid: autre\n`, 23, '', 'un seul document par fichier'],
  ['a list instead of keys', '- id: bilan\n', 0, '', 'un modèle commence par des clés'],
  ['a text instead of keys', 'Bonjour\n', 0, '', 'un modèle commence par des clés'],
  ['an empty file', '', 0, '', 'un modèle commence par des clés'],
  ['blank lines', '\n\n  \n', 0, '', 'un modèle commence par des clés'],
  ['a byte order mark alone', '\uFEFF', 0, '', 'un modèle commence par des clés'],
  ['comments alone', '# rien\n', 0, '', 'un modèle commence par des clés'],
  ['an opening line alone', '---\n', 0, '', 'un modèle commence par des clés'],
  ['a picture', '\uFFFDPNG\r\n\u001A\n\0\0\0\rIHDR\0\u0001', 0, '', ''],
  ['a file too big', `${valid}# ${'x'.repeat(200_000)}\n`, 0, '', 'fichier trop gros'],
  ['brackets without end', `a: ${'['.repeat(100_000)}`, 0, '', 'trop imbriqués'],
  ['brackets closed, by the thousand', `id: bilan\na: ${'{'.repeat(3000)}${'}'.repeat(3000)}`, 1, '', 'trop imbriqués'],
  ['list markers without end', `id: bilan\n${'- '.repeat(20_000)}`, 1, '', 'trop imbriqués'],
];

describe('Reading a model', () => {
  it('reads a valid one, whatever its line endings and byte order mark', () => {
    const expected = readModel(valid, 'bilan.yml').definition?.model;
    assert.deepEqual(
      expected?.sections[0]?.items.map((item) => [item.id, item.expects]),
      [
        ['mesures', 'content'],
        ['export', 'action'],
      ],
    );
    for (const text of [
      valid.replaceAll('\n', '\r\n'),
      valid.replaceAll('\n', '\r'),
      `\uFEFF${valid}`,
      `---\n${valid}...\n`,
      valid.trimEnd(),
    ]) {
      const { definition, problems } = readModel(text, 'bilan.yml');
      assert.deepEqual(problems, []);
      assert.deepEqual(definition?.model, expected);
    }
  });

  for (const [name, text, line, key, message] of mistakes) {
    it(`tells of ${name}`, () => {
      const problem = firstProblem(text);
      assert.deepEqual({ line: problem.range.start.line, key: problem.key }, { line, key }, problem.message);
      assert.ok(problem.message.includes(message), problem.message);
    });
  }

  it('points at the very words at fault', () => {
    const table: readonly [text: string, words: string][] = [
      [change('titre: Bilan', 'title: x\ntitre: Bilan'), 'title: x'],
      [change('version: 1', 'version: 0'), 'version: 0'],
      [change('id: export', 'id: mesures'), 'id: mesures'],
      [change('titre: Bilan', 'titre: "Bilan'), '"'],
      [change('titre: Bilan', 'titre: *bilan'), '*bilan'],
      [change('type: dossier', 'type: rapport'), 'type: rapport'],
    ];
    for (const [given, words] of table) {
      for (const text of [given, `\uFEFF${given}`, given.replaceAll('\n', '\r\n'), given.replaceAll('\n', '\r')]) {
        assert.equal(wordsAt(text, firstProblem(text)), words);
      }
    }
    const first = change('id: bilan', 'id: Bilan');
    assert.equal(wordsAt(`\uFEFF${first}`, firstProblem(`\uFEFF${first}`)), 'id: Bilan');
  });

  it('tells of every mistake in a file, twenty at most', () => {
    const three = change('version: 1', 'version: 0').replace('type: dossier', 'type: x').replace('id: export', 'id: É');
    assert.deepEqual(
      readModel(three, 'f').problems.map(({ key }) => key),
      ['version', 'type', 'sections.1.elements.2.id'],
    );
    const many = `${valid}${Array.from({ length: 15_000 }, (_, i) => `k${i}: 1\n`).join('')}`;
    assert.equal(checked(many).length, 20);
    assert.equal(checked(change('titre: Bilan', 'titre: Bilan\n'.repeat(100))).length, 20);
    const again = valid.slice(valid.indexOf('      - id: export'));
    assert.equal(checked(valid + again.repeat(30)).length, 20);
    assert.equal(checked(change('synonymes: [Les usages]', `synonymes: [${'1, '.repeat(100)}]`)).length, 20);
  });

  it('reads a value that holds itself', () => {
    for (const text of [
      change('synonymes: [Les usages]', 'synonymes: &s [*s]'),
      change('    elements:\n', '    introduction: &s [*s]\n    elements:\n'),
      change('sections:\n', 'sections: &s\n  - *s\n'),
    ]) {
      assert.ok(checked(text).length > 0);
    }
  });

  it('reads the worst files it accepts without freezing the editor', () => {
    const texts = [
      Array.from({ length: 38_000 }, (_, i) => `${i.toString(36)}:`).join('\n'),
      Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      `a: [${'1,'.repeat(90_000)}]`,
      'a: *b\n'.repeat(30_000),
      '@\n'.repeat(90_000),
    ];
    for (const text of texts) {
      const start = process.cpuUsage();
      assert.ok(checked(text).length > 0);
      const { user, system } = process.cpuUsage(start);
      // Ten times what it takes; a reading whose time grows with the square of the text's length takes far more.
      assert.ok(user + system < 4_000_000, `${user + system} µs`);
    }
  }).timeout(30_000);

  it('never throws, and points inside the text, whatever the text', () => {
    const character = fc.constantFrom(
      ...'ab:-[]{}"\'|>&*!#%@,?~ \t\n\r\uFEFF\u2028é\0'.split(''),
      '\r\n',
      '---\n',
      'id: ',
      '  ',
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 60 }), (parts) => {
        checked(parts.join(''));
      }),
      { numRuns: 1500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        checked(text);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, and points inside the text, whatever is typed or erased in a shipped model', () => {
    const change = fc.record({
      at: fc.nat(),
      erased: fc.nat({ max: 12 }),
      typed: fc.constantFrom(
        '',
        ' ',
        '\n',
        '\t',
        ':',
        '"',
        "'",
        '- ',
        '[',
        '*',
        '&a ',
        '\r\n',
        '\r',
        '|',
        '#',
        '---\n',
        '\0',
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...shippedModels.map((source) => source.text), valid),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (text, eol, changes) => {
          const changed = changes.reduce(
            (now, { at, erased, typed }) => {
              const start = at % (now.length + 1);
              return now.slice(0, start) + typed + now.slice(start + erased);
            },
            text.replaceAll('\n', eol),
          );
          checked(changed);
        },
      ),
      { numRuns: 250 },
    );
  });
});

/** The problems of a text, each checked: one line of French, and a range that lies inside the text. */
function checked(text: string): readonly ModelProblem[] {
  const { definition, problems } = readModel(text, 'bilan.yml');
  assert.equal(definition === undefined, problems.length > 0, 'a model or a reason');
  const lines = indexLines(text);
  for (const { file, key, message, range } of problems) {
    assert.equal(file, 'bilan.yml');
    assert.match(message, /^[^\r\n]{12,300}$/);
    assert.doesNotMatch(key, /[\r\n]/);
    assert.doesNotMatch(
      message.replace(/« [^»]* »/g, ''),
      /\b(?:invalid|expected|required|must|too|at line|unexpected|undefined|null)\b/i,
    );
    assert.ok(comparePositions(range.start, range.end) <= 0, message);
    // Both throw when the position is not one of the text.
    offsetAt(lines, range.start);
    offsetAt(lines, range.end);
  }
  return problems;
}

function firstProblem(text: string): ModelProblem {
  const problem = checked(text)[0];
  assert.ok(problem, 'the mistake is told');
  return problem;
}

function wordsAt(text: string, { range }: ModelProblem): string {
  const lines = indexLines(text);
  return text.slice(offsetAt(lines, range.start), offsetAt(lines, range.end));
}
