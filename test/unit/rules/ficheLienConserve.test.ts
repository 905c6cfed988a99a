import { ficheLienConserve } from '../../../src/rules/ficheLienConserve';
import { describeRule, keys, sheet, type ExpectedProblem } from './ficheCases';

const link = 'https://passerelle.beta.gouv.fr';
const fiche = (line: string, last: string, before = 'construction'): string =>
  sheet(
    `${keys}\n${line}phases:\n  - name: ${before}\n    start: 2024-06-03\n  - name: ${last}\n    start: 2026-11-30`,
  );
const message =
  'Le produit est arrêté et sa fiche donne encore son adresse : retirez « link » une fois le service fermé.';
const kept = (underlined: string, after: string): ExpectedProblem => ({
  underlined,
  message,
  fixes: [{ title: 'Retirer « link »', after }],
});

describeRule(ficheLienConserve, [
  ['no link', fiche('', 'abandon')],
  ['an empty link', fiche("link: ''\n", 'abandon')],
  ['a link without a value', fiche('link:\n', 'abandon')],
  ['the code', fiche('link: https://github.com/betagouv/passerelle\n', 'abandon')],
  ['the code, elsewhere', fiche('link: https://gitlab.beta.gouv.fr/passerelle\n', 'abandon')],
  ['an archive', fiche(`link: https://web.archive.org/web/2026/${link}\n`, 'abandon')],
  [
    'a name like that of a forge',
    fiche('link: https://notgithub.com/\n', 'abandon'),
    kept('https://notgithub.com/', fiche('', 'abandon')),
  ],
  ['still going', fiche(`link: ${link}\n`, 'acceleration')],
  ['transferred', fiche(`link: ${link}\n`, 'transfere')],
  ['a phase of old: told by another rule', fiche(`link: ${link}\n`, 'alumni')],
  ['stopped and taken up again', fiche(`link: ${link}\n`, 'construction', 'abandon')],
  ['stopped', fiche(`link: ${link}\n`, 'abandon'), kept(link, fiche('', 'abandon'))],
  [
    'investigation stopped, link in quotes with a comment',
    fiche(`link: "${link}" # fermé\n`, 'abandon-investigation'),
    kept(`"${link}"`, fiche('', 'abandon-investigation')),
  ],
  ['on two lines', fiche(`link:\n  ${link}\n`, 'abandon'), kept(link, fiche('', 'abandon'))],
  [
    'front matter on one line: no line to remove',
    sheet(`{ title: a, mission: b, link: "${link}", phases: [{ name: abandon, start: 2024-06-03 }] }`),
    { underlined: `"${link}"`, message },
  ],
  [
    'front matter in braces on several lines',
    sheet(`{ title: a, mission: b,\nlink: "${link}", phases: [{ name: abandon, start: 2024-06-03 }] }`),
    { underlined: `"${link}"`, message },
  ],
  [
    'the phase that starts last, written first',
    sheet(
      `${keys}\nphases:\n  - name: abandon\n    start: 2026-11-30\n  - name: construction\n    start: 2024-06-03\nlink: ${link}`,
    ),
    kept(
      link,
      sheet(
        `${keys}\nphases:\n  - name: abandon\n    start: 2026-11-30\n  - name: construction\n    start: 2024-06-03`,
      ),
    ),
  ],
]);
