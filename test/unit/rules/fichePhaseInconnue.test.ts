import { fichePhaseInconnue } from '../../../src/rules/fichePhaseInconnue';
import { describeRule, keys, sheet } from './ficheCases';

const phases = (...names: string[]): string =>
  sheet(`${keys}\nphases:${names.map((name) => `\n  - name: ${name}\n    start: 2024-06-03`).join('')}`);
const all =
  'investigation, construction, acceleration, consolidation, opere, transfere, abandon ou abandon-investigation';
const fix = (name: string, ...names: string[]): { title: string; after: string } => ({
  title: `Écrire « ${name} »`,
  after: phases(...names),
});

describeRule(fichePhaseInconnue, [
  [
    'all those of today',
    phases(
      'investigation',
      'construction',
      'acceleration',
      'consolidation',
      'opere',
      'transfere',
      'abandon',
      '"abandon-investigation"',
    ),
  ],
  ['no phase: told by another rule', sheet(keys)],
  ['phases that can’t be read: told by another rule', sheet(`${keys}\nphases:\n  - name: "success\n    start: 2024`)],
  [
    'pérennisation had one heir',
    phases('construction', 'perennisation'),
    {
      underlined: 'perennisation',
      message: 'La phase « perennisation » n’existe plus : écrivez « consolidation ».',
      fixes: [fix('consolidation', 'construction', 'consolidation')],
    },
  ],
  [
    'transfert had two',
    phases('construction', 'transfer', "'transfert' # depuis mai"),
    {
      underlined: 'transfer',
      message: 'La phase « transfer » n’existe plus : écrivez « consolidation » ou « transfere ».',
      fixes: [
        fix('consolidation', 'construction', 'consolidation', "'transfert' # depuis mai"),
        fix('transfere', 'construction', 'transfere', "'transfert' # depuis mai"),
      ],
    },
    {
      underlined: "'transfert'",
      message: 'La phase « transfert » n’existe plus : écrivez « consolidation » ou « transfere ».',
      fixes: [
        fix('consolidation', 'construction', 'transfer', 'consolidation # depuis mai'),
        fix('transfere', 'construction', 'transfer', 'transfere # depuis mai'),
      ],
    },
  ],
  [
    'success',
    phases('success'),
    {
      underlined: 'success',
      message: 'La phase « success » n’existe plus : écrivez « transfere » ou « opere ».',
      fixes: [fix('transfere', 'transfere'), fix('opere', 'opere')],
    },
  ],
  [
    'alumni, of a product that was built',
    phases('investigation', 'construction', 'alumni'),
    {
      underlined: 'alumni',
      message: 'La phase « alumni » n’existe plus : écrivez « abandon », « abandon-investigation » ou « transfere ».',
      fixes: ['abandon', 'abandon-investigation', 'transfere'].map((name) =>
        fix(name, 'investigation', 'construction', name),
      ),
    },
  ],
  [
    'alumni and death, right after the investigation',
    phases('Investigation', 'death'),
    {
      underlined: 'Investigation',
      message: 'La phase « Investigation » s’écrit « investigation », sans accent, majuscule ni espace.',
      fixes: [fix('investigation', 'investigation', 'death')],
    },
    {
      underlined: 'death',
      message: 'La phase « death » n’existe plus : écrivez « abandon-investigation » ou « abandon ».',
      fixes: [
        fix('abandon-investigation', 'Investigation', 'abandon-investigation'),
        fix('abandon', 'Investigation', 'abandon'),
      ],
    },
  ],
  [
    'accents, capitals and blanks',
    phases('Accélération', 'abandon_investigation', 'Opéré', 'transféré'),
    ...(
      [
        ['Accélération', 'acceleration', ['acceleration', 'abandon_investigation', 'Opéré', 'transféré']],
        [
          'abandon_investigation',
          'abandon-investigation',
          ['Accélération', 'abandon-investigation', 'Opéré', 'transféré'],
        ],
        ['Opéré', 'opere', ['Accélération', 'abandon_investigation', 'opere', 'transféré']],
        ['transféré', 'transfere', ['Accélération', 'abandon_investigation', 'Opéré', 'transfere']],
      ] as const
    ).map(([from, to, names]) => ({
      underlined: from,
      message: `La phase « ${from} » s’écrit « ${to} », sans accent, majuscule ni espace.`,
      fixes: [fix(to, ...names)],
    })),
  ],
  [
    'unknown',
    phases('dormance'),
    { underlined: 'dormance', message: `La phase « dormance » n’existe pas : choisissez ${all}.` },
  ],
  [
    'on several lines',
    phases('|\n      en\n      dormance'),
    {
      underlined: '|\n      en\n      dormance',
      message: `La phase « en dormance » n’existe pas : choisissez ${all}.`,
    },
  ],
  [
    'no name, an empty one, one that is no text, and an entry without keys',
    sheet(
      `${keys}\nphases:\n  - start: 2024-06-03\n  - name:\n    start: 2024-06-03\n  - name: 1\n  - construction\n  - {}`,
    ),
    ...['start: 2024-06-03', 'name:\n    start: 2024-06-03', '1', 'construction', '{}'].map((underlined) => ({
      underlined,
      message: `Cette phase n’a pas de nom : écrivez « name: » suivi de ${all}.`,
    })),
  ],
]);
