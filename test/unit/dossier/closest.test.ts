import * as assert from 'node:assert/strict';
import { closest, closestModel, namesUnknownModel } from '../../../src/dossier/closest';
import { readOutline } from '../../../src/outline';
import { shipped } from '../models/shippedLibrary';

describe('The closest known name', () => {
  const codes = ['section-vide', 'section-manquante', 'secret', 'lien-casse'];
  const written: readonly [word: string, meant: string | undefined][] = [
    ['section-vides', 'section-vide'],
    ['sectoin-vide', 'section-vide'],
    ['Section vide', 'section-vide'],
    ['lien-cassé', 'lien-casse'],
    ['section', 'section-vide'],
    ['secrets', 'secret'],
    ['md043', undefined],
    ['', undefined],
  ];
  for (const [word, meant] of written) {
    it(`« ${word} » → ${meant ?? 'none'}`, () => {
      assert.equal(closest(word, codes), meant);
    });
  }

  const models: readonly [name: string, id: string | undefined][] = [
    ['post-mortem', 'post-mortem'],
    ['postmortem', 'post-mortem'],
    ['dossier-technique', 'dossier-technique-de-reprise'],
    ['Dossier de reprise', 'dossier-technique-de-reprise'],
    ['procedure-plus-de-bugdet', 'procedure-plus-de-budget'],
    ['clio', undefined],
  ];
  for (const [name, id] of models) {
    it(`the model « ${name} » → ${id ?? 'none'}`, () => {
      assert.equal(closestModel(name, shipped)?.id, id);
    });
  }
});

describe('A document that names a model which isn’t there', () => {
  const unknown = (...lines: string[]): boolean =>
    namesUnknownModel(readOutline(`---\n${lines.join('\n')}\n---\n`), shipped);

  it('is one of ours when the name is nearly right, or when it has all our keys', () => {
    assert.equal(unknown('modele: postmortem'), true);
    assert.equal(unknown('modele: dossier-technique'), true);
    assert.equal(unknown('modele: bilan-maison', 'version: 1', 'produit: X', 'date: 2026-11-24'), true);
  });

  it('is someone else’s otherwise', () => {
    assert.equal(unknown('modele: post-mortem'), false);
    assert.equal(unknown('modele: Clio', 'version: 1.5', 'produit: voiture'), false);
    assert.equal(unknown('modele: procedure'), false);
    assert.equal(unknown('modele: post'), false);
    assert.equal(unknown('produit: X', 'version: 1', 'date: 2026-11-24'), false);
    assert.equal(namesUnknownModel(readOutline('# Post-mortem'), shipped), false);
  });
});
