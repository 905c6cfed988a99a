import * as assert from 'node:assert/strict';
import { sectionManquante } from '../../../src/rules/sectionManquante';
import { generate, styles } from '../compose/documents';
import { dossier, postMortem, shipped } from '../models/shippedLibrary';
import { crlf, fixed, found, plain, problemsIn } from './checking';

/** A generated document without some of its sections, by their rank. */
function without(text: string, ...ranks: number[]): string {
  const [top = '', ...parts] = text.split(/(?=^## )/m);
  return `${top}${parts.filter((_, index) => !ranks.includes(index)).join('')}`;
}

const blank = generate(dossier);
const title = 'Dossier technique de reprise : Passerelle';

describe('section-manquante', () => {
  it('says nothing of a whole document, nor of one that isn’t ours', async () => {
    for (const model of shipped) {
      for (const style of styles) {
        assert.deepEqual(await found(sectionManquante, generate(model, style)), []);
      }
    }
    assert.deepEqual(await found(sectionManquante, '# Documentation générale\n\n## Installation\n'), []);
    const renamed = blank.replace('## Documentation générale', '## 📚 1. DOCUMENTATION GENERALE :');
    assert.deepEqual(await found(sectionManquante, renamed), []);
  });

  const cases: readonly [missing: number[], ...messages: string[]][] = [
    [
      [1],
      `${title} → Section manquante : « Architecture et infrastructure », attendue entre « Documentation générale » et « Code source et gestion des versions ». Insérez-la.`,
    ],
    [
      [0],
      `${title} → Section manquante : « Documentation générale », attendue avant « Architecture et infrastructure ». Insérez-la.`,
    ],
    [
      [5, 6],
      `${title} → Section manquante : « Accès et droits », attendue après « APIs et intégrations externes ». Insérez-la.`,
      `${title} → Section manquante : « Contexte et choix techniques », attendue après « APIs et intégrations externes ». Insérez-la.`,
    ],
    [
      [0, 5, 6],
      `${title} → 3 sections manquantes : « Documentation générale », « Accès et droits » et « Contexte et choix techniques ». Insérez-les.`,
    ],
  ];
  for (const [missing, ...messages] of cases) {
    it(`names what is missing: ${missing.join(', ')}`, async () => {
      assert.deepEqual(await found(sectionManquante, without(blank, ...missing)), messages);
      assert.deepEqual(await found(sectionManquante, crlf(without(blank, ...missing))), messages);
    });
  }

  it('points at the title, or at the model’s name, or at the first line', async () => {
    const text = without(generate(postMortem), 0);
    const underlined = async (document: string): Promise<string | undefined> =>
      (await found(sectionManquante, document))[0]?.split(' → ')[0];
    assert.equal(await underlined(text), 'Post-mortem : Passerelle');
    assert.equal(await underlined(text.replace(/^# .*/m, '')), 'post-mortem');
    assert.equal(await underlined('---\nmodele: post-mortem\n---\n'), 'post-mortem');
    assert.equal(await underlined('Intro\n\n## Les apprentissages\n\n## Pourquoi on s’arrête\n'), 'Intro');
    assert.equal((await problemsIn(sectionManquante, '---\nmodele: post-mortem\n---\n')).length, 1);
  });

  it('puts a section back where it was', async () => {
    for (const rank of [0, 3, 6]) {
      const name = dossier.sections[rank]?.title ?? '';
      const text = without(blank, rank).trimEnd();
      const fix = `Insérer la section « ${name} »`;
      assert.equal((await fixed(sectionManquante, text, fix)).trimEnd(), blank.trimEnd());
      assert.equal((await fixed(sectionManquante, crlf(text), fix)).trimEnd(), crlf(blank).trimEnd());
    }
  });

  it('puts back one of several, or all at once', async () => {
    const text = without(blank, 1, 2);
    const one = await fixed(sectionManquante, text, 'Insérer la section « Code source et gestion des versions »', {
      index: 1,
    });
    assert.equal(one, without(blank, 1));
    assert.equal(await fixed(sectionManquante, text, 'Insérer les 2 sections manquantes'), blank);
    const many = without(blank, 1, 2, 3);
    assert.equal(await fixed(sectionManquante, many, 'Insérer les 3 sections manquantes'), blank);
    const middle = `Insérer la section « ${dossier.sections[2]?.title ?? ''} »`;
    assert.equal(await fixed(sectionManquante, many, middle), without(blank, 1, 3));
    const [problem] = await problemsIn(sectionManquante, many);
    assert.deepEqual(
      problem?.fixes.map((fix) => [plain(fix.title), fix.kind === 'edit' && fix.isPreferred === true]),
      [
        ['Insérer les 3 sections manquantes', true],
        ...dossier.sections.slice(1, 4).map((section) => [`Insérer la section « ${section.title} »`, false]),
      ],
    );
  });

  it('adds no item of a section that stands', async () => {
    const text = without(blank, 0).replace(/### 2\.1[^]*?(?=### 2\.2)/, '');
    const after = await fixed(sectionManquante, text, 'Insérer la section « Documentation générale »');
    assert.ok(!after.includes('### 2.1') && after.includes('### 1.3'));
  });
});
