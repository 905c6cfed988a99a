import { ficheChampManquant } from '../../../src/rules/ficheChampManquant';
import { describeRule, keys, sheet } from './ficheCases';

const phases = 'phases:\n  - name: construction\n    start: 2024-06-03';
const without = (key: string): string =>
  keys
    .split('\n')
    .filter((line) => !line.startsWith(`${key}:`))
    .join('\n');
const withValue = (key: string, value: string): string =>
  keys
    .split('\n')
    .map((line) => (line.startsWith(`${key}:`) ? `${key}:${value}` : line))
    .join('\n');
const blank = 'Écrivez quelques mots.';

describeRule(ficheChampManquant, [
  ['all there', sheet(`${keys}\n${phases}`)],
  ['values on several lines', sheet(`${withValue('mission', ' |\n  Aider\n  tous')}\n${phases}`)],
  ['broken YAML: what seems missing may be out of reach', sheet(`title: "Passerelle\nmission: b`)],
  ['a key twice: told by another rule', sheet(`${without('contact')}\ntitle: a\n${phases}`)],
  ['keys unknown to us', sheet(`${keys}\nautre: 1\n${phases}`)],
  [
    'one missing',
    sheet(`${without('mission')}\n${phases}`),
    {
      underlined: '---',
      message: 'Il manque à la fiche « mission » : ajoutez ce champ obligatoire.',
      fixes: [
        {
          title: 'Ajouter « mission »…',
          answer: ' Trouver une place : vite ',
          refused: [
            ['', blank],
            ['  ', blank],
          ],
          after: sheet(`${without('mission')}\n${phases}\nmission: "Trouver une place : vite"`),
        },
      ],
    },
  ],
  [
    'several missing, one problem',
    sheet('  title: Passerelle\n  mission: Aider\n  incubator: dinum'),
    {
      underlined: '---',
      message: 'Il manque à la fiche « contact » et « phases » : ajoutez ces champs obligatoires.',
      fixes: [
        {
          title: 'Ajouter « contact »…',
          answer: 'equipe@beta.gouv.fr',
          refused: [['équipe', 'Une adresse électronique contient « @ ».']],
          after: sheet('  title: Passerelle\n  mission: Aider\n  incubator: dinum\n  contact: equipe@beta.gouv.fr'),
        },
      ],
    },
  ],
  [
    'nothing at all',
    sheet('# rien'),
    {
      underlined: '---',
      message:
        'Il manque à la fiche « title », « mission », « incubator », « contact » et « phases » : ajoutez ces champs obligatoires.',
      fixes: [
        { title: 'Ajouter « title »…', answer: 'Oui: non', after: sheet('# rien\ntitle: "Oui: non"') },
        { title: 'Ajouter « mission »…', answer: 'a', after: sheet('# rien\nmission: a') },
        { title: 'Ajouter « incubator »…', answer: 'yes', after: sheet('# rien\nincubator: "yes"') },
        { title: 'Ajouter « contact »…', answer: 'a@b.fr', after: sheet('# rien\ncontact: a@b.fr') },
      ],
    },
  ],
  [
    'front matter on one line: no line to add to',
    sheet('{ title: a, mission: b, incubator: c, phases: [{ name: construction, start: 2024-06-03 }] }'),
    { underlined: '---', message: 'Il manque à la fiche « contact » : ajoutez ce champ obligatoire.' },
  ],
  [
    'empty values, and quotes around nothing',
    sheet(`${withValue('title', ' # à venir')}\n${phases}`),
    {
      underlined: 'title',
      message: '« title » est vide : remplissez ce champ obligatoire.',
      fixes: [
        {
          title: 'Remplir « title »…',
          answer: 'Passerelle',
          after: sheet(`${withValue('title', ' Passerelle # à venir')}\n${phases}`),
        },
      ],
    },
  ],
  [
    'quotes around nothing',
    sheet(`${withValue('incubator', " ' '")}\n${phases}`),
    {
      underlined: 'incubator',
      message: '« incubator » est vide : remplissez ce champ obligatoire.',
      fixes: [
        {
          title: 'Remplir « incubator »…',
          answer: 'dinum',
          after: sheet(`${withValue('incubator', ' dinum')}\n${phases}`),
        },
      ],
    },
  ],
  [
    'a number for a text',
    sheet(`${withValue('title', ' 1000')}\n${phases}`),
    {
      underlined: '1000',
      message: '« title » doit être un texte : entourez-le de guillemets.',
      fixes: [{ title: 'Mettre entre guillemets', after: sheet(`${withValue('title', ' "1000"')}\n${phases}`) }],
    },
  ],
  [
    'a list for a text',
    sheet(`${withValue('incubator', ' [dinum, mtes]')}\n${phases}`),
    {
      underlined: '[dinum, mtes]',
      message: '« incubator » doit être un texte sur une ligne.',
      fixes: [
        {
          title: 'Remplir « incubator »…',
          answer: 'dinum',
          after: sheet(`${withValue('incubator', ' dinum')}\n${phases}`),
        },
      ],
    },
  ],
  [
    'a contact that is no address',
    sheet(`${withValue('contact', ' https://passerelle.beta.gouv.fr')}\n${phases}`),
    {
      underlined: 'https://passerelle.beta.gouv.fr',
      message: '« contact » n’est pas une adresse électronique : écrivez une adresse partagée par l’équipe.',
      fixes: [
        {
          title: 'Remplir « contact »…',
          answer: 'a@b.fr',
          after: sheet(`${withValue('contact', ' a@b.fr')}\n${phases}`),
        },
      ],
    },
  ],
  [
    'phases without any',
    sheet(`${keys}\nphases:`),
    {
      underlined: 'phases',
      message: '« phases » doit être une liste d’au moins une phase, chacune avec « name » et « start ».',
    },
  ],
  [
    'an empty list of phases',
    sheet(`${keys}\nphases: []`),
    {
      underlined: '[]',
      message: '« phases » doit être une liste d’au moins une phase, chacune avec « name » et « start ».',
    },
  ],
  [
    'one phase that is no list',
    sheet(`${keys}\nphases: construction`),
    {
      underlined: 'construction',
      message: '« phases » doit être une liste d’au moins une phase, chacune avec « name » et « start ».',
    },
  ],
]);
