import * as assert from 'node:assert/strict';
import { format } from 'prettier';
import { composeDossier, type DossierOptions } from '../../../src/compose/dossier';
import { countsOf } from '../../../src/compose/writeAnswers';
import { assessDocument, type ItemState } from '../../../src/dossier/status';
import { readGeneratedBlocks } from '../../../src/dossier/generatedBlocks';
import { identifyDocument } from '../../../src/dossier/identify';
import { buildLibrary } from '../../../src/models/library';
import type { Model } from '../../../src/models/types';
import { readOutline } from '../../../src/outline/outline';
import type { Inventory } from '../../../src/survey/facts';
import { checkSubject } from '../../../src/rules/check';
import { allRules } from '../../../src/rules/allRules';
import { conditions, dossier, itemsOf, shipped } from '../models/shippedLibrary';
import { plain, subjectOf } from '../rules/checking';
import { memoryFiles } from '../rules/memoryFiles';
import { generate } from './documents';
import { sampleAnswers, sampleDossier, sampleInventory } from './sampleWriters';

function write(
  options: Partial<DossierOptions> = {},
  model: Model = dossier,
  inventory: Inventory = sampleInventory(),
): string {
  return composeDossier(model, inventory, { ...sampleDossier, ...options }).text;
}

function statesIn(text: string): Record<string, ItemState> {
  const outline = readOutline(text);
  const match = identifyDocument(outline, shipped);
  assert.ok(match);
  return Object.fromEntries(
    assessDocument(match, outline).sections.flatMap(({ items }) =>
      items.map(({ matched, state }) => [matched.item.id, state]),
    ),
  );
}

/** From a line to another, the second one left out; no-break spaces as plain ones. */
function between(text: string, from: string, to: string): string {
  return plain(text.slice(text.indexOf(from), text.indexOf(to)));
}

const teamModel = buildLibrary(
  [],
  [
    {
      file: 'equipe.yml',
      text: [
        'id: dossier-equipe',
        'version: 1',
        'type: dossier',
        'presentation: liste',
        'titre: Dossier d’équipe',
        'resume: Le nôtre.',
        'fichier: dossier-equipe.md',
        'source: https://exemple.fr',
        'sections:',
        '  - id: a',
        '    titre: Technique',
        '    elements:',
        '      - { id: dependances, titre: Paquets, texte: Les paquets, reponse: contenu, aide: Les dire. }',
        '      - { id: a-nous, titre: À nous, texte: Le nôtre, reponse: contenu, aide: Le dire. }',
      ].join('\n'),
    },
  ],
);

