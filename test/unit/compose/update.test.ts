import * as assert from 'node:assert/strict';
import { updateAnnex } from '../../../src/compose/annex';
import { composeDossier } from '../../../src/compose/dossier';
import { writeBlock } from '../../../src/compose/generatedBlock';
import { updateDossier, type DossierUpdate } from '../../../src/compose/update';
import { applyEdits } from '../../../src/outline/edits';
import type { Inventory } from '../../../src/survey/facts';
import { dossier } from '../models/shippedLibrary';
import { plain } from '../rules/checking';
import { generate } from './documents';
import { sampleAnnexes, sampleDossier, sampleInventory, sampleOptions } from './sampleWriters';

const composed = composeDossier(dossier, sampleInventory(), sampleDossier).text;
const newer = sampleInventory({ node: '20' }, ['vue', 'pg'], '4bba855a266459b708f7a88032041d45c251a04a');
const newest = sampleInventory({ node: '22' });
const wording = 'Instructions pour installer et exécuter le projet en local';

interface Updated extends DossierUpdate {
  readonly text: string;
}

function update(text: string, inventory: Inventory = newer, today = '2026-11-30'): Updated {
  const made = updateDossier(text, dossier, inventory, { ...sampleOptions, today });
  const after = applyEdits(text, made.edits);
  assert.deepEqual(
    updateDossier(after, dossier, inventory, { ...sampleOptions, today }).edits,
    [],
    'not a no-op twice',
  );
  return { ...made, text: after };
}

/** A block of a text, its comments included. @param nth which one of that id */
function blockIn(text: string, id: string, nth = 0): string {
  const found = [
    ...plain(text).matchAll(new RegExp(`<!-- arret:genere ${id} [0-9a-f]{8} -->[^]*?<!-- arret:fin -->`, 'g')),
  ];
  return found[nth]?.[0] ?? '';
}

const installation = (version: string): string =>
  plain(
    writeBlock(
      'installation',
      `Avec node \`${version}\` ([package.json:3](../package.json#L3)) :\n\n\`\`\`sh\nnpm ci : « oui »\n\`\`\`\n\n> **Question :** cette installation a-t-elle été rejouée ?`,
    ),
  );

