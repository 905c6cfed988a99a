import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildLibrary } from '../../../src/models/library';
import { readShippedModels } from '../../../src/models/shipped';
import { indexLines, readOutline, textIn } from '../../../src/outline';
import { conditions, dossier, itemsOf, postMortem, shipped, shippedModel } from './shippedLibrary';

const page = readFileSync('test/fixtures/handbook/wording.md', 'utf8');
const pageLines = indexLines(page);
const pageOutline = readOutline(page);

/** The page's own spaces differ from ours in number only. */
const collapse = (text: string): string => text.replace(/ +/g, ' ').trim();

/** What stands under a heading of the page, as lines that hold something, collapsed. */
function linesUnder(title: string): string[] {
  const heading = pageOutline.headings.find(({ text }) => text === title);
  assert.ok(heading, `the page has the heading « ${title} »`);
  return textIn(pageLines, heading.sectionRange)
    .split('\n')
    .slice(1)
    .map(collapse)
    .filter((line) => line !== '');
}

/** The entries of a numbered list, without their numbers, which must follow each other. */
function numberedUnder(title: string): string[] {
  return linesUnder(title)
    .filter((line) => /^\d+\. /.test(line))
    .map((line, index) => {
      assert.ok(line.startsWith(`${index + 1}. `), line);
      return line.replace(/^\d+\. /, '');
    });
}

const wordings = (id: string): string[] => itemsOf(shippedModel(id)).map((item) => item.wording);

