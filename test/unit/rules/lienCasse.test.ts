import * as assert from 'node:assert/strict';
import { readOutline } from '../../../src/outline';
import { indexLines } from '../../../src/outline/lines';
import { anchorsOf } from '../../../src/rules/anchors';
import { lienCasse } from '../../../src/rules/lienCasse';
import { distance, nearestName } from '../../../src/rules/nearestName';
import { tryRule, type Setting } from './tryRule';

const files = {
  'README.md': '# Passerelle\n\n## Installation locale\n\nligne 5\n',
  'docs/guide utilisateur.md': '# Guide\n',
  'docs/guide-conseillers.pdf': '',
  'docs/faq.md': '# Foire aux questions\n\n## Où ?\n\n## Où ?\n',
  'docs/schéma.png': '',
  'docs/metier/regles.md': '',
  'src/app.ts': 'a\nb\nc\n',
  'src/vide.ts': '',
  'src/[id].ts': 'a',
  'arret/annexes/api.md': '# API\n\n<a id="routes"></a>\n',
  'arret/annexes/base-de-donnees.md': '',
};

const header = '---\nmodele: dossier-technique-de-reprise\n---\n\n# Dossier technique\n\n';
const anchored = `${header}## Code source\n\n### 3.1 Statut d’arrêt\n\n`;

const valid: readonly (readonly [string, Setting?])[] = [
  ['[a](../README.md) [b](<../docs/guide utilisateur.md>) [c](../docs/guide%20utilisateur.md "titre")'],
  ['[a](../docs) [b](../docs/) [c](annexes/) [d](./annexes/api.md) [e](/docs/faq.md) [f](/) [g](..) [h](.)'],
  ['![schéma](../docs/sch%C3%A9ma.png) ![](../docs/schéma.png)'],
  ['[a](../docs/sche\u0301ma.png) dont l’accent est écrit en deux signes'],
  ['[a](https://beta.gouv.fr/rien) <https://x.fr> [b](mailto:a@b.fr) [c](tel:+33) [d](data:,x) [e](//cdn.fr/x)'],
  ['[a](command:arret.go) [b](vscode://x) <contact@x.fr> [c](C:\\dossier\\x)'],
  ['[a](../../autre-depot/README.md) [b](../../../x) [c](/../x) : hors du dépôt, invérifiables'],
  ['[a](../../issues) [b]({{ site.url }}/x) [c](${BASE}/x) [d]()'],
  ['[a](#31-statut-darrêt) [b](#31-statut-darr%C3%AAt) [c](#code-source) [d](#Code-Source) [e](#) [f](#top)'],
  ['[a](#user-content-code-source) [b](#:~:text=Code)'],
  ['[a](dossier-technique.md#code-source) [b](../arret/dossier-technique.md#top): son texte est celui de l’éditeur'],
  [
    '[a](../README.md#installation-locale) [b](../docs/faq.md#où-) [c](../docs/faq.md#où--1) [d](annexes/api.md#routes)',
  ],
  ['[a](../src/app.ts#L3) [b](../src/app.ts#L1-L3) [c](../src/app.ts#L1C2-L3C4) [d](../README.md?plain=1#L5)'],
  ['[a](../src/app.ts#autre-chose) [b](../docs/guide-conseillers.pdf#page=3) [c](../docs#faq)'],
  ['[a](../src/%5Bid%5D.ts) [b](../src/\\[id\\].ts#L1)'],
  ['<a id="ici"></a> [a](#ici)\n\n<a name=la></a>\n\n[b](#la)'],
  ['`[a](rien.md)`\n\n```\n[a](rien.md)\n```\n\n<!-- [a](rien.md) -->'],
  ['[a](rien.md) [b](../rien.png)', { path: null }],
];

const lost = 'Retirer le lien, garder le texte';

