import * as assert from 'node:assert/strict';
import { describeNode, percentage, tooltipOf } from '../../../../src/editor/tree/describe';
import { leadsTo, placeAtLine, placeOf } from '../../../../src/editor/tree/nodes';
import type { CheckedProblem } from '../../../../src/rules/check';
import { allNodes, documentsOf, dossier, drawn, everything, head, postMortem } from './trees';

const plain = (text: string): string => text.replaceAll('\u00A0', ' ');

describe('The tree of one product', () => {
  const documents = documentsOf([
    { uri: 'file:///depot/arret/post-mortem.md', text: postMortem('Passerelle') },
    { uri: 'file:///depot/arret/dossier.md', text: dossier() },
    { uri: 'file:///depot/README.md', text: '# Passerelle\n' },
  ]);

  it('leaves the product out, and shows documents, sections and items with their counts', () => {
    const lines = drawn(documents);
    assert.equal(lines[0], 'Dossier technique (3/24 · 13 %)');
    assert.ok(lines.includes('  Documentation générale (absente)'));
    const access = lines.indexOf('  Accès et droits (1/3)');
    assert.deepEqual(lines.slice(access, access + 6), [
      '  Accès et droits (1/3)',
      '    Rôles et permissions',
      '    Accès aux outils tiers',
      '    Coffre',
      '  Contexte et choix techniques (sans objet)',
      '    Choix (sans objet)',
    ]);
    assert.deepEqual(lines.slice(-4, -1), [
      'Post-mortem (1/3 · 33 %)',
      '  Les apprentissages (rédigée)',
      "  Pourquoi on s'arrête (à rédiger)",
    ]);
  });

  it('has identifiers that are unique and hold no count', () => {
    const ids = allNodes(documents).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.includes('file:///depot/arret/dossier.md#acces-et-droits#coffre'), ids.join('\n'));
  });

  it('leaves out what is done when asked, and a document with nothing left', () => {
    const remaining = { ...everything, onlyRemaining: true };
    const lines = drawn(documents, remaining);
    assert.ok(lines.includes('    Coffre') && lines.includes('    Rôles et permissions'));
    assert.ok(!lines.includes('    Accès aux outils tiers'));
    assert.ok(!lines.some((line) => line.includes('Contexte et choix techniques')));
    const written = postMortem().replaceAll(/^(## .*)$/gm, '$1\n\nÉcrit.');
    assert.deepEqual(drawn(documentsOf([{ uri: 'file:///depot/a.md', text: written }]), remaining), []);
  });

  it('tells a state by its shape, and says it with the whole wording and what Space does', () => {
    const views = new Map(
      allNodes(documents).map((node) => [node.id.split('#').slice(1).join('#'), describeNode(node)]),
    );
    const view = (id: string): ReturnType<typeof describeNode> => {
      const found = views.get(id);
      assert.ok(found, id);
      return found;
    };
    assert.equal(view('acces-et-droits#roles').icon, 'edit');
    assert.equal(
      plain(view('acces-et-droits#roles').spoken),
      'Explication des rôles et permissions des utilisateurs (matrice de rôles). Renseigné, à confirmer. Espace : cocher.',
    );
    assert.equal(view('acces-et-droits#coffre').icon, 'circle-large-outline');
    assert.equal(plain(view('acces-et-droits#coffre').box?.spoken ?? ''), 'Coffre : non coché. Espace : cocher.');
    assert.equal(view('acces-et-droits#acces').icon, 'pass-filled');
    assert.match(plain(view('acces-et-droits#acces').spoken), /Fait\. Espace : décocher\.$/);
    assert.match(plain(view('contexte-et-choix-techniques#choix').spoken), /Sans objet : prototype jeté\./);
    assert.equal(view('contexte-et-choix-techniques#dettes').box, undefined);
    assert.match(view('contexte-et-choix-techniques#dettes').spoken, /Absent du document\./);
    const icons = ['roles', 'coffre', 'acces'].map((id) => view(`acces-et-droits#${id}`).icon);
    assert.equal(new Set([...icons, view('contexte-et-choix-techniques#choix').icon]).size, 4);
  });

  it('shows a box as it will be while it is written', () => {
    const [item] = allNodes(documents).filter(({ id }) => id.endsWith('#roles'));
    assert.ok(item);
    const states = [true, false, undefined].map((pending) => {
      const { icon, box } = describeNode(item, pending);
      return [icon, box?.isChecked];
    });
    assert.deepEqual(states, [
      ['pass-filled', true],
      ['edit', false],
      ['edit', false],
    ]);
  });

  it('finds the part of a document at a line, and the node that leads there', () => {
    const document = documents.find(({ uri }) => uri.endsWith('dossier.md'));
    assert.ok(document);
    const lines = document.subject.lines.text.split('\n');
    const at = (words: string): ReturnType<typeof placeAtLine> =>
      placeAtLine(
        document,
        lines.findIndex((line) => line.includes(words)),
      );
    assert.deepEqual(at('vaultwarden'), { uri: document.uri, section: 'acces-et-droits', item: 'coffre' });
    assert.deepEqual(at('Deux rôles'), { uri: document.uri, section: 'acces-et-droits', item: 'roles' });
    assert.deepEqual(at('## Accès'), { uri: document.uri, section: 'acces-et-droits' });
    assert.deepEqual(at('modele:'), { uri: document.uri });
    for (const node of allNodes(documents)) {
      const place = placeOf(node);
      assert.ok(place && leadsTo(node, place), node.id);
    }
  });

  it('counts problems beside the section they stand in, and tells them in the tooltip', () => {
    const { range } = documents.find(({ uri }) => uri.endsWith('dossier.md'))?.subject.outline.items[2] ?? {};
    assert.ok(range);
    const problem: CheckedProblem = {
      rule: 'lien-casse',
      range,
      message: 'Lien *cassé*',
      severity: 'error',
      fixes: [],
    };
    const [document] = documentsOf([{ uri: 'file:///depot/arret/dossier.md', text: dossier(), problems: [problem] }]);
    assert.ok(document);
    const found = allNodes([document]).filter((node) => describeNode(node).problems.length > 0);
    assert.deepEqual(
      found.map(({ id }) => id.split('#').slice(1).join('#')),
      ['acces-et-droits', 'acces-et-droits#coffre'],
    );
    const [section] = found;
    assert.ok(section);
    assert.match(describeNode(section).spoken, / 1 problème\.$/);
    assert.match(tooltipOf(section, describeNode(section)) ?? '', /Lien \\\*cassé\\\*/);
  });

  it('never rounds up to all, nor down to nothing', () => {
    const of = (done: number, total: number): number => percentage({ total, done, filled: 0, notApplicable: 0 });
    assert.deepEqual([of(0, 0), of(0, 24), of(1, 1000), of(7, 24), of(999, 1000), of(24, 24)], [0, 0, 1, 29, 99, 100]);
  });
});

describe('The tree of several products', () => {
  const sheet = (title: string, phase: string): string =>
    `---\ntitle: ${title}\nmission: X\nincubator: dinum\ncontact: a@b.fr\nphases:\n  - name: ${phase}\n    start: 2020-01-01\n---\n\nTexte.\n`;
  const documents = documentsOf([
    { uri: 'file:///a/arret/post-mortem.md', root: 'a', text: postMortem('Zéphyr') },
    { uri: 'file:///b/arret/post-mortem.md', root: 'b', text: postMortem() },
    { uri: 'file:///b/arret/dossier.md', root: 'b', text: dossier() },
    { uri: 'file:///c/content/_startups/x.md', root: 'c', text: sheet('Aurore', 'abandon') },
    { uri: 'file:///c/content/_startups/y.md', root: 'c', text: sheet('Boréale', 'abandon') },
  ]);

  it('puts the product first: named in the front matter, else by its folder', () => {
    assert.deepEqual(drawn(documents, everything, 2), [
      'Aurore',
      '  Fiche produit (produit arrêté)',
      'b (4/27 · 15 %)',
      '  Dossier technique (3/24 · 13 %)',
      '  Post-mortem (1/3 · 33 %)',
      'Boréale',
      '  Fiche produit (produit arrêté)',
      'Zéphyr (1/3 · 33 %)',
      '  Post-mortem (1/3 · 33 %)',
    ]);
  });

  it('takes the one name given in a folder for all of its documents', () => {
    const [one, two] = documentsOf([
      { uri: 'file:///a/post-mortem.md', text: postMortem('Zéphyr') },
      { uri: 'file:///a/dossier.md', text: dossier() },
    ]);
    assert.deepEqual(one?.product, two?.product);
    assert.equal(two?.product.name, 'Zéphyr');
  });

  it('can be grouped by kind of section', () => {
    const lines = drawn(documents, { grouping: 'section', onlyRemaining: false }, 3);
    assert.deepEqual(lines.slice(0, 3), [
      'Dossier technique (3/24 · 13 %)',
      '  Documentation générale (0/3 · 0 %)',
      '    b (absente)',
    ]);
    assert.deepEqual(lines.slice(lines.indexOf('Post-mortem (2/6 · 33 %)'), -6), [
      'Post-mortem (2/6 · 33 %)',
      '  Les apprentissages (2/2 · 100 %)',
      '    b (rédigée)',
      '    Zéphyr (rédigée)',
    ]);
  });

  it('shows a document whose model is not there', () => {
    const [document] = documentsOf([{ uri: 'file:///a/x.md', text: `${head('post-mortm')}# X\n\n## A\n` }]);
    assert.ok(document, 'followed');
    assert.deepEqual(drawn([document]), ['x.md (modèle inconnu : post-mortm)']);
  });
});
