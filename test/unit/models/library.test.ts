import * as assert from 'node:assert/strict';
import { buildLibrary, type ModelLibrary, type ModelSource } from '../../../src/models/library';
import { readShippedModels } from '../../../src/models/shipped';
import { itemsOf, shipped } from './shippedLibrary';

interface Parts {
  readonly title?: string;
  readonly includes?: string;
  readonly sections?: readonly string[];
  readonly extra?: string;
}

/** A team's file. */
function file(
  name: string,
  id: string,
  { title = 'Bilan', includes, sections = ['usages'], extra = '' }: Parts = {},
): ModelSource {
  const lines = [
    `id: ${id}`,
    'version: 2',
    'type: conditions',
    'presentation: liste',
    `titre: ${title}`,
    'resume: Ce que l’équipe laisse.',
    'fichier: bilan.md',
    'source: https://exemple.gouv.fr/bilan',
    ...(includes === undefined ? [] : [`inclut: [${includes}]`]),
    ...(sections.length > 0 ? ['sections:'] : []),
    ...sections.flatMap((section) => [`  - id: ${section}`, `    titre: Section ${section}`]),
    extra,
  ];
  return { file: name, text: lines.join('\n') };
}

const library = (...own: ModelSource[]): ModelLibrary => buildLibrary(readShippedModels(), own);
const ids = ({ models }: ModelLibrary): string[] => models.map((model) => model.id);
const shippedIds = shipped.map((model) => model.id);

/** Where each problem is told, the line counted from 0. */
const told = ({ problems }: ModelLibrary): string[] =>
  problems.map(({ file: name, key, message, range }) => `${name}:${range.start.line} ${key}: ${message}`);

describe('The library of models', () => {
  it('holds the shipped models when the team has none', () => {
    assert.deepEqual(library(), { models: shipped, problems: [] });
  });

  it('adds the team’s models after the shipped ones, in the order of their files', () => {
    const result = library(file('b.yml', 'bilan-b'), file('a.yml', 'bilan-a'));
    assert.deepEqual(ids(result), [...shippedIds, 'bilan-b', 'bilan-a']);
    assert.deepEqual(result.problems, []);
  });

  it('replaces a shipped model by the team’s of the same identifier, at its place', () => {
    const result = library(file('nom-libre.yml', 'post-mortem', { title: 'Notre bilan' }));
    assert.deepEqual(ids(result), shippedIds);
    const index = shippedIds.indexOf('post-mortem');
    assert.equal(result.models[index]?.title, 'Notre bilan');
    assert.equal(result.models[index]?.version, 2);
    assert.deepEqual(
      result.models.filter((_, i) => i !== index),
      shipped.filter((_, i) => i !== index),
    );
  });

  it('takes a replaced model into those that include it', () => {
    const result = library(file('conditions.yml', 'conditions-arret-reussi', { sections: ['les-notres'] }));
    assert.deepEqual(result.problems, []);
    for (const model of result.models.filter(({ kind }) => kind === 'procedure')) {
      assert.equal(model.sections.at(-1)?.id, 'les-notres', model.id);
    }
  });

  it('keeps the shipped model when the team’s file has a mistake, and reads the other files', () => {
    const broken = file('post-mortem.yml', 'post-mortem', { extra: 'cle: 1' });
    const result = library(broken, file('bilan.yml', 'bilan'));
    assert.deepEqual(result.models.slice(0, shipped.length), shipped);
    assert.equal(result.models.at(-1)?.id, 'bilan');
    assert.deepEqual(told(result), ['post-mortem.yml:11 cle: clé inconnue « cle » : corrigez-la ou retirez-la']);
  });

  it('takes the first of two files with the same identifier, and tells in the second', () => {
    const result = library(
      file('a.yml', 'bilan', { title: 'Premier' }),
      file('b.yml', 'bilan', { title: 'Second' }),
      file('c.yml', 'post-mortem', { title: 'Troisième' }),
    );
    assert.equal(result.models.find(({ id }) => id === 'bilan')?.title, 'Premier');
    assert.equal(result.models.find(({ id }) => id === 'post-mortem')?.title, 'Troisième');
    assert.deepEqual(told(result), ['b.yml:0 id: « bilan » est déjà l’identifiant du modèle de a.yml']);
  });

  it('adds the sections of the models included, in order, after its own', () => {
    const result = library(file('tout.yml', 'tout', { includes: 'post-mortem, conditions-arret-reussi' }));
    assert.deepEqual(result.problems, []);
    assert.deepEqual(
      result.models.at(-1)?.sections.map((section) => section.id),
      ['usages', 'apprentissages', 'raisons', 'relance', 'conditions'],
    );
  });

  it('makes a model of what it includes alone, even from a file read later', () => {
    const result = library(
      file('a.yml', 'recueil', { includes: 'bilan', sections: [] }),
      file('b.yml', 'bilan', { sections: ['x', 'y'] }),
    );
    assert.deepEqual(result.problems, []);
    assert.deepEqual(
      result.models.find(({ id }) => id === 'recueil')?.sections.map((section) => section.id),
      ['x', 'y'],
    );
  });

  const broken: readonly [name: string, own: readonly ModelSource[], told: readonly string[]][] = [
    [
      'a model that does not exist',
      [file('a.yml', 'post-mortem', { includes: 'conditions-arret-reussi, absent' })],
      ['a.yml:8 inclut.2: aucun modèle ne porte l’identifiant « absent »'],
    ],
    [
      'itself',
      [file('a.yml', 'post-mortem', { includes: 'post-mortem' })],
      ['a.yml:8 inclut.1: « post-mortem » inclut déjà d’autres modèles : incluez ceux-là directement'],
    ],
    [
      'each other',
      [
        file('a.yml', 'post-mortem', { includes: 'conditions-arret-reussi', sections: ['a'] }),
        file('b.yml', 'conditions-arret-reussi', { includes: 'post-mortem', sections: ['b'] }),
      ],
      [
        'a.yml:8 inclut.1: « conditions-arret-reussi » inclut déjà d’autres modèles : incluez ceux-là directement',
        'b.yml:8 inclut.1: « post-mortem » inclut déjà d’autres modèles : incluez ceux-là directement',
      ],
    ],
    [
      'a section of a name it has',
      [file('a.yml', 'post-mortem', { includes: 'conditions-arret-reussi', sections: ['fiche'] })],
      [
        'a.yml:8 inclut.1: « conditions-arret-reussi » a aussi une section ou un élément « fiche » : changez l’identifiant ici',
      ],
    ],
  ];
  for (const [name, own, expected] of broken) {
    it(`falls back on the shipped model when the team’s includes ${name}`, () => {
      const result = library(...own);
      assert.deepEqual(
        told(result).filter((line) => /^[ab]\.yml/.test(line)),
        expected,
      );
      assert.deepEqual(ids(result), shippedIds);
      assert.deepEqual(
        result.models.map((model) => [model.title, itemsOf(model).length]),
        shipped.map((model) => [model.title, itemsOf(model).length]),
      );
    });
  }

  it('leaves out a team’s model that includes what does not exist, when it replaces none', () => {
    const result = library(file('a.yml', 'bilan', { includes: 'absent' }));
    assert.deepEqual(result.models, shipped);
    assert.equal(result.problems.length, 1);
  });
});