describe('Updating a dossier', () => {
  it('writes anew the blocks whose facts changed, with the date and the commit', () => {
    const { text, changed, kept, offered, notes: noted } = update(composed);
    assert.deepEqual([changed, kept, offered, noted], [['installation'], [], [], []]);
    assert.equal(blockIn(text, 'installation'), installation('20'));
    assert.match(text, /^commit: 4bba855a266459b708f7a88032041d45c251a04a\ndate: 2026-11-30$/m);
    assert.ok(text.includes('au commit `4bba855`'));
    // What only tells the day goes with the rest.
    assert.ok(text.includes('au 30 novembre 2026'));
  });

  it('changes nothing when only the day and the commit did', () => {
    const later = sampleInventory({ node: '16' }, ['vue', 'pg'], '4bba855a266459b708f7a88032041d45c251a04a');
    assert.equal(update(composed, later, '2027-01-01').text, composed);
  });

  it('keeps a block that somebody edited, and proposes what is new beside it, once', () => {
    const edited = composed.replace('rejouée\u00A0?', 'rejouée\u00A0? Oui, mardi.');
    const theirs = blockIn(edited, 'installation').replace(/ [0-9a-f]{8} /, ' ');
    assert.deepEqual(update(edited, sampleInventory()).edits, []);

    const first = update(edited);
    assert.deepEqual([first.changed, first.kept, first.offered], [[], ['installation'], ['installation']]);
    assert.equal(blockIn(first.text, 'installation').replace(/ [0-9a-f]{8} /, ' '), theirs);
    assert.equal(blockIn(first.text, 'installation', 1), installation('20'));
    assert.ok(
      plain(first.text).includes(
        `Oui, mardi.\n\n<!-- arret:fin -->\n\n**Proposition du dépôt, à fusionner :**\n\n${installation('20')}\n\n### 3.4`,
      ),
      first.text,
    );

    const second = update(first.text, newest);
    assert.deepEqual([second.kept, second.offered], [['installation'], ['installation']]);
    assert.equal(blockIn(second.text, 'installation').replace(/ [0-9a-f]{8} /, ' '), theirs);
    assert.equal(blockIn(second.text, 'installation', 1), installation('22'));
    assert.equal(second.text.match(/Proposition du dépôt/g)?.length, 1);

    // Once merged and removed, it doesn't come back; new facts do.
    const merged = plain(second.text).replace(
      `\n\n**Proposition du dépôt, à fusionner :**\n\n${installation('22')}`,
      '',
    );
    assert.deepEqual(update(merged, newest, '2026-12-04').edits, []);
    assert.deepEqual(update(merged, newer).offered, ['installation']);

    // Kept in place of the person's own, it is an ordinary block again.
    const replaced = plain(second.text).replace(/<!-- arret:genere installation [^]*?à fusionner :\*\*\n\n/, '');
    assert.deepEqual(update(replaced, newer).changed, ['installation']);

    // Edited in its turn, both are the person's.
    const both = second.text.replace('Avec node `22`', 'Avec node `22`, je crois');
    assert.deepEqual(update(both, newer).kept, ['installation']);
    assert.equal(blockIn(update(both, newer).text, 'installation', 1), blockIn(both, 'installation', 1));
  });

  it('takes back a block that says exactly what is new', () => {
    const edited = composed.replace('Avec node `16`', 'Avec node `20`');
    const { text, changed, kept } = update(edited);
    assert.deepEqual([changed, kept], [['installation'], []]);
    assert.equal(blockIn(text, 'installation'), installation('20'));
  });

  it('never proposes another summary: it says nothing that isn’t below', () => {
    const edited = composed.replace('À traiter d’abord', 'À traiter tout de suite');
    const { text, kept, offered } = update(edited);
    assert.deepEqual([kept, offered], [['synthese'], []]);
    assert.equal(blockIn(text, 'synthese'), blockIn(edited, 'synthese'));
  });

  it('keeps a proposal calm from one day to the next, where the text tells the day', () => {
    const edited = composed.replace('laquelle d’abord', 'laquelle en premier');
    const moved = update(edited, newer, '2026-11-30');
    assert.deepEqual([moved.kept, moved.offered], [['dettes'], []]);
    assert.deepEqual(update(moved.text, newer, '2026-12-25').edits, []);
    assert.deepEqual(update(moved.text, sampleInventory({ node: '20', php: '8' }), '2026-12-25').offered, ['dettes']);
  });

  it('leaves alone what it can’t tell: no end, twice, one in another, edited comments', () => {
    const block = /<!-- arret:genere installation [^]*?<!-- arret:fin -->/.exec(composed)?.[0] ?? '';
    const cases: readonly [name: string, text: string, note: RegExp | undefined][] = [
      ['no end', composed.replace(block, block.replace('<!-- arret:fin -->', '')), /son commentaire de fin manque/],
      ['twice', composed.replace(block, `${block}\n\n${block}`), undefined],
      [
        'nested',
        composed.replace(
          block,
          block.replace('Avec', '<!-- arret:genere x 0123abcd -->\n\n<!-- arret:fin -->\n\nAvec'),
        ),
        /il en contient un autre/,
      ],
      [
        'edited comment',
        composed.replace('arret:genere installation ', 'arret:genere installation (vu) '),
        /ses commentaires ont été modifiés/,
      ],
    ];
    for (const [name, text, note] of cases) {
      const { changed, kept, edits, notes: noted } = update(text);
      assert.deepEqual([changed, edits, kept], [[], [], ['installation']], name);
      assert.equal(
        note === undefined ? noted.length === 0 : noted.some((line) => note.test(line)),
        true,
        `${name}: ${noted.join()}`,
      );
    }
  });

  it('gives its block to an item where nothing stands at all', () => {
    const { text, changed } = update(generate(dossier));
    assert.deepEqual(changed, ['synthese', 'supervision', 'installation', 'dependances', 'coffre', 'choix', 'dettes']);
    const anew = composeDossier(dossier, newer, { ...sampleDossier, today: '2026-11-30' }).text;
    assert.equal(text, anew);

    const flat = update(generate(dossier, 'handbook')).text;
    assert.equal(
      flat,
      composeDossier(dossier, newer, { ...sampleDossier, style: 'handbook', today: '2026-11-30' }).text,
    );
  });

  it('gives none where the person wrote, said that there is nothing to write, or left something open', () => {
    const under = (answer: string): string => generate(dossier).replace(wording, `${wording}${answer}`);
    for (const answer of [
      '\n\nAvec Docker.',
      ' : avec Docker',
      '\n\nSans objet : rien à installer.',
      '\n\n![x](a.png)',
    ]) {
      const text = under(answer);
      assert.ok(!update(text).changed.includes('installation'), answer);
      assert.equal(blockIn(update(text).text, 'installation'), '', answer);
    }
    const section = generate(dossier).replace(
      '## Code source et gestion des versions',
      '## Code source et gestion des versions\n\nSans objet : perdu.',
    );
    assert.ok(!update(section).changed.includes('installation'));
    const open = `${generate(dossier).trimEnd()}\n\n\`\`\`\nun essai`;
    assert.ok(!update(open).changed.includes('dettes') || blockIn(update(open).text, 'dettes') !== '');
    assert.ok(update(under('\n\nÀ compléter')).text.includes('<!-- arret:fin -->\n\nÀ compléter'));
    assert.ok(
      update(under('').replace(`- [ ] ${wording}`, `- [x] ${wording}`)).text.includes(
        `- [x] ${wording}\n\n<!-- arret:genere installation`,
      ),
    );
  });

  it('keeps line endings, a byte order mark, and what surrounds a block', () => {
    const given = `\uFEFF${composed.replaceAll('\n', '\r\n')}Un mot de moi.\n\nUn autre.\r\n`;
    const { text } = update(given);
    assert.ok(text.startsWith('\uFEFF---\r\n'));
    assert.ok(text.endsWith('Un mot de moi.\n\nUn autre.\r\n'));
    assert.equal(
      text
        .replaceAll('\r\n', '\n')
        .replace(/Un mot[^]*/, '')
        .slice(1),
      update(composed).text,
    );
    assert.doesNotMatch(text.replace(/Un mot[^]*/, ''), /[^\r]\n/);
  });

  it('writes in the front matter only over a date and a commit', () => {
    const matter = (lines: string): string =>
      /^---\n([^]*?)\n---/.exec(update(composed.replace(/commit: .*\ndate: .*/, lines)).text)?.[1] ?? '';
    assert.match(
      matter("commit: f35012a\ndate: '2026-11-24' # revu"),
      /commit: 4bba855a266459b708f7a88032041d45c251a04a\ndate: '2026-11-30' # revu/,
    );
    assert.match(matter('date: 2026-11-24'), /\ncommit: 4bba855a266459b708f7a88032041d45c251a04a\ndate: 2026-11-30$/);
    assert.match(matter('commit: le dernier\ndate: automne'), /commit: le dernier\ndate: automne$/);
    assert.match(matter('auteur: moi'), /auteur: moi$/);
  });
});

