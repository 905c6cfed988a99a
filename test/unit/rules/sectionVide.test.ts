import * as assert from 'node:assert/strict';
import { sectionVide } from '../../../src/rules/sectionVide';
import { generate, styles } from '../compose/documents';
import { dossier, postMortem, shipped } from '../models/shippedLibrary';
import { crlf, fixed, found, goesTo, plain, problemsIn } from './checking';

const blank = generate(postMortem);
const first = '## Les apprentissages\n';
/** The post-mortem, all written but what stands under its first heading. */
const withFirst = (written: string): string =>
  blank.replace(/^## P.*\n/gm, (heading) => `${heading}\nDu texte.\n`).replace(first, () => `${first}${written}`);
const noted = 'Section vide : écrivez-y quelques lignes, ou dites pourquoi elle est sans objet.';
const mark = 'Marquer la section sans objet…';

describe('section-vide', () => {
  it('says one thing a section of a document just made, and nothing of what only has to be ticked', async () => {
    for (const model of shipped) {
      for (const style of styles) {
        const expected = model === dossier ? 7 : model === postMortem ? 3 : 0;
        for (const text of [generate(model, style), crlf(generate(model, style))]) {
          assert.equal((await problemsIn(sectionVide, text)).length, expected, model.id);
        }
      }
    }
  });

  it('counts the texts that are awaited', async () => {
    const [documentation, , code] = await found(sectionVide, generate(dossier));
    assert.equal(
      documentation,
      'Documentation générale → Section vide : 3 éléments à renseigner. Écrivez sous chacun, ou dites pourquoi elle est sans objet.',
    );
    assert.match(code ?? '', /^Code source et gestion des versions → Section vide : 4 éléments/);
    const alone = generate(dossier).replace(/### 7\.2[^]*/, '');
    assert.equal(
      (await found(sectionVide, alone)).at(-1),
      'Contexte et choix techniques → Section vide : 1 élément à renseigner. Écrivez dessous, ou dites pourquoi elle est sans objet.',
    );
  });

  it('says nothing of a section that is begun', async () => {
    const begun = generate(dossier).replace(/(- \[ \] Tous liens.*\n)/, '$1\nUn site.\n');
    assert.equal((await problemsIn(sectionVide, begun)).length, 6);
    const ticked = generate(dossier).replace('- [ ] Tous liens', '- [x] Tous liens');
    assert.equal((await problemsIn(sectionVide, ticked)).length, 6);
  });

  const valid: readonly [name: string, text: string][] = [
    ['a text', withFirst('\nDu texte.\n')],
    ['a list', withFirst('\n- Une chose\n')],
    ['a table', withFirst('\n| a | b |\n| - | - |\n| c | d |\n')],
    ['a code', withFirst('\n```sh\nnpm ci\n```\n')],
    ['an image', withFirst('\n![](a.png)\n')],
    ['a link', withFirst('\n<https://exemple.fr>\n')],
    ['a sub-heading with a text', withFirst('\n### Quoi\n\nDu texte.\n')],
    ['a reason why not', withFirst('\nSans objet : jamais lancé\n')],
    ['a document that isn’t ours', '# Notes\n\n## Les apprentissages\n'],
  ];
  for (const [name, text] of valid) {
    it(`is content with ${name}`, async () => {
      assert.deepEqual(await found(sectionVide, text), []);
      assert.deepEqual(await found(sectionVide, crlf(text)), []);
    });
  }

  const empty = [
    '',
    '\nTODO\n',
    '\nÀ compléter\n',
    '\n<!-- Du texte. -->\n',
    '\n### Quoi\n',
    '\n- [ ] une étape\n',
    '\n---\n',
  ];
  for (const written of empty) {
    it(`isn’t content with ${JSON.stringify(written)}`, async () => {
      assert.deepEqual(await found(sectionVide, withFirst(written)), [`Les apprentissages → ${noted}`]);
      assert.deepEqual(await found(sectionVide, crlf(withFirst(written))), [`Les apprentissages → ${noted}`]);
    });
  }

  it('goes to the first thing to write, what only has to be ticked aside', async () => {
    assert.equal(await goesTo(sectionVide, generate(dossier)), '14:0');
    assert.equal(await goesTo(sectionVide, generate(dossier), 2), '50:0');
    assert.equal(await goesTo(sectionVide, blank), '12:0');
    const [problem] = await problemsIn(sectionVide, generate(dossier));
    assert.deepEqual(
      problem?.fixes.map(({ title }) => plain(title)),
      ['Aller au premier élément à remplir : « Documentation utilisateur »', mark],
    );
  });

  it('writes why a section is without object, under its heading', async () => {
    const answer = '  Jamais\n lancé ';
    for (const [before, after] of [
      [withFirst(''), withFirst('\nSans objet\u00A0: Jamais lancé\n')],
      [withFirst('\nTODO\n'), withFirst('\nSans objet\u00A0: Jamais lancé\n\nTODO\n')],
      [withFirst('TODO\n'), withFirst('\nSans objet\u00A0: Jamais lancé\n\nTODO\n')],
    ] as const) {
      assert.equal(await fixed(sectionVide, before, mark, { answer }), after);
      assert.equal(await fixed(sectionVide, crlf(before), mark, { answer: 'Jamais lancé' }), crlf(after));
    }
    const end = '## Les apprentissages\n\nx\n\n## Pourquoi on s’arrête';
    assert.equal(await fixed(sectionVide, end, mark), `${end}\n\nSans objet\u00A0: Parce que`);
  });

  it('asks for a reason that says something', async () => {
    const fix = (await problemsIn(sectionVide, blank))[0]?.fixes.find(({ kind }) => kind === 'ask');
    assert.ok(fix?.kind === 'ask');
    for (const answer of ['', ' ', '…', 'TODO', 'à compléter']) {
      assert.match(fix.validate(answer) ?? '', /^Écrivez la raison/, answer);
    }
    assert.equal(fix.validate('Aucune API'), undefined);
    assert.match(plain(fix.prompt), /^Pourquoi la section « Les apprentissages » est-elle sans objet \?$/);
  });

  it('offers to insert the items of a section that has none of them', async () => {
    const text = generate(dossier).replace(/(## Contexte et choix techniques\n)[^]*/, '$1');
    const last = (await found(sectionVide, text)).at(-1);
    assert.equal(
      last,
      'Contexte et choix techniques → Section vide : ses 2 éléments manquent. Insérez-les, ou dites pourquoi elle est sans objet.',
    );
    const after = await fixed(sectionVide, text, 'Insérer les 2 éléments manquants', { index: 6 });
    assert.equal(after.trimEnd(), generate(dossier).trimEnd());
  });
});
