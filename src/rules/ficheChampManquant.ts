import { addKey, writeValue, yamlText } from '../fiche/edits';
import type { FrontMatterEntry, TextEdit } from '../outline/types';
import type { Fix, Problem, Rule, Subject } from './rule';
import { quoteList, typeset } from './sentences';

/** What the site asks of every sheet, with what to write there. */
const required: readonly { readonly key: string; readonly prompt: string; readonly placeholder: string }[] = [
  { key: 'title', prompt: 'Quel est le nom du produit ?', placeholder: 'Passerelle' },
  {
    key: 'mission',
    prompt: 'Que permet le produit, en une phrase ?',
    placeholder: 'Aider les conseillers à trouver une place d’atelier',
  },
  { key: 'incubator', prompt: 'Quel est l’identifiant de son incubateur ?', placeholder: 'dinum' },
  {
    key: 'contact',
    prompt: 'À quelle adresse partagée écrire à l’équipe ?',
    placeholder: 'contact@passerelle.beta.gouv.fr',
  },
  { key: 'phases', prompt: '', placeholder: '' },
];

type Required = (typeof required)[number];

/** Keys without which the site refuses a sheet. */
export const ficheChampManquant: Rule = {
  code: 'fiche-champ-manquant',
  summary: 'Fiche produit : un champ obligatoire manque ou est vide',
  severity: 'warning',
  check: (subject) => {
    const { fiche, outline } = subject;
    const { frontMatter } = outline;
    // Where the YAML is broken, what seems to be missing may only be out of reach.
    if (!fiche || !frontMatter || frontMatter.problems.length > 0) {
      return [];
    }
    const missing = required.filter(({ key }) => !fiche.entries.has(key));
    const problems: Omit<Problem, 'rule'>[] = [];
    if (missing.length > 0) {
      const { start } = frontMatter.range;
      problems.push({
        range: { start, end: { line: start.line, character: start.character + 3 } },
        message: `Il manque à la fiche ${typeset(quoteList(missing.map(({ key }) => key)))} : ajoutez ${missing.length > 1 ? 'ces champs obligatoires' : 'ce champ obligatoire'}.`,
        fixes: missing.flatMap((field) => addFix(subject, field)),
      });
    }
    for (const field of required) {
      const entry = fiche.entries.get(field.key);
      const problem = entry && problemOf(field, entry);
      if (problem) {
        problems.push(problem);
      }
    }
    return problems;
  },
};

function problemOf(
  field: Required,
  { value, valueRange, keyRange, source }: FrontMatterEntry,
): Omit<Problem, 'rule'> | undefined {
  const { key } = field;
  const isEmpty = value === null || value === '' || (typeof value === 'string' && value.trim() === '');
  if (key === 'phases') {
    return Array.isArray(value) && value.length > 0
      ? undefined
      : {
          range: isEmpty ? keyRange : valueRange,
          message: '« phases » doit être une liste d’au moins une phase, chacune avec « name » et « start ».',
          fixes: [],
        };
  }
  const range = isEmpty ? keyRange : valueRange;
  const write = askFix(field, 'Remplir', (text) => [writeValue(valueRange, text)]);
  if (isEmpty) {
    return { range, message: `« ${key} » est vide : remplissez ce champ obligatoire.`, fixes: [write] };
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return {
      range,
      message: `« ${key} » doit être un texte : entourez-le de guillemets.`,
      fixes: [
        {
          kind: 'edit',
          title: 'Mettre entre guillemets',
          isPreferred: true,
          edits: () => [{ range: valueRange, newText: JSON.stringify(source) }],
        },
      ],
    };
  }
  if (typeof value !== 'string') {
    return { range, message: `« ${key} » doit être un texte sur une ligne.`, fixes: [write] };
  }
  if (key === 'contact' && !value.includes('@')) {
    return {
      range,
      message: '« contact » n’est pas une adresse électronique : écrivez une adresse partagée par l’équipe.',
      fixes: [write],
    };
  }
  return undefined;
}

function addFix({ lines, outline }: Subject, field: Required): Fix[] {
  const { frontMatter, eol } = outline;
  if (!frontMatter || field.key === 'phases' || !addKey(lines, frontMatter, eol, field.key, '')) {
    return [];
  }
  return [
    askFix(field, 'Ajouter', (text) => {
      const edit = addKey(lines, frontMatter, eol, field.key, text);
      return edit ? [edit] : [];
    }),
  ];
}

function askFix({ key, prompt, placeholder }: Required, verb: string, edits: (text: string) => TextEdit[]): Fix {
  return {
    kind: 'ask',
    title: `${verb} « ${key} »…`,
    prompt,
    placeholder,
    validate: (answer) => {
      if (answer.trim() === '') {
        return 'Écrivez quelques mots.';
      }
      return key === 'contact' && !answer.includes('@') ? 'Une adresse électronique contient « @ ».' : undefined;
    },
    edits: (answer) => edits(yamlText(answer.trim())),
  };
}
