import type { EnvVariable } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { enumerate, proven } from './certainty';

/** Beyond, the annex has them all. */
const listed = 16;

export const coffre: AnswerWriter = {
  item: 'coffre',
  write(page) {
    const secrets = proven(page.inventory.env).filter(({ secret }) => secret);
    if (secrets.length === 0) {
      return {
        blocks: [page.notFound('Variable qui porte un secret', ['.env.*', 'la configuration', 'le code'], 'f')],
        question: 'quels identifiants ouvrent encore quelque chose, et sont-ils au coffre ?',
      };
    }
    const names = secrets.slice(0, listed).map(({ name }) => page.code(name));
    const rest = secrets.length - names.length;
    return {
      blocks: [
        `${secrets.length > 1 ? `${page.count(secrets.length, 'variable')} portent` : 'Une variable porte'} un secret, d’après leur nom : ${rest > 0 ? `${names.join(', ')} et ${page.count(rest, 'autre')}` : enumerate(names)} (${page.annex('variables', 'annexe des variables')}).`,
        ...lockedOnly(page, secrets),
        ...toRevoke(page),
      ],
      question:
        'dans quelle collection du coffre sont ces secrets, et quelle équipe y aura encore accès après le départ ?',
    };
  },
};

/** Secrets of production that are only there, locked: without the key, they are lost. */
function lockedOnly(page: Page, secrets: readonly EnvVariable[]): string[] {
  const { sealed } = page.inventory;
  const ofProduction = sealed.filter(({ path }) => /(?<!pre-?)prod/i.test(path));
  const keys = new Set((ofProduction.length > 0 ? ofProduction : sealed).flatMap((each) => each.keys));
  const names = secrets.filter(({ name }) => keys.has(name)).map(({ name }) => page.code(name));
  const where = ofProduction.length > 0 ? ' en production' : '';
  return sealed.length === 0
    ? []
    : [
        names.length > 1
          ? `${page.count(names.length, 'variable')} sont chiffrées dans le dépôt${where} (${enumerate(names.slice(0, 8))}) : les copier avant de perdre la clé.`
          : `D’autres secrets sont chiffrés dans le dépôt ${page.proof(sealed.flatMap(({ evidence }) => evidence.slice(0, 1)))} : les copier avant de perdre la clé.`,
      ];
}

/** What has been seen by all who have the repository is no secret to keep. */
function toRevoke(page: Page): string[] {
  const shown = page.inventory.exposures.filter(({ kind }) => kind === 'secret');
  const locked = page.inventory.datasets.filter(({ kind }) => kind === 'encrypted');
  return [
    ...(locked.length > 0
      ? [`S’y ajoute la clé de ${enumerate(locked.slice(0, 3).map(({ path }) => page.file(path)))}.`]
      : []),
    ...(shown.length > 0
      ? [
          `À révoquer plutôt qu’à conserver : ${page.count(shown.length, 'secret')} en clair dans le dépôt ${page.proof(shown.flatMap(({ evidence }) => evidence))}.`,
        ]
      : []),
  ];
}
