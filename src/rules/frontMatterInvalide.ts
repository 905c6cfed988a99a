import { closestModel } from '../dossier/closest';
import { modelNamed } from '../dossier/frontMatter';
import { isPlaceholder } from '../dossier/placeholder';
import { addKey, writeValue, yamlText } from '../fiche/edits';
import type { Model } from '../models/types';
import type { FrontMatter, FrontMatterEntry, Range, TextEdit } from '../outline/types';
import type { Fix, Problem, Rule, Subject } from './rule';
import { onOneLine, quoteList, typeset } from './sentences';

/** What the front matter of our documents says: the model and its version, the product, the date. */
export const frontMatterInvalide: Rule = {
  code: 'front-matter-invalide',
  summary: 'En-tête illisible ou incomplet : modèle, version, produit, date',
  severity: 'warning',
  judgesUnknownModels: true,
  check: (subject) => {
    const { outline, fiche, models } = subject;
    const { frontMatter } = outline;
    if (!frontMatter || fiche) {
      return [];
    }
    if (frontMatter.problems.length > 0) {
      // The values of a YAML that can't be read are guesses: nothing more is said of them.
      return frontMatter.problems.map(({ message, range }): Found => ({
        range,
        message,
        severity: 'error',
        fixes: [],
      }));
    }
    const modele = entryOf(frontMatter, 'modele');
    const model = models.find(({ id }) => id === modelNamed(outline));
    if (!modele) {
      // Recognised by its headings: its front matter is someone else's.
      return [];
    }
    if (!model) {
      return [unknownModel(subject, modele)];
    }
    return [
      ...missingKeys(subject, frontMatter, modele, model),
      ...versionProblems(entryOf(frontMatter, 'version'), model),
      ...productProblems(entryOf(frontMatter, 'produit')),
      ...dateProblems(entryOf(frontMatter, 'date')),
    ];
  },
};

type Found = Omit<Problem, 'rule'>;

function entryOf({ entries }: FrontMatter, key: string): FrontMatterEntry | undefined {
  return entries.find((entry) => entry.key === key);
}

/** The value, or the key when there is none to point at. */
function placeOf({ keyRange, valueRange, source }: FrontMatterEntry): Range {
  return source === '' ? keyRange : valueRange;
}

function replaceFix(entry: FrontMatterEntry, value: string, isPreferred: boolean): Fix {
  return {
    kind: 'edit',
    title: typeset(`Écrire « ${value} »`),
    isPreferred,
    edits: () => [writeValue(entry.valueRange, value)],
  };
}

function unknownModel({ outline, models, status }: Subject, modele: FrontMatterEntry): Found {
  const name = modelNamed(outline);
  const meant = name === undefined ? status?.match.model : closestModel(name, models);
  const known = models.map(({ id }) => id);
  const what = name === undefined ? '« modele » ne nomme aucun modèle' : `Modèle inconnu : ${quoteList([name])}`;
  const todo = meant ? `écrivez ${quoteList([meant.id])}` : `écrivez l’un de ceux-ci : ${known.join(', ')}`;
  return {
    range: placeOf(modele),
    message: typeset(name === undefined ? `${what} : ${todo}.` : `${what} ; ${todo}.`),
    fixes: meant ? [replaceFix(modele, meant.id, true)] : known.map((id) => replaceFix(modele, id, false)),
  };
}

function missingKeys(
  { lines, outline }: Subject,
  frontMatter: FrontMatter,
  modele: FrontMatterEntry,
  model: Model,
): Found[] {
  const missing = (['version', 'produit', 'date'] as const).filter((key) => !entryOf(frontMatter, key));
  if (missing.length === 0) {
    return [];
  }
  const add = (key: string, value: string): TextEdit[] =>
    [addKey(lines, frontMatter, outline.eol, key, value) ?? []].flat();
  const fixes = missing.map((key): Fix => {
    switch (key) {
      case 'version':
        return {
          kind: 'edit',
          title: typeset(`Ajouter « version: ${model.version} »`),
          isPreferred: true,
          edits: () => add(key, String(model.version)),
        };
      case 'produit':
        return askProduct('Ajouter', (value) => add(key, value));
      case 'date':
        return askDate('Ajouter', (value) => add(key, value));
    }
  });
  const isPossible = add('version', '1').length > 0;
  return [
    {
      range: { start: modele.keyRange.start, end: modele.valueRange.end },
      message: typeset(
        `Il manque ${quoteList(missing)} à l’en-tête : ajoutez ${missing.length === 1 ? 'cette ligne' : 'ces lignes'}.`,
      ),
      fixes: isPossible ? fixes : [],
    },
  ];
}

