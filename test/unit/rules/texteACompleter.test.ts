import * as assert from 'node:assert/strict';
import { texteACompleter } from '../../../src/rules/texteACompleter';
import { generate } from '../compose/documents';
import { postMortem, shipped } from '../models/shippedLibrary';
import { crlf, fixed, found, plain, problemsIn } from './checking';

const blank = generate(postMortem);
/** The post-mortem with something under its first heading. */
const withFirst = (written: string): string =>
  blank.replace('## Les apprentissages\n', (heading) => `${heading}\n${written}\n`);

describe('texte-a-completer', () => {
  const valid = [
    'Du texte.',
    'Le travail à compléter est listé ici.',
    'Il reste une liste de points\nà compléter avant lundi.',
    'On a vu la liste\nTODO dans le code.',
    '« À compléter » est resté partout.',
    '"TODO" est resté partout.',
    '`TODO` : trois dans le code.',
    '- Trois `TODO` dans `src/`.',
    '```\nTODO\nÀ compléter\n```',
    '    TODO',
    '- a\n\n  ```\n  TODO\n  ```',
    '`a\nTODO`',
    '<!-- À compléter -->',
    'Texte <!--\nTODO --> suite',
    '> À compléter',
    'Todo list : notre outil.',
    'TODO list : notre outil.',
    'Todos les jours.',
    'TODO.md tient la liste.',
    'À faire : migrer la base.',
    'À venir : la version 2.',
    'À compléments.',
    'XXXL',
    'xxx@exemple.fr',
    '[TODO](TODO.md)',
    '- [TODO][a]\n\n[a]: b',
    '… et le reste.',
    '... puis rien.',
    '| a | b |\n| - | - |\n| `TODO` | le TODO |',
    '### À compléter\n\nDu texte.',
    'Le lorem ipsum est resté.',
    'Hébergeur : à compléter',
  ];
  for (const written of valid) {
    it(`is content with ${JSON.stringify(written)}`, async () => {
      assert.deepEqual(await found(texteACompleter, withFirst(written)), []);
      assert.deepEqual(await found(texteACompleter, crlf(withFirst(written))), []);
    });
  }

  const invalid: readonly [written: string, words: string, after: string][] = [
    ['À compléter', 'À compléter', ''],
    ['a completer.', 'a completer', ''],
    ['A\u0300 comple\u0301ter', 'A\u0300 comple\u0301ter', ''],
    ['Du texte.\n\nÀ renseigner\n\nAutre.', 'À renseigner', 'Du texte.\n\nAutre.'],
    ['Du texte.\nÀ compléter', 'À compléter', 'Du texte.'],
    ['Du texte\nÀ compléter\nencore', 'À compléter', 'Du texte\nencore'],
    ['À compléter par Camille', 'À compléter', 'par Camille'],
    ['À préciser : le budget', 'À préciser', 'le budget'],
    ['TODO', 'TODO', ''],
    ['todo', 'todo', ''],
    ['TODO : à compléter', 'TODO', ''],
    ['TODO : TODO : a', 'TODO', 'a'],
    ['TODO : demander', 'TODO', 'demander'],
    ['TODO — demander', 'TODO', 'demander'],
    ['TODO demander', 'TODO', 'demander'],
    ['**TODO :** demander', 'TODO', 'demander'],
    ['**TODO** : demander', 'TODO', 'demander'],
    ['*À compléter*', 'À compléter', ''],
    ['**À compléter par Camille**', 'À compléter', '**par Camille**'],
    ['(à compléter)', 'à compléter', ''],
    ['[À compléter]', 'À compléter', ''],
    ['FIXME', 'FIXME', ''],
    ['TBD', 'TBD', ''],
    ['…', '…', ''],
    ['...', '...', ''],
    ['xxx', 'xxx', ''],
    ['XXX structures', 'XXX', 'structures'],
    ['à venir', 'à venir', ''],
    ['À faire', 'À faire', ''],
    ['Texte à venir', 'Texte à venir', ''],
    ['Lorem ipsum dolor sit amet.', 'Lorem ipsum dolor sit amet.', ''],
    ['- a\n- TODO\n- b', 'TODO', '- a\n- b'],
    ['1. a\n2. TODO', 'TODO', '1. a'],
    ['- TODO\n\n  suite', 'TODO', '- \n\n  suite'],
    ['- a\n  - TODO\n- b', 'TODO', '- a\n- b'],
    ['- TODO\n  - b', 'TODO', '- \n  - b'],
    ['- TODO : b', 'TODO', '- b'],
    ['- a\n\n  À compléter\n- b', 'À compléter', '- a\n\n- b'],
    ['- [ ] TODO', 'TODO', '- [ ] '],
    ['- [x] TODO : b', 'TODO', '- [x] b'],
    ['☐ a\\\nà compléter\\\n☐ b', 'à compléter', '☐ a\\\n☐ b'],
    ['- [ ] a\n  À compléter', 'À compléter', '- [ ] a'],
    ['| a | b |\n| - | - |\n| TODO | x |', 'TODO', '| a | b |\n| - | - |\n|  | x |'],
    ['| a | b |\n| - | - |\n| x \\| y | **…** |', '…', '| a | b |\n| - | - |\n| x \\| y |  |'],
    ['a | b\n-- | --\nx | À compléter', 'À compléter', 'a | b\n-- | --\nx | '],
  ];
  for (const [written, words, after] of invalid) {
    it(`sees ${JSON.stringify(written)}, and takes it away`, async () => {
      for (const eol of [(text: string) => text, crlf]) {
        const text = eol(withFirst(written));
        const [first = '', ...others] = await found(texteACompleter, text);
        assert.match(first, /^(.*) → Texte à compléter : écrivez la réponse à la place de « .* », ou retirez-le\.$/s);
        assert.equal(first.split(' → ')[0], words);
        assert.deepEqual(others, []);
        const result = await firstFix(text);
        assert.equal(result, after === '' ? eol(blank) : eol(withFirst(after)));
      }
    });
  }

  /** The text after the first problem's fix, whatever its title. */
  async function firstFix(text: string): Promise<string> {
    const [problem] = await problemsIn(texteACompleter, text);
    const title = plain(problem?.fixes[0]?.title ?? '');
    assert.match(title, /^Retirer « .* »$/);
    return fixed(texteACompleter, text, title);
  }

  it('sees each of several', async () => {
    const text = withFirst('- TODO\n- À compléter\n\n| a |\n| - |\n| … |\n| xxx |');
    assert.deepEqual(
      (await found(texteACompleter, text)).map((line) => line.split(' → ')[0]),
      ['TODO', 'À compléter', '…', 'xxx'],
    );
  });

  it('offers nothing where what is left would mean something else', async () => {
    for (const written of ['TODO # titre', 'TODO * a', 'TODO 1. a', 'TODO > a']) {
      const [problem] = await problemsIn(texteACompleter, withFirst(written));
      assert.deepEqual(problem?.fixes, [], written);
    }
  });

  it('says nothing of a document just made, nor of one that isn’t ours', async () => {
    for (const model of shipped) {
      assert.deepEqual(await found(texteACompleter, generate(model)), []);
    }
    assert.deepEqual(await found(texteACompleter, '# Notes\n\nTODO\n\nÀ compléter\n'), []);
  });
});
