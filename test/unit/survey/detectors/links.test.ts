import * as assert from 'node:assert/strict';
import { documents } from '../../../../src/survey/detectors/documents';
import { links } from '../../../../src/survey/detectors/links';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles, kinds = /^(?!cited$)/): Promise<string[]> {
  const { repository } = await surveyFiles(files, [links]);
  return repository.links
    .filter(({ kind }) => kinds.test(kind))
    .map(
      ({ kind, name, url, evidence }) =>
        `${kind} ${name} ${url} ${evidence.map(({ path, line }) => `${path}:${line}`).join(' ')}`,
    );
}

describe('The links detector', () => {
  it('reads the README’s links by what they lead to', async () => {
    const text = [
      '# Boussole',
      '',
      '[![build](https://ci.example/x.svg)](https://github.com/a/b/actions)',
      '',
      'En ligne sur <https://boussole.beta.gouv.fr/>, [maquettes](https://www.figma.com/file/1?token=abc).',
      'Voir [le suivi](https://sentry.incubateur.net/1), [écrire](mailto:contact@boussole.beta.gouv.fr)',
      'ou [Jeanne](mailto:jeanne.martin@beta.gouv.fr), [une lib](https://expressjs.com) et [la démo](https://demo.example.org/).',
      '',
      '```',
      'https://boussole.beta.gouv.fr/api',
      '```',
    ].join('\n');
    assert.deepEqual(await found({ 'README.md': text, 'docs/README.md': '[x](https://y.gouv.fr)' }), [
      'site boussole.beta.gouv.fr https://boussole.beta.gouv.fr/ README.md:5',
      'document maquettes https://www.figma.com/file/1 README.md:5',
      'tool le suivi https://sentry.incubateur.net/1 README.md:6',
      'contact contact@boussole.beta.gouv.fr contact@boussole.beta.gouv.fr README.md:6',
      'site la démo https://demo.example.org/ README.md:7',
    ]);
  });

  it('takes what a sentence announces, and leaves what vendors say of their tools', async () => {
    const text = [
      '- En production sur [cerfa.fr](https://www.cerfa.fr/).',
      '- Guide d’utilisation pour les agents : [doc.cerfa.fr](https://doc.cerfa.fr/)',
      '- [1.44](https://doc.scalingo.com/cli), [DSFR](https://www.systeme-de-design.gouv.fr/)',
      '- écrit avec [Rails](https://rubyonrails.org)',
    ].join('\n');
    const card = "landingURL: 'https://cerfa.gouv.fr'\nfundedBy:\n  - url: https://autre.gouv.fr\n";
    const files = { 'content/_produits/a.md': '[a](mailto:contact@autre.fr)', 'publiccode.yml': card };
    assert.deepEqual(await found({ 'README.md': text, ...files }), [
      'site cerfa.fr https://www.cerfa.fr/ README.md:1',
      'document doc.cerfa.fr https://doc.cerfa.fr/ README.md:2',
      'site landingURL https://cerfa.gouv.fr publiccode.yml:1',
    ]);
  });

  it('gives documents named by a query their address without one', async () => {
    const text =
      '[a](https://drive.google.com/open?usp=x&id=1Ab-c&k=2) [b](https://www.youtube.com/watch?v=Zz_9) [c](https://docs.google.com/d/1?k=2)';
    assert.deepEqual(await found({ 'README.md': text }), [
      'document a https://drive.google.com/file/d/1Ab-c/view README.md:1',
      'document b https://youtu.be/Zz_9 README.md:1',
      'document c https://docs.google.com/d/1 README.md:1',
    ]);
  });

  it('reads the cards of a product, without who signs in', async () => {
    assert.deepEqual(
      await found({
        'package.json':
          '{\n  "homepage": "https://me:pass@boussole.fr/?key=1",\n  "repository": { "url": "https://github.com/a/b" }\n}',
        'publiccode.yml':
          'landingURL: "https://boussole.fr/"\nurl: https://github.com/a/b\ndocumentation: https://guide.example/\n',
      }),
      [
        'site homepage https://boussole.fr/ package.json:2 publiccode.yml:1',
        'document documentation https://guide.example/ publiccode.yml:3',
      ],
    );
  });

  it('reads the addresses that a README shows as they are, by what stands before them', async () => {
    const text = [
      '# Boussole',
      '',
      '## Moved to : https://github.com/autre-gouv/produit',
      '',
      '<a href="https://produit.example/"><img src="https://raw.githubusercontent.com/a/b/logo.gouv.svg"></a>',
      '- **Sentry Backend** : https://sentry2.fabrique.social.gouv.fr/incubateur/produit',
      '- front : https://app.produit.example.',
      '- L’API est décrite ici : https://api.produit.beta.gouv.fr/swagger/',
      'Local : http://localhost:3000, `https://code.gouv.fr`, nvm : https://github.com/nvm-sh/nvm,',
      'voir https://docs.docker.com/install et https://beta.gouv.fr/ ; écrire à contact@produit.example',
      'ou à jeanne.martin@beta.gouv.fr, infographie@autre.example, produit@beta.gouv.fr.',
    ].join('\n');
    assert.deepEqual(
      (await found({ 'README.md': text })).map((line) => line.replace(' README.md', '')),
      [
        'source Moved to https://github.com/autre-gouv/produit:3',
        'site produit.example https://produit.example/:5',
        'tool Sentry Backend https://sentry2.fabrique.social.gouv.fr/incubateur/produit:6',
        'site front https://app.produit.example:7',
        'document L’API est décrite ici https://api.produit.beta.gouv.fr/swagger/:8',
        'contact contact@produit.example contact@produit.example:10',
        'contact produit@beta.gouv.fr produit@beta.gouv.fr:11',
      ],
    );
  });

  it('reads all the tools of a tech.yml, and the box that pages write to', async () => {
    assert.deepEqual(
      await found({
        'tech.yaml':
          'homepage: https://boussole.gouv.fr\nrepositories:\n  a: https://github.com/a/b\ntools:\n  sentry: https://sentry.gouv.fr/b\n',
        'src/Pied.jsx':
          'a\n<a href="mailto:contact@boussole.fr">écrire</a> <a href="mailto:jeanne.m@boussole.fr">J</a>\n',
        'test/Pied.test.jsx': '<a href="mailto:contact@faux.fr" />',
      }),
      [
        'site homepage https://boussole.gouv.fr tech.yaml:1',
        'tool sentry https://sentry.gouv.fr/b tech.yaml:5',
        'contact contact@boussole.fr contact@boussole.fr src/Pied.jsx:2',
      ],
    );
  });

  it('reads the team’s documents as well, but neither its notes of versions nor a documentation site', async () => {
    const files = {
      'README.md': '# Boussole\n',
      'docs/exploitation.md':
        '# Exploitation\n\nLes mesures : https://stats.boussole.beta.gouv.fr/ et [une lib](https://lib.readthedocs.io/), [le code](https://github.com/betagouv/boussole/blob/main/a.js).\n',
      'docs/CHANGELOG.md': '# 1.0\n\n[maquettes](https://www.figma.com/file/2)\n',
    };
    const survey = async (more: MemoryFiles): Promise<string[]> => {
      const { repository } = await surveyFiles({ ...files, ...more }, [documents, links]);
      return repository.links
        .filter(({ kind }) => kind !== 'cited')
        .map(({ kind, url, evidence }) => `${kind} ${url} ${evidence[0]?.path}:${evidence[0]?.line}`);
    };
    assert.deepEqual(await survey({}), ['tool https://stats.boussole.beta.gouv.fr/ docs/exploitation.md:3']);
    const site = Object.fromEntries(
      Array.from({ length: 70 }, (_, index) => [`docs/page${index}.md`, `# Page ${index}\n`]),
    );
    assert.deepEqual(await survey(site), []);
  });

  it('finds the product’s hosts wherever its code writes them, and what documents say of their organisation', async () => {
    const files = {
      'produit/settings.py':
        "DAV = env('DAV', default='https://produit-webdav.cour.fr/depot')\n# https://vieux-produit.cour.fr\nX = 'https://produit.svc.cluster.local'\n",
      'pages/cgu.html': '<p>\n  https://produit.cour.fr/accueil\n  https://produit.{{ domaine }}\n</p>',
      'src/a.js': "const lib = 'https://github.com/cour/produit', autre = 'https://autre.fr'",
      'test/a.test.js': "const faux = 'https://produit-faux.fr'",
      'README.md':
        '# Produit\n\nVoir [le wiki interne](http://wiki-interne.cour.fr/produit#jobs) et [autre](https://autre.fr/page).\n',
    };
    assert.deepEqual(await found(files, /./), [
      'document le wiki interne http://wiki-interne.cour.fr/produit#jobs README.md:3',
      'site https://produit.cour.fr https://produit.cour.fr pages/cgu.html:2',
      'site Accès WebDAV https://produit-webdav.cour.fr produit/settings.py:1',
      'cited https://autre.fr/page https://autre.fr/page README.md:3',
    ]);
  });

  it('keeps what documents only cite, without what identifies anybody', async () => {
    const text = [
      '# Produit',
      '[loi](https://loi.exemple-officiel.fr/texte.do?cidTexte=LEGI7&jeton=abc#art)',
      '[profil](https://www.linkedin.com/in/jeanne) ![image](https://images.fr/a.png) <https://lib.fr/doc>.',
      '[encore](https://lib.fr/doc/) `https://code.fr` https://127.0.0.1/x https://local.test/x',
    ].join('\n');
    assert.deepEqual(await found({ 'README.md': text }, /cited/), [
      'cited https://loi.exemple-officiel.fr/texte.do https://loi.exemple-officiel.fr/texte.do README.md:2',
      'cited https://lib.fr/doc https://lib.fr/doc README.md:3 README.md:4',
    ]);
  });
});
