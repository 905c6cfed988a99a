import * as assert from 'node:assert/strict';
import { documents } from '../../../../src/survey/detectors/documents';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const { repository } = await surveyFiles(files, [documents]);
  return repository.documents.map(
    ({ kind, path, title, evidence }) =>
      `${kind} ${path}:${String(evidence[0]?.line)}${title === undefined ? '' : ` ${title}`}`,
  );
}

describe('The documents detector', () => {
  it('tells documents for the public, for the team and for developers apart', async () => {
    assert.deepEqual(
      await found({
        'CHANGELOG.md': '# Journal\n',
        'CONTRIBUTING.md': 'Bonjour\n\n# Contribuer\n',
        'docs/metier/regles.md': '# Règles\n',
        'docs/deploiement.md': '---\ntitre: x\n---\n\n# Déployer\n',
        'docs/schema.pdf': '%PDF',
        'src/pages/cgu.mdx': 'import x from "y"\n\n# Conditions\n',
        'app/views/static/mentions-legales.html.erb': '<h1>Mentions</h1>',
        'public/Guide_utilisateur.pdf': '%PDF',
        'lexique.md': 'sans titre\n',
      }),
      [
        'business CHANGELOG.md:1 Journal',
        'technical CONTRIBUTING.md:3 Contribuer',
        'user app/views/static/mentions-legales.html.erb:1',
        'technical docs/deploiement.md:5 Déployer',
        'business docs/metier/regles.md:1 Règles',
        'technical docs/schema.pdf:1',
        'business lexique.md:1',
        'user public/Guide_utilisateur.pdf:1',
        'user src/pages/cgu.mdx:3 Conditions',
      ],
    );
  });

  it('leaves out the README, licences, code, lists of packages and tests', async () => {
    assert.deepEqual(
      await found({
        'README.md': '# Produit\n',
        'LICENSE.md': '# MIT\n',
        'docs/README.md': '# Doc\n',
        'docs/conf.py': 'x = 1\n',
        'docs/requirements.txt': 'sphinx\n',
        'src/help.ts': 'export const help = 1;\n',
        'tests/docs/faq.md': '# FAQ\n',
        'robots.txt': 'User-agent: *\n',
      }),
      [],
    );
  });
});
