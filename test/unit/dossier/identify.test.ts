import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { modelNamed } from '../../../src/dossier/frontMatter';
import { identifyDocument } from '../../../src/dossier/identify';
import { readOutline } from '../../../src/outline';
import { generate, styles, withoutFrontMatter } from '../compose/documents';
import { conditions, shipped } from '../models/shippedLibrary';

const identify = (text: string): string | undefined => identifyDocument(readOutline(text), shipped)?.model.id;

describe('Telling which model a document follows', () => {
  it('believes the front matter, whatever the text', () => {
    for (const model of shipped) {
      const front = `---\nmodele: ${model.id}\n---\n`;
      for (const other of shipped) {
        assert.equal(identify(`${front}\n${withoutFrontMatter(generate(other))}`), model.id);
      }
      assert.equal(identify(front), model.id);
    }
  });

  it('doesn’t guess when the front matter names a model that is not there', () => {
    const named = '---\nmodele: celui-d-une-autre-equipe\n---\n';
    for (const model of shipped) {
      assert.equal(identify(`${named}\n${withoutFrontMatter(generate(model))}`), undefined);
    }
  });

  const named: readonly [value: string, model: string | undefined][] = [
    ['post-mortem', 'post-mortem'],
    ['"post-mortem"', 'post-mortem'],
    ['" post-mortem "', 'post-mortem'],
    ['post-mortem # celui du manuel', 'post-mortem'],
    ['', undefined],
    ['" "', undefined],
    ['12', undefined],
    ['[post-mortem]', undefined],
  ];
  for (const [value, model] of named) {
    it(`reads « modele: ${value} » as ${model ?? 'no name'}`, () => {
      assert.equal(modelNamed(readOutline(`---\nmodele: ${value}\n---\n`)), model);
    });
  }

  for (const style of styles) {
    it(`recognises every generated document without its front matter, in the ${style} style`, () => {
      for (const model of shipped) {
        const text = withoutFrontMatter(generate(model, style));
        assert.ok(text.startsWith('# '));
        assert.equal(identify(text), model.id);
        assert.equal(identify(`---\ntitle: Une page\n---\n\n${text}`), model.id);
        assert.equal(identify(text.replaceAll(/\[ \]|☐/g, (box) => (box === '☐' ? '☑' : '[x]'))), model.id);
        assert.equal(identify(text.replaceAll('\n', '\r\n')), model.id);
      }
    });
  }

  it('recognises a document most of whose sections stand', () => {
    const post =
      '# POST MORTEM\n\n## 🧪 Nos apprentissages :\n\nBeaucoup.\n\n## Pourquoi nous arrêtons\n\nFaute d’impact.\n';
    assert.equal(identify(post), 'post-mortem');
    const [top = '', ...parts] = withoutFrontMatter(generate(shipped[0] ?? conditions)).split(/(?=^## )/m);
    const untitled = top.replace(/^# .*/m, '# Clio');
    const withSections = (count: number): string | undefined => identify(untitled + parts.slice(0, count).join(''));
    assert.deepEqual(
      [3, 4, 5, 6].map((count) => withSections(count)),
      [undefined, undefined, 'dossier-technique-de-reprise', 'dossier-technique-de-reprise'],
    );
  });

  it('recognises a document just begun by its title, from its first section on', () => {
    assert.equal(
      identify('# Dossier technique : Clio\n\n## Accès et droits\n\nAucun.\n'),
      'dossier-technique-de-reprise',
    );
    assert.equal(identify('# Dossier technique : Clio\n\n## Budget\n\nAucun.\n'), undefined);
    assert.equal(identify('# Clio\n\n## Accès et droits\n\nAucun.\n'), undefined);
  });

  it('tells procedures apart by their circumstance, the title aside', () => {
    for (const model of shipped.filter(({ kind }) => kind === 'procedure')) {
      const text = withoutFrontMatter(generate(model)).replace(/^# .*/, '# Plan d’action');
      assert.equal(identify(text), model.id);
    }
  });

  it('prefers the model of which more stands to the one whose title it has', () => {
    const budget = shipped.find(({ id }) => id === 'procedure-plus-de-budget');
    assert.ok(budget);
    const text = withoutFrontMatter(generate(budget)).replace(/^# .*/, `# ${conditions.title}`);
    assert.equal(identify(text.replace(/\*\*Circonstance.*/, '')), 'procedure-plus-de-budget');
  });

  const strangers: readonly [name: string, text: string][] = [
    ['an empty text', ''],
    ['a title', '# Les apprentissages'],
    ['one heading of ours', '# Notes\n\n## Les apprentissages\n\nDu texte.\n'],
    [
      'a heading of the conditions without their steps',
      '# Guide\n\n## Les conditions d’un arrêt réussi\n\n- [ ] prévenir\n',
    ],
    ['one box of ours', `# Tâches\n\n## À faire\n\n- [ ] Mettre les credentials sur vaultwarden\n- [ ] Autre\n`],
    [
      'a README',
      '# Passerelle\n\n## Contexte\n\n## Installation\n\n## Architecture\n\n## Base de données\n\n## Tests\n\n## Déploiement\n\n## Contribuer\n\n## Licence\n',
    ],
    [
      'a template of README with a checklist',
      '# Mon produit\n\n## Documentation\n\n- [ ] Documentation utilisateur\n\n## Architecture technique\n\n## API\n\n## Accès\n\n## Code source\n',
    ],
    [
      'an architecture decision',
      '# 3. PostgreSQL\n\n## Statut\n\nAccepté\n\n## Contexte\n\n## Décision\n\n## Conséquences\n\n## Raisons\n',
    ],
    ['a change log', '# Journal\n\n## 1.2.0\n\n### Ajouts\n\n- [x] export\n\n## 1.1.0\n\n### Corrections\n'],
  ];
  for (const [name, text] of strangers) {
    it(`doesn’t take ${name} for one of ours`, () => {
      assert.equal(identify(text), undefined);
    });
  }

  it('doesn’t take the sample product’s pages for ours', () => {
    for (const page of ['README.md', 'CHANGELOG.md', 'docs/architecture.md', 'docs/guide-utilisateur.md']) {
      const text = readFileSync(`test/fixtures/passerelle/${page}`, 'utf8');
      assert.ok(readOutline(text).headings.length >= 2, page);
      assert.equal(identify(text), undefined, page);
    }
  });
});