/** The text, what is underlined, the message, and what each fix makes of the text. */
const invalid: readonly (readonly [string, string, string, Record<string, string>, Setting?])[] = [
  [
    'Lire [le **guide**](../docs/giude-conseillers.pdf "Guide").',
    '../docs/giude-conseillers.pdf',
    '« ../docs/giude-conseillers.pdf » n’existe pas dans le dépôt ; le plus proche est « ../docs/guide-conseillers.pdf ».',
    {
      '* Remplacer par « ../docs/guide-conseillers.pdf »':
        'Lire [le **guide**](../docs/guide-conseillers.pdf "Guide").',
      [lost]: 'Lire le **guide**.',
    },
  ],
  [
    '[a](docs/faq.md#où-)',
    'docs/faq.md#où-',
    '« docs/faq.md » n’existe pas dans le dépôt ; le plus proche est « ../docs/faq.md ».',
    { '* Remplacer par « ../docs/faq.md#où- »': '[a](../docs/faq.md#où-)', [lost]: 'a' },
  ],
  [
    '[a](../docs/faq)',
    '../docs/faq',
    '« ../docs/faq » n’existe pas dans le dépôt ; le plus proche est « ../docs/faq.md ».',
    { '* Remplacer par « ../docs/faq.md »': '[a](../docs/faq.md)', [lost]: 'a' },
  ],
  [
    '[a](..\\docs\\faq.md)',
    '..\\docs\\faq.md',
    '« ..\\docs\\faq.md » n’existe pas dans le dépôt ; le plus proche est « ../docs/faq.md ».',
    { '* Remplacer par « ../docs/faq.md »': '[a](../docs/faq.md)', [lost]: 'a' },
  ],
  [
    '[a](../Docs/FAQ.md)',
    '../Docs/FAQ.md',
    '« ../Docs/FAQ.md » s’écrit « ../docs/faq.md » : tel quel, le lien ne marche pas sur GitHub. Corrigez les majuscules.',
    { '* Remplacer par « ../docs/faq.md »': '[a](../docs/faq.md)', [lost]: 'a' },
  ],
  [
    '[a](/dosc/faq.md)',
    '/dosc/faq.md',
    '« /dosc/faq.md » n’existe pas dans le dépôt ; le plus proche est « /docs/faq.md ».',
    { '* Remplacer par « /docs/faq.md »': '[a](/docs/faq.md)', [lost]: 'a' },
  ],
  [
    '[a](../docs/guide.md) et [b](../docs/faq.md)',
    '../docs/guide.md',
    '« ../docs/guide.md » n’existe pas dans le dépôt ; le plus proche est « ../docs/guide utilisateur.md ».',
    {
      'Remplacer par « ../docs/guide utilisateur.md »': '[a](../docs/guide%20utilisateur.md) et [b](../docs/faq.md)',
      [lost]: 'a et [b](../docs/faq.md)',
    },
  ],
  [
    '[a](<../docs/guide utilisateurs.md>)',
    '../docs/guide utilisateurs.md',
    '« ../docs/guide utilisateurs.md » n’existe pas dans le dépôt ; le plus proche est « ../docs/guide utilisateur.md ».',
    {
      '* Remplacer par « ../docs/guide utilisateur.md »': '[a](<../docs/guide utilisateur.md>)',
      [lost]: 'a',
    },
  ],
  [
    '[a](../rien/du/tout.md)',
    '../rien/du/tout.md',
    '« ../rien/du/tout.md » n’existe pas dans le dépôt : corrigez le chemin ou retirez le lien.',
    { [lost]: 'a' },
  ],
  [
    '[a](../src/app.ts/)',
    '../src/app.ts/',
    '« ../src/app.ts/ » n’existe pas dans le dépôt ; le plus proche est « ../src/app.ts ».',
    { '* Remplacer par « ../src/app.ts »': '[a](../src/app.ts)', [lost]: 'a' },
  ],
  [
    '![Écran d’accueil](captures/accueil.png)',
    'captures/accueil.png',
    '« captures/accueil.png » n’existe pas dans le dépôt : corrigez le chemin ou retirez le lien.',
    { 'Retirer l’image, garder son texte': 'Écran d’accueil' },
  ],
  [
    'a ![](rien.png) b',
    'rien.png',
    '« rien.png » n’existe pas dans le dépôt : corrigez le chemin ou retirez le lien.',
    { 'Retirer l’image': 'a  b' },
  ],
  [
    '[![logo](https://x.fr/l.png)](rien.html)',
    'rien.html',
    '« rien.html » n’existe pas dans le dépôt : corrigez le chemin ou retirez le lien.',
    { [lost]: '![logo](https://x.fr/l.png)' },
  ],
  [
    '[un][r], [r] et [deux][r]\n\n[r]: rien.html',
    'rien.html',
    '« rien.html » n’existe pas dans le dépôt : corrigez le chemin ou retirez le lien.',
    { [lost]: 'un, r et deux\n\n[r]: rien.html' },
  ],
  [
    '[a](#31-statut-d-arret)',
    '#31-statut-d-arret',
    'L’ancre « #31-statut-d-arret » n’existe pas dans ce document ; la plus proche est « #31-statut-darrêt ».',
    { '* Remplacer par « #31-statut-darrêt »': '[a](#31-statut-darrêt)', [lost]: 'a' },
  ],
  [
    '[a](#annexe-z)',
    '#annexe-z',
    'L’ancre « #annexe-z » n’existe pas dans ce document : corrigez-la d’après un titre, ou retirez le lien.',
    { [lost]: 'a' },
    { path: null },
  ],
  [
    '[a](../README.md#instalation-locale)',
    '../README.md#instalation-locale',
    'L’ancre « #instalation-locale » n’existe pas dans « ../README.md » ; la plus proche est « #installation-locale ».',
    {
      '* Remplacer par « ../README.md#installation-locale »': '[a](../README.md#installation-locale)',
      [lost]: 'a',
    },
  ],
  [
    '[a](../src/app.ts#L2-L4)',
    '../src/app.ts#L2-L4',
    '« ../src/app.ts » n’a que 3 lignes : la ligne 4 n’existe pas. Corrigez le numéro.',
    { [lost]: 'a' },
  ],
  [
    '[a](../src/vide.ts#L2)',
    '../src/vide.ts#L2',
    '« ../src/vide.ts » n’a que 1 ligne : la ligne 2 n’existe pas. Corrigez le numéro.',
    { [lost]: 'a' },
  ],
];

