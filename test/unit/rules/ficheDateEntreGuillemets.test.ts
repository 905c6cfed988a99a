import { ficheDateEntreGuillemets } from '../../../src/rules/ficheDateEntreGuillemets';
import { describeRule, keys, sheet } from './ficheCases';

const phase = (start: string, end: string): string =>
  sheet(`${keys}\nphases:\n  - name: construction\n    start: ${start}\n    end: ${end}`);
const message = 'Cette date est entre guillemets : le site la prend pour du texte, retirez-les.';
const title = 'Retirer les guillemets';

describeRule(ficheDateEntreGuillemets, [
  ['plain dates, with an hour and with none', phase('2024-06-03', '2024-07-01T12:00:00Z')],
  ['no date', sheet(`${keys}\nphases:\n  - name: "construction"\n    start:\n    comment: "2024-06-03"`)],
  ['quoted, and no date: told by another rule', phase('"03/06/2024"', "'2024-02-30'")],
  [
    'both kinds of quotes',
    phase('"2024-06-03"', "'2024-07-01' # fin"),
    { underlined: '"2024-06-03"', message, fixes: [{ title, after: phase('2024-06-03', "'2024-07-01' # fin") }] },
    { underlined: "'2024-07-01'", message, fixes: [{ title, after: phase('"2024-06-03"', '2024-07-01 # fin') }] },
  ],
  [
    'quotes around nothing',
    phase('2024-06-03', '""'),
    {
      underlined: '""',
      message: 'Une date vide s’écrit sans guillemets : retirez-les, ou écrivez le jour (AAAA-MM-JJ).',
      fixes: [{ title, after: phase('2024-06-03', '') }],
    },
  ],
  [
    'events, on one line',
    sheet(`${keys}\nevents: [{name: end, date: "2024-06-03"}, {name: other}]`),
    {
      underlined: '"2024-06-03"',
      message,
      fixes: [{ title, after: sheet(`${keys}\nevents: [{name: end, date: 2024-06-03}, {name: other}]`) }],
    },
  ],
]);
