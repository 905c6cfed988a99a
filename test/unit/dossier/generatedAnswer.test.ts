import * as assert from 'node:assert/strict';
import { tellsNothing } from '../../../src/dossier/generatedAnswer';
import { identifyDocument } from '../../../src/dossier/identify';
import { placeOfAnswer } from '../../../src/dossier/next';
import { assessDocument, type ItemStatus, type SectionStatus } from '../../../src/dossier/status';
import { readOutline } from '../../../src/outline/outline';
import { generate } from '../compose/documents';
import { dossier, shipped } from '../models/shippedLibrary';

const block = (id: string, ...body: readonly string[]): string =>
  [`<!-- arret:genere ${id} 0123abcd -->`, ...body, '<!-- arret:fin -->'].join('\n\n');

const nothing = 'Sentry\u00A0: non détecté\u00A0; cherché dans `package.json`, `src/`.';
const question = '> **Question\u00A0:** qui regarde les alertes\u00A0?';
const wording = 'Explication des outils de monitoring et surveillance (Sentry, Matomo, logs, alertes)';

/** A new dossier, with something under the item « Supervision ». */
function dossierWith(answer: string, box = ' '): string {
  return generate(dossier).replace(`- [ ] ${wording}`, `- [${box}] ${wording}\n\n${answer}`);
}

function sectionOf(text: string, id: string): SectionStatus {
  const outline = readOutline(text);
  const match = identifyDocument(outline, shipped);
  const section = match && assessDocument(match, outline).sections.find(({ matched }) => matched.section.id === id);
  assert.ok(section);
  return section;
}

function supervision(text: string): ItemStatus {
  const item = sectionOf(text, 'architecture-et-infrastructure').items.find(
    ({ matched }) => matched.item.id === 'supervision',
  );
  assert.ok(item);
  return item;
}

describe('A generated answer', () => {
  it('fills its item when it tells something, without confirming it', () => {
    const { state, hasAnswer } = supervision(
      dossierWith(block('supervision', 'Sentry ([a.ts:1](../a.ts#L1)).', nothing, question)),
    );
    assert.deepEqual([state, hasAnswer], ['filled', true]);
    assert.equal(supervision(dossierWith(block('supervision', 'Sentry.'), 'x')).state, 'done');
  });

  it('leaves it to do when it tells only what was not found, and asks', () => {
    for (const body of [
      [nothing, question],
      [nothing],
      [question],
      [],
      ['Non détecté dans le dépôt.', question],
      [`- ${nothing}\n- Alertes : non détectées.`],
    ]) {
      const text = dossierWith(block('supervision', ...body));
      assert.equal(supervision(text).state, 'todo', text);
      assert.equal(sectionOf(text, 'architecture-et-infrastructure').state, 'empty');
      assert.equal(supervision(dossierWith(block('supervision', ...body), 'x')).hasAnswer, false);
    }
  });

  it('is answered by a person in it, in its question or after it', () => {
    for (const text of [
      dossierWith(block('supervision', nothing, question, 'L’équipe de garde.')),
      dossierWith(block('supervision', nothing, `${question}\n> L’équipe de garde.`)),
      dossierWith(block('supervision', `${nothing}\nMais des journaux.`)),
      dossierWith(`${block('supervision', nothing, question)}\n\nL’équipe de garde.`),
    ]) {
      assert.equal(supervision(text).state, 'filled', text);
    }
  });

  it('gives way to a person who says that there is nothing to write', () => {
    for (const text of [
      dossierWith(`${block('supervision', 'Sentry.', question)}\n\nSans objet : jamais surveillé.`),
      dossierWith(block('supervision', nothing, question, 'Sans objet : jamais surveillé.')),
    ]) {
      assert.equal(supervision(text).notApplicable?.reason, 'jamais surveillé.', text);
    }
  });

  it('belongs to the item it names, under a flat list too', () => {
    const flat = generate(dossier, 'handbook').replace(
      '☐ Liste des SAAS et comptes externes',
      `☐ Liste des SAAS et comptes externes\n\n${block('supervision', '**2.3 Supervision**', 'Sentry.')}\n\n${block('saas', '**2.4 Services et comptes externes**', nothing)}`,
    );
    const states = sectionOf(flat, 'architecture-et-infrastructure').items.map(
      ({ matched, state }) => `${matched.item.id} ${state}`,
    );
    assert.deepEqual(states, ['architecture todo', 'hebergement todo', 'supervision filled', 'saas todo']);
  });

  it('sums up a dossier without filling anything', () => {
    const title = '## Architecture et infrastructure';
    const text = generate(dossier).replace(title, `${title}\n\n${block('synthese', 'Le dépôt répond.')}`);
    assert.equal(sectionOf(text, 'architecture-et-infrastructure').state, 'empty');
  });

  it('is followed by what the person writes', () => {
    const text = dossierWith(block('supervision', nothing, question));
    const place = placeOfAnswer(supervision(text), readOutline(text));
    const end = text.split('\n').indexOf('<!-- arret:fin -->');
    assert.deepEqual(place?.start, { line: end + 1, character: 0 });
  });
});

describe('A text that tells nothing', () => {
  const tells = (markdown: string): boolean =>
    readOutline(markdown).blocks.some((found) => !tellsNothing(found, 'Liens'));

  it('is told from one that does', () => {
    const empty = [
      'A : non détecté.',
      'A, b : non détectés ; cherché dans `x.md`,\n`y`, `z`.',
      '- A : non détectée ; cherché dans `x`,\n  `y.md`.\n- B : non détectées.',
      '> **Question :** où est\n> la copie ? (Voir le DPO.)',
      '> **Question :** où ? Deux lignes suffisent.',
      '**1.3 Liens**',
      'Non détecté dans le dépôt.',
    ];
    const telling = [
      'Le README annonce un départ. Arrêt : non détecté.',
      'A : détecté.',
      '- A : non détecté.\n- B : `x`.',
      '> Une citation.',
      '| A : non détecté. |\n| - |\n| x |',
      '```\nA : non détecté.\n```',
      '![A : non détecté.](a.png) et b',
      '> **Question :** où ?\n> Ici.',
      'Non détectable.',
    ];
    assert.deepEqual(empty.filter(tells), []);
    assert.deepEqual(
      telling.filter((markdown) => !tells(markdown)),
      [],
    );
  });
});
