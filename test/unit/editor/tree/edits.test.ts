import * as assert from 'node:assert/strict';
import { findItem, notApplicableEdits, sectionText, findSection, tickEdits } from '../../../../src/editor/tree/edits';
import type { Place } from '../../../../src/editor/tree/nodes';
import { applyEdits } from '../../../../src/outline';
import { readSubject } from '../../../../src/rules/subject';
import type { Subject } from '../../../../src/rules/rule';
import { shipped } from '../../models/shippedLibrary';
import { dossier, head } from './trees';

function read(text: string): Subject {
  const subject = readSubject(text, 'arret/a.md', shipped);
  assert.ok(subject);
  return subject;
}

const vault: Place = { uri: 'x', section: 'acces-et-droits', item: 'coffre' };

const flat = `${head('dossier-technique-de-reprise')}# Dossier technique de reprise

## Accès et droits

☐ Explication des rôles et permissions des utilisateurs (matrice de rôles)\\
☐ Mettre les credentials sur vaultwarden\\
☐ Liste des accès aux outils tiers et procédure de récupération des credentials
`;

describe('Ticking from the tree', () => {
  it('changes the mark and nothing else, both ways', () => {
    for (const text of [dossier(), flat, dossier().replaceAll('\n', '\r\n'), `\uFEFF${dossier()}`]) {
      const on = tickEdits(read(text), vault, 'Coffre', true);
      assert.ok('edits' in on);
      const ticked = applyEdits(text, on.edits);
      assert.equal(ticked.length, text.length);
      assert.equal(Array.from(ticked).filter((char, index) => char !== Array.from(text)[index]).length, 1);
      assert.equal(findItem(read(ticked), vault)?.matched.box?.checked, true);
      const off = tickEdits(read(ticked), vault, 'Coffre', false);
      assert.equal('edits' in off && applyEdits(ticked, off.edits), text);
    }
  });

  it('does nothing to a box that is so already', () => {
    assert.deepEqual(tickEdits(read(dossier()), vault, 'Coffre', false), { edits: [] });
  });

  it('refuses when the box is gone, or when two look the same', () => {
    const gone = tickEdits(read(dossier().replace(/- \[ \] Mettre.*\n/, '')), vault, 'Coffre', true);
    assert.match('refusal' in gone ? gone.refusal : '', /n’a plus de case dans le document/);
    const line = '- [ ] Mettre les credentials sur vaultwarden\n';
    const twice = tickEdits(read(dossier().replace(line, line + line)), vault, 'Coffre', true);
    assert.match('refusal' in twice ? twice.refusal : '', /figure 2 fois/);
  });
});

describe('Marking as without object from the tree', () => {
  async function marked(text: string, place: Place): Promise<string> {
    const answer = await notApplicableEdits(read(text), place, 'X', 'pas de coffre', async (after) =>
      Promise.resolve(readSubject(after, 'arret/a.md', shipped)),
    );
    assert.ok('edits' in answer, JSON.stringify(answer));
    return applyEdits(text, answer.edits).replaceAll('\u00A0', ' ');
  }

  it('writes a paragraph of its own under an item that has a heading', async () => {
    const after = await marked(dossier(), vault);
    assert.match(after, /- \[ \] Mettre les credentials sur vaultwarden\n\nSans objet : pas de coffre\n\n## Contexte/);
    assert.equal(findItem(read(after), vault)?.notApplicable?.reason, 'pas de coffre');
  });

  it('writes at the end of the label in a list, and leaves the others as they are', async () => {
    const after = await marked(flat, vault);
    assert.ok(after.includes('☐ Mettre les credentials sur vaultwarden : Sans objet : pas de coffre\\\n☐ Liste'));
    assert.equal(findItem(read(after), { ...vault, item: 'acces' })?.state, 'todo');
  });

  it('says it of a whole section', async () => {
    const after = await marked(dossier(), { uri: 'x', section: 'acces-et-droits' });
    assert.match(after, /## Accès et droits\n\nSans objet : pas de coffre\n\n### 6\.1/);
  });

  it('copies a section as it is written', () => {
    const subject = read(dossier());
    const section = findSection(subject, vault);
    assert.ok(section);
    const text = sectionText(subject, section) ?? '';
    assert.ok(text.startsWith('## Accès et droits\n') && text.endsWith('vaultwarden\n') && dossier().includes(text));
  });
});
