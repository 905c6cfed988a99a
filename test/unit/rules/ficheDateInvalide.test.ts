import { ficheDateInvalide } from '../../../src/rules/ficheDateInvalide';
import { describeRule, keys, sheet, type ExpectedProblem } from './ficheCases';

const phase = (start: string): string => sheet(`${keys}\nphases:\n  - name: construction\n    start: ${start}`);
const unread = 'Le site ne lit pas cette date : écrivez l’année, le mois et le jour, sans guillemets (AAAA-MM-JJ).';
const unknown = 'Ce jour n’existe pas dans le calendrier : corrigez la date.';
const wrong = (written: string, meant?: string): [string, string, ExpectedProblem] => [
  written,
  phase(`${written} # début`),
  {
    underlined: written,
    message: unread,
    fixes: meant === undefined ? [] : [{ title: `Écrire ${meant}`, after: phase(`${meant} # début`) }],
  },
];

describeRule(ficheDateInvalide, [
  ['a date', phase('2024-06-03')],
  ['29 February', phase('2024-02-29')],
  ['a moment', phase('2024-06-03 12:00:00.000 +02:00')],
  ['quoted: told by another rule', phase('"2024-06-03"')],
  ['nothing', phase('')],
  ['quotes around nothing: told by another rule', phase('""')],
  wrong('03/06/2024', '2024-06-03'),
  wrong('3.6.2024', '2024-06-03'),
  wrong('"13-12-2024"', '2024-12-13'),
  wrong('2024/6/3', '2024-06-03'),
  wrong('2024-6-3', '2024-06-03'),
  wrong('06/13/2024'),
  wrong('2024-06'),
  wrong('2024'),
  wrong('true'),
  wrong('juin 2024'),
  wrong('[2024-06-03]'),
  ['30 February', phase('2023-02-29'), { underlined: '2023-02-29', message: unknown }],
  ['month 13, quoted', phase('"2023-13-01"'), { underlined: '"2023-13-01"', message: unknown }],
  [
    'an end and an event',
    sheet(
      `${keys}\nphases:\n  - name: construction\n    end: 2024-00-10\nevents:\n  - name: end\n    date: 03/06/2024`,
    ),
    { underlined: '2024-00-10', message: unknown },
    {
      underlined: '03/06/2024',
      message: unread,
      fixes: [
        {
          title: 'Écrire 2024-06-03',
          after: sheet(
            `${keys}\nphases:\n  - name: construction\n    end: 2024-00-10\nevents:\n  - name: end\n    date: 2024-06-03`,
          ),
        },
      ],
    },
  ],
]);
