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
        'docs/guides/explorateur.pdf': '%PDF',
        'docs/guides/coder.md': '# Coder\n',
        'docs/releases/1.2.md': '# Version 1.2\n',
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
        'technical docs/guides/coder.md:1 Coder',
        'user docs/guides/explorateur.pdf:1',
        'business docs/metier/regles.md:1 Règles',
        'business docs/releases/1.2.md:1 Version 1.2',
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

  it('knows pages by a name in one word, by their route, by a folder set apart, and what shouts', async () => {
    assert.deepEqual(
      await found({
        '_docs/dev/lancer.md': '# Lancer\n',
        'app/mentions-legales/page.tsx': 'x',
        'app/modules/panier/index.tsx': 'x',
        'packages/api/CRON.md': '# Tâches\n',
        'packages/api/CODE_OF_CONDUCT.md': '# Ensemble\n',
        'AGENTS.md': '# Non\n',
        'content/Glossaire/PLU.md': '# Non\n',
        'src/_static/faq.component.html': 'x',
        '.outil/GUIDE.md': '# Non\n',
        'src/pages/politique-confidentialite/index.vue': 'x',
        'src/vues/mentionsLegales.pug': 'p',
        'src/mdx/mentions.mdx': '## Éditeur\n\n## Hébergeur\n',
        'modules/mentions-legales/index.tsx': 'x',
      }),
      [
        'technical _docs/dev/lancer.md:1 Lancer',
        'user app/mentions-legales/page.tsx:1',
        'technical packages/api/CRON.md:1 Tâches',
        'user src/_static/faq.component.html:1',
        'user src/mdx/mentions.mdx:1',
        'user src/pages/politique-confidentialite/index.vue:1',
        'user src/vues/mentionsLegales.pug:1',
      ],
    );
  });

  it('takes a title from what ranks above the rest, else from the front matter', async () => {
    assert.deepEqual(
      await found({
        'docs/a.md': '---\r\ntitle: Jetons\r\n---\r\n\r\n## Obtenir\r\n\r\n## Rendre\r\n',
        'docs/b.md': '## Obtenir\n\n## Rendre\n',
        'docs/c.md': '---\ntitle: "Guide d’utilisation"\n---\n',
        'docs/d.md': '## Seul\n\n### Détail\n',
        'src/cgu.mdx': '# Article 1 - Champ\n\n# Article 2\n',
      }),
      [
        'technical docs/a.md:2 Jetons',
        'technical docs/b.md:1',
        'user docs/c.md:2 Guide d’utilisation',
        'technical docs/d.md:1 Seul',
        'user src/cgu.mdx:1',
      ],
    );
  });

  it('knows the public’s documents by their folder, and cards and settings that only look like documents', async () => {
    assert.deepEqual(
      await found({
        'doc/faqs/usager/mot-de-passe.fr.md': '\n---\ncategory: "usager"\ntitle: "Mon mot de passe"\n---\n\nTexte\n',
        'doc/metier.md': '## Menu\n\n# Les règles\n',
        'doc/_template.md': '# Modèle\n',
        'content/docs/guide.pdf': '%PDF',
        'content/_equipe/manuel.dupont.md': '# Manuel Dupont\n',
        'content/equipe/manuel.dupont.md': '# Manuel Dupont\n',
        'content/produits/metiers-du-sport.md': '# Métiers\n',
        'resources/views/settings/privacy.blade.php': '<p>',
        'resources/views/site/privacy.blade.php': '<p>',
      }),
      [
        'user content/docs/guide.pdf:1',
        'user doc/faqs/usager/mot-de-passe.fr.md:4 Mon mot de passe',
        'business doc/metier.md:3 Les règles',
        'user resources/views/site/privacy.blade.php:1',
      ],
    );
  });
});
