import { Clue } from '../clues';
import { findSecrets } from '../../secrets/findSecrets';
import { secretKinds, type SecretKindId } from '../../secrets/secretKinds';
import { isUnremarkable } from '../../secrets/secretPlaceholders';
import type { Detector } from '../detector';
import type { Exposure } from '../facts';
import { isDotenv } from '../readers/env/dotenv';
import { isSecretName } from '../readers/env/envName';
import { examplePasswords } from '../readers/examplePasswords';
import { compare, type SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';

/** Texts that people and tools write settings, code and documents in. */
const texts =
  /(?:\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|rake|erb|php|java|kt|go|rs|cs|sh|bash|zsh|ps1|sql|ya?ml|json|toml|ini|cfg|conf|properties|xml|env|tf|tfvars|md|markdown|rst|txt|adoc|http|pem|key|service|example|sample|dist|local)|(?:^|\/)(?:Dockerfile|Makefile|Procfile|Vagrantfile|Rakefile|Jenkinsfile|id_rsa)[\w.-]*)$/i;

/** Long, and full of fingerprints. */
const locks =
  /(?:^|\/)(?:package-lock\.json|[\w.-]*lock(?:file)?\.(?:json|ya?ml)|[\w.-]*\.lock|CHANGELOG[\w.-]*|[\w.-]*\.sum)$/i;

