import * as assert from 'node:assert/strict';
import { sansObjetSansRaison } from '../../../src/rules/sansObjetSansRaison';
import { generate } from '../compose/documents';
import { dossier } from '../models/shippedLibrary';
import { crlf, fixed, found, problemsIn } from './checking';

const blank = generate(dossier);
const label = '- [ ] Tous liens ou fichiers concernant le produit';
const withLinks = (written: string): string => blank.replace(label, () => written);
const message = '« Sans objet » sans raison : dites pourquoi en quelques mots, à la suite.';
const nbsp = '\u00A0';

describe('sans-objet-sans-raison', () => {
  const valid: readonly string[] = [
    label,
    `${label}\n\nSans objet : aucun lien`,
    `${label}\n\nSans objet, aucun lien`,
    `${label}\n\nSans objet\naucun lien`,
    `${label}\n\nDu texte, puis sans objet`,
    `${label}\n\n<!-- Sans objet -->`,
    `${label}\n\n\`\`\`\nSans objet\n\`\`\``,
  ];
  for (const written of valid) {
    it(`is content with ${JSON.stringify(written.replace(label, '☐'))}`, async () => {
      assert.deepEqual(await found(sansObjetSansRaison, withLinks(written)), []);
      assert.deepEqual(await found(sansObjetSansRaison, crlf(withLinks(written))), []);
    });
  }

  const invalid: readonly [written: string, words: string, after: string | undefined][] = [
    ['Sans objet', 'Sans objet', `Sans objet${nbsp}: aucun lien`],
    ['Sans objet.', 'Sans objet', `Sans objet${nbsp}: aucun lien`],
    ['Sans objet :', 'Sans objet', `Sans objet${nbsp}: aucun lien`],
    ['**Sans objet**', 'Sans objet', `**Sans objet**${nbsp}: aucun lien`],
    ['**Sans objet :**', 'Sans objet', `**Sans objet**${nbsp}: aucun lien`],
    ['Sans objet : à compléter', 'Sans objet', `Sans objet${nbsp}: aucun lien`],
    ['non applicable', 'non applicable', `non applicable${nbsp}: aucun lien`],
    ['N/A', 'N/A', `N/A${nbsp}: aucun lien`],
    ['- N / A', 'N / A', `- N / A${nbsp}: aucun lien`],
    ['> Sans objet', 'Sans objet', `> Sans objet${nbsp}: aucun lien`],
    ['<!-- sans objet ? -->\n\nSans objet', 'Sans objet', `<!-- sans objet ? -->\n\nSans objet${nbsp}: aucun lien`],
    ['- <!-- N/A ? --> Sans objet', 'Sans objet', `- <!-- N/A ? --> Sans objet${nbsp}: aucun lien`],
    ['**Sans** objet', '**Sans** objet', undefined],
  ];
  for (const [written, words, after] of invalid) {
    it(`asks why of ${JSON.stringify(written)}`, async () => {
      const text = withLinks(`${label}\n\n${written}`);
      for (const eol of [(other: string) => other, crlf]) {
        assert.deepEqual(await found(sansObjetSansRaison, eol(text)), [`${words} → ${message}`]);
        if (after === undefined) {
          assert.deepEqual((await problemsIn(sansObjetSansRaison, eol(text)))[0]?.fixes, []);
        } else {
          const result = await fixed(sansObjetSansRaison, eol(text), 'Dire pourquoi…', { answer: 'aucun lien' });
          assert.equal(result, eol(withLinks(`${label}\n\n${after}`)));
        }
      }
    });
  }

  it('asks under a box, and on its line', async () => {
    const flat = generate(dossier, 'handbook').replace(/(☐ Tous liens.*)/, '$1\\\nSans objet');
    const answer = 'aucun lien';
    assert.equal(
      await fixed(sansObjetSansRaison, flat, 'Dire pourquoi…', { answer }),
      flat.replace('Sans objet', `Sans objet${nbsp}: aucun lien`),
    );
    const beside = withLinks(`${label} : sans objet`);
    assert.equal(
      await fixed(sansObjetSansRaison, beside, 'Dire pourquoi…', { answer }),
      beside.replace('sans objet', `sans objet${nbsp}: aucun lien`),
    );
  });

  it('asks once of a section, whatever its items', async () => {
    const text = blank.replace('## Documentation générale\n', '## Documentation générale\n\nSans objet\n');
    assert.deepEqual(await found(sansObjetSansRaison, text), [`Sans objet → ${message}`]);
    assert.equal(
      await fixed(sansObjetSansRaison, text, 'Dire pourquoi…', { answer: 'jamais ouvert' }),
      text.replace('Sans objet', `Sans objet${nbsp}: jamais ouvert`),
    );
  });

  it('takes no empty answer', async () => {
    const [problem] = await problemsIn(sansObjetSansRaison, withLinks(`${label}\n\nN/A`));
    const fix = problem?.fixes[0];
    assert.ok(fix?.kind === 'ask' && fix.validate('…') !== undefined && fix.validate('rien') === undefined);
  });
});