describe('Rule « lien-casse »', () => {
  it('takes no anchor from code', async () => {
    assert.equal((await tryRule(lienCasse, `${anchored}\`<a id="ici">\` et [a](#ici)`)).length, 1);
  });

  for (const [text, setting] of valid) {
    it(`says nothing of ${text}`, async () => {
      assert.deepEqual(await tryRule(lienCasse, anchored + text, { files, ...setting }), []);
    });
  }

  for (const [text, underlined, message, fixes, setting] of invalid) {
    it(`speaks of ${text}`, async () => {
      const seen = await tryRule(lienCasse, anchored + text, { files, ...setting });
      const texts = Object.entries(fixes).map(([title, after]): [string, string] => [title, anchored + after]);
      const wanted: Record<string, string> = Object.fromEntries(texts);
      assert.deepEqual(seen, [{ underlined, message, fixes: wanted }]);
    });
  }

  it('keeps to anchors in a product sheet, whose paths are the site’s', async () => {
    const sheet = '---\ntitle: X\nmission: Y\nphases:\n  - name: abandon\n    start: 2024-01-01\n---\n\n## Bilan\n\n';
    const seen = await tryRule(lienCasse, `${sheet}[a](/img/x.png) [b](y.html) [c](#billan)`, {
      path: 'content/_startups/x.md',
    });
    assert.deepEqual(
      seen.map(({ underlined }) => underlined),
      ['#billan'],
    );
  });

  it('makes the anchors that GitHub makes', () => {
    const text = [
      '# 2.1 Architecture & infra : l’état !',
      '## `npm run x` et **gras**',
      '## Déjà_vu — « encore »',
      '## 🚀 Démarrage',
      '## Même titre',
      '## Même titre',
      '## Même titre-1',
      '## Même titre',
      'Souligné',
      '---',
    ].join('\n\n');
    assert.deepEqual(anchorsOf(readOutline(text.replace('é\n\n---', 'é\n---')), indexLines(text)), [
      '21-architecture--infra--létat-',
      'npm-run-x-et-gras',
      'déjà_vu---encore-',
      '-démarrage',
      'même-titre',
      'même-titre-1',
      'même-titre-1-1',
      'même-titre-2',
      'souligné',
    ]);
  });

  it('measures how far apart two names are', () => {
    assert.equal(distance('guide', 'giude', 3), 1);
    assert.equal(distance('guide', 'gide', 3), 1);
    assert.equal(distance('chat', 'chien', 3), 3);
    assert.equal(distance('chat', 'locomotive', 2), 3);
    assert.equal(distance('', '', 0), 0);
    assert.deepEqual(nearestName('dve', ['start', 'dev', 'device']), { name: 'dev', isNear: true, isStart: false });
    assert.equal(nearestName('x', ['start']), undefined);
  });
});
