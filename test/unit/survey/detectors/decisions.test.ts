import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decisions } from '../../../../src/survey/detectors/decisions';
import { surveyFiles } from '../memoryTree';

describe('The detector of decisions', () => {
  it('reads records with their title, status and date, however they are written', async () => {
    const { repository } = await surveyFiles(
      {
        'docs/adr/0001-sans-cadriciel.md':
          '# 1. Pas de cadriciel\r\n\r\n- Date : 2023-03-06\r\n- Statut : **accepté**\r\n',
        'docs/adr/0002-base.md': '---\nstatus: superseded\ndate: 2022-01-02\n---\n\n# ADR-0002: La base\n',
        'doc/architecture/decisions/0003-file.md':
          '# 3. La file\n\nDate: 06/04/2021\n\n## Status\n\nAccepted by [0004](0004.md)\n',
        'docs/decisions/cache.md': 'Le cache\n========\n\n| Statut | x |\n',
        'docs/adr/README.md': '# Décisions\n',
        'docs/adr/template.md': '# Titre\n',
        'docs/adr/schema.png': 'x',
        'app/views/decisions/index.md': '# Vue\n',
        '.adr-dir': './notes/choix\n',
        'notes/choix/1-a.md': '# A\n',
        'notes/autre/1-b.md': '# B\n',
      },
      [decisions],
    );
    assert.deepEqual(repository.decisions, [
      {
        name: '0003-file',
        title: 'La file',
        status: 'Accepted by 0004',
        date: '2021-04-06',
        evidence: [{ path: 'doc/architecture/decisions/0003-file.md', line: 1 }],
      },
      {
        name: '0001-sans-cadriciel',
        title: 'Pas de cadriciel',
        status: 'accepté',
        date: '2023-03-06',
        evidence: [{ path: 'docs/adr/0001-sans-cadriciel.md', line: 1 }],
      },
      {
        name: '0002-base',
        title: 'La base',
        status: 'superseded',
        date: '2022-01-02',
        evidence: [{ path: 'docs/adr/0002-base.md', line: 6 }],
      },
      { name: 'cache', title: 'Le cache', evidence: [{ path: 'docs/decisions/cache.md', line: 1 }] },
      { name: '1-a', title: 'A', evidence: [{ path: 'notes/choix/1-a.md', line: 1 }] },
    ]);
  });

  it('prefers the title of the front matter to a first part of the text, and reads dates in French', async () => {
    const { repository } = await surveyFiles(
      {
        'docs/decisions/a.md': "---\ntitle: L'accord\ndate: 6 mai 2021\nstatus: approuvée\n---\n\n## Contexte\n",
        'docs/decisions/b.md': '---\ntitle: "Fermé de travers"\ndate: jeudi 1er août 2022\n--\n\nTexte\n',
        'docs/decisions/c.md': '## Sommaire\n\n# Le vrai titre\n',
      },
      [decisions],
    );
    assert.deepEqual(
      repository.decisions.map(({ title, date, evidence: [first] }) => [title, date, first?.line]),
      [
        ["L'accord", '2021-05-06', 2],
        ['Fermé de travers', '2022-08-01', 2],
        ['Le vrai titre', undefined, 3],
      ],
    );
  });

  it('never throws, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        const { repository } = await surveyFiles({ 'docs/adr/1-a.md': text, 'docs/adr/2-b.rst': text }, [decisions]);
        assert.equal(repository.decisions.length, 2);
      }),
    );
  });
});