describe('Wording of the shipped models', () => {
  it('reads every shipped model without a problem', () => {
    assert.deepEqual(buildLibrary(readShippedModels(), []).problems, []);
    assert.deepEqual(
      shipped.map(({ id, kind, layout, version, fileName }) => [id, kind, layout, version, fileName]),
      [
        ['dossier-technique-de-reprise', 'dossier', 'headings', 1, 'dossier-technique.md'],
        ['post-mortem', 'post-mortem', 'headings', 1, 'post-mortem.md'],
        ['procedure-impact-insuffisant', 'procedure', 'list', 1, 'procedure-impact-insuffisant.md'],
        ['procedure-plus-de-budget', 'procedure', 'list', 1, 'procedure-plus-de-budget.md'],
        ['procedure-plus-porte-par-le-metier', 'procedure', 'list', 1, 'procedure-plus-porte-par-le-metier.md'],
        ['procedure-plus-incarne', 'procedure', 'list', 1, 'procedure-plus-incarne.md'],
        ['conditions-arret-reussi', 'conditions', 'list', 1, 'conditions-arret-reussi.md'],
      ],
    );
  });

  it('holds the 7 sections and 24 items of the dossier, word for word and in order', () => {
    const template = pageOutline.headings.find(({ text }) => text.startsWith('Modèle de dossier technique'));
    assert.ok(template);
    const sections = pageOutline.headings.filter(
      ({ level, range }) => level === 3 && range.start.line > template.range.start.line,
    );
    const onPage = sections.map(({ text, sectionRange }) => ({
      title: text,
      items: pageOutline.items
        .filter(({ range }) => range.start.line > sectionRange.start.line && range.start.line < sectionRange.end.line)
        .map(({ labelRange }) => collapse(textIn(pageLines, labelRange))),
    }));
    assert.deepEqual(
      dossier.sections.map(({ title, items }) => ({ title, items: items.map(({ wording }) => wording) })),
      onPage,
    );
    assert.deepEqual(
      dossier.sections.map(({ items }) => items.length),
      [3, 4, 5, 4, 3, 3, 2],
    );
  });

  it('holds the 3 parts of the post-mortem and who writes it', () => {
    const title = 'Modèle de post-mortem pour fiche beta';
    const parts = numberedUnder(title);
    assert.equal(parts.length, 3);
    assert.deepEqual(
      postMortem.sections.map((section) => section.title),
      parts,
    );
    assert.equal(postMortem.authorship, linesUnder(title)[0]);
    assert.deepEqual(itemsOf(postMortem), []);
  });

  it('answers the 4 circumstances, in order', () => {
    const circumstances = linesUnder('5️⃣ Arrêt')
      .filter((line) => line.startsWith('* '))
      .map((line) => line.slice(2).replace(/ ?[;.]$/, ''));
    assert.equal(circumstances.length, 4);
    assert.deepEqual(
      shipped.filter(({ kind }) => kind === 'procedure').map(({ circumstance }) => circumstance),
      circumstances,
    );
    assert.ok(shipped.every(({ kind, circumstance }) => kind === 'procedure' || circumstance === undefined));
  });

  const procedures: readonly [id: string, heading: string, steps: number][] = [
    ['procedure-impact-insuffisant', "Arrêt lorsqu'un produit n’a pas d’impact suffisant avéré", 2],
    ['procedure-plus-de-budget', "Arrêt lorsqu'un produit n'a plus de budget", 5],
    ['conditions-arret-reussi', 'Les conditions d’un arrêt réussi', 5],
  ];
  for (const [id, heading, steps] of procedures) {
    it(`holds the ${steps} steps of ${id} and their introduction, word for word`, () => {
      const section = shippedModel(id).sections[0];
      const onPage = numberedUnder(heading);
      assert.equal(onPage.length, steps);
      assert.deepEqual(
        section && {
          title: section.title,
          introduction: section.introduction,
          items: section.items.map((item) => item.wording),
        },
        { title: heading, introduction: linesUnder(heading)[0], items: onPage },
      );
    });
  }

  it('adds the 5 conditions to each of the 4 procedures, after their own steps', () => {
    const five = wordings('conditions-arret-reussi');
    for (const [id, own] of [
      ['procedure-impact-insuffisant', 2],
      ['procedure-plus-de-budget', 5],
      ['procedure-plus-porte-par-le-metier', 0],
      ['procedure-plus-incarne', 0],
    ] as const) {
      assert.equal(wordings(id).length, own + 5, id);
      assert.deepEqual(wordings(id).slice(own), five, id);
    }
  });

  it('makes the two options of the budget procedure exclude each other, and nothing else', () => {
    const withBranch = shipped.flatMap((model) =>
      itemsOf(model)
        .filter((item) => item.branch !== undefined)
        .map((item) => [model.id, item.branch, item.wording.slice(0, 8)]),
    );
    assert.deepEqual(withBranch, [
      ['procedure-plus-de-budget', 'issue', 'Option 1'],
      ['procedure-plus-de-budget', 'issue', 'Option 2'],
    ]);
  });

  it('keeps its identifiers: documents, settings and generated blocks name them', () => {
    const ids = Object.fromEntries(
      shipped.map((model) => [
        model.id,
        model.sections.map((section) => [section.id, ...section.items.map((item) => item.id)].join(' ')),
      ]),
    );
    const five = 'conditions fiche post-mortem-publie dossier-technique accompagnement-intra accompagnement-freelance';
    assert.deepEqual(ids, {
      'dossier-technique-de-reprise': [
        'documentation-generale doc-utilisateur doc-metier liens',
        'architecture-et-infrastructure architecture hebergement supervision saas',
        'code-source-et-gestion-des-versions statut-arret depot installation dependances tests-ci',
        'base-de-donnees-et-donnees-persistantes schema migrations jeux-de-donnees nettoyage',
        'apis-et-integrations-externes api services-externes automatisations',
        'acces-et-droits roles acces coffre',
        'contexte-et-choix-techniques choix dettes',
      ],
      'post-mortem': ['apprentissages', 'raisons', 'relance'],
      'procedure-impact-insuffisant': ['procedure decision-arret post-mortem', five],
      'procedure-plus-de-budget': [
        'procedure decision-liquidation mise-en-sauvegarde redressement reprise dormance',
        five,
      ],
      'procedure-plus-porte-par-le-metier': [five],
      'procedure-plus-incarne': [five],
      'conditions-arret-reussi': [five],
    });
  });

  it('asks for an answer everywhere in the dossier but where ticking is the answer', () => {
    const actions = itemsOf(dossier).filter((item) => item.expects === 'action');
    assert.deepEqual(
      actions.map(({ id, wording }) => [id, wording]),
      [
        ['statut-arret', "Modifier le readme pour indiquer le statut d'arrêt"],
        ['nettoyage', "Assurez-vous d'avoir nettoyé vos machines et environnements des données."],
        ['coffre', 'Mettre les credentials sur vaultwarden'],
      ],
    );
    for (const model of shipped.filter(({ kind }) => kind !== 'dossier')) {
      assert.ok(
        itemsOf(model).every((item) => item.expects === 'action'),
        model.id,
      );
    }
  });

  it('gives every item a title of its own, a help that fits a hover and an example', () => {
    for (const model of shipped) {
      for (const section of model.sections) {
        const titles = section.items.map((item) => item.title);
        assert.equal(new Set(titles).size, titles.length, `${model.id}: ${section.id}`);
        const parts = section.items.length > 0 ? section.items : [section];
        for (const { id, title, help, example } of parts) {
          const where = `${model.id}: ${id}`;
          assert.ok(title.trim().length > 0 && !title.endsWith('.'), where);
          assert.ok(help !== undefined && help.length >= 80 && help.length <= 600, `${where}: ${help?.length}`);
          assert.ok(example !== undefined && example.trim().length > 0, where);
        }
      }
      assert.match(model.source, /^https:\/\/doc\.incubateur\.net\//, model.id);
      assert.ok(model.summary.length > 0 && model.summary.length <= 120, model.id);
    }
    assert.equal(conditions.sections.length, 1);
  });
});