describe('Updating an annex', () => {
  const [writer] = sampleAnnexes;
  assert.ok(writer);
  const page = (inventory: Inventory): Parameters<typeof updateAnnex>[2] =>
    composeDossier(dossier, inventory, sampleDossier).composition.annexPage('dependances');
  const write = (text: string | undefined, inventory: Inventory): string =>
    applyEdits(text ?? '', updateAnnex(text, writer, page(inventory)).edits);
  const first = write(undefined, sampleInventory());

  it('writes it where there is something to list', () => {
    assert.equal(
      plain(first),
      `# Dépendances et versions\n\n${plain(writeBlock('dependances', 'Retour au dossier : [3.4](../dossier-technique.md#34-dépendances), [7.2](../dossier-technique.md#72-dettes)\n\nD’après le manifeste.\n\n| Paquet |\n| ------ |\n| `vue`  |\n| `pg`   |'))}\n`,
    );
    assert.equal(write(undefined, sampleInventory({}, [])), '');
    assert.equal(write('\uFEFF', sampleInventory()), `\uFEFF${first}`);
  });

  it('changes its block alone, until somebody edits it', () => {
    const own = `${first}\nVu avec l’équipe.\n`;
    assert.equal(write(own, sampleInventory()), own);
    const after = write(own, sampleInventory({}, ['vue']));
    assert.ok(after.endsWith('<!-- arret:fin -->\n\nVu avec l’équipe.\n'));
    assert.ok(!after.includes('pg'));
    assert.ok(plain(write(own, sampleInventory({}, []))).includes('Plus rien de tel dans le dépôt.'));

    const edited = first.replace('D’après le manifeste', 'Relu en juin');
    assert.equal(write(edited, sampleInventory()), edited);
    const offered = write(edited, sampleInventory({}, ['vue']));
    assert.ok(offered.includes('Relu en juin') && offered.includes('Proposition du dépôt'));
    assert.equal(write(offered, sampleInventory({}, ['vue'])), offered);
    assert.equal(write('# Autre chose\n', sampleInventory()), '# Autre chose\n');
  });
});
