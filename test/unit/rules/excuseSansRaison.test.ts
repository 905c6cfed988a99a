import * as assert from 'node:assert/strict';
import { excuseSansRaison } from '../../../src/rules/excuseSansRaison';
import { sectionVide } from '../../../src/rules/sectionVide';
import { texteACompleter } from '../../../src/rules/texteACompleter';
import { generate } from '../compose/documents';
import { postMortem } from '../models/shippedLibrary';
import { crlf, fixed, found, problemsIn } from './checking';

const rule = excuseSansRaison([sectionVide, texteACompleter]);
const withFirst = (written: string): string =>
  generate(postMortem).replace('## Les apprentissages\n', (heading) => `${heading}\n${written}\n`);
const incomplete = (what: string, code: string): string =>
  `Excuse sans ${what} : écrivez-la comme ceci, <!-- arret:excuse ${code} : la raison -->.`;

describe('excuse-sans-raison', () => {
  const valid = [
    '<!-- arret:excuse section-vide : écrit ailleurs -->',
    '<!-- arret:excuse section-vide, texte-a-completer : écrit ailleurs -->',
    '<!-- arret:excuse section-vide — écrit ailleurs -->',
    '<!-- arret:excuse excuse-sans-raison : pour voir -->',
    '<!-- arret:genere doc 0 -->',
    '<!-- arret:excuses section-vide -->',
    '<!-- Une excuse : aucune. -->',
    '```\n<!-- arret:excuse section-vide -->\n```',
  ];
  for (const written of valid) {
    it(`is content with ${JSON.stringify(written)}`, async () => {
      assert.deepEqual(await found(rule, withFirst(written)), []);
      assert.deepEqual(await found(rule, crlf(withFirst(written))), []);
    });
  }

  const alone: readonly [written: string, code: string][] = [
    ['<!-- arret:excuse section-vide -->', 'section-vide'],
    ['<!-- arret:excuse section-vide : -->', 'section-vide'],
    ['<!-- arret:excuse section-vide : … -->', 'section-vide'],
    ['<!-- arret:excuse section-vide : à compléter -->', 'section-vide'],
    ['<!-- arret:excuse section-vide écrit ailleurs -->', 'section-vide'],
    ['<!--arret:excuse texte-a-completer-->', 'texte-a-completer'],
  ];
  for (const [written, code] of alone) {
    it(`wants the reason of ${written}`, async () => {
      for (const eol of [(text: string) => text, crlf]) {
        const text = eol(withFirst(`Avant.\n\n${written}\n\nAprès.`));
        assert.deepEqual(await found(rule, text), [`${written} → ${incomplete('raison, donc sans effet', code)}`]);
        assert.equal(
          await fixed(rule, text, 'Donner la raison…', { answer: 'écrit  ailleurs' }),
          text.replace(written, `<!-- arret:excuse ${code}\u00A0: écrit ailleurs -->`),
        );
        assert.equal(await fixed(rule, text, 'Retirer l’excuse'), eol(withFirst('Avant.\n\nAprès.')));
      }
    });
  }

  it('takes an excuse out of its line', async () => {
    const text = withFirst('Avant <!-- arret:excuse section-vide --> après.\nFin. <!-- arret:excuse section-vide -->');
    assert.equal(
      await fixed(rule, text, 'Retirer l’excuse'),
      withFirst('Avant  après.\nFin. <!-- arret:excuse section-vide -->'),
    );
    assert.equal(
      await fixed(rule, text, 'Retirer l’excuse', { index: 1 }),
      withFirst('Avant <!-- arret:excuse section-vide --> après.\nFin.'),
    );
  });

  it('wants a code', async () => {
    const text = withFirst('<!-- arret:excuse -->');
    assert.deepEqual(await found(rule, text), [`<!-- arret:excuse --> → ${incomplete('code', 'section-vide')}`]);
  });

  it('knows each code, and the one that was meant', async () => {
    const text = withFirst('<!-- arret:excuse section-vides, md043 : écrit ailleurs -->');
    assert.deepEqual(await found(rule, text), [
      'section-vides → Aucune règle ne porte le code « section-vides » : écrivez « section-vide ».',
      'md043 → Aucune règle ne porte le code « md043 » : l’excuse est sans effet. Corrigez le code ou retirez-la.',
    ]);
    assert.equal(await fixed(rule, text, 'Écrire « section-vide »'), text.replace('section-vides', 'section-vide'));
  });

  it('never takes away all that follows a comment left open', async () => {
    const text = withFirst('<!-- arret:excuse section-vide');
    const problems = await problemsIn(rule, text);
    assert.ok(problems.every(({ fixes }) => fixes.every(({ title }) => title !== 'Retirer l’excuse')));
  });
});
