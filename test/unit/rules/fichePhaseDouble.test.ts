import { fichePhaseDouble } from '../../../src/rules/fichePhaseDouble';
import { describeRule, keys, sheet } from './ficheCases';

describeRule(fichePhaseDouble, [
  ['each once', sheet(`${keys}\nphases:\n  - name: investigation\n  - name: construction`)],
  ['entries without a name', sheet(`${keys}\nphases:\n  - name:\n  - name:\n  - a\n  - a`)],
  [
    'twice and three times, be it in quotes',
    sheet(
      `${keys}\nphases:\n  - name: construction\n  - {start: 2024-06-03, name: "construction"}\n  - name: abandon\n  - name: construction`,
    ),
    ...['"construction"', 'construction'].map((underlined) => ({
      underlined,
      message:
        'La phase « construction » est écrite deux fois : gardez une seule entrée, de son premier début à sa dernière fin.',
    })),
  ],
]);
