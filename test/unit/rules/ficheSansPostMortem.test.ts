import { ficheSansPostMortem } from '../../../src/rules/ficheSansPostMortem';
import { describeRule, keys, sheet, type Case, type ExpectedProblem } from './ficheCases';

const stopped = `${keys}\nphases:\n  - name: construction\n    start: 2024-06-03\n  - name: abandon\n    start: 2026-11-30`;
const fiche = (text: string): string => sheet(stopped, text);
const message =
  'Le produit est arrêté et sa fiche n’a pas de post-mortem : dites-y ce que l’équipe a appris, pourquoi elle s’arrête et comment relancer.';
const titles = [
  'Les apprentissages',
  "Pourquoi on s'arrête",
  "Pour relancer le produit, voilà ce qu'on vous conseille (et pourquoi)",
];
const sections = (level: number): string => titles.map((title) => `${'#'.repeat(level)} ${title}`).join('\n\n');
const absent = (after: string): ExpectedProblem => ({
  underlined: 'abandon',
  message,
  fixes: [{ title: 'Ajouter le post-mortem à la fin', after: fiche(after) }],
});
const told = (title: string): Case => [title, fiche(`## Contexte\n\na\n\n${title}\n\nb\n`)];
const untold = (title: string): Case => [
  title,
  fiche(`## Contexte\n\na\n\n${title}\n\nb\n`),
  absent(`## Contexte\n\na\n\n${title}\n\nb\n\n${sections(2)}\n`),
];

describeRule(ficheSansPostMortem, [
  ['still going', sheet(`${keys}\nphases:\n  - name: construction\n    start: 2024-06-03`, '## Contexte\n')],
  [
    'investigation stopped',
    sheet(`${keys}\nphases:\n  - name: abandon-investigation\n    start: 2024-06-03`, '## Contexte\n'),
  ],
  ['a phase of old: told by another rule', sheet(`${keys}\nphases:\n  - name: alumni\n    start: 2024-06-03`)],
  // Those of the model, in any rank and with what people add to them.
  told('## Post-mortem'),
  told('# 🪦 **Post mortem** :'),
  told('## Nos apprentissages :'),
  told("### Pourquoi on s'arrête"),
  told('## Pour relancer le produit'),
  // Those that people write instead.
  told('Abandon\n-------'),
  told('## Arrêt du produit'),
  told('## Raisons de l’abandon du service'),
  told('## Arrêt de Passerelle'),
  told('## Retour sur le terrain et arrêt de Passerelle en 2026'),
  told('## L’arrêt du SNCU'),
  told('# 2026 : fermeture définitive de l’application'),
  told('## Fin du partenariat avec la région'),
  told('## La fin du projet'),
  told('## Évolution du contexte et arrêt des financements'),
  told('## Pourquoi parler d’abandon ?'),
  told('## Quels apprentissages ?'),
  told('## Enseignement tirés :'),
  told('## Conclusion'),
  told('**Le service Passerelle n’existe plus**'),
  told('**Arrêt du produit**'),
  // Those that tell something else.
  untold('## Retour des arrêtés préfectoraux'),
  untold('## Le suivi des arrêts de travail prescrits par les médecins'),
  untold('## En fin de mission'),
  untold('## Les apprentissages des élèves de primaire'),
  untold('## Bilan carbone'),
  untold('L’arrêt du projet voisin, décidé l’an dernier par la région, nous a laissé ses usagers et leurs habitudes.'),
  untold('Nous aidons les jeunes, du premier jour à la fin du parcours.'),
  [
    'a title with nothing under it tells nothing',
    fiche('**Le produit est arrêté**\n\n## Contexte\n\na\n\n## Abandon\n'),
    absent(`**Le produit est arrêté**\n\n## Contexte\n\na\n\n## Abandon\n\n${sections(2)}\n`),
  ],
  ['an empty section of the model is told by another rule', fiche('## Contexte\n\na\n\n## Les apprentissages\n')],
  ['no text at all', fiche(''), absent(`\n${sections(2)}\n`)],
  [
    'text without a heading or a last line ending',
    fiche('Passerelle aidait.'),
    absent(`Passerelle aidait.\n\n${sections(2)}`),
  ],
  ['blank lines at the end stay', fiche('a\n\n\n'), absent(`a\n\n${sections(2)}\n\n\n`)],
  [
    'headings of rank 1',
    fiche('# Contexte\n\n## Qui\n\na\n\n# Solution\n'),
    absent(`# Contexte\n\n## Qui\n\na\n\n# Solution\n\n${sections(1)}\n`),
  ],
  [
    'a title above headings of rank 2',
    fiche('# Passerelle\n\n## Contexte\n'),
    absent(`# Passerelle\n\n## Contexte\n\n${sections(2)}\n`),
  ],
  [
    'headings of rank 3',
    fiche('### Contexte\n\n#### Qui\n\n### Où\n'),
    absent(`### Contexte\n\n#### Qui\n\n### Où\n\n${sections(3)}\n`),
  ],
  [
    'a fence left open',
    fiche('## Contexte\n\n```sh\nls\n'),
    absent(`## Contexte\n\n\`\`\`sh\nls\n\`\`\`\n\n${sections(2)}\n`),
  ],
]);
