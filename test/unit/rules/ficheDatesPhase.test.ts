import { ficheDatesPhase } from '../../../src/rules/ficheDatesPhase';
import { describeRule, keys, sheet } from './ficheCases';

const phases = (list: string): string => sheet(`${keys}\nphases:\n${list}`);
const missing = 'La phase « construction » n’a pas de date de début : ajoutez « start: » suivi du jour (AAAA-MM-JJ).';
const add = { title: 'Ajouter la date de début…', answer: '2024-06-03' };
const expected = 'Écrivez l’année, le mois et le jour : 2026-11-24, par exemple.';

describeRule(ficheDatesPhase, [
  ['in order', phases('  - name: a\n    start: 2024-01-08\n    end: 2024-06-03\n  - name: b\n    start: 2024-06-03')],
  ['two that start on the same day', phases('  - name: a\n    start: 2024-06-03\n  - name: b\n    start: 2024-06-03')],
  [
    'ends that are empty or absent',
    phases('  - name: a\n    start: 2024-01-08\n    end:\n  - name: b\n    start: 2024-06-03'),
  ],
  [
    'overlaps: the end of one may come late',
    phases('  - name: a\n    start: 2024-01-08\n    end: 2025-01-01\n  - name: b\n    start: 2024-06-03'),
  ],
  [
    'dates that can’t be read: told by another rule',
    phases('  - name: a\n    start: 08/01/2024\n    end: 2020-01-01\n  - name: b\n    start: ""'),
  ],
  ['entries without a name: told by another rule', phases('  - start: 2024-01-08\n    end: 2020-01-01\n  - b')],
  [
    'no start',
    phases('  - name: construction # la nôtre\n    end: 2024-06-03'),
    {
      underlined: 'construction',
      message: missing,
      fixes: [
        {
          ...add,
          refused: [
            ['', expected],
            ['03/06/2024', expected],
            ['2024-02-30', expected],
          ],
          after: phases('  - name: construction # la nôtre\n    start: 2024-06-03\n    end: 2024-06-03'),
        },
      ],
    },
  ],
  [
    'no start, in a list at the margin',
    phases('- name: construction'),
    {
      underlined: 'construction',
      message: missing,
      fixes: [{ ...add, after: phases('- name: construction\n  start: 2024-06-03') }],
    },
  ],
  [
    'an empty start',
    phases('-   start: # ?\n    name: construction'),
    {
      underlined: 'construction',
      message: missing,
      fixes: [{ ...add, after: phases('-   start: 2024-06-03 # ?\n    name: construction') }],
    },
  ],
  [
    'no start, on one line',
    sheet(`${keys}\nphases: [{name: construction}, {end: , name: "construction", comment: é}]`),
    {
      underlined: 'construction',
      message: missing,
      fixes: [
        {
          ...add,
          after: sheet(
            `${keys}\nphases: [{name: construction, start: 2024-06-03}, {end: , name: "construction", comment: é}]`,
          ),
        },
      ],
    },
    {
      underlined: '"construction"',
      message: missing,
      fixes: [
        {
          ...add,
          after: sheet(
            `${keys}\nphases: [{name: construction}, {end: , name: "construction", start: 2024-06-03, comment: é}]`,
          ),
        },
      ],
    },
  ],
  [
    'ends before it starts, be one in quotes; the next one is compared with none',
    phases(
      '  - name: a\n    start: 2034-01-08\n    end: "2024-06-03" # fin\n    comment: b\n  - name: b\n    start: 2024-06-03',
    ),
    {
      underlined: '"2024-06-03"',
      message:
        'La phase « a » finit le 03/06/2024, avant d’avoir commencé (08/01/2034) : corrigez une date, ou retirez « end », facultatif.',
      fixes: [
        {
          title: 'Retirer la date de fin',
          after: phases('  - name: a\n    start: 2034-01-08\n    comment: b\n  - name: b\n    start: 2024-06-03'),
        },
      ],
    },
  ],
  [
    'ends as it starts; nothing to remove by lines',
    phases(
      '  - end: 2024-06-03\n    start: 2024-06-03\n    name: a\n  - {name: b, start: 2024-06-04, end: 2024-06-04}',
    ),
    ...[
      ['2024-06-03', 'a'],
      ['2024-06-04', 'b'],
    ].map(([underlined = '', name = '']) => ({
      underlined,
      message: `La phase « ${name} » finit le jour où elle commence : corrigez une date, ou retirez « end », facultatif.`,
    })),
  ],
  [
    'goes back in time',
    phases(
      '  - name: a\n    start: 2024-06-03\n  - name: b\n    start: 2023-01-08\n  - name: c\n    start: 2024-06-04',
    ),
    {
      underlined: '2023-01-08',
      message:
        'La phase « b » commence le 08/01/2023, avant « a » qui la précède (03/06/2024) : corrigez une date, ou l’ordre des phases.',
    },
  ],
]);