/** A text without it holds no secret that has a form of its own: the library then has nothing to look for. */
const mayHold = new Clue(
  /:\/\/[^\s/:@"'`<>]{0,100}:[^\s/@"'`<>]{1,200}@|PRIVATE KEY|gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox[abeprs]-|hooks\.slack|AKIA|AIza|sk_live|rk_live|xkeysib-|SG\.|npm_|pypi-|dckr_pat|hf_|sk-|eyJ|tk-us-|dop_v1|sntrys_|AccountKey=/,
);

/** Kinds that anyone may read, or that stand for many harmless things. */
const harmless = new Set<SecretKindId>(['sentry-dsn', 'jwt']);

/** The name of a variable, then what stands in when nothing sets it: `X || '…'`, `getenv('X', '…')`. */
const fallback =
  /(?<![A-Za-z_])(?:(?<read>[A-Z][A-Z\d]*(?:_[A-Z\d]+)+)['"]?[\])]{0,3}\s*(?:\|\||\?\?|\bor\b)\s*|(?:environ\.get|getenv|env|config|fetch)\(\s*['"](?<called>\w+)['"]\s*,\s*(?:default\s*=\s*)?)(?<quote>['"])(?<value>(?:(?!\k<quote>)[^\n]){8,200})\k<quote>/g;

/** What asks to be replaced, or is the address of a local service: neither opens anything. */
const standIn = /your|votre|invalid|missing|not[-_ ]set|undefined|ex[ae]mple|placeholder|x{3}|^[a-z][a-z\d+.-]*:\/\//i;

/** A text without it sets nothing in place of a variable. */
const mayFallBack = new Clue(/\|\||\?\?|environ|getenv|env\(|fetch\(|config\(/);

/** A journal that a program wrote. */
const journals = /(?:^|[-_.])(?:logs?|crash|trace)(?:[-_.](?:crash|error|debug|\d)[\w.-]*)?\.txt$|\.log$/i;

/** Places of one kind shown, at most: what matters is that there are some. */
const mostPlaces = 40;

/**
 * What the repository shows and shouldn't: secrets, the values that stand in for one, journals. They are located, and
 * never quoted.
 */
export const exposures: Detector = {
  name: 'exposures',
  start(repository) {
    const found: Exposure[] = [];
    return {
      wants: (file) => isLookedInto(file),
      async read(source, file) {
        const secrets = await secretsIn(source, file);
        found.push(...secrets, ...fallbacksIn(source), ...accountsIn(source, file));
        // What is told as a secret, or as an account, isn't told again.
        const told = new Set(found.flatMap(({ evidence: [place] }) => (place?.path === file.path ? [place.line] : [])));
        found.push(...examplePasswords(source, file).filter(({ evidence: [place] }) => !told.has(place?.line ?? 0)));
      },
      find: () => ({
        exposures: [
          ...found.sort((a, b) => compare(a.name, b.name)).slice(0, mostPlaces * 5),
          ...repository.files
            .filter(({ name, isTest }) => !isTest && journals.test(name))
            .slice(0, mostPlaces)
            .map(({ path }): Exposure => ({ name: 'journal versionné', kind: 'log', evidence: [{ path, line: 1 }] })),
        ],
      }),
    };
  },
};

function isLookedInto({ path, name, isTest }: SurveyedFile): boolean {
  return !isTest && texts.test(name) && !locks.test(path);
}

async function secretsIn(source: SourceText, { name, folder }: SurveyedFile): Promise<Exposure[]> {
  if (!mayHold.test(source.text)) {
    return [];
  }
  const isSettings = isDotenv(name, folder) && !/example|sample|dist|template|exemple/i.test(name);
  const secrets = await findSecrets(source.text);
  return secrets
    .filter(({ kind, isGuess }) => !harmless.has(kind) && (!isGuess || isSettings))
    .map(({ kind, start }) => ({
      name: lowerFirst(secretKinds[kind].name),
      kind: 'secret',
      evidence: [{ path: source.path, line: source.lineAt(start) }],
    }));
}

/** The value stands for a secret as soon as its variable isn't set: in production too. */
function fallbacksIn(source: SourceText): Exposure[] {
  if (!mayFallBack.test(source.text)) {
    return [];
  }
  return [...source.text.matchAll(fallback)].flatMap(({ index, groups }) => {
    const name = groups?.['read'] ?? groups?.['called'] ?? '';
    const value = groups?.['value'] ?? '';
    const isSecret = isSecretName(name) && !/(?:URL|URI|HOST|USER|NAME|EMAIL|ISSUER)$/.test(name);
    // A key of letters alone is more often that of a field: `displayName`.
    const isFieldName = name.endsWith('KEY') && /^[a-z]+(?:[A-Z][a-z]+)*$/.test(value);
    return isSecret && !isFieldName && !isUnremarkable(value, true) && !standIn.test(value)
      ? [
          {
            name: `valeur de repli de ${name}`,
            kind: 'fallback' as const,
            evidence: [{ path: source.path, line: source.lineAt(index) }],
          },
        ]
      : [];
  });
}

/** An address and what opens it, on one line of a document: `admin@demo.fr / …`, « mot de passe : … ». */
const toldAccount =
  /[\w.+-]{2,60}@[\w-]{1,60}(?:\.[\w-]{2,20})+[`'"*_]{0,3}[ \t]*(?:[/:]|(?:et|and|avec|with)\b)[ \t]*(?:(?:le |the )?(?:mot de passe|mdp|password|pass|pwd)[ \t]*[:=]?[ \t]*)?[`'"*_]{0,3}(?=[^\s|`'"*_<>()/@,;]*[\d!#$%*])[^\s|`'"*_<>()/@]{5,40}(?=[\s`'"*_|.,;)]|$)/;

/** A text that is written out, with nothing computed in it. */
const writtenText = String.raw`(?:'[^'\n]{3,100}'|"[^"\n]{3,100}"|\`[^\`$\n]{3,100}\`)`;

/** Rows that a seed gives a password that is written there, as it is or once encrypted: `password: hash('…')`. */
const seededPassword = new RegExp(
  [
    String.raw`(?<![\w.])['"\`]?\w{0,40}(?:password|mot_de_passe|motDePasse|mdp)['"\`]?[ \t]*(?::|=>|=)[ \t]*(?:await[ \t]+)?(?:[\w.:>$\\-]{1,60}\([ \t]*)?${writtenText}`,
    String.raw`(?:hashPassword|encodePassword|set_?(?:plain_?)?password|create_(?:super)?user|\bcrypt)\((?:[^()\n]{0,80},)?[ \t]*${writtenText}`,
  ].join('|'),
  'i',
);
/** In YAML a text needs no mark. */
const listedPassword = /^[ \t-]*\w{0,40}(?:password|mot_de_passe|mdp):[ \t]*[^\s#<{$&*!|>]/im;
const seeds = /(?:^|\/)(?:seeds?|seeders?|fixtures|DataFixtures)(?:\/|\.\w+$)/i;

/** Accounts made to try the product with: harmless until they are also on a server. */
function accountsIn(source: SourceText, { path, name }: SurveyedFile): Exposure[] {
  if (
    /\.(?:md|markdown|mdx|rst|adoc|txt)$/i.test(name) &&
    source.text.includes('@') &&
    !source.text.includes('<!-- arret:genere')
  ) {
    const at = source.lines.flatMap((line, index) => (toldAccount.test(line.slice(0, 500)) ? [index + 1] : []));
    return at.map((line): Exposure => ({
      name: 'comptes de démonstration, avec mot de passe',
      kind: 'account',
      evidence: [{ path, line }],
    }));
  }
  const index =
    seeds.test(path) && /user|account|compte|agent|seed/i.test(path)
      ? source.text.search(/\.ya?ml$/.test(name) ? listedPassword : seededPassword)
      : -1;
  return index < 0
    ? []
    : [
        {
          name: 'comptes de test, avec mot de passe',
          kind: 'account',
          evidence: [{ path, line: source.lineAt(index) }],
        },
      ];
}

/** « Jeton GitHub » within a sentence; « DSN Sentry » stays as it is. */
function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
