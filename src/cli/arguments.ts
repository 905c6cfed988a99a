import { parseArgs } from 'node:util';
import { otherRepositories } from '../survey/severalTrees';
import { CommandError } from './terminal';

export const reportFormats = ['texte', 'json', 'sarif', 'github'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** What was asked for. Paths are as they were given. */
export type Request =
  | { readonly command: 'aide' | 'version' }
  | {
      readonly command: 'inventaire';
      readonly folder: string;
      /** The product's other repositories, beside it. */
      readonly others: readonly string[];
      readonly json: boolean;
    }
  | {
      readonly command: 'generer';
      readonly folder: string;
      readonly others: readonly string[];
      /** Where documents are, from the product's folder. */
      readonly documents: string;
      /** Says what would be written, and writes nothing. */
      readonly isDryRun: boolean;
    }
  | {
      readonly command: 'verifier';
      readonly folder: string;
      readonly documents: string;
      readonly format: ReportFormat;
      /** Whether product sheets are checked too. */
      readonly sheets: boolean;
    };

export const help = `Arrêt : bien arrêter un produit numérique, hors ligne.

Utilisation :
  arret inventaire [DOSSIER] [--json]      ce que le dépôt prouve, avec où il le prouve
  arret generer    [DOSSIER] [--simuler]   écrit le dossier technique de reprise, ou le met à jour
  arret verifier   [DOSSIER] [--format F]  vérifie les documents d’arrêt

DOSSIER est le dossier du produit ; par défaut, le dossier courant.

Options :
  --json            inventaire : sur la sortie standard, et rien d’autre
  --avec CHEMIN     inventaire, generer : un autre dépôt du produit, comme « ../front » ; autant que voulu
  --simuler         generer : dit ce qui serait écrit, sans rien écrire
  --format FORMAT   verifier : texte (par défaut), json, sarif ou github
  --fiches          verifier : vérifie aussi les fiches produit
  --documents NOM   dossier des documents, depuis celui du produit ; par défaut « arret »
  -h, --aide        cette aide
  -v, --version     la version

Codes de sortie : 0, rien à signaler ; 1, verifier a trouvé des problèmes ; 2, la commande n’a pas pu aboutir.
`;

const options = {
  json: { type: 'boolean' },
  avec: { type: 'string', multiple: true },
  simuler: { type: 'boolean' },
  format: { type: 'string' },
  fiches: { type: 'boolean' },
  documents: { type: 'string' },
  aide: { type: 'boolean', short: 'h' },
  help: { type: 'boolean' },
  version: { type: 'boolean', short: 'v' },
} as const;

type OptionName = keyof typeof options;

const optionsOf: Readonly<Record<'inventaire' | 'generer' | 'verifier', readonly OptionName[]>> = {
  inventaire: ['json', 'avec'],
  generer: ['simuler', 'documents', 'avec'],
  verifier: ['format', 'fiches', 'documents'],
};

/** Reads a command line. @throws CommandError when it doesn't make sense */
export function readArguments(words: readonly string[]): Request {
  const { values, positionals } = parse(words);
  if (values.version) {
    return { command: 'version' };
  }
  const [command, folder = '.', ...rest] = positionals;
  if (values.aide || values.help || command === undefined || command === 'aide') {
    return { command: 'aide' };
  }
  if (command !== 'inventaire' && command !== 'generer' && command !== 'verifier') {
    throw new CommandError(
      `« ${command} » n’est pas une commande : écrivez inventaire, generer ou verifier (« arret --aide » les explique).`,
    );
  }
  if (rest.length > 0) {
    throw new CommandError(`un seul dossier à la fois : « ${rest.join(' ')} » est de trop.`);
  }
  const stray = Object.keys(values).find((name) => !(optionsOf[command] as readonly string[]).includes(name));
  if (stray !== undefined) {
    throw new CommandError(`« --${stray} » ne va pas avec ${command} (« arret --aide » dit ce que chacune accepte).`);
  }
  switch (command) {
    case 'inventaire':
      return { command, folder, others: othersOf(values.avec), json: values.json === true };
    case 'generer':
      return {
        command,
        folder,
        others: othersOf(values.avec),
        documents: documentsOf(values.documents),
        isDryRun: values.simuler === true,
      };
    case 'verifier':
      return {
        command,
        folder,
        documents: documentsOf(values.documents),
        format: formatOf(values.format),
        sheets: values.fiches === true,
      };
  }
}

function parse(
  words: readonly string[],
): ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const message = error instanceof Error ? error.message : '';
    const name = /--?[\w-]+/.exec(message)?.[0] ?? '';
    throw new CommandError(
      code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
        ? `option inconnue : ${name} (« arret --aide » donne la liste).`
        : `${name} : il manque sa valeur, ou elle en a une de trop.`,
    );
  }
}

function formatOf(value: string | undefined): ReportFormat {
  const format = reportFormats.find((candidate) => candidate === (value ?? 'texte'));
  if (!format) {
    throw new CommandError(`format inconnu : « ${value} ». Écrivez ${reportFormats.join(', ')}.`);
  }
  return format;
}

function othersOf(paths: readonly string[] | undefined): readonly string[] {
  const { others, wrong } = otherRepositories(paths ?? []);
  if (wrong !== undefined) {
    throw new CommandError(
      `--avec ${wrong} : donnez le chemin d’un dossier voisin, depuis DOSSIER, par exemple « ../front ».`,
    );
  }
  return others;
}

function documentsOf(value: string | undefined): string {
  const segments = (value ?? 'arret').split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..') || segments.length === 0 || /^(?:[/\\]|[a-z]:)/i.test(value ?? '')) {
    throw new CommandError(
      `--documents ${value} : écrivez un dossier du produit, sans « .. » ni chemin absolu, par exemple « arret ».`,
    );
  }
  return segments.join('/');
}