function versionProblems(entry: FrontMatterEntry | undefined, { version }: Model): Found[] {
  if (!entry) {
    return [];
  }
  const { value } = entry;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    const meant = typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value.trim()) ? Number(value) : version;
    return [
      {
        range: placeOf(entry),
        message: typeset(`« version » doit être un nombre entier : écrivez ${meant}, sans guillemets.`),
        fixes: [replaceFix(entry, String(meant), true)],
      },
    ];
  }
  if (value > version) {
    return [
      {
        range: placeOf(entry),
        message: typeset(
          `Écrit avec la version ${value} du modèle, plus récente que la version ${version} connue ici : mettez l’extension ou vos modèles à jour.`,
        ),
        fixes: [],
      },
    ];
  }
  return value === version
    ? []
    : [
        {
          range: placeOf(entry),
          severity: 'information',
          message: typeset(
            `Écrit avec la version ${value} du modèle ; la version ${version} est parue. Insérez ce qui manque, puis écrivez ${version}.`,
          ),
          fixes: [replaceFix(entry, String(version), false)],
        },
      ];
}

function productProblems(entry: FrontMatterEntry | undefined): Found[] {
  const value = entry?.value;
  if (!entry || typeof value === 'number' || (typeof value === 'string' && !isPlaceholder(value))) {
    return [];
  }
  const isEmpty = value === null || typeof value === 'string';
  return [
    {
      range: placeOf(entry),
      message: typeset(
        isEmpty
          ? '« produit » est vide : écrivez le nom du produit.'
          : '« produit » doit être un texte : écrivez le nom du produit.',
      ),
      fixes: [askProduct('Écrire', (text) => [writeValue(entry.valueRange, text)])],
    },
  ];
}

function dateProblems(entry: FrontMatterEntry | undefined): Found[] {
  const value = entry?.value;
  if (!entry || (typeof value === 'string' && isDate(value.trim()))) {
    return [];
  }
  const fixes: Fix[] = [askDate('Écrire', (text) => [writeValue(entry.valueRange, text)])];
  const meant = typeof value === 'string' ? dateMeant(value.trim()) : undefined;
  if (meant !== undefined) {
    fixes.unshift(replaceFix(entry, meant, true));
  }
  const isEmpty = value === null || value === '';
  return [
    {
      range: placeOf(entry),
      message: typeset(
        isEmpty
          ? '« date » est vide : écrivez-la comme 2026-11-24.'
          : `Date illisible : écrivez-la comme ${meant ?? '2026-11-24'}, année, mois, jour.`,
      ),
      fixes,
    },
  ];
}

/** A day that exists, as `2026-11-24`. */
function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.slice(1).map(Number);
  const [year = 0, month = 0, day = 0] = parts ?? [];
  return parts !== undefined && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The day that a text in another form tells: `24/11/2026`, `2026-11-24T10:00`, `2026-3-4`. */
function dateMeant(text: string): string | undefined {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const iso = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[T ].*)?$/.exec(text);
  const parts = french ? [french[3], french[2], french[1]] : iso?.slice(1);
  const date = parts?.map((part) => part?.padStart(2, '0')).join('-');
  return date !== undefined && isDate(date) ? date : undefined;
}

function askProduct(verb: string, edits: (value: string) => TextEdit[]): Fix {
  return {
    kind: 'ask',
    title: `${verb} le nom du produit…`,
    prompt: typeset('Quel est le nom du produit ?'),
    placeholder: 'Passerelle',
    validate: (answer) => (isPlaceholder(answer) ? 'Écrivez le nom du produit.' : undefined),
    edits: (answer) => edits(yamlText(onOneLine(answer))),
  };
}

function askDate(verb: string, edits: (value: string) => TextEdit[]): Fix {
  return {
    kind: 'ask',
    title: `${verb} la date…`,
    prompt: typeset('De quel jour date ce document ? (année-mois-jour)'),
    placeholder: '2026-11-24',
    validate: (answer) => (isDate(answer.trim()) ? undefined : typeset('Écrivez la date comme ceci : 2026-11-24.')),
    edits: (answer) => edits(answer.trim()),
  };
}