describe('A dossier with what the repository says', () => {
  it('sums itself up at its top', () => {
    assert.equal(
      between(write(), '---', '## Documentation générale'),
      `---
modele: dossier-technique-de-reprise
version: 1
produit: Passerelle
commit: f35012aa266459b708f7a88032041d45c251a04a
date: 2026-11-24
---

# Dossier technique de reprise : Passerelle

<!-- arret:genere synthese e1bd840c -->

Pré-rempli d’après le dépôt, au commit \`f35012a\` du 4 novembre 2021. Tout est proposition : cochez une case quand vous avez relu.

**Le dépôt répond entièrement à 1 élément sur 24, en partie à 2, pas du tout aux 21 autres. 4 posent une question à l’équipe.**

À traiter d’abord :

1. Un secret est versionné : [3.4](#34-dépendances).
2. La version de node n’est plus suivie : [3.3](#33-installation-locale).

Inventaires complets : [dépendances](annexes/dependances.md)

<!-- arret:fin -->

`,
    );
    assert.ok(write().includes('Tout est proposition\u00A0: cochez'));
  });

  it('says in words how much it holds', () => {
    const extentWith = (answers: typeof sampleAnswers, model = dossier): string =>
      /\*\*Le dépôt .*\*\*/.exec(write({ writers: { answers, annexes: [] } }, model))?.[0] ?? '';
    const all = (write: (item: string) => { blocks: string[]; question?: string }): typeof sampleAnswers =>
      itemsOf(dossier).map(({ id }) => ({ item: id, write: () => write(id) }));
    assert.equal(extentWith([]), '**Le dépôt ne répond à aucun des 24 éléments.**');
    assert.equal(extentWith(all(() => ({ blocks: ['a'] }))), '**Le dépôt répond entièrement à 24 éléments sur 24.**');
    assert.equal(
      extentWith(all((id) => ({ blocks: ['a'], ...(id === 'liens' ? {} : { question: 'b ?' }) }))),
      '**Le dépôt répond entièrement à 1 élément sur 24, en partie aux 23 autres. 23 posent une question à l’équipe.**',
    );
    assert.equal(
      extentWith(all((id) => (id === 'liens' ? { blocks: [], question: 'b ?' } : { blocks: ['a'] }))),
      '**Le dépôt répond entièrement à 23 éléments sur 24, pas du tout à un seul ([1.3](#13-liens)). 1 pose une question à l’équipe.**',
    );
  });

  it('puts each answer in its block under its box, which nobody has ticked', () => {
    const text = write();
    assert.equal(
      between(text, '### 3.3', '### 3.5'),
      `### 3.3 Installation locale

- [ ] Instructions pour installer et exécuter le projet en local

<!-- arret:genere installation db5851f8 -->

Avec node \`16\` ([package.json:3](../package.json#L3)) :

\`\`\`sh
npm ci : « oui »
\`\`\`

> **Question :** cette installation a-t-elle été rejouée ?

<!-- arret:fin -->

### 3.4 Dépendances

- [ ] Liste des dépendances et versions utilisées

<!-- arret:genere dependances bcbacc4c -->

| Paquet | Version | Preuve                               |
| ------ | ------- | ------------------------------------ |
| \`vue\`  | ^1.0.0  | [package.json:3](../package.json#L3) |
| \`pg\`   | ^1.0.0  | [package.json:3](../package.json#L3) |

2 dépendances : [annexe](annexes/dependances.md), et [7.2](#72-dettes).

<!-- arret:fin -->

`,
    );
    assert.equal(
      between(text, '### 3.5', '## Base'),
      '### 3.5 Tests, CI/CD et robots\n\n- [ ] Documentation des tests et du CI/CD (GitHub Actions, GitLab CI, etc.)\n\n',
    );
    assert.doesNotMatch(text, /\[x\]/);
    const states = statesIn(text);
    assert.deepEqual(
      ['installation', 'dependances', 'dettes', 'supervision', 'coffre', 'choix', 'liens'].map((id) => states[id]),
      ['filled', 'filled', 'filled', 'todo', 'todo', 'todo', 'todo'],
    );
  });

  it('puts blocks after the list where boxes make one, with a title', () => {
    const text = write({ style: 'handbook' });
    const section = between(text, '## Code source', '## Base');
    assert.match(
      section,
      /\(GitHub Actions, GitLab CI, etc\.\)\n\n<!-- arret:genere installation [0-9a-f]{8} -->\n\n\*\*3\.3 Installation locale\*\*\n\nAvec node/,
    );
    assert.ok(text.includes('[7.2](#contexte-et-choix-techniques)'));
    assert.deepEqual(statesIn(text), statesIn(write()));
  });

  it('knows the items of a team’s model by their ids', () => {
    const model = teamModel.models.find(({ id }) => id === 'dossier-equipe');
    assert.ok(model, JSON.stringify(teamModel));
    const text = write({}, model);
    assert.ok(plain(text).includes('1. [ ] Les paquets\n2. [ ] Le nôtre\n\n<!-- arret:genere dependances'), text);
    assert.ok(text.includes('**1.1 Paquets**'));
    assert.deepEqual(
      readGeneratedBlocks(readOutline(text)).blocks.map(({ id }) => id),
      ['synthese', 'dependances'],
    );
    assert.ok(text.includes('et `dettes`.'));
  });

  it('is what it was without writers, but for the summary', () => {
    const text = write({ writers: { answers: [], annexes: [] } });
    const withoutSummary = text
      .replace(/<!-- arret:genere [^]*?<!-- arret:fin -->\n\n/, '')
      .replace(/^commit: .*\n/m, '');
    assert.equal(withoutSummary, generate(dossier));
  });

  it('is as Prettier leaves it, and the same each time', async () => {
    for (const style of ['headings', 'handbook'] as const) {
      for (const model of [dossier, conditions]) {
        const text = write({ style }, model);
        assert.equal(await format(text, { parser: 'markdown' }), text);
        assert.equal(write({ style }, model), text);
      }
    }
  });

  it('quotes a commit that YAML would read as a number', () => {
    assert.match(write({}, dossier, sampleInventory({}, [], '1234567')), /^commit: "1234567"$/m);
    assert.match(write({}, dossier, sampleInventory({}, [], '12345e7')), /^commit: "12345e7"$/m);
  });

  it('raises no problem but for what is still to write, until a person edits it', async () => {
    const text = write({
      writers: {
        answers: [
          ...sampleAnswers,
          { item: 'liens', write: () => ({ blocks: ['- TODO : « à compléter » dans `a.md`', 'À compléter', '…'] }) },
          { item: 'migrations', write: () => ({ blocks: ['- `npm run migre`'] }) },
        ],
        annexes: sampleDossier.writers.annexes,
      },
    });
    const files = memoryFiles({ 'package.json': '{\n"scripts": {}\n}', 'arret/annexes/dependances.md': '' });
    const rulesOf = async (dossierText: string): Promise<string[]> => {
      const { problems } = await checkSubject(subjectOf(dossierText), files, { rules: allRules, severities: {} });
      return problems.map(({ rule }) => rule).filter((rule) => rule !== 'section-vide');
    };
    assert.deepEqual(await rulesOf(text), []);
    const edited = text
      .replace('À compléter', 'À compléter : moi')
      .replace('`npm run migre`', '`npm run migre` ensuite');
    assert.deepEqual(await rulesOf(edited), [
      'texte-a-completer',
      'texte-a-completer',
      'texte-a-completer',
      'commande-inconnue',
    ]);
  });
});

describe('The count of what is written', () => {
  it('is told in words', () => {
    const count = (answers: typeof sampleAnswers): string =>
      countsOf(
        dossier,
        composeDossier(dossier, sampleInventory(), { ...sampleDossier, writers: { answers, annexes: [] } }).composition
          .answers,
      );
    assert.equal(count(sampleAnswers), '3 éléments sur 24 renseignés, 21 demandent votre mémoire');
    assert.equal(count([]), 'Aucun élément sur 24 renseigné, 24 demandent votre mémoire');
    const all = itemsOf(dossier).map(({ id }) => ({ item: id, write: () => ({ blocks: ['a'] }) }));
    assert.equal(count(all), '24 éléments sur 24 renseignés');
    assert.equal(count(all.slice(1)), '23 éléments sur 24 renseignés, 1 demande votre mémoire');
    assert.equal(count(all.slice(0, 1)), '1 élément sur 24 renseigné, 23 demandent votre mémoire');
  });
});
