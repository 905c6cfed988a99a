import * as assert from 'node:assert/strict';
import type { Model } from '../../../src/models/types';
import { frontMatterInvalide } from '../../../src/rules/frontMatterInvalide';
import { readSubject } from '../../../src/rules/subject';
import { generate } from '../compose/documents';
import { postMortem, shipped } from '../models/shippedLibrary';
import { crlf, fixed, found, plain, problemsIn } from './checking';

const body = generate(postMortem).replace(/^---\n[^]*?\n---\n/, '');
const front = (...lines: string[]): string => `---\n${lines.join('\n')}\n---\n${body}`;
const named = 'modele: post-mortem';
const good = [named, 'version: 1', 'produit: Passerelle', 'date: 2026-11-24'] as const;
/** The front matter with one of its four lines changed. */
const changed = (line: string): string =>
  front(...good.map((other) => (other.split(':')[0] === line.split(':')[0] ? line : other)));
const newer: readonly Model[] = shipped.map((model) => (model === postMortem ? { ...model, version: 3 } : model));

describe('front-matter-invalide', () => {
  const valid: readonly [name: string, text: string][] = [
    ['what we write', front(...good)],
    ['more keys', front(...good, 'commit: abc', 'note: |', '  du texte')],
    [
      'other forms',
      front('modele: "post-mortem"', 'version: 1 # la première', "produit: 'Ici : là'", 'date: "2026-11-24"'),
    ],
    ['a product that is a number', changed('produit: 1000')],
    ['the last day of February', changed('date: 2028-02-29')],
    ['no front matter', body],
    ['another’s front matter', `---\ntitle: Une page\n---\n${body}`],
    ['a car', '---\nmodele: Clio\nversion: 1.5\n---\n\n# Clio\n'],
  ];
  for (const [name, text] of valid) {
    it(`is content with ${name}`, async () => {
      assert.deepEqual(await found(frontMatterInvalide, text), []);
      assert.deepEqual(await found(frontMatterInvalide, crlf(text)), []);
    });
  }

  const invalid: readonly [text: string, message: string, fix?: string, after?: string, answer?: string][] = [
    [
      front('modele: postmortem', ...good.slice(1)),
      'postmortem → Modèle inconnu : « postmortem » ; écrivez « post-mortem ».',
      'Écrire « post-mortem »',
      front(...good),
    ],
    [
      front('modele:', ...good.slice(1)),
      'modele → « modele » ne nomme aucun modèle : écrivez « post-mortem ».',
      'Écrire « post-mortem »',
      front(...good),
    ],
    [
      front('modele: [a, b]', ...good.slice(1)),
      '[a, b] → « modele » ne nomme aucun modèle : écrivez « post-mortem ».',
      'Écrire « post-mortem »',
      front(...good),
    ],
    [
      front(named, good[2], good[3]),
      `${named} → Il manque « version » à l’en-tête : ajoutez cette ligne.`,
      'Ajouter « version: 1 »',
      front(named, good[2], good[3], 'version: 1'),
    ],
    [
      front(named, good[1], good[3]),
      `${named} → Il manque « produit » à l’en-tête : ajoutez cette ligne.`,
      'Ajouter le nom du produit…',
      front(named, good[1], good[3], 'produit: "Ici : là"'),
      ' Ici :  là ',
    ],
    [
      front(named),
      `${named} → Il manque « version », « produit » et « date » à l’en-tête : ajoutez ces lignes.`,
      'Ajouter la date…',
      front(named, 'date: 2026-12-01'),
      '2026-12-01',
    ],
    [
      changed('version: "1"'),
      '"1" → « version » doit être un nombre entier : écrivez 1, sans guillemets.',
      'Écrire « 1 »',
      front(...good),
    ],
    [
      changed('version: 1.5'),
      '1.5 → « version » doit être un nombre entier : écrivez 1, sans guillemets.',
      'Écrire « 1 »',
      front(...good),
    ],
    [
      changed('version:'),
      'version → « version » doit être un nombre entier : écrivez 1, sans guillemets.',
      'Écrire « 1 »',
      front(...good),
    ],
    [
      changed('version: 2'),
      '2 → Écrit avec la version 2 du modèle, plus récente que la version 1 connue ici : mettez l’extension ou vos modèles à jour.',
    ],
    [
      changed('produit:'),
      'produit → « produit » est vide : écrivez le nom du produit.',
      'Écrire le nom du produit…',
      front(...good),
      'Passerelle',
    ],
    [
      changed('produit: "À compléter"'),
      '"À compléter" → « produit » est vide : écrivez le nom du produit.',
      'Écrire le nom du produit…',
      front(...good),
      'Passerelle',
    ],
    [
      changed('produit: [a]'),
      '[a] → « produit » doit être un texte : écrivez le nom du produit.',
      'Écrire le nom du produit…',
      front(...good),
      'Passerelle',
    ],
    [
      changed('date: 24/11/2026'),
      '24/11/2026 → Date illisible : écrivez-la comme 2026-11-24, année, mois, jour.',
      'Écrire « 2026-11-24 »',
      front(...good),
    ],
    [
      changed('date: 2026-11-24T10:00:00'),
      '2026-11-24T10:00:00 → Date illisible : écrivez-la comme 2026-11-24, année, mois, jour.',
      'Écrire « 2026-11-24 »',
      front(...good),
    ],
    [
      changed('date: 2026-02-30'),
      '2026-02-30 → Date illisible : écrivez-la comme 2026-11-24, année, mois, jour.',
      'Écrire la date…',
      front(...good),
      '2026-11-24',
    ],
    [
      changed('date: hier'),
      'hier → Date illisible : écrivez-la comme 2026-11-24, année, mois, jour.',
      'Écrire la date…',
      front(...good),
      '2026-11-24',
    ],
    [
      changed('date:'),
      'date → « date » est vide : écrivez-la comme 2026-11-24.',
      'Écrire la date…',
      front(...good),
      '2026-11-24',
    ],
  ];
  for (const [text, message, fix, after, answer] of invalid) {
    it(message, async () => {
      for (const eol of [(other: string) => other, crlf]) {
        assert.deepEqual(await found(frontMatterInvalide, eol(text)), [message]);
        if (fix === undefined || after === undefined) {
          assert.deepEqual((await problemsIn(frontMatterInvalide, eol(text)))[0]?.fixes, []);
        } else {
          const options = answer === undefined ? {} : { answer };
          assert.equal(await fixed(frontMatterInvalide, eol(text), fix, options), eol(after));
        }
      }
    });
  }

  it('tells, for information, of a newer version of the model', async () => {
    const text = front(...good);
    const message =
      '1 → Écrit avec la version 1 du modèle ; la version 3 est parue. Insérez ce qui manque, puis écrivez 3.';
    assert.deepEqual(await found(frontMatterInvalide, text, newer), [message]);
    assert.equal((await problemsIn(frontMatterInvalide, text, newer))[0]?.severity, 'information');
    assert.equal(
      await fixed(frontMatterInvalide, text, 'Écrire « 3 »', { models: newer }),
      text.replace('version: 1', 'version: 3'),
    );
  });

  it('says that a YAML can’t be read, as an error, and nothing more of it', async () => {
    for (const line of ['produit: "Pass', 'produit: a: b', 'version: 1\nversion: 2', '\tproduit: x']) {
      const problems = await problemsIn(frontMatterInvalide, front(named, line));
      assert.ok(problems.length >= 1, line);
      assert.ok(
        problems.every(({ severity, fixes }) => severity === 'error' && fixes.length === 0),
        line,
      );
    }
  });

  it('says nothing else of a document whose model isn’t there, and offers those that are', async () => {
    const text = front('modele: bilan-maison', ...good.slice(1));
    const subject = readSubject(text, undefined, shipped);
    assert.ok(subject && subject.status === undefined && subject.fiche === undefined);
    const [problem, ...others] = await problemsIn(frontMatterInvalide, text);
    assert.deepEqual(others, []);
    assert.match(
      plain(problem?.message ?? ''),
      /^Modèle inconnu : « bilan-maison » ; écrivez l’un de ceux-ci : .*post-mortem.*\.$/,
    );
    assert.equal(problem?.fixes.length, shipped.length);
    assert.equal(await fixed(frontMatterInvalide, text, 'Écrire « post-mortem »'), front(...good));
  });

  it('offers nothing where the front matter isn’t made of lines', async () => {
    const [problem] = await problemsIn(frontMatterInvalide, front('{ modele: post-mortem }'));
    assert.deepEqual(problem?.fixes, []);
  });

  it('takes only a name and a date', async () => {
    const [problem] = await problemsIn(frontMatterInvalide, front(named, good[1]));
    const [product, date] = problem?.fixes ?? [];
    assert.ok(product?.kind === 'ask' && date?.kind === 'ask');
    assert.deepEqual([product.validate(' '), product.validate('X')], ['Écrivez le nom du produit.', undefined]);
    assert.deepEqual([date.validate('24/11/2026') === undefined, date.validate('2026-11-24')], [false, undefined]);
  });
});
